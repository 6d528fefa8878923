"""What an entry put into the book, told from the facts that lie there."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from collector.desk import saying
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.rules.known import standing
from collector.rules.records import Call, Case, Dispute, Ending, Hold, OurPromise, Promise
from collector.words import _

Fact = Call | Promise | Hold | Dispute | OurPromise | Ending


def told(desk: Desk, card: Card, command_id: str, *, taken_back: bool = False) -> str:
    """The facts of one command in a line: "promise 300.00 Fri 27 Nov, counts to Thu 3 Dec". Of one that was
    taken back `card` is as it was before, and what it had replaced stands again."""
    template = _("{promise} stands again") if taken_back else _("replaces {promise}")
    replaced = (template.format(promise=promise) for promise in _replaced(card, command_id))
    parts = [*_parts(desk, card.case, command_id), *replaced]
    text = " · ".join(filter(None, parts))
    return text or _("{name} as a new debtor").format(name=card.case.debtor.name)  # a command without facts


def latest(case: Case, agent: str, account_seq: int) -> str | None:
    """The command of the agent's latest facts on an account, or on the debtor, that were not taken back."""
    mistaken = {ending.fact_seq for ending in standing(case.endings) if ending.reason == "error"}
    facts: tuple[Fact, ...] = (*case.calls, *case.promises, *case.holds, *case.disputes, *case.our_promises)
    mine = [
        fact
        for fact in facts
        if fact.command_id and fact.seq not in mistaken and _agent(fact) == agent and _on(fact, account_seq)
    ]
    return max(mine, key=lambda fact: fact.recorded_at).command_id if mine else None


def _agent(fact: Fact) -> str | None:
    return fact.owner if isinstance(fact, Dispute) else fact.agent


def _on(fact: Fact, account_seq: int) -> bool:
    return getattr(fact, "account_seq", None) in (None, account_seq)


def _parts(desk: Desk, case: Case, command_id: str) -> Iterator[str]:
    mine = _of_command(case, command_id)
    promised = any(isinstance(fact, Promise) for fact in mine)
    for fact in mine:
        if isinstance(fact, Call):
            yield "" if promised else _call(desk, case, fact)
        elif isinstance(fact, Promise):
            yield _promise(case, fact)
        elif isinstance(fact, Hold):
            yield _("hold: {kind}").format(kind=saying.hold(fact.kind))
        elif isinstance(fact, Dispute):
            yield _("dispute since {day}").format(day=saying.short_day(fact.opened_on))
        elif isinstance(fact, OurPromise):
            yield _ours(fact)
        else:
            yield _ending(case, fact, promised)


def _of_command(case: Case, command_id: str) -> list[Fact]:
    parts = (case.calls, case.promises, case.holds, case.disputes, case.our_promises, case.endings)
    return [fact for facts in parts for fact in facts if fact.command_id == command_id]


def _ours(ours: OurPromise) -> str:
    """A call-back is told with its call."""
    if ours.what == "call_back":
        return ""
    return _("we promised: {what}, by {due}").format(what=saying.ours(ours.what), due=saying.day(ours.due_on))


def _replaced(card: Card, command_id: str) -> Iterator[str]:
    """Earlier promises that a new one has closed: nobody should learn that from the history."""
    new = {p.account_seq for p in card.case.promises if p.command_id == command_id}
    for seen in card.accounts:
        for verdict in seen.verdicts if seen.account.seq in new else ():
            if verdict.closed_on == card.today and verdict.cancel_reason is None:
                yield saying.verdict_amounts(verdict, seen.account.currency)


def _ending(case: Case, ending: Ending, promised: bool) -> str:
    """ "Invoice to send: done"; a promise that makes room for another is named as what it was."""
    promises = {p.seq: saying.amount(p.amount_minor, _currency(case, p.account_seq)) for p in case.promises}
    named = promises | {h.seq: saying.hold(h.kind) for h in case.holds}
    named |= {d.seq: saying.outcome("dispute") for d in case.disputes}
    named |= {o.seq: saying.ours(o.what) for o in case.our_promises}
    what = named.get(ending.fact_seq, "")
    if promised and ending.reason == "error":
        return _("in place of {promise}").format(promise=what)
    return f"{what}: {saying.ending(ending.reason)}"


def _currency(case: Case, account_seq: int) -> str:
    return next(a.currency for a in case.accounts if a.seq == account_seq)


def _promise(case: Case, promise: Promise) -> str:
    return _("promise {amount} {day}, counts to {deadline}").format(
        amount=saying.amount(promise.amount_minor, _currency(case, promise.account_seq)),
        day=saying.day(promise.due_on),
        deadline=saying.day(promise.deadline_on),
    )


def _call(desk: Desk, case: Case, call: Call) -> str:
    parts = [saying.outcome(call.outcome)]
    if call.claimed_minor is not None:
        parts.append(saying.amount(call.claimed_minor, _currency(case, call.account_seq)))
    if call.claimed_on:
        parts.append(saying.day(call.claimed_on))
    if call.callback_at:
        there = call.callback_at.astimezone(ZoneInfo(desk.office.zone))
        parts.append(f"{saying.day(there.date())} {saying.clock_time(there)}")
    elif call.callback_on:
        parts.append(saying.day(call.callback_on))
    return " ".join(parts)
