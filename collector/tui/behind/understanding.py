"""What a form is understood as while it is typed: days with their weekday, promises with their deadline, what a
choice does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collector.desk import looking, saying
from collector.desk.facts import HOLD_OF_OUTCOME
from collector.desk.opening import Desk
from collector.rules import workdays
from collector.rules.contact import ALLOWED_UNDER_HOLD, blocking_hold
from collector.rules.daywords import Several, nearer, read_day
from collector.rules.excuses import EXCUSING_HOLDS
from collector.rules.records import RIGHT_PARTY
from collector.rules.terms import PromiseTerms, deadline, terms_for
from collector.tui.behind.typed import which
from collector.tui.behind.typedform import FieldUnclear, Typed, reached
from collector.tui.views import Where
from collector.words import _, ngettext

PAST_DAYS = ("opened", "from", "paid_on")
DAYS = ("on", "until", "review", "answer", *PAST_DAYS)
ALL, SUM = "all", "sum"  # what concerns the whole form: what it does, and what it comes to
SATURDAY = 5


def understood(desk: Desk, where: Where, form: str, values: Mapping[str, str]) -> dict[str, str]:
    """By field: how it is read. What cannot be read yet is left out; saving says why."""
    seen = Typed.of(desk, where, values, {})
    if form == "promise":
        return _promises(seen)
    told = {field: _told_day(seen, field, past=field in PAST_DAYS) for field in DAYS if seen.text(field)}
    if form in _OF_FORM:
        told |= _OF_FORM[form](seen)
    return {field: text for field, text in told.items() if text}


# --- Days -------------------------------------------------------------------------------------------------


def _told_day(seen: Typed, field: str, *, past: bool = False) -> str:
    """ "Fri 27 Nov"; of several days each with a question mark behind; "" for what is no day yet."""
    day = _day(seen, field, past=past)
    if day is None:
        return _several(seen, field, past=past)
    return saying.day(day, seen.desk.today()) + _not_that(seen, field, past=past)


def _several(seen: Typed, field: str, *, past: bool = False) -> str:
    try:
        read_day(seen.text(field), seen.desk.today(), past=past)
    except Several as several:
        return which(several.days, seen.desk.today()) + "?"
    except (ValueError, OverflowError):
        pass
    return ""


def _not_that(seen: Typed, field: str, *, past: bool = False) -> str:
    """Beside "next friday" the nearer one, which others may mean by it."""
    other = None if past else nearer(seen.text(field), seen.desk.today())
    return " " + _("(not {day})").format(day=saying.short_day(other)) if other else ""


def _day(seen: Typed, field: str, *, past: bool = False) -> date | None:
    try:
        return seen.day(field, past=past) if seen.text(field) else None
    except FieldUnclear:
        return None


# --- A promise or a plan ----------------------------------------------------------------------------------


def _promises(seen: Typed) -> dict[str, str]:
    terms = terms_for(seen.desk.office.terms, seen.account.creditor, seen.desk.today())
    told = {}
    total = 0
    for line in seen.lines():
        field = f"due.{line}"
        due = _day(seen, field)
        total += _amount(seen, f"amount.{line}") or 0
        told[field] = _due(seen, field, due, terms) if due else _several(seen, field)
    if total:
        told[SUM] = _beside_balance(seen, total, several=len(seen.lines()) > 1)
        told[ALL] = _replaces(seen)
    return {field: text for field, text in told.items() if text}


def _due(seen: Typed, field: str, due: date, terms: PromiseTerms) -> str:
    """ "Fri 27 Nov, counts to Thu 3 Dec: 30 Nov, 1 Dec are holidays"."""
    today = seen.desk.today()
    if due < today:
        return _("{day} has passed").format(day=saying.day(due, today))
    last = deadline(terms, due)
    text = _("{day}, counts to {deadline}").format(
        day=saying.day(due, today) + _not_that(seen, field), deadline=saying.day(last, today)
    )
    off = [
        day
        for day in (due + timedelta(days=n) for n in range((last - due).days + 1))
        if day.weekday() < SATURDAY and workdays.is_holiday(day, terms.calendar)
    ]
    if not off:
        return text
    holidays = ngettext("{days} is a holiday", "{days} are holidays", len(off)).format(days=_short(off))
    return f"{text}: {holidays}"


def _short(days: list[date]) -> str:
    """ "28, 29 Nov, 1 Dec": the month once for all its days in a row."""
    parts = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        same = following is not None and following.month == day.month
        parts.append(str(day.day) if same else saying.short_day(day))
    return ", ".join(parts)


def _beside_balance(seen: Typed, total: int, *, several: bool) -> str:
    """ "Together 740.00 of 1,240.00: 500.00 remain"."""
    currency = seen.account.currency
    balance = seen.card.account(seen.where.account_seq).owed.amount_minor
    told, owed, rest = (saying.amount(sum_, currency) for sum_ in (total, balance, abs(balance - total)))
    first = _("together {amount} of {balance}") if several else _("{amount} of {balance}")
    first = first.format(amount=told, balance=f"{owed} {currency}")
    if total == balance:
        return f"{first}: " + _("all of it")
    left = _("{amount} remain") if total < balance else _("{amount} more than is owed")
    return f"{first}: " + left.format(amount=rest)


def _replaces(seen: Typed) -> str:
    """The open promises of earlier days that saving closes; where a plan runs it is asked instead."""
    account = seen.card.account(seen.where.account_seq)
    today = seen.desk.today()
    earlier = [v for v in account.verdicts if v.state == "open" and v.promise.made_on < today]
    if not earlier or any(verdict.promise.plan_ref for verdict in earlier):
        return ""
    told = (saying.verdict_amounts(verdict, account.account.currency) for verdict in earlier)
    return _("replaces {promise}").format(promise=", ".join(told))


def _amount(seen: Typed, field: str) -> int | None:
    try:
        return seen.amount(field)
    except FieldUnclear:
        return None


# --- What the other forms do ------------------------------------------------------------------------------


def _call_back(seen: Typed) -> dict[str, str]:
    on = _day(seen, "on")
    if seen.values.get("by") == "them" or seen.values.get("who", "right_party") not in RIGHT_PARTY:
        return {ALL: _("A note only: we owe no call.")}
    return _not_then(seen, on) if on else {}


def _not_then(seen: Typed, on: date) -> dict[str, str]:
    """A call-back at an hour when we may not call would be a promise of ours that cannot be kept."""
    try:
        at = seen.moment_of(on)
    except FieldUnclear:
        return {}
    noon = datetime.combine(on, time(12), ZoneInfo(seen.desk.office.zone))
    allowed = looking.may_call(seen.desk, seen.card, at or noon)
    if allowed.allowed:
        return {}
    return {ALL: _("No call is allowed then: {when}").format(when=saying.permission(allowed))}


def _hold(seen: Typed) -> dict[str, str]:
    kind = seen.values.get("kind", "")
    return {ALL: hold_words(kind)} if kind else {}


def hold_words(kind: str) -> str:
    """What a hold does: "No calls and no promise. Still allowed: their representative."."""
    if blocking_hold([kind]) is None:
        told = [_("Calls are allowed; a promise is taken only with a reason.")]
    else:
        told = [_("No calls, no promise.")]
        if kind in ALLOWED_UNDER_HOLD:
            told.append(_("Still allowed: {what}.").format(what=_(ALLOWED_UNDER_HOLD[kind])))
    if kind in EXCUSING_HOLDS:
        told.append(_("Promises that break meanwhile are excused."))
    return " ".join(told)


def _dispute(_seen: Typed) -> dict[str, str]:
    return {ALL: _("Promises that break while it is open are excused; the next step is to look into it.")}


def _paid_claim(_seen: Typed) -> dict[str, str]:
    return {ALL: _("What they say; it counts when the money comes in.")}


def _call(seen: Typed) -> dict[str, str]:
    outcome = seen.values.get("result", "")
    if not outcome:
        return {}
    told = {"result": _("reached: {who}").format(who=saying.who(reached(seen.values)))}
    if outcome in HOLD_OF_OUTCOME:
        kind = HOLD_OF_OUTCOME[outcome]
        told[ALL] = (
            _("Also a hold from today: {kind}.").format(kind=saying.hold(kind)) + " " + hold_words(kind)
        )
    return told


_OF_FORM = {
    "call": _call,
    "call_back": _call_back,
    "dispute": _dispute,
    "hold": _hold,
    "paid_claim": _paid_claim,
}
