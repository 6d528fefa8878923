"""What an entry put into the book, told from the facts that lie there."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from collector.desk import saying
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.rules.records import Call, Case, Promise
from collector.words import _


def told(desk: Desk, card: Card, command_id: str) -> str:
    """The facts of one command in a line: "promise 300.00 Fri 27 Nov, counts to Thu 3 Dec"."""
    return " · ".join(_parts(desk, card.case, command_id))


def _parts(desk: Desk, case: Case, command_id: str) -> Iterator[str]:
    promises = [p for p in case.promises if p.command_id == command_id]
    for call in case.calls:
        if call.command_id == command_id and not promises:
            yield _call(desk, case, call)
    for promise in promises:
        yield _promise(case, promise)
    for hold in case.holds:
        if hold.command_id == command_id:
            yield _("hold: {kind}").format(kind=saying.hold(hold.kind))
    for dispute in case.disputes:
        if dispute.command_id == command_id:
            yield _("dispute since {day}").format(day=saying.short_day(dispute.opened_on))
    for ours in case.our_promises:
        if ours.command_id == command_id and ours.what != "call_back":
            due = saying.day(ours.due_on)
            yield _("we promised: {what}, by {due}").format(what=saying.ours(ours.what), due=due)


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
