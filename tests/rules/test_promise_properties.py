"""What docs/reference/promises.md promises about the rule itself, on made-up histories.

The numbers are those of the page. The ninth (the columnar twin) has its place where the twin is.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.rules import promises
from collector.rules.known import history_of
from collector.rules.records import Case, Debtor, History, Payment, Taken, Verdict
from tests.rules import referee
from tests.rules.histories import OFFICE_MINUTES, RECORDED_AT, at_minute, day, days, histories, seeded

Fact = TypeVar("Fact")

some = settings(max_examples=200, deadline=None)
RANK = {"broken": 0, "superseded": 0, "cancelled": 0, "open": 0, "partly_kept": 1, "kept": 2}


# --- The second opinion ----------------------------------------------------------------------------------


@settings(max_examples=500, deadline=None)
@given(histories(), days())
def test_the_judge_and_the_referee_agree(history: History, as_of: date) -> None:
    assert_agreed(history, as_of)


@pytest.mark.parametrize("first_seed", range(0, 2000, 500))
def test_they_agree_on_many_books(first_seed: int) -> None:
    for seed in range(first_seed, first_seed + 500):
        assert_agreed(*seeded(seed))


def assert_agreed(history: History, as_of: date) -> None:
    verdicts = promises.judge(history, as_of)
    assert verdicts == referee.judge(history, as_of, promises.RULE)
    assert promises.level(verdicts) == referee.level(verdicts)


def test_the_many_books_hold_every_situation() -> None:
    """A generator that never makes a cure or an excuse would prove nothing about them."""
    seen: Counter[str] = Counter()
    for seed in range(2000):
        for v in promises.judge(*seeded(seed)):
            seen.update({v.state, f"excused {v.excused_why}", f"reason {v.cancel_reason}"})
            seen.update({f"cured {v.state}"} if v.cured_on else set())
            seen.update({f"closed {v.state}"} if v.closed_on else set())
    wanted = {
        *("open", "kept", "partly_kept", "broken", "superseded", "cancelled"),
        *("excused dispute", "excused breathing_space", "excused insolvency", "excused our_promise"),
        *("reason error", "reason withdrawn", "reason by_us", "cured broken", "cured partly_kept"),
        *("closed kept", "closed partly_kept", "closed broken", "closed superseded", "closed cancelled"),
    }
    assert {situation for situation in wanted if seen[situation] < 10} == set()


# --- 1. More money never worsens a verdict, nor lowers what any promise received -------------------------


@some
@given(histories(), days(), st.integers(0, 60), st.integers(1, 40), st.sampled_from(OFFICE_MINUTES))
def test_1_more_money_never_harms(
    history: History, as_of: date, offset: int, amount: int, minute: int | None
) -> None:
    on = day(offset)
    more = Payment(1, 999, 1, "M5+", on, at_minute(on, minute), amount, None, RECORDED_AT)
    richer = history._replace(payments=(*history.payments, more))
    for before, after in zip(promises.judge(history, as_of), promises.judge(richer, as_of), strict=True):
        assert after.received_minor >= before.received_minor
        assert after.short_by_minor <= before.short_by_minor
        assert RANK[after.state] >= RANK[before.state]
        assert after.closed_on == before.closed_on
        if before.state == "kept":
            assert (after.decided_on or as_of) <= (before.decided_on or as_of)


# --- 2. A verdict does not change while facts do not -----------------------------------------------------


@some
@given(histories(), days(), st.integers(1, 60))
def test_2_once_decided_it_stays_while_the_facts_do(history: History, as_of: date, days_later: int) -> None:
    history = known_by(history, as_of)
    later = as_of + timedelta(days=days_later)
    for now, then in zip(promises.judge(history, as_of), promises.judge(history, later), strict=True):
        if now.state != "open":
            assert then._replace(as_of=as_of) == now
        elif later > now.promise.deadline_on:
            assert then.state in ("broken", "partly_kept")


# --- 3. Splitting a payment on its day changes nothing, nor does the order in a file ---------------------


@some
@given(histories(), days(), st.integers(1, 40), st.randoms(use_true_random=False))
def test_3_splitting_a_payment_changes_nothing(
    history: History, as_of: date, part: int, chance: random.Random
) -> None:
    halves: list[Payment] = []
    reversed_refs = {m.reverses_ref for m in history.payments}
    for m in history.payments:
        if m.reverses_ref or m.ref in reversed_refs or part >= m.amount_minor:
            halves.append(m)
        else:
            halves.append(m._replace(amount_minor=m.amount_minor - part))
            halves.append(m._replace(ref=m.ref + "'", amount_minor=part))
    chance.shuffle(halves)
    split = history._replace(payments=tuple(halves))
    told = [joined(v) for v in promises.judge(split, as_of)]
    assert told == promises.judge(history, as_of)


def joined(verdict: Verdict) -> Verdict:
    """The evidence as if the halves were one payment again."""
    sums: Counter[str] = Counter()
    for taken in verdict.evidence:
        sums[taken.payment_ref.rstrip("'")] += taken.amount_minor
    return verdict._replace(evidence=tuple(Taken(*pair) for pair in sums.items()))


# --- 4. A cent counts once -------------------------------------------------------------------------------


@some
@given(histories(), days())
def test_4_no_more_received_than_paid(history: History, as_of: date) -> None:
    verdicts = promises.judge(history, as_of)
    used: Counter[str] = Counter()
    for v in verdicts:
        assert v.received_minor == sum(taken.amount_minor for taken in v.evidence)
        assert v.received_minor <= v.promise.amount_minor
        assert v.short_by_minor == v.promise.amount_minor - v.received_minor
        for taken in v.evidence:
            assert taken.amount_minor > 0
            used[taken.payment_ref] += taken.amount_minor
    left = {m.ref: left_as_of(m, history, as_of) for m in history.payments if m.reverses_ref is None}
    assert all(amount <= left[ref] for ref, amount in used.items())


def left_as_of(payment: Payment, history: History, as_of: date) -> int:
    back = [
        m.amount_minor
        for m in history.payments
        if m.reverses_ref == payment.ref and payment.paid_on <= m.paid_on <= as_of
    ]
    return max(payment.amount_minor - sum(back), 0) if payment.paid_on <= as_of else 0


# --- 5. Two accounts together as apart -------------------------------------------------------------------

DEBTOR = Debtor(1, "D1", "Ion Pop", "Ion Pop", "ion pop", None, None, None, None, None, 0, 1, RECORDED_AT)


@some
@given(histories(), histories(), days())
def test_5_two_accounts_together_as_apart(one: History, two: History, as_of: date) -> None:
    """References of the two may be the same; holds and our promises are the debtor's and bear on both."""
    seqs = renewed(two, {seq: seq + 1000 for seq in all_seqs(two)})
    two = seqs._replace(
        promises=tuple(p._replace(account_seq=2) for p in seqs.promises),
        payments=tuple(m._replace(account_seq=2) for m in seqs.payments),
        disputes=tuple(d._replace(account_seq=2) for d in seqs.disputes),
        holds=(),
        our_promises=(),
    )
    case = Case(
        DEBTOR,
        promises=two.promises + one.promises,
        payments=one.payments + two.payments,
        holds=one.holds,
        disputes=two.disputes + one.disputes,
        our_promises=one.our_promises,
        endings=two.endings + one.endings,
    )
    two_with_the_debtors = two._replace(
        holds=one.holds, our_promises=one.our_promises, endings=two.endings + one.endings
    )
    assert promises.judge(history_of(case, 1), as_of) == promises.judge(one, as_of)
    assert promises.judge(history_of(case, 2), as_of) == promises.judge(two_with_the_debtors, as_of)


class Numbered(Protocol):
    @property
    def seq(self) -> int: ...


def all_seqs(history: History) -> list[int]:
    tables: list[Sequence[Numbered]] = [history.promises, history.payments, history.disputes]
    tables += [history.holds, history.our_promises, history.endings]
    return [fact.seq for facts in tables for fact in facts]


def renewed(history: History, new: dict[int, int]) -> History:
    """The same facts under other numbers."""
    return History(
        promises=tuple(p._replace(seq=new[p.seq]) for p in history.promises),
        payments=tuple(m._replace(seq=new[m.seq]) for m in history.payments),
        holds=tuple(h._replace(seq=new[h.seq]) for h in history.holds),
        disputes=tuple(d._replace(seq=new[d.seq]) for d in history.disputes),
        our_promises=tuple(o._replace(seq=new[o.seq]) for o in history.our_promises),
        endings=tuple(e._replace(seq=new[e.seq], fact_seq=new[e.fact_seq]) for e in history.endings),
    )


# --- 6. A full reversal equals never having been paid ----------------------------------------------------


@some
@given(histories(), days(), st.data())
def test_6_fully_reversed_is_never_paid(history: History, as_of: date, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, 60), "paid on")
    later = data.draw(st.integers(0, 20), "reversed so many days later")
    on, minute = day(offset), data.draw(st.sampled_from(OFFICE_MINUTES), "minute")
    money = Payment(1, 998, 1, "M5+", on, at_minute(on, minute), 25, None, RECORDED_AT)
    back = money._replace(seq=999, ref="M5-", paid_on=day(offset + later), paid_at=None, reverses_ref="M5+")
    undone = history._replace(payments=(*history.payments, money, back))
    as_of = max(as_of, back.paid_on)
    assert promises.judge(undone, as_of) == promises.judge(history, as_of)


# --- 7. Any order of arrival -----------------------------------------------------------------------------


@some
@given(histories(), days(), st.randoms(use_true_random=False))
def test_7_the_order_of_arrival_does_not_matter(history: History, as_of: date, chance: random.Random) -> None:
    other = arrived_otherwise(history, chance)
    judged = {v.promise.ref: timeless(v) for v in promises.judge(other, as_of)}
    assert judged == {v.promise.ref: timeless(v) for v in promises.judge(history, as_of)}
    assert promises.level(list(judged.values())) == promises.level(promises.judge(history, as_of))


def arrived_otherwise(history: History, chance: random.Random) -> History:
    """Other numbers, other moments of writing, another order of rows; an ending still follows its fact."""
    target = {e.seq: e.fact_seq for e in history.endings}
    turn: dict[int, float] = {}
    for seq in sorted(all_seqs(history)):
        turn[seq] = max(chance.random(), turn.get(target.get(seq, 0), 0) + 0.001)
    new = {seq: number for number, seq in enumerate(sorted(turn, key=lambda seq: turn[seq]), 1)}
    again = renewed(history, new)

    def mixed(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(chance.sample(facts, len(facts)))

    return History(
        mixed(tuple(p._replace(recorded_at=written(p.seq)) for p in again.promises)),
        mixed(tuple(m._replace(recorded_at=written(m.seq)) for m in again.payments)),
        mixed(again.holds),
        mixed(again.disputes),
        mixed(again.our_promises),
        mixed(again.endings),
    )


def written(seq: int) -> datetime:
    return RECORDED_AT + timedelta(minutes=seq)


def timeless(verdict: Verdict) -> Verdict:
    """Without what only tells when and under which number a fact arrived."""
    return verdict._replace(promise=verdict.promise._replace(seq=0, recorded_at=RECORDED_AT))


# --- 8. Nothing dated later ------------------------------------------------------------------------------


@some
@given(histories(), days())
def test_8_nothing_dated_later_is_used(history: History, as_of: date) -> None:
    assert promises.judge(history, as_of) == promises.judge(known_by(history, as_of), as_of)


def known_by(history: History, as_of: date) -> History:
    """The facts of that day and before, each by its own date."""
    return History(
        promises=tuple(p for p in history.promises if p.made_on <= as_of),
        payments=tuple(m for m in history.payments if m.paid_on <= as_of),
        holds=tuple(h for h in history.holds if h.from_on <= as_of),
        disputes=tuple(d for d in history.disputes if d.opened_on <= as_of),
        our_promises=tuple(o for o in history.our_promises if o.made_on <= as_of),
        endings=tuple(e for e in history.endings if e.ended_on <= as_of),
    )
