"""What a form is understood as while it is typed: days with their weekday, promises with their deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collector.desk import looking, saying
from collector.desk.opening import Desk
from collector.rules import workdays
from collector.rules.terms import PromiseTerms, deadline, terms_for
from collector.tui.behind.typedform import FieldUnclear, Typed
from collector.tui.views import Where
from collector.words import _

PAST_DAYS = ("opened", "from", "paid_on")
DAYS = ("on", "until", "review", "answer", *PAST_DAYS)
ALL = "all"  # what concerns the whole form


def understood(desk: Desk, where: Where, form: str, values: Mapping[str, str]) -> dict[str, str]:
    """By field: how it is read. What cannot be read yet is left out; saving says why."""
    seen = Typed.of(desk, where, values, {})
    if form == "promise":
        return _promises(seen)
    days = {field: _day(seen, field, past=field in PAST_DAYS) for field in DAYS if seen.text(field)}
    told = {field: saying.day(day, desk.today()) for field, day in days.items() if day}
    if form == "call_back" and days.get("on"):
        told |= _not_then(seen)
    return told


def _not_then(seen: Typed) -> dict[str, str]:
    """A call-back at an hour when we may not call would be a promise of ours that cannot be kept."""
    on = seen.day("on")
    try:
        at = seen.moment_of(on)
    except FieldUnclear:
        return {}
    noon = datetime.combine(on, time(12), ZoneInfo(seen.desk.office.zone))
    allowed = looking.may_call(seen.desk, seen.card, at or noon)
    if allowed.allowed:
        return {}
    return {ALL: _("No call is allowed then: {when}").format(when=saying.permission(allowed))}


def _promises(seen: Typed) -> dict[str, str]:
    terms = terms_for(seen.desk.office.terms, seen.account.creditor, seen.desk.today())
    told = {}
    total = 0
    for line in seen.lines():
        due, amount = _day(seen, f"due.{line}"), _amount(seen, f"amount.{line}")
        total += amount or 0
        if due:
            told[f"due.{line}"] = _due(due, terms, seen.desk.today())
    if len(seen.lines()) > 1:
        told[ALL] = _("together {amount}").format(amount=saying.amount(total, seen.account.currency))
    return told


def _due(due: date, terms: PromiseTerms, today: date) -> str:
    """ "Fri 27 Nov, counts to Thu 3 Dec (off: 28, 29, 30 Nov, 1 Dec)"."""
    if due < today:
        return _("{day} has passed").format(day=saying.day(due, today))
    last = deadline(terms, due)
    text = _("{day}, counts to {deadline}").format(
        day=saying.day(due, today), deadline=saying.day(last, today)
    )
    off = [day for day in _days(due, last) if not workdays.is_working(day, terms.calendar)]
    if not off:
        return text
    return text + " " + _("(off: {days})").format(days=_short(off))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _short(days: list[date]) -> str:
    """ "28, 29 Nov, 1 Dec": the month once for all its days in a row."""
    parts = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        same = following is not None and following.month == day.month
        parts.append(str(day.day) if same else saying.short_day(day))
    return ", ".join(parts)


def _day(seen: Typed, field: str, *, past: bool = False) -> date | None:
    try:
        return seen.day(field, past=past) if seen.text(field) else None
    except FieldUnclear:
        return None


def _amount(seen: Typed, field: str) -> int | None:
    try:
        return seen.amount(field)
    except FieldUnclear:
        return None
