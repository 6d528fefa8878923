"""note: JSON lines in, JSON lines out, no book. A line that cannot be read has its error in its place."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, NamedTuple

from collector.cli.asked import Asked
from collector.cli.jsonlines import Json, answer_each, text_of, unusable
from collector.cli.printing import complain
from collector.clock import FIRST_DAY, LAST_DAY, START_OF_WORK, real_now
from collector.currencies import decimals
from collector.errors import UsageError
from collector.lexicons import lexicon, problems
from collector.rules.shorthand import read_note
from collector.rules.shorthand.record import record
from collector.words import _

LONGEST_TEXT = 100_000  # characters
_EXAMPLE = '{"text": "300 vn", "as_of": "2026-11-23T10:15:00"}'
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(?:Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII
)
_BALANCE = re.compile(r"([+-]?)(\d{1,15})(?:\.(\d{1,12}))?", re.ASCII)
_KIND_OF_TEXT = re.compile(r"[A-Za-z]{3}")


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
    return answer_each(lambda fields: _record(fields, default), _EXAMPLE)


def _record(fields: Json, default: datetime | None) -> Json:
    line = _line(fields, default)
    return record(read_note(line.text, line.as_of, line.currency, line.balance, lexicon()))


# --- The fields of a line --------------------------------------------------------------------------------


def _line(fields: dict[str, Any], default: datetime | None) -> _Line:
    text = text_of(fields, LONGEST_TEXT, _("the note as it was typed"))
    if not isinstance(lang := fields.get("lang"), str | None):  # only a hint: any word is taken
        raise unusable("lang", lang, _("ro, en or mixed"))
    return _Line(text, _as_of(fields, default), _currency(fields), _balance(fields))


def _as_of(fields: dict[str, Any], default: datetime | None) -> datetime:
    said = fields.get("as_of")
    if said is None:
        return default or real_now().astimezone().replace(tzinfo=None)
    moment = read_moment(said) if isinstance(said, str) else None
    if moment is None:
        raise unusable("as_of", said, _moment_expected())
    return moment


def _moment_expected() -> str:
    return _("a local time from 1900 to 2199 such as 2026-11-23T10:15:00")


def _currency(fields: dict[str, Any]) -> str | None:
    said = fields.get("currency")
    if said is None:
        return None
    code = said.upper() if isinstance(said, str) and _KIND_OF_TEXT.fullmatch(said) else ""
    if code not in decimals():
        raise unusable("currency", said, _("an ISO 4217 code such as RON or EUR"))
    return code


def _balance(fields: dict[str, Any]) -> int | None:
    """Whole hundredths; what lies below is rounded half up, as every sum of a note is. Nothing owed: no balance."""
    said = fields.get("balance")
    if said is None:
        return None
    match = _BALANCE.fullmatch(said) if isinstance(said, str) else None
    if match is None:
        raise unusable("balance", said, _('a decimal number in quotes such as "1200.00"'))
    sign, whole, part = match.groups(default="")
    cents = int(whole + part[:2].ljust(2, "0")) + (part[2:3] >= "5")
    return cents if sign != "-" and cents else None


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
