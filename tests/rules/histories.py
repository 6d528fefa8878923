"""Made-up histories of one account, small and full of collisions, for Hypothesis and for bulk runs.

One generator serves both: it asks `roll(low, high)` for every choice. Low numbers are the plain choices, so
that a failing example shrinks towards few promises, no hours and no corrections.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from collector.rules.records import Dispute, Ending, History, Hold, OurPromise, Payment, Promise

Roll = Callable[[int, int], int]
Choice = TypeVar("Choice")

FIRST_DAY = date(2026, 11, 2)
LAST_OFFSET = 75  # by then every deadline and every cure has passed
RECORDED_AT = datetime(2027, 3, 1, tzinfo=UTC)
# Half past midnight in the office (UTC+2) is still the day before in UTC: only the office's day counts.
OFFICE_MINUTES = (None, 30, 9 * 60, 15 * 60)
KINDS = ("vulnerable", "breathing_space", "insolvency")
WHATS = ("send_statement", "call_back", "check_payment")


@st.composite
def histories(draw: st.DrawFn) -> History:
    return Maker(lambda low, high: draw(st.integers(low, high))).history()


def days() -> st.SearchStrategy[date]:
    return st.integers(0, LAST_OFFSET).map(day)


def seeded(seed: int) -> tuple[History, date]:
    """The same for the same seed: a history and a day to judge it on."""
    roll = random.Random(seed).randint
    return Maker(roll).history(), day(roll(0, LAST_OFFSET))


def day(offset: int) -> date:
    return FIRST_DAY + timedelta(days=offset)


def at_minute(on: date, minute: int | None) -> datetime | None:
    """That minute of the office's day, as a moment in UTC."""
    if minute is None:
        return None
    return datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(minutes=minute - 120)


class Maker:
    """Writes one history; `seq` runs through all facts as it does in the book."""

    def __init__(self, roll: Roll) -> None:
        self.roll = roll
        self.seq = 0
        self.endings: list[Ending] = []

    def history(self) -> History:
        promises = tuple(self.promise(n) for n in range(self.roll(0, 5)))
        payments = tuple(fact for n in range(self.roll(0, 6)) for fact in self.payment_and_reversals(n))
        return History(
            promises,
            payments,
            holds=tuple(self.hold() for _ in range(self.rarely())),
            disputes=tuple(self.dispute() for _ in range(self.rarely())),
            our_promises=tuple(self.our_promise() for _ in range(self.rarely())),
            endings=tuple(self.endings),
        )

    def next_seq(self) -> int:
        self.seq += 1
        return self.seq

    def one_of(self, choices: tuple[Choice, ...]) -> Choice:
        return choices[self.roll(0, len(choices) - 1)]

    def rarely(self) -> int:
        return (0, 0, 1, 2)[self.roll(0, 3)]

    def promise(self, number: int) -> Promise:
        made = self.roll(0, 20)
        # Imported history may hold a due day before the making, still within the grace.
        early = 1 if self.roll(0, 9) == 9 else 0
        due = made - early if early else made + self.roll(0, 15)
        deadline = due + early + self.roll(0, 4)
        amount = self.roll(1, 30)
        promise = Promise(
            debtor_id=1,
            seq=self.next_seq(),
            account_seq=1,
            ref=f"P{self.roll(0, 9)}{number}",  # references do not follow the order of making
            made_on=day(made),
            made_at=at_minute(day(made), self.one_of(OFFICE_MINUTES)),
            due_on=day(due),
            amount_minor=amount,
            deadline_on=day(deadline),
            threshold_minor=-(-amount * self.one_of((95, 100, 80)) // 100),
            plan_ref=self.one_of((None, "plan 1", "plan 1", "plan 2")),
            agent=None,
            method=None,
            hangs_on=None,
            asked=None,
            recorded_at=RECORDED_AT,
            command_id=None,
        )
        self.maybe_cancel(promise)
        return promise

    def maybe_cancel(self, promise: Promise) -> None:
        reason = self.one_of((None, None, None, "error", "withdrawn", "by_us"))
        for _ in range(self.roll(1, 2) if reason else 0):
            on = promise.made_on + timedelta(days=self.roll(0, 20))
            self.end("promise", promise.seq, reason or "", on, self.one_of(OFFICE_MINUTES))

    def payment_and_reversals(self, number: int) -> list[Payment]:
        on = day(self.roll(0, self.one_of((25, 60))))
        money = self.payment(f"M{self.roll(0, 9)}{number}", on, self.roll(1, 40), None)
        facts = [money]
        for n in range(self.rarely()):
            later = on + timedelta(days=self.roll(-2, 12))
            whole = self.roll(0, 1) == 0
            amount = money.amount_minor if whole else self.roll(1, money.amount_minor)
            facts.append(self.payment(f"{money.ref}-back{n}", later, amount, money.ref))
        return facts

    def payment(self, ref: str, on: date, amount: int, reverses_ref: str | None) -> Payment:
        at = at_minute(on, self.one_of(OFFICE_MINUTES))
        return Payment(1, self.next_seq(), 1, ref, on, at, amount, reverses_ref, RECORDED_AT)

    def hold(self) -> Hold:
        from_on = day(self.roll(0, 40))
        until_on = from_on + timedelta(days=self.roll(0, 9)) if self.roll(0, 1) else None
        seq = self.next_seq()
        self.maybe_end("hold", seq, "lifted", from_on)
        kind = self.one_of(KINDS)
        return Hold(1, seq, kind, from_on, until_on, None, "told", None, RECORDED_AT, None)

    def dispute(self) -> Dispute:
        opened_on = day(self.roll(0, 40))
        seq = self.next_seq()
        self.maybe_end("dispute", seq, "resolved", opened_on)
        return Dispute(1, seq, 1, opened_on, None, None, None, None, RECORDED_AT, None)

    def our_promise(self) -> OurPromise:
        made_on = day(self.roll(0, 30))
        due_on = made_on + timedelta(days=self.roll(0, 8))
        due_at = at_minute(due_on, 23 * 60 + 59) or RECORDED_AT
        seq = self.next_seq()
        self.maybe_end("our_promise", seq, "done", made_on)
        what = self.one_of(WHATS)
        return OurPromise(1, seq, None, what, made_on, due_on, due_at, None, None, RECORDED_AT, None)

    def maybe_end(self, fact: str, seq: int, reason: str, first_on: date) -> None:
        for _ in range(self.rarely()):
            why = "error" if self.roll(0, 3) == 3 else reason
            self.end(fact, seq, why, first_on + timedelta(days=self.roll(0, 20)), None)

    def end(self, fact: str, seq: int, reason: str, on: date, minute: int | None) -> None:
        """An ending; now and then one that takes it back, and one that takes back the taking back."""
        own = self.next_seq()
        at = at_minute(on, minute)
        self.endings.append(
            Ending(1, own, fact, seq, reason, on, at, None, None, RECORDED_AT, None),
        )
        if self.roll(0, 3) == 3:
            self.end("ending", own, "error", on + timedelta(days=self.roll(0, 5)), None)
