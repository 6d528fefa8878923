"""What people type into a form, read: days, hours, amounts. Kind messages say what was expected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from collector.clock import FIRST_DAY, LAST_DAY
from collector.currencies import decimals_of
from collector.desk import saying
from collector.rules import money
from collector.rules.daywords import Several, read_day
from collector.rules.words import Unreadable
from collector.words import _

_HOUR = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?h?")


class Unclear(ValueError):
    """What was typed is not what was expected; the message is for the screen."""


def day(text: str, today: date, *, past: bool = False) -> date:
    """The day that was typed: 2026-11-27, 27.11., 27, fri, vinerea viitoare, +7, in 10 days, sfârșitul lunii.

    Without a year the next such day, or with `past` the latest one; a weekday is never today. Unclear for
    anything else, for what can be several days, and for days outside 1900 to 2199.
    """
    if not text.strip():
        raise Unclear(_("Which day? Such as 27.11., fri or +7."))
    try:
        found = read_day(text, today, past=past)
    except Several as several:
        days = which(several.days, today)
        raise Unclear(_("{seen} can be {days}. Which one?").format(seen=text, days=days)) from None
    except (ValueError, OverflowError):
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise Unclear(
            _("{seen} is no day. Write it such as 27.11., 2026-11-27, fri or +7.").format(seen=text)
        )
    return found


def which(days: Sequence[date], today: date) -> str:
    """ "Tue 24 Nov, Wed 25 Nov or Mon 30 Nov"."""
    *most, last = (saying.day(day, today) for day in days)
    return _("{days} or {last}").format(days=", ".join(most), last=last) if most else last


def moment(on: date, hour: str, zone: str) -> datetime:
    """This hour ("10", "10:30") of a day of the office. Unclear for anything else."""
    match = _HOUR.fullmatch(hour.strip().lower())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise Unclear(_("{seen} is no hour. Write it such as 10 or 10:30.").format(seen=hour))
    return datetime.combine(on, time(int(match[1]), int(match[2] or 0)), ZoneInfo(zone))


def amount_minor(text: str, currency: str) -> int:
    """The amount that was typed, above zero. Unclear for anything else."""
    if not text.strip():
        raise Unclear(_("How much? Such as 300 or 1.234,50."))
    try:
        found = money.read_amount(text, decimals_of(currency))
    except Unreadable as fault:
        expected = _(fault.expected).format(**fault.values)
        raise Unclear(
            _("{seen} cannot be read. Expected {expected}.").format(seen=text, expected=expected)
        ) from None
    if found <= 0:
        raise Unclear(_("A promise needs an amount above zero."))
    return found
