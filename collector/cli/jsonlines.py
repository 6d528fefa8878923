"""JSON lines in, JSON lines out, no book: what `note`, `step` and `lint` have in common.

Nothing stops at a bad line: its error stands in its place. Each answer is written at once, so whoever asks may wait
for it before asking again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO, NoReturn

from collector.cli.printing import complain, flush, tell_json
from collector.errors import DONE, SOME_REFUSED
from collector.words import _

LONGEST_LINE = 16 * 1024 * 1024  # bytes; the rest of a longer one is passed over unread

Json = dict[str, Any]


class BadLine(Exception):
    """A line that cannot be used: in words why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def unusable(field: str, seen: object, expected: str) -> BadLine:
    """What is wrong with one field."""
    text = _("{field}: {seen} cannot be used; expected {expected}")
    shown = str(seen) if isinstance(seen, Decimal) else repr(seen)
    shown = shown if len(shown) <= 80 else shown[:79] + "…"
    return BadLine(text.format(field=field, seen="null" if seen is None else shown, expected=expected))


def text_of(fields: Json, most: int, expected: str) -> str:
    """The field `text` of a line, of at most so many characters; BadLine with what was expected."""
    text = fields.get("text")
    if not isinstance(text, str):
        raise unusable("text", text, expected)
    if len(text) > most:
        raise BadLine(
            _("text: {length} characters are too many; at most {most} are read").format(
                length=len(text), most=most
            )
        )
    return text


def answer_each(answer: Callable[[Json], Json], example: str, *, exact: bool = False) -> int:
    """Answer each line of standard input; 3 when any was refused. `answer` raises `BadLine`.

    `example` is an object as it is expected. With `exact` numbers with a point are read as decimals, and an answer
    to a line without an id has the id null.
    """
    refused = 0
    for number, raw in enumerate(_lines(), 1):
        found = _answered(raw, answer, example, exact=exact)
        if "error" in found:
            refused += 1
            complain(_("line {number}: {problem}").format(number=number, problem=found["error"]))
        _tell(found)
    return SOME_REFUSED if refused else DONE


def _tell(answer: Json) -> None:
    try:
        tell_json(answer)
    except ValueError:  # an id that is no number of JSON, as 1e999 is read
        tell_json(answer | {"id": None})
    flush()


def _lines() -> Iterator[bytes | None]:
    """The lines of standard input; None for one that is too long to be held."""
    source = getattr(sys.stdin, "buffer", None)
    while source is not None and (raw := source.readline(LONGEST_LINE)):
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            _pass_over(source)
            yield None
        else:
            yield raw


def _pass_over(source: BinaryIO) -> None:
    while (more := source.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass


def _answered(raw: bytes | None, answer: Callable[[Json], Json], example: str, *, exact: bool) -> Json:
    """The answer to a line, or its error; with its id where there is one."""
    known: Json = {"id": None} if exact else {}
    try:
        fields = _fields(raw, example, exact=exact)
        known |= {"id": fields["id"]} if "id" in fields else {}
        return known | answer(fields)
    except BadLine as bad:
        return known | {"error": bad.message}
    except Exception as fault:  # noqa: BLE001 - a mistake of ours costs this line, not those behind it
        text = _("a mistake of the program, please report it ({kind}: {what})")
        return known | {"error": text.format(kind=type(fault).__name__, what=str(fault)[:200])}


def _fields(raw: bytes | None, example: str, *, exact: bool) -> Json:
    if raw is None:
        raise BadLine(_("the line is longer than {most} bytes").format(most=LONGEST_LINE))
    if not raw.strip():
        raise BadLine(_("the line is empty; expected an object such as {example}").format(example=example))
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
        found = json.loads(text, parse_constant=_no_number, parse_float=Decimal if exact else None)
    except UnicodeDecodeError as fault:
        raise BadLine(_("byte {place} is not UTF-8").format(place=fault.start + 1)) from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadLine(_("this is no JSON object; expected one such as {example}").format(example=example))
    if exact and "id" in found:
        found["id"] = _plain(found["id"])
    return found


def _plain(value: Any) -> Any:
    """An id as it goes out again: numbers as JSON has them."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return float(value) if isinstance(value, Decimal) else value


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)
