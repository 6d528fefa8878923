"""The JSON of the desk, as docs/reference/commands.md fixes it: names, order, and null for what is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from collector.currencies import decimals_of
from collector.desk import saying, steps
from collector.desk.listing import Listed
from collector.desk.looking import Card, FirstState
from collector.desk.opening import Desk
from collector.rules import money, risk
from collector.rules.cards import AccountCard
from collector.rules.known import first_endings, history_of, standing, taken_back
from collector.rules.promises import judge, reversed_minor
from collector.rules.records import Account, Case, Ending, Payment, Verdict
from collector.store import reading

Json = dict[str, Any]


def decimal(amount_minor: int, currency: str) -> str:
    """An amount as a decimal string with the currency's own decimals."""
    return money.decimal_text(amount_minor, decimals_of(currency))


def today_json(desk: Desk, listed: Listed) -> Json:
    """One row of the list."""
    row = listed.row
    return {
        "account_ref": row.account_ref,
        "debtor_ref": row.debtor_ref,
        "name": row.name,
        "section": row.section,
        "next_step": listed.situation,
        "why": saying.why_listed(listed, desk.today()),
        "band": risk.band(listed.p_bp),
        "p_kept": listed.p_bp / 10_000,
        "amount": decimal(row.work.balance_minor, row.currency),
        "currency": row.currency,
        "contact_from": _iso(listed.permission.contact_from),
        "contact_until": _iso(listed.permission.contact_until),
    }


def show_json(desk: Desk, card: Card, account_seq: int | None = None) -> Json:
    """One debtor, with all accounts or only the one that was named."""
    debtor = card.case.debtor
    accounts = [a for a in card.accounts if account_seq in (None, a.account.seq)]
    return {
        "debtor": {
            "debtor_ref": debtor.ref,
            "name": debtor.name,
            "phones": [
                {
                    "number": phone.number,
                    "as_typed": phone.as_typed,
                    "valid": phone.valid,
                    "time_zone": _only(phone.zones.split(";")),
                }
                for phone in card.case.phones
            ],
            "language": debtor.language,
            "time_zone": _only(card.zones),
        },
        "accounts": [_account(desk, card, account) for account in accounts],
    }


def _account(desk: Desk, card: Card, seen: AccountCard) -> Json:
    account, currency = seen.account, seen.account.currency
    promises = [verdict_json(v, account, card.first_states.get(v.promise.seq)) for v in seen.verdicts]
    return {
        "account_ref": account.ref,
        "creditor": account.creditor,
        "currency": currency,
        "balance": decimal(seen.owed.amount_minor, currency),
        "level": seen.level,
        "promises": promises,
        "payments": _payments(card.case, account, card.today),
        "calls": _calls(desk, card, account.seq),
        "holds": _holds(card),
        "disputes": _disputes(card, account.seq),
        "our_promises": _our_promises(desk, card, account.seq),
        "score": {
            "p": seen.score.p_bp / 10_000,
            "low": seen.score.low_bp / 10_000,
            "high": seen.score.high_bp / 10_000,
            "band": seen.score.band,
            "reasons": [saying.reason(reason) for reason in seen.score.reasons],
        },
        "step": _step(desk, card, seen),
    }


def _step(desk: Desk, card: Card, seen: AccountCard) -> Json:
    """The step that the list names, with its reason in a few words; then how to take it and why, as of now."""
    step, amount_minor = seen.step, seen.step.amount_minor
    answer = steps.step_json(steps.next_step(desk, card, seen))
    why: Json = answer.pop("why")
    in_the_list = {
        "action": step.action,
        "why": saying.why_card(seen),
        "situation": step.situation,
        "amount": None if amount_minor is None else decimal(amount_minor, seen.account.currency),
        "on": _iso(step.on),
    }
    return in_the_list | {name: value for name, value in (answer | why).items() if name not in in_the_list}


def verdict_json(verdict: Verdict, account: Account, first: FirstState | None) -> Json:
    """One promise with its verdict and evidence: the object V of the contract."""
    promise, currency = verdict.promise, account.currency
    return {
        "promise_ref": promise.ref,
        "account_ref": account.ref,
        "made_on": _iso(promise.made_on),
        "due_on": _iso(promise.due_on),
        "amount": decimal(promise.amount_minor, currency),
        "currency": currency,
        "agent": promise.agent,
        "plan_ref": promise.plan_ref,
        "state": verdict.state,
        "received": decimal(verdict.received_minor, currency),
        "short_by": decimal(verdict.short_by_minor, currency),
        "deadline": _iso(promise.deadline_on),
        "closed_on": _iso(verdict.closed_on),
        "decided_on": _iso(verdict.decided_on),
        "excused": verdict.excused,
        "excused_why": verdict.excused_why,
        "cancel_reason": verdict.cancel_reason,
        "cured_on": _iso(verdict.cured_on),
        "first_state": first.state if first else None,
        "rule": verdict.rule,
        "evidence": [
            {"payment_ref": part.payment_ref, "amount": decimal(part.amount_minor, currency)}
            for part in verdict.evidence
        ],
    }


def all_verdicts(desk: Desk, *, everything: bool = False) -> Iterator[Json]:
    """Every promise of the book with its verdict; `everything`: superseded and cancelled ones too."""
    today = desk.today()
    with desk.book.reading() as connection:
        stored = reading.first_states(connection, today)
        for case in reading.stream(connection):
            for account in case.accounts:
                for verdict in judge(history_of(case, account.seq), today):
                    if everything or verdict.state not in ("superseded", "cancelled"):
                        first = stored.get((case.debtor.id, verdict.promise.seq))
                        yield verdict_json(verdict, account, FirstState(*first) if first else None)


# --- The parts of an account -----------------------------------------------------------------------------


def _payments(case: Case, account: Account, today: date) -> list[Json]:
    known = [p for p in case.payments if p.account_seq == account.seq and p.paid_on <= today]
    paid = [p for p in known if not p.reverses_ref]
    taken = reversed_minor(paid, [p for p in known if p.reverses_ref])
    return [_payment(p, taken.get(p.ref, 0), account.currency) for p in sorted(paid, key=_by_day)]


def _payment(payment: Payment, reversed_: int, currency: str) -> Json:
    return {
        "payment_ref": payment.ref,
        "paid_on": _iso(payment.paid_on),
        "amount": decimal(payment.amount_minor, currency),
        "reversed": decimal(reversed_, currency),
    }


def _by_day(payment: Payment) -> tuple[date, int]:
    return (payment.paid_on, payment.seq)


def _calls(desk: Desk, card: Card, account_seq: int) -> list[Json]:
    mistaken = taken_back(standing(card.case.endings))
    calls = [c for c in card.case.calls if c.account_seq == account_seq and c.seq not in mistaken]
    return [
        {
            "call_ref": call.ref,
            "called_at": _office(desk, call.called_at),
            "agent": call.agent,
            "who": call.who,
            "outcome": call.outcome,
            "typed": call.typed,
            "note": call.note,
        }
        for call in sorted(calls, key=lambda c: (c.called_at, c.seq))
        if call.called_at <= card.now or desk.day_of(call.called_at) <= card.today
    ]


def _holds(card: Card) -> list[Json]:
    mistaken, ended = _endings(card)
    found = []
    for hold in card.case.holds:
        if hold.seq in mistaken or hold.from_on > card.today:
            continue
        lifted = ended[hold.seq].ended_on if hold.seq in ended else None
        until = min((day for day in (hold.until_on, lifted) if day), default=None)
        found.append(
            {
                "kind": hold.kind,
                "from": _iso(hold.from_on),
                "until": _iso(until),
                "review_on": _iso(hold.review_on),
                "reason": hold.reason,
            }
        )
    return found


def _disputes(card: Card, account_seq: int) -> list[Json]:
    mistaken, ended = _endings(card)
    return [
        {
            "opened_on": _iso(dispute.opened_on),
            "closed_on": _iso(ended[dispute.seq].ended_on) if dispute.seq in ended else None,
            "valued": dispute.valued,
            "breached": dispute.breached,
            "owner": dispute.owner,
            "due_on": _iso(dispute.due_on),
        }
        for dispute in card.case.disputes
        if dispute.account_seq == account_seq
        and dispute.seq not in mistaken
        and dispute.opened_on <= card.today
    ]


def _our_promises(desk: Desk, card: Card, account_seq: int) -> list[Json]:
    mistaken, ended = _endings(card)
    return [
        {
            "what": ours.what,
            "due_at": _office(desk, ours.due_at),
            "done_at": _office(desk, ended[ours.seq].ended_at) if ours.seq in ended else None,
        }
        for ours in card.case.our_promises
        if ours.account_seq in (None, account_seq) and ours.seq not in mistaken and ours.made_on <= card.today
    ]


def _endings(card: Card) -> tuple[frozenset[int], dict[int, Ending]]:
    """The facts taken back, and the first ending of each of the others, as known on the day."""
    known = standing(e for e in card.case.endings if e.ended_on <= card.today)
    return taken_back(known), first_endings(known)


# --- Small words -----------------------------------------------------------------------------------------


def _iso(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _office(desk: Desk, moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(ZoneInfo(desk.office.zone)).isoformat()


def _only(names: list[str] | tuple[str, ...]) -> str | None:
    """The one name there is; several leave it unknown."""
    return names[0] if len(names) == 1 and names[0] else None
