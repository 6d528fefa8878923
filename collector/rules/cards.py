"""What an account comes to as of a moment: verdicts, balance, level, probability, next step, place on the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from collector.rules import risk
from collector.rules.balance import Owed, owed, usual_minor
from collector.rules.contact import blocking_hold
from collector.rules.guidance import WAITING, Facts, due_order, earliest_open, next_step
from collector.rules.known import dispute_open, history_of, holds_in_force, our_undone, taken_back
from collector.rules.known import standing as standing_endings
from collector.rules.promises import broken_streak, judge, level
from collector.rules.records import Account, Call, Case, Hold, OurPromise, Verdict, Work
from collector.rules.situations import Step

BaseRate = Callable[[date], float]


class Setting(NamedTuple):
    """When and where a card is looked at: the moment in the office's zone, its day, the base rate by day."""

    now: datetime
    today: date
    base: BaseRate


class Stake(NamedTuple):
    """What is scored of an account: its open promises, earliest due first, or what it would promise today."""

    open: tuple[tuple[date, int], ...]  # day of making, what is still missing
    asked_minor: int  # the smaller of balance and what is usually paid


class AccountCard(NamedTuple):
    """One account of a debtor, judged and scored as of a moment."""

    account: Account
    verdicts: tuple[Verdict, ...]
    owed: Owed
    level: int
    broken_streak: int
    usual_minor: int | None
    promised_minor: int  # still missing over the open promises
    step: Step
    holds: tuple[Hold, ...]
    our_undone: tuple[OurPromise, ...]
    stake: Stake
    past: tuple[risk.Outcome, ...]  # of the debtor, over all accounts
    score: risk.Score = risk.UNSCORED
    at_risk_minor: int = 0

    @property
    def next_open(self) -> Verdict | None:
        return earliest_open(self.verdicts)


def cards(case: Case, at: Setting) -> list[AccountCard]:
    """A card for each account of the debtor, all seen as of the same moment."""
    return [scored(card, at) for card in unscored(case, at.now, at.today)]


def scored(card: AccountCard, at: Setting) -> AccountCard:
    """The same card with its probability and value at risk."""
    score, at_risk = score_of(card.stake, card.past, at)
    return card._replace(score=score, at_risk_minor=at_risk)


def unscored(case: Case, now: datetime, today: date) -> list[AccountCard]:
    """The cards before the agency's base rate is known: a night judges everybody first."""
    judged = {a.seq: tuple(judge(history_of(case, a.seq), today)) for a in case.accounts}
    past = tuple(risk.outcomes(verdict for verdicts in judged.values() for verdict in verdicts))
    holds = holds_in_force(case, today)
    undone = our_undone(case, today)
    seen = _Seen(case, now, today, past, holds, undone)
    return [_card(seen, account, judged[account.seq]) for account in case.accounts]


class _Seen(NamedTuple):
    """What the accounts of one debtor share."""

    case: Case
    now: datetime
    today: date
    past: tuple[risk.Outcome, ...]
    holds: tuple[Hold, ...]
    undone: tuple[OurPromise, ...]


def _card(seen: _Seen, account: Account, verdicts: tuple[Verdict, ...]) -> AccountCard:
    case, today = seen.case, seen.today
    payments = [p for p in case.payments if p.account_seq == account.seq]
    balance = owed((b for b in case.balances if b.account_seq == account.seq), payments, today)
    usual = usual_of(case, account.currency, today)
    undone = tuple(o for o in seen.undone if o.account_seq in (None, account.seq))
    facts = Facts(
        seen.now,
        today,
        balance.amount_minor,
        seen.holds,
        dispute_open(case, account.seq, today),
        undone,
        verdicts,
        calls_of(case, account.seq, seen.now),
    )
    return AccountCard(
        account=account,
        verdicts=verdicts,
        owed=balance,
        level=level(verdicts),
        broken_streak=broken_streak(verdicts),
        usual_minor=usual,
        promised_minor=sum(v.short_by_minor for v in verdicts if v.state == "open"),
        step=next_step(facts),
        holds=seen.holds,
        our_undone=undone,
        stake=stake_of(verdicts, balance.amount_minor, usual),
        past=seen.past,
    )


def usual_of(case: Case, currency: str, as_of: date) -> int | None:
    """What this debtor usually pays in this currency, over all accounts."""
    seqs = {a.seq for a in case.accounts if a.currency == currency}
    return usual_minor((p for p in case.payments if p.account_seq in seqs), as_of)


def calls_of(case: Case, account_seq: int, now: datetime) -> tuple[Call, ...]:
    """The calls about this account up to a moment, oldest first, without those taken back."""
    mistaken = taken_back(standing_endings(case.endings))
    calls = [c for c in case.calls if c.account_seq == account_seq and c.seq not in mistaken]
    return tuple(sorted((c for c in calls if c.called_at <= now), key=lambda c: (c.called_at, c.seq)))


def stake_of(verdicts: Sequence[Verdict], balance_minor: int, usual_minor: int | None) -> Stake:
    """What is scored of an account."""
    live = sorted((v for v in verdicts if v.state == "open"), key=due_order)
    asked = min(balance_minor, balance_minor if usual_minor is None else usual_minor)
    return Stake(tuple((v.promise.made_on, v.short_by_minor) for v in live), max(asked, 0))


def score_of(stake: Stake, past: Sequence[risk.Outcome], at: Setting) -> tuple[risk.Score, int]:
    """The score of the earliest open promise and the value at risk over all of them.

    With none open: of the promise this account would make today. A promise is scored as of its making.
    """
    if not stake.open:
        score = risk.score(past, at.today, at.base(at.today))
        return score, risk.at_risk_minor(stake.asked_minor, score.p_bp)
    days = {made_on for made_on, _missing in stake.open}
    scores = {day: risk.score(past, day, at.base(day)) for day in days}
    at_risk = sum(risk.at_risk_minor(missing, scores[made_on].p_bp) for made_on, missing in stake.open)
    return scores[stake.open[0][0]], at_risk


def work_of(case: Case, card: AccountCard, risk_rank: int) -> Work:
    """Where the account stands on the list; `risk_rank` is its value at risk in the book's currency."""
    held = blocking_hold(hold.kind for hold in card.holds) is not None
    listed = card.owed.amount_minor > 0 or bool(card.our_undone)
    first = card.next_open
    return Work(
        debtor_id=case.debtor.id,
        account_seq=card.account.seq,
        contact_group=(0 if held else case.debtor.zone_group) if listed else None,
        owed_at=card.our_undone[0].due_at if card.our_undone else None,
        due_on=first.promise.due_on if first else None,
        deadline_on=first.promise.deadline_on if first else None,
        balance_minor=card.owed.amount_minor,
        missing_minor=card.promised_minor,
        value_at_risk=card.at_risk_minor,
        risk_rank=risk_rank,
        next_step=card.step.situation,
        why_minor=card.step.amount_minor,
        why_on=card.step.on,
        p_bp=card.score.p_bp,
        creditor=card.account.creditor,
        assigned_to=card.account.assigned_to,
    )


def waits(card: AccountCard) -> bool:
    """Whether nothing is to be done: an open promise not due today, or a hold."""
    return card.step.situation in WAITING or blocking_hold(hold.kind for hold in card.holds) is not None
