"""What a line was understood as, in words: what stands below the line while it is typed.

What is missing is said, what is odd is asked, right where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from collector.currencies import decimals_of
from collector.desk import saying
from collector.rules import money
from collector.rules.shorthand import Note, PlanRead, Unclear
from collector.tui.views import LineFacts
from collector.words import _, current_language, ngettext

MANY_TIMES = 3  # the usual: from here on it is asked
SUNDAY = 6
MOST_UNKNOWN = 4  # words that are named
CENT_DECIMALS = 2


def spelled(note: Note, facts: LineFacts, cursor: int | None = None) -> list[str]:
    """The parts in words. A word that ends at the cursor is still being typed and not yet told as unknown."""
    parts = [
        *_outcome(note),
        *_promises(note, facts),
        *_plan(note, facts),
        *_claim(note, facts),
        *_call_back(note, facts),
        *_ours(note, facts),
    ]
    parts += [_("hardship")] if note.hardship and note.outcome != "hardship" else []
    parts += [cause(note.reason)] if note.reason else []
    parts += [method(note.method)] if note.method else []
    return [*(parts or [_("only a note so far")]), *_unclear(note.unclear, cursor)]


# --- What came of the call --------------------------------------------------------------------------------


def _outcome(note: Note) -> Iterator[str]:
    """Where nothing else tells it; with the hold that it makes."""
    from collector.desk.facts import HOLD_OF_OUTCOME

    told_by = {
        "promise": bool(note.promises or note.instalments),
        "paid_claim": note.paid_claim is not None,
        "callback": note.callback_at is not None,
        "note": True,
    }
    if note.outcome in HOLD_OF_OUTCOME:
        yield _("{outcome}: a hold from today").format(outcome=saying.outcome(note.outcome))
    elif note.outcome == "promise" and not told_by["promise"]:
        yield _("promise {what}").format(what=_missing(amount=True, day=True))
    elif not told_by.get(note.outcome, False):
        yield saying.outcome(note.outcome)
    if note.dispute and note.outcome != "dispute":
        yield saying.outcome("dispute")


# --- Promises and a plan ----------------------------------------------------------------------------------


def _promises(note: Note, facts: LineFacts) -> Iterator[str]:
    for part in note.promises:
        told = [_sum(part.cents, part.currency, facts), _day(part.due_on, facts)]
        missing = _missing(amount=part.cents is None, day=part.due_on is None)
        odd = [*_odd_sum(part.cents, part.currency, facts), *_odd_day(part.due_on, facts)]
        what = ", ".join(filter(None, (" ".join(filter(None, told)), missing)))
        yield _asked(_("promise {what}").format(what=what), odd)
    of_ours = [p.cents for p in note.promises if p.cents is not None and p.currency in (None, facts.currency)]
    if len(of_ours) > 1 and sum(of_ours) > facts.balance_cents:
        yield _("together {amount}, more than is owed?").format(amount=_sum(sum(of_ours), None, facts))


def _asked(told: str, odd: Sequence[str]) -> str:
    """What is told, and behind it what is odd about it, as a question."""
    return ", ".join((told, *odd)) + "?" if odd else told


def _missing(*, amount: bool, day: bool) -> str:
    return ", ".join([_("no amount")] * amount + [_("no date: when?")] * day)


def _odd_sum(cents: int | None, currency: str | None, facts: LineFacts) -> Iterator[str]:
    if cents is None:
        return
    if currency not in (None, facts.currency):
        yield _("the account is in {currency}").format(currency=facts.currency)
        return
    if cents > facts.balance_cents:
        yield _("more than is owed")
    if facts.usual_cents and cents >= MANY_TIMES * facts.usual_cents:
        yield _("{count} times the usual").format(count=cents // facts.usual_cents)


def _odd_day(day: date | None, facts: LineFacts) -> Iterator[str]:
    if day is None:
        return
    if day < facts.now.date():
        yield _("it has passed")
    elif day.weekday() == SUNDAY:
        yield _("a Sunday")


def _plan(note: Note, facts: LineFacts) -> Iterator[str]:
    """ "3 × 200.00 every month, from Fri 1 Jan 2027"."""
    plan = note.instalments
    if plan is None:
        return
    each = _sum(plan.cents, plan.currency, facts) or _("no amount")
    first = plan.first_due
    start = _("from {day}").format(day=_day(first, facts)) if first else _("from when?")
    rhythm = f"{_count(plan)} × {each} {_rhythm(plan.every)}"
    odd = [*_odd_day(first, facts), *_more_than_owed(plan, facts)]
    yield _asked(", ".join((_("plan {what}").format(what=rhythm), start)), odd)


def _count(plan: PlanRead) -> str:
    return str(plan.count) if plan.count else _("how many?")


def _more_than_owed(plan: PlanRead, facts: LineFacts) -> Iterator[str]:
    """All of it together; a part of a cent each that was rounded up is nothing to ask about."""
    if plan.count and plan.cents and plan.count * plan.cents >= facts.balance_cents + plan.count:
        yield _("more than is owed")


def _rhythm(every: str) -> str:
    return {
        "day": _("every day"),
        "week": _("every week"),
        "2weeks": _("every two weeks"),
        "month": _("every month"),
    }[every]


# --- The rest ---------------------------------------------------------------------------------------------


def _claim(note: Note, facts: LineFacts) -> Iterator[str]:
    claim = note.paid_claim
    if claim is not None:
        told = (_sum(claim.cents, claim.currency, facts), _day(claim.on, facts))
        yield " ".join(filter(None, (saying.outcome("paid_claim"), *told)))


def _call_back(note: Note, facts: LineFacts) -> Iterator[str]:
    later = note.callback_at
    if later is None:
        if note.outcome == "callback":
            yield ", ".join((saying.outcome("callback"), _("no date: when?")))
        return
    who = {"us": _("we call back"), "them": _("they call back")}
    hour = f" {saying.clock_time(later)}" if isinstance(later, datetime) else ""
    day = later.date() if isinstance(later, datetime) else later
    told = f"{who.get(note.callback_by or '', saying.outcome('callback'))} {_day(day, facts)}{hour}"
    yield _asked(told, [*_odd_day(day, facts)])


def _ours(note: Note, facts: LineFacts) -> Iterator[str]:
    """Without a day it is due today: nobody is to wait until we think of it."""
    ours = note.our_promise
    if ours is not None:
        day = ours.due_on or facts.now.date()
        what = _("we: {what}, by {day}").format(what=saying.ours(ours.what), day=_day(day, facts))
        yield _asked(what, [*_odd_day(day, facts)])


def _unclear(found: Sequence[Unclear], cursor: int | None) -> Iterator[str]:
    unknown = [each.text for each in found if each.why == "unknown_word" and each.hi != cursor]
    for each in found:
        if each.why != "unknown_word":
            yield f"{each.text}: {_why_unclear(each.why)}"
    if unknown:
        names = ", ".join(unknown[:MOST_UNKNOWN])
        more = len(unknown) - MOST_UNKNOWN
        names += f" +{more}" if more > 0 else ""
        yield ngettext("not understood: {words}", "not understood: {words}", len(unknown)).format(words=names)


def _why_unclear(why: str) -> str:
    return {
        "no_such_day": _("no such day"),
        "no_sum": _("no sum"),
        "old_money": _("old or new lei?"),
        "ambiguous": _("which is meant?"),
    }[why]


# --- Sums, days and words ---------------------------------------------------------------------------------


def _sum(cents: int | None, currency: str | None, facts: LineFacts) -> str:
    """ "300.00"; with its currency where that is another than the account's."""
    if cents is None:
        return ""
    decimals = decimals_of(currency or facts.currency)
    amount, part = divmod(cents * 10**decimals, 100)
    amount, decimals = (cents, CENT_DECIMALS) if part else (amount, decimals)
    text = money.show(amount, decimals, current_language())
    return text if currency in (None, facts.currency) else f"{text} {currency}"


def _day(day: date | None, facts: LineFacts) -> str:
    return saying.day(day, facts.now.date()) if day else ""


def cause(name: str) -> str:
    """Why somebody does not pay now."""
    return {
        "salary_late": _("salary late"),
        "job_loss": _("lost the job"),
        "illness": _("illness"),
        "bereavement": _("a death in the family"),
        "no_money": _("no money"),
        "unexpected_expense": _("an unexpected expense"),
        "divorce": _("divorce"),
        "waiting_payment": _("waits to be paid"),
        "invoice_missing": _("has no invoice"),
        "wrong_amount": _("wrong amount"),
        "goods_issue": _("trouble with goods or service"),
        "not_mine": _("not their debt"),
        "debt_too_old": _("debt too old"),
        "forgot": _("forgot"),
        "abroad": _("abroad"),
        "bank_problem": _("trouble at the bank"),
        "other": _("another reason"),
    }[name]


def method(name: str) -> str:
    """How the money comes."""
    return {
        "bank_transfer": _("bank transfer"),
        "card": _("by card"),
        "cash": _("in cash"),
        "postal_order": _("postal order"),
        "direct_debit": _("direct debit"),
        "cheque": _("by cheque"),
        "promissory_note": _("promissory note"),
        "online": _("online"),
    }[name]


def to_write_anew(text: str, kind: str, further: str, back: str) -> str:
    """Of a marked part: what it was read as, and what can be done, with the keys that do it."""
    read_as = {
        "sum": _("{text}: a sum."),
        "day": _("{text}: a day."),
        "hour": _("{text}: an hour."),
        "unclear": _("{text}: not understood."),
    }[kind].format(text=text)
    how = _("What you type takes its place. {further}: the next one. {back}: back.")
    return f"{read_as} " + how.format(further=further, back=back)
