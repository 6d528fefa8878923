"""note: JSON lines in, JSON lines out, no book. A line that cannot be read has its error in its place."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO, NamedTuple, NoReturn

from collector.cli.asked import Asked
from collector.cli.printing import complain, flush, tell_json
from collector.clock import FIRST_DAY, LAST_DAY, START_OF_WORK, real_now
from collector.currencies import decimals
from collector.errors import DONE, SOME_REFUSED, UsageError
from collector.lexicons import lexicon, problems
from collector.rules.shorthand import read_note
from collector.rules.shorthand.record import record
from collector.words import _

LONGEST_LINE = 16 * 1024 * 1024  # bytes; the rest of a longer one is passed over unread
LONGEST_TEXT = 100_000  # characters
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(?:Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII
)
_BALANCE = re.compile(r"([+-]?)(\d{1,15})(?:\.(\d{1,12}))?", re.ASCII)
_KIND_OF_TEXT = re.compile(r"[A-Za-z]{3}")


class _Bad(Exception):
    """A line that cannot be read: in words why, and its id where there is one."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Line(NamedTuple):
    """What one line asks for. The balance is whole hundredths."""

    text: str
    as_of: datetime
    currency: str | None
    balance: int | None


def note(asked: Asked) -> int:
    """Read each line of standard input; never stop at one. 3 when any was refused."""
    default = _pretended(asked.settings.as_of)
    for problem in problems():
        complain(problem)
    refused = 0
    for number, raw in enumerate(_lines(), 1):
        answer = _answer(raw, default)
        if "error" in answer:
            refused += 1
            complain(_("line {number}: {problem}").format(number=number, problem=answer["error"]))
        _tell(answer)
    return SOME_REFUSED if refused else DONE


def _tell(answer: dict[str, Any]) -> None:
    """One line out, at once: who asks may wait for it before asking again."""
    try:
        tell_json(answer)
    except ValueError:  # an id that is no number of JSON, as 1e999 is read
        tell_json(answer | {"id": None})
    flush()


# --- Lines in --------------------------------------------------------------------------------------------


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


def _answer(raw: bytes | None, default: datetime | None) -> dict[str, Any]:
    """The record of a line, or its error; with its id where there is one."""
    known: dict[str, Any] = {}
    try:
        fields = _fields(raw)
        known = {"id": fields["id"]} if "id" in fields else {}
        line = _line(fields, default)
        read = read_note(line.text, line.as_of, line.currency, line.balance, lexicon())
        return known | record(read)
    except _Bad as bad:
        return known | {"error": bad.message}
    except Exception as fault:  # noqa: BLE001 - a mistake of ours costs this line, not those behind it
        text = _("a mistake of the program, please report it ({kind}: {what})")
        return known | {"error": text.format(kind=type(fault).__name__, what=str(fault)[:200])}


def _fields(raw: bytes | None) -> dict[str, Any]:
    if raw is None:
        raise _Bad(_("the line is longer than {most} bytes").format(most=LONGEST_LINE))
    if not raw.strip():
        raise _Bad(_("the line is empty; expected an object such as {example}").format(example=_EXAMPLE))
    try:
        found = json.loads(raw.decode("utf-8").removeprefix("\ufeff"), parse_constant=_no_number)
    except UnicodeDecodeError as fault:
        raise _Bad(_("byte {place} is not UTF-8").format(place=fault.start + 1)) from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _Bad(_("this is no JSON object; expected one such as {example}").format(example=_EXAMPLE))
    return found


_EXAMPLE = '{"text": "300 vn", "as_of": "2026-11-23T10:15:00"}'


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


# --- The fields of a line --------------------------------------------------------------------------------


def _line(fields: dict[str, Any], default: datetime | None) -> _Line:
    text = fields.get("text")
    if not isinstance(text, str):
        raise _unusable("text", text, _("the note as it was typed"))
    if len(text) > LONGEST_TEXT:
        raise _Bad(
            _("text: {length} characters are too many; at most {most} are read").format(
                length=len(text), most=LONGEST_TEXT
            )
        )
    if not isinstance(lang := fields.get("lang"), str | None):  # only a hint: any word is taken
        raise _unusable("lang", lang, _("ro, en or mixed"))
    return _Line(text, _as_of(fields, default), _currency(fields), _balance(fields))


def _as_of(fields: dict[str, Any], default: datetime | None) -> datetime:
    said = fields.get("as_of")
    if said is None:
        return default or real_now().astimezone().replace(tzinfo=None)
    moment = read_moment(said) if isinstance(said, str) else None
    if moment is None:
        raise _unusable("as_of", said, _moment_expected())
    return moment


def _moment_expected() -> str:
    return _("a local time from 1900 to 2199 such as 2026-11-23T10:15:00")


def _currency(fields: dict[str, Any]) -> str | None:
    said = fields.get("currency")
    if said is None:
        return None
    code = said.upper() if isinstance(said, str) and _KIND_OF_TEXT.fullmatch(said) else ""
    if code not in decimals():
        raise _unusable("currency", said, _("an ISO 4217 code such as RON or EUR"))
    return code


def _balance(fields: dict[str, Any]) -> int | None:
    """Whole hundredths; what lies below is rounded half up, as every sum of a note is. Nothing owed: no balance."""
    said = fields.get("balance")
    if said is None:
        return None
    match = _BALANCE.fullmatch(said) if isinstance(said, str) else None
    if match is None:
        raise _unusable("balance", said, _('a decimal number in quotes such as "1200.00"'))
    sign, whole, part = match.groups(default="")
    cents = int(whole + part[:2].ljust(2, "0")) + (part[2:3] >= "5")
    return cents if sign != "-" and cents else None


def _unusable(field: str, seen: object, expected: str) -> _Bad:
    text = _("{field}: {seen} cannot be used; expected {expected}")
    shown = repr(seen)
    shown = shown if len(shown) <= 80 else shown[:79] + "…"
    return _Bad(text.format(field=field, seen="null" if seen is None else shown, expected=expected))


# --- When ------------------------------------------------------------------------------------------------


def read_moment(said: str) -> datetime | None:
    """Local time on the clock. An offset is put aside: whoever writes one means the clock that it stands beside.
    A day alone means 09:00."""
    try:
        if _DAY.fullmatch(said):
            moment = datetime.combine(date.fromisoformat(said), START_OF_WORK)
        elif match := _MOMENT.fullmatch(said):
            moment = datetime.combine(date.fromisoformat(match[1]), time.fromisoformat(match[2]))
        else:
            return None
    except ValueError:
        return None
    return moment if FIRST_DAY <= moment.date() <= LAST_DAY else None


def _pretended(as_of: str | None) -> datetime | None:
    """`--as-of`, for lines that say no moment."""
    if as_of is None:
        return None
    moment = read_moment(as_of.strip())
    if moment is None:
        text = _("--as-of: {seen} cannot be used. Expected {expected}.")
        raise UsageError(text.format(seen=repr(as_of), expected=_moment_expected()))
    return moment
