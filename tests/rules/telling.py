"""Short words for writing a story of promises and payments, and for saying what a verdict tells."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from collector.rules.records import Dispute, Ending, History, Hold, OurPromise, Payment, Promise, Verdict
from tests.rules import referee

Fact = Promise | Payment | Hold | Dispute | OurPromise | Ending
Money = int | str  # in the main unit: 300 or "284.99"

RECORDED_AT = datetime(2026, 12, 31, tzinfo=UTC)
MONTHS = {10: "Oct", 11: "Nov", 12: "Dec", 1: "Jan"}
TABLES: dict[str, type[Fact]] = {
    "promise": Promise,
    "hold": Hold,
    "dispute": Dispute,
    "our_promise": OurPromise,
    "ending": Ending,
}


class Story(NamedTuple):
    """Facts of one account, and what is said of its promises as of each day (days of November 2026)."""

    title: str
    facts: list[Fact]
    verdicts: dict[int, list[str]]


# --- Facts. Days count from the start of November 2026: 33 is the 3rd of December. -----------------------


def november(number: int) -> date:
    return date(2026, 10, 31) + timedelta(days=number)


def clock(number: int, hour: str | None) -> datetime | None:
    """An hour in the office (UTC+2 in November) as a moment in UTC."""
    if hour is None:
        return None
    local = datetime.fromisoformat(f"{november(number)}T{hour}+02:00")
    return local.astimezone(UTC)


def minor(amount: Money) -> int:
    return int(Decimal(amount) * 100)


def promised(
    made: int,
    due: int,
    amount: Money,
    *,
    at: str | None = None,
    plan: str | None = None,
    ref: str = "",
    country: str | None = "RO",
    grace: int = 2,
    tolerance: int = 95,
) -> Promise:
    deadline = referee.deadline(november(due), grace, country)
    enough = referee.threshold(minor(amount), tolerance)
    made_at = clock(made, at)
    day, due_on = november(made), november(due)
    return Promise(
        *(1, 0, 1, ref, day, made_at, due_on, minor(amount), deadline, enough, plan),
        *(None, None, None, None, RECORDED_AT, None),
    )


def paid(on: int, amount: Money, *, at: str | None = None, ref: str = "") -> Payment:
    return Payment(1, 0, 1, ref, november(on), clock(on, at), minor(amount), None, RECORDED_AT)


def taken_back(on: int, amount: Money, payment: int = 1) -> Payment:
    """A reversal of the first, second… payment of the story."""
    return paid(on, amount)._replace(reverses_ref=f"M{payment}")


def dispute(opened: int) -> Dispute:
    return Dispute(1, 0, 1, november(opened), None, None, None, None, RECORDED_AT, None)


def hold(kind: str, first: int, until: int | None = None) -> Hold:
    until_on = None if until is None else november(until)
    return Hold(1, 0, kind, november(first), until_on, None, "told", None, RECORDED_AT, None)


def we_promised(what: str, made: int, due: int) -> OurPromise:
    due_at = clock(due, "23:59") or RECORDED_AT
    return OurPromise(1, 0, None, what, november(made), november(due), due_at, None, None, RECORDED_AT, None)


def ended(fact: str, number: int, reason: str, on: int, *, at: str | None = None) -> Ending:
    """An ending of the first, second… promise, hold, dispute, our promise or ending of the story."""
    return Ending(1, 0, fact, number, reason, november(on), clock(on, at), None, None, RECORDED_AT, None)


# --- Facts to a history ----------------------------------------------------------------------------------


def history_of(facts: list[Fact]) -> History:
    """Numbers the facts as a book would; promises are called P1, P2… and payments M1, M2…"""
    numbered = [fact._replace(seq=seq) for seq, fact in enumerate(facts, 1)]

    def target(ending: Ending) -> int:
        seqs = [fact.seq for fact in numbered if isinstance(fact, TABLES[ending.fact])]
        return seqs[ending.fact_seq - 1]

    promises = [fact for fact in numbered if isinstance(fact, Promise)]
    payments = [fact for fact in numbered if isinstance(fact, Payment)]
    return History(
        promises=tuple(p._replace(ref=p.ref or f"P{n}") for n, p in enumerate(promises, 1)),
        payments=tuple(m._replace(ref=m.ref or f"M{n}") for n, m in enumerate(payments, 1)),
        holds=tuple(fact for fact in numbered if isinstance(fact, Hold)),
        disputes=tuple(fact for fact in numbered if isinstance(fact, Dispute)),
        our_promises=tuple(fact for fact in numbered if isinstance(fact, OurPromise)),
        endings=tuple(f._replace(fact_seq=target(f)) for f in numbered if isinstance(f, Ending)),
    )


# --- A verdict in words ----------------------------------------------------------------------------------


def say(verdict: Verdict) -> str:
    """All that a verdict tells in one line; the deadline and the evidence have their own tests."""
    parts = [verdict.state + said_day("", verdict.decided_on)]
    if verdict.short_by_minor:
        parts.append(f"short by {Decimal(verdict.short_by_minor) / 100:.2f}")
    parts += [
        said_day("closed", verdict.closed_on).strip(),
        f"excused: {verdict.excused_why}" if verdict.excused_why else "",
        f"reason: {verdict.cancel_reason}" if verdict.cancel_reason else "",
        said_day("cured", verdict.cured_on).strip(),
    ]
    return ", ".join(part for part in parts if part)


def said_day(word: str, day: date | None) -> str:
    return "" if day is None else f"{word} {day.day} {MONTHS[day.month]}"
