"""Why a step is the next one, in a few words, with the sums and days that it speaks of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from collector.currencies import decimals_of
from collector.desk.days import short_day
from collector.desk.naming import hold, ours, situation
from collector.rules import money
from collector.words import _, current_language, told_once

if TYPE_CHECKING:  # for a name only: looking brings the database library
    from collector.desk.listing import Listed
    from collector.rules.cards import AccountCard


def amount(amount_minor: int, currency: str) -> str:
    """With all its decimals: "1,240.00", in Romanian "1.240,00"."""
    return money.show(amount_minor, decimals_of(currency), current_language())


def whole(amount_minor: int, currency: str) -> str:
    """The same without decimals where they are zeros: "300", "15.01"."""
    decimals = decimals_of(currency)
    if amount_minor % 10**decimals:
        return amount(amount_minor, currency)
    return money.show(amount_minor // 10**decimals, 0, current_language())


def rounded(amount_minor: int, currency: str) -> str:
    """In whole units, half a unit rounded away from zero, for narrow columns: "1,240"."""
    unit = 10 ** decimals_of(currency)
    units = (2 * abs(amount_minor) + unit) // (2 * unit)
    return money.show(-units if amount_minor < 0 else units, 0, current_language())


def why(
    name: str,
    amount_minor: int | None,
    on: date | None,
    currency: str,
    *,
    today: date | None = None,
    brief: bool = False,
    detail: str | None = None,
) -> str:
    """The short reason of a next step: "300 unpaid since 12 Nov", "open to 27 Nov", "missed: call back".

    `brief` leaves the day out where the reason stands without it; `today` adds the year where it is another
    one; `detail` is what we promised, or the kind of hold. For `promise_open` give the deadline.
    """
    if on is not None and (name == "first_contact" or (name in _UNPAID and amount_minor == 0)):
        name = _AGAIN
    told = _with_day(name, detail) if on and not brief else None
    text = told or _without_day(name, detail) or _with_day(name, detail) or ""
    if on is None and "{day}" in text:
        text = _without_day(name, detail) or situation(name)
    sum_ = "" if amount_minor is None else whole(amount_minor, currency)
    return text.format(amount=sum_, day=short_day(on, today) if on else "").strip()


def why_listed(row: Listed, today: date, *, brief: bool = False) -> str:
    """The reason of a row of the day's list, its days brought up to what the row knows."""
    work, on = row.row.work, row.on
    if row.situation == "promise_open":
        on = work.deadline_on or on
    elif row.situation in ("our_promise_broken", "our_promise_due") and work.owed_at is not None:
        on = row.on if work.next_step == row.situation else work.owed_at.date()
    return why(row.situation, row.amount_minor, on, row.row.currency, today=today, brief=brief)


def why_card(card: AccountCard, today: date | None = None) -> str:
    """The reason of the step on an account's card; `today` as in `why`."""
    step, on = card.step, card.step.on
    if step.situation == "promise_open" and card.next_open:
        on = card.next_open.promise.deadline_on
    return why(step.situation, step.amount_minor, on, card.account.currency, today=today, detail=step.detail)


@told_once
def _with_day(name: str, detail: str | None) -> str | None:
    """The reason of a situation when its day is known; None where no day belongs to it."""
    if name in _HOLD_OF:
        return _("{what}, look again {day}").replace("{what}", _held(name, detail))
    if detail and name in ("our_promise_broken", "our_promise_due"):
        return None
    return {
        "our_promise_broken": _("we are late since {day}"),
        "our_promise_due": _("we owe it by {day}"),
        "promise_kept": _("{amount} kept on {day}"),
        "promise_open": _("open to {day}"),
        "paid_partly": _("{amount} missing since {day}"),
        "serial_breaker": _("{amount} unpaid since {day}"),
        "broken_twice": _("{amount} unpaid since {day}"),
        "broken_once": _("{amount} unpaid since {day}"),
        "no_answer_n": _("no answer, last on {day}"),
        "vague_promise": _("no sum or day said on {day}"),
        "plan_slipping": _("{amount} unpaid since {day}"),
        "too_good_promise": _("{amount} by {day}: more than usual"),
        "time_barred": _("owed since {day}: too old"),
        _AGAIN: _("nothing agreed since {day}"),
    }.get(name)


@told_once
def _without_day(name: str, detail: str | None) -> str | None:
    """The reason of a situation without its day; None where it says nothing without one."""
    if name in _HOLD_OF:
        return _held(name, detail)
    if detail and name == "our_promise_broken":
        return _("missed: {what}").replace("{what}", ours(detail))
    if detail and name == "our_promise_due":
        return _("due: {what}").replace("{what}", ours(detail))
    return {
        "our_promise_broken": _("we are late"),
        "our_promise_due": _("we owe it today"),
        "dispute_open": _("dispute open"),
        "paid_in_full": _("nothing owed"),
        "promise_kept": _("{amount} kept"),
        "due_today": _("{amount} due today"),
        "due_tomorrow": _("{amount} due tomorrow"),
        "paid_partly": _("{amount} missing"),
        "serial_breaker": _("{amount} unpaid"),
        "broken_twice": _("{amount} unpaid"),
        "broken_once": _("{amount} unpaid"),
        "no_answer_n": _("no answer"),
        "vague_promise": _("no sum or day said"),
        "verified_no_promise": _("no sum and day yet"),
        "plan_slipping": _("{amount} unpaid"),
        "too_good_promise": _("{amount}: more than usual"),
        "time_barred": _("too old to ask"),
        "wrong_party": _("somebody else's number"),
        "third_party": _("somebody else answered"),
        "outside_hours": _("no call at this hour"),
        "contact_cap": _("called or spoken of late"),
        "angry": _("upset"),
        "refuses": _("they say no"),
        "first_contact": _("no promise yet"),
        _AGAIN: _("nothing agreed"),
    }.get(name)


_AGAIN = "first_contact again"  # of somebody with whom something was agreed, or at least spoken, before
_UNPAID = ("serial_breaker", "broken_twice", "broken_once", "plan_slipping")
_HOLD_OF = {
    "safety_risk": "safety_risk",
    "legal_hold": "legal_hold",
    "cease_contact": "cease_contact",
    "represented": "represented",
    "bereavement": "deceased",
    "vulnerable": "vulnerable",
    "hardship": "hardship",
}


def _held(name: str, detail: str | None) -> str:
    return hold(detail or _HOLD_OF[name])
