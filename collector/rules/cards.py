"""What an account comes to as of a moment: verdicts, balance, level, probability, next step, place on the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from collector.rules import risk
from collector.rules.balance import Owed, owed
from collector.rules.bookfacts import Known, incomes_of, standing_step, step_facts
from collector.rules.contact import blocking_hold
from collector.rules.happened import Decimals
from collector.rules.happenings import Event
from collector.rules.known import disputes_open, history_of, holds_in_force, our_undone, taken_back
from collector.rules.known import standing as standing_endings
from collector.rules.promises import broken_streak, judge, level, money_line
from collector.rules.records import Account, Call, Case, Hold, OurPromise, Verdict, Work
from collector.rules.scorecard import Scorecard
from collector.rules.scoring import Promised, Sights, as_made, rated
from collector.rules.situations import QUIET, WAITING, Step
from collector.rules.stepfacts import Income, StepFacts
from collector.rules.streaks import usual_minor
from collector.rules.terms import ContactPolicy

BaseRate = Callable[[date], float]
Told = Callable[[Case, Sequence[Event]], None]
Stake = tuple[Promised, ...]
"""What is scored of an account: its open promises, earliest due first, or the one that it would make today."""


class Setting(NamedTuple):
    """When and where a card is looked at: the moment in the office's zone, its day, the base rate by day, and the
    policy by which debtors rest."""

    now: datetime
    today: date
    base: BaseRate
    card: Scorecard | None = None  # None: the plain kept rate
    decimals: Decimals = {}  # of a currency
    policy: ContactPolicy | None = None


class AccountCard(NamedTuple):
    """One account of a debtor, judged and scored as of a moment."""

    account: Account
    verdicts: tuple[Verdict, ...]
    owed: Owed
    level: int
    broken_streak: int
    usual_minor: int | None
    promised_minor: int  # still missing over the open promises
    step: Step  # whatever the hour
    facts: StepFacts  # of the step, without how often we called
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
    return [scored(card, at) for card in unscored(case, at)]


def scored(card: AccountCard, at: Setting) -> AccountCard:
    """The same card with its probability and value at risk."""
    score, at_risk = score_of(card.stake, card.past, at)
    return card._replace(score=score, at_risk_minor=at_risk)


def unscored(case: Case, at: Setting, told: Told | None = None) -> list[AccountCard]:
    """The cards before the agency's base rate is known: a night judges everybody first.

    `told` is given what became known of the debtor's promises: a night may learn from it.
    """
    today = at.today
    judged = {a.seq: tuple(judge(history_of(case, a.seq), today)) for a in case.accounts}
    past = tuple(risk.outcomes(verdict for verdicts in judged.values() for verdict in verdicts))
    holds = holds_in_force(case, today)
    undone = our_undone(case, today)
    incomes = {currency: _incomes(case, currency, today) for currency in {a.currency for a in case.accounts}}
    sights = Sights(case, judged, today, at.decimals)
    if told is not None:
        told(case, sights.events)
    seen = _Seen(case, at.now, today, past, holds, undone, incomes, at.policy, sights)
    return [_card(seen, account, judged[account.seq]) for account in case.accounts]


class _Seen(NamedTuple):
    """What the accounts of one debtor share."""

    case: Case
    now: datetime
    today: date
    past: tuple[risk.Outcome, ...]
    holds: tuple[Hold, ...]
    undone: tuple[OurPromise, ...]
    incomes: Mapping[str, tuple[Income, ...]]  # by currency
    policy: ContactPolicy | None
    sights: Sights


def _card(seen: _Seen, account: Account, verdicts: tuple[Verdict, ...]) -> AccountCard:
    case, today = seen.case, seen.today
    payments = [p for p in case.payments if p.account_seq == account.seq]
    balance = owed((b for b in case.balances if b.account_seq == account.seq), payments, today)
    incomes = seen.incomes[account.currency]
    usual = usual_minor([income.amount_minor for income in incomes])
    undone = tuple(o for o in seen.undone if o.account_seq in (None, account.seq))
    known = Known(
        seen.now,
        account,
        balance.amount_minor,
        seen.holds,
        disputes_open(case, account.seq, today),
        undone,
        verdicts,
        calls_of(case, account.seq, seen.now),
        incomes,
        sorted(p.paid_on for p in payments if p.paid_on <= today and p.reverses_ref is None),
        seen.policy,
    )
    facts = step_facts(known, str(seen.now.tzinfo))
    return AccountCard(
        account=account,
        verdicts=verdicts,
        owed=balance,
        level=level(verdicts),
        broken_streak=broken_streak(verdicts),
        usual_minor=usual,
        promised_minor=sum(v.short_by_minor for v in verdicts if v.state == "open"),
        step=standing_step(known, facts, today),
        facts=facts,
        holds=seen.holds,
        our_undone=undone,
        stake=stake_of(seen.sights, account, verdicts, balance.amount_minor, usual),
        past=seen.past,
    )


def _incomes(case: Case, currency: str, as_of: date) -> tuple[Income, ...]:
    """What this debtor paid in this currency, over all accounts."""
    seqs = {a.seq for a in case.accounts if a.currency == currency}
    return incomes_of(money_line(p for p in case.payments if p.account_seq in seqs and p.paid_on <= as_of))


def calls_of(case: Case, account_seq: int, now: datetime) -> tuple[Call, ...]:
    """The calls about this account up to a moment, oldest first, without those taken back."""
    mistaken = taken_back(standing_endings(case.endings))
    calls = [c for c in case.calls if c.account_seq == account_seq and c.seq not in mistaken]
    return tuple(sorted((c for c in calls if c.called_at <= now), key=lambda c: (c.called_at, c.seq)))


def stake_of(
    sights: Sights, account: Account, verdicts: Sequence[Verdict], balance_minor: int, usual_minor: int | None
) -> Stake:
    """With nothing open: the smaller of balance and what is usually paid, due in a week."""
    live = sorted((v for v in verdicts if v.state == "open"), key=due_order)
    if live:
        return tuple(map(sights.promised, live))
    asked = min(balance_minor, balance_minor if usual_minor is None else usual_minor)
    return (sights.asked(account, max(asked, 0)),)


def score_of(stake: Stake, past: Sequence[risk.Outcome], at: Setting) -> tuple[risk.Score, int]:
    """The score of the earliest open promise and the value at risk over all of them.

    With none open: of the promise this account would make today. A promise is scored as of its making; by a
    scorecard it ages from then on.
    """
    scores = [_score(promised, past, at) for promised in stake]
    share_bp = 0 if at.card is None else risk.basis_points(at.card.broken_share)
    at_risk = [
        risk.at_risk_minor(promised.missing_minor, score.p_bp, share_bp)
        for promised, score in zip(stake, scores, strict=True)
    ]
    return scores[0], sum(at_risk)


def _score(promised: Promised, past: Sequence[risk.Outcome], at: Setting) -> risk.Score:
    base = at.base(promised.made_on)
    if at.card is None:
        return risk.score(past, promised.made_on, base)
    return rated(at.card, promised, base, at.today)


def p_as_made(promised: Promised, past: Sequence[risk.Outcome], at: Setting) -> int:
    """The probability of a promise when it was made, in 1/10000."""
    base = at.base(promised.made_on)
    if at.card is None:
        return risk.score(past, promised.made_on, base).p_bp
    return risk.basis_points(as_made(at.card, promised, base))


def work_of(case: Case, card: AccountCard, risk_rank: int, rest_until: datetime | None = None) -> Work:
    """Where the account stands on the list; `risk_rank` is its value at risk in the book's currency, `rest_until`
    the debtor's (`resting`)."""
    held = card.step.situation == QUIET or blocking_hold(hold.kind for hold in card.holds) is not None
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
        rest_until=rest_until,
    )


def earliest_open(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The open promise that falls due first."""
    return min((verdict for verdict in verdicts if verdict.state == "open"), key=due_order, default=None)


def due_order(verdict: Verdict) -> tuple[date, date, str]:
    """Promises by due date, then making, then reference."""
    promise = verdict.promise
    return (promise.due_on, promise.made_on, promise.ref)


def waits(card: AccountCard) -> bool:
    """Whether nothing is to be done: an open promise not due today, or a hold."""
    return card.step.situation in WAITING or blocking_hold(hold.kind for hold in card.holds) is not None
