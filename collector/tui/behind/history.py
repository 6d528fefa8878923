"""What happened on an account, newest first: promises with their verdicts, calls, money, holds, our word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from collector.desk import saying
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.rules.cards import AccountCard, calls_of
from collector.rules.known import ended_on, standing, taken_back
from collector.rules.noted import noted_in
from collector.rules.records import Call, Dispute, Hold, OurPromise, Payment, Verdict
from collector.tui.views import HistoryLine
from collector.words import _


class Event(NamedTuple):
    """Something that happened, with what it is sorted by."""

    on: date
    seq: int
    text: str
    kind: str
    typed: str = ""  # the same with the note as it was typed, where that is another one


class Past(NamedTuple):
    """What every line needs: the card, the account, which facts were taken back, which have ended and when."""

    desk: Desk
    card: Card
    seen: AccountCard
    mistaken: frozenset[int]
    ended: dict[int, date]

    @classmethod
    def of(cls, desk: Desk, card: Card, seen: AccountCard) -> Past:
        known = standing(e for e in card.case.endings if e.ended_on <= card.today)
        return cls(desk, card, seen, taken_back(known), ended_on(known))

    @property
    def currency(self) -> str:
        return self.seen.account.currency

    def currency_of(self, account_seq: int) -> str:
        return next(a.currency for a in self.card.case.accounts if a.seq == account_seq)

    def day(self, on: date) -> str:
        return saying.day(on, self.card.today)

    def short(self, on: date) -> str:
        return saying.short_day(on, self.card.today)

    def stands(self, seq: int, on: date) -> bool:
        return seq not in self.mistaken and on <= self.card.today


def history(past: Past) -> tuple[HistoryLine, ...]:
    """The lines of this account's past, newest first; what was taken back as a mistake is left out."""
    events = sorted(_events(past), key=lambda event: (event.on, event.seq), reverse=True)
    return tuple(HistoryLine(past.short(e.on), e.text, e.kind, e.typed) for e in events)


def _events(past: Past) -> Iterator[Event]:
    case, account = past.card.case, past.seen.account.seq
    for verdict in past.seen.verdicts:
        if verdict.promise.seq not in past.mistaken:
            yield _promise(past, verdict)
    yield from (_call(past, call) for call in calls_of(case, account, past.card.now))
    yield from _events_of_facts(past)


def _events_of_facts(past: Past) -> Iterator[Event]:
    """Everything but promises and calls: each fact of this account, or of the debtor, that stands."""
    case, here = past.card.case, (None, past.seen.account.seq)
    kinds: tuple[tuple[Iterable[Any], str, Callable[[Any], Event]], ...] = (
        (case.payments, "paid_on", lambda fact: _payment(past, fact)),
        (case.holds, "from_on", lambda fact: _hold(past, fact)),
        (case.disputes, "opened_on", lambda fact: _dispute(past, fact)),
        (case.our_promises, "made_on", lambda fact: _ours(past, fact)),
    )
    for facts, day, event in kinds:
        for fact in facts:
            if getattr(fact, "account_seq", None) in here and past.stands(fact.seq, getattr(fact, day)):
                yield event(fact)


def _promise(past: Past, verdict: Verdict) -> Event:
    promise = verdict.promise
    first = past.card.first_states.get(promise.seq)
    said = saying.state(
        verdict, past.currency, first_state=first.state if first else None, today=past.card.today
    )
    on = verdict.decided_on or promise.made_on
    if on == promise.made_on:
        text = _("{mark} promised {amount} for {day}: {verdict}")
    else:
        text = _("{mark} promised on {made} {amount} for {day}: {verdict}")
    text = text.format(
        mark=saying.state_mark(verdict.state),
        made=past.short(promise.made_on),
        amount=saying.amount(promise.amount_minor, past.currency),
        day=past.day(promise.due_on),
        verdict=said,
    )
    if noted_in(promise):
        text = _("{promise} (read from a note)").format(promise=text)
    return Event(on, promise.seq, text, "promise")


def _call(past: Past, call: Call) -> Event:
    on, text = past.desk.day_of(call.called_at), call_words(past, call)
    typed = call_words(past, call._replace(note=call.typed)) if call.typed not in ("", call.note) else ""
    return Event(on, call.seq, text, "call", typed)


def call_words(past: Past, call: Call, came_to: str = "") -> str:
    """One call: who rang whom, what came of it and when, who was reached, the note in full words. `came_to` is
    said instead of the bare outcome. A note without any outcome stands for itself; who is not known is not named."""
    outcome = "" if call.outcome == "note" and call.note else saying.outcome(call.outcome)
    parts = [saying.direction(call.direction), call.agent or "", came_to or outcome]
    if call.claimed_minor is not None:
        parts.append(saying.amount(call.claimed_minor, past.currency_of(call.account_seq)))
    if call.claimed_on:
        parts.append(past.short(call.claimed_on))
    text = ", ".join(filter(None, [*parts, _call_back(past, call)]))
    if call.who not in ("right_party", "nobody", "unknown") and call.outcome != call.who:
        text += f" ({saying.who(call.who)})"
    return f"{text}: {call.note}" if call.note else text


def _call_back(past: Past, call: Call) -> str:
    if call.callback_at:
        return _moment(past, call.callback_at)
    return past.day(call.callback_on) if call.callback_on else ""


def _moment(past: Past, moment: datetime) -> str:
    """A moment in the office's zone."""
    there = moment.astimezone(ZoneInfo(past.desk.office.zone))
    return f"{past.day(there.date())} {saying.clock_time(there)}"


def _payment(past: Past, payment: Payment) -> Event:
    amount = saying.amount(payment.amount_minor, past.currency)
    if payment.reverses_ref is None:
        return Event(payment.paid_on, payment.seq, _("paid {amount}").format(amount=amount), "payment")
    taken = next((p for p in past.card.case.payments if p.ref == payment.reverses_ref), None)
    if taken is None:
        text = _("{amount} taken back, of a payment not known yet").format(amount=amount)
    else:
        text = _("{amount} taken back of the payment of {day}").format(
            amount=amount, day=past.short(taken.paid_on)
        )
    return Event(payment.paid_on, payment.seq, text, "payment")


def _hold(past: Past, hold: Hold) -> Event:
    parts = [_("hold ({kind})").format(kind=saying.hold(hold.kind))]
    if hold.until_on:
        parts.append(_("until {day}").format(day=past.short(hold.until_on)))
    if hold.review_on:
        parts.append(_("look again {day}").format(day=past.short(hold.review_on)))
    if hold.seq in past.ended:
        parts.append(_("lifted {day}").format(day=past.short(past.ended[hold.seq])))
    text = ", ".join(parts)
    return Event(hold.from_on, hold.seq, f"{text}: {hold.reason}" if hold.reason else text, "hold")


def _dispute(past: Past, dispute: Dispute) -> Event:
    parts = [_("dispute")]
    if dispute.owner:
        parts = [_("dispute, {owner} looks into it").format(owner=dispute.owner)]
    if dispute.due_on:
        parts.append(_("until {day}").format(day=past.short(dispute.due_on)))
    if dispute.seq in past.ended:
        parts.append(_("resolved {day}").format(day=past.short(past.ended[dispute.seq])))
    said = "; ".join(filter(None, (dispute.valued, dispute.breached)))
    text = ", ".join(parts)
    return Event(dispute.opened_on, dispute.seq, f"{text}: {said}" if said else text, "dispute")


def _ours(past: Past, ours: OurPromise) -> Event:
    zone_end = past.desk.end_of_day(ours.due_on).replace(microsecond=0)
    due = past.day(ours.due_on) if ours.due_at >= zone_end else _moment(past, ours.due_at)
    parts = [_("we promised: {what}, by {due}").format(what=saying.ours(ours.what), due=due)]
    if ours.seq in past.ended:
        parts.append(_("done {day}").format(day=past.short(past.ended[ours.seq])))
    elif ours.due_at < past.card.now:
        parts.append(_("not done"))
    text = ", ".join(parts)
    return Event(ours.made_on, ours.seq, f"{text} ({ours.note})" if ours.note else text, "ours")
