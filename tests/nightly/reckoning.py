"""The risk list reckoned a second time, from the facts of the book and the formulas of the contract.

It shares no code with the night: balances, what is usual, probabilities, bands and the order are written here
anew, with exact fractions for money. Only the verdicts are taken as told; they have a referee of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import exp, inf, log, sqrt
from statistics import median
from typing import Any, NamedTuple

from collector.desk import telling
from collector.desk.opening import Desk
from collector.rules.records import Account, Case, Payment
from collector.store import reading

DIGITS = {"RON": 2, "EUR": 2, "USD": 2, "GBP": 2, "MDL": 2, "JPY": 0, "HUF": 2, "KWD": 3}
JUDGED = ("kept", "partly_kept", "broken")
Verdict = dict[str, Any]


class Reckoned(NamedTuple):
    """What the row of an account must say."""

    account_ref: str
    currency: str
    balance: Fraction
    promised: Fraction | None
    due_on: str | None
    p: float
    low: float
    high: float
    at_risk: Fraction
    level: int
    broken_streak: int
    last_state: str


def reckoned(desk: Desk) -> dict[str, Reckoned]:
    """Every account with a balance above zero, as of the desk's day."""
    with desk.book.reading() as connection:
        cases = list(reading.stream(connection))
    told = list(telling.all_verdicts(desk, everything=True))
    decided = [(date.fromisoformat(v["decided_on"]), v["state"] == "kept") for v in told if counts(v)]
    rows = {}
    for case in cases:
        refs = {account.ref for account in case.accounts}
        past = [v for v in told if v["account_ref"] in refs and counts(v)]
        for account in case.accounts:
            own = [v for v in told if v["account_ref"] == account.ref]
            row = row_of(case, account, own, past, decided, desk.today())
            if row.balance > 0:
                rows[account.ref] = row
    return rows


def counts(verdict: Verdict) -> bool:
    return verdict["state"] in JUDGED and not verdict["excused"]


def row_of(
    case: Case,
    account: Account,
    own: list[Verdict],
    past: list[Verdict],
    decided: list[tuple[date, bool]],
    today: date,
) -> Reckoned:
    unit = Fraction(1, 10 ** DIGITS[account.currency])
    balance = balance_minor(case, account, today) * unit
    live = sorted(
        (v for v in own if v["state"] == "open"), key=lambda v: (v["due_on"], v["made_on"], v["promise_ref"])
    )
    stakes = [(date.fromisoformat(v["made_on"]), Fraction(v["short_by"])) for v in live]
    if not stakes:
        usual = usual_minor(case, account, today)
        stakes = [(today, balance if usual is None else min(balance, usual * unit))]
    chances = [chance(past, decided, on) for on, _missing in stakes]
    at_risk = sum(
        (
            (1 - Fraction(round(p * 10_000), 10_000)) * m
            for (p, *_), (_, m) in zip(chances, stakes, strict=True)
        ),
        Fraction(0),
    )
    return Reckoned(
        account.ref,
        account.currency,
        balance,
        sum((m for _, m in stakes), Fraction(0)) if live else None,
        live[0]["due_on"] if live else None,
        *chances[0],
        at_risk,
        level(own),
        streak(own),
        last_state(own),
    )


# --- Probability -----------------------------------------------------------------------------------------


def chance(
    past: Iterable[Verdict], decided: Iterable[tuple[date, bool]], on: date
) -> tuple[float, float, float]:
    """The decayed, shrunken kept rate of a promise made on a day, with its 90 % interval."""
    before = [(date.fromisoformat(v["decided_on"]), v["state"] == "kept") for v in past]
    wn, wk = decayed(before, on, 180)
    resolved, kept = decayed(decided, on, 365)
    m = (12 + kept) / (20 + resolved)
    a, b = 4 * m + wk, 4 * (1 - m) + wn - wk
    p = a / (a + b)
    spread = 1.645 * sqrt(1 / a + 1 / b)
    low, high = (1 / (1 + exp(-(log(p / (1 - p)) + side))) for side in (-spread, spread))
    return p, low, high


def decayed(outcomes: Iterable[tuple[date, bool]], on: date, half_life_days: int) -> tuple[float, float]:
    """Outcomes of earlier days and the kept ones among them, each weighing half after a half-life."""
    weights = [(0.5 ** ((on - day).days / half_life_days), kept) for day, kept in outcomes if day < on]
    return sum(w for w, _ in weights), sum(w for w, kept in weights if kept)


def band(p: Decimal) -> str:
    return next(
        letter
        for least, letter in zip(("0.80", "0.65", "0.50", "0.35", "0"), "ABCDE", strict=True)
        if p >= Decimal(least)
    )


# --- Money -----------------------------------------------------------------------------------------------


def left(payments: Iterable[Payment], last: date) -> dict[str, Fraction]:
    """What is left of each payment at the end of a day."""
    known = [p for p in payments if p.paid_on <= last]
    rest = {p.ref: p.amount_minor for p in known if not p.reverses_ref}
    days = {p.ref: p.paid_on for p in known}
    for back in known:
        if back.reverses_ref in rest and back.paid_on >= days[back.reverses_ref]:
            rest[back.reverses_ref] = max(0, rest[back.reverses_ref] - back.amount_minor)
    return {ref: Fraction(amount) for ref, amount in rest.items()}


def balance_minor(case: Case, account: Account, today: date) -> Fraction:
    told = [b for b in case.balances if b.account_seq == account.seq]
    stated = max((b for b in told if b.on_day <= today), key=lambda b: (b.on_day, b.seq), default=None)
    stated = stated or min(told, key=lambda b: (b.on_day, b.seq))
    own = [p for p in case.payments if p.account_seq == account.seq]
    came = sum(left(own, today).values()) - sum(
        left(own, min(stated.on_day, today + timedelta(1)) - timedelta(1)).values()
    )
    return Fraction(stated.amount_minor) - came


def usual_minor(case: Case, account: Account, today: date) -> int | None:
    """Median of the debtor's last six payments in this currency; unknown with fewer than two."""
    same = {a.seq for a in case.accounts if a.currency == account.currency}
    own = [p for p in case.payments if p.account_seq in same]
    rest = left(own, today)
    money = [
        p for p in own if p.ref in rest and rest[p.ref] > 0 and not p.reverses_ref and p.paid_on <= today
    ]
    money.sort(key=lambda p: (p.paid_on, p.paid_at.timestamp() if p.paid_at else inf, p.ref))
    last = [rest[p.ref] for p in money[-6:]]
    return None if len(last) < 2 else int(median(last) + Fraction(1, 2))


# --- What was promised so far ----------------------------------------------------------------------------


def in_order(own: Iterable[Verdict]) -> list[Verdict]:
    return sorted(
        (v for v in own if v["decided_on"] and not v["excused"]),
        key=lambda v: (v["decided_on"], v["due_on"], v["promise_ref"]),
    )


def level(own: Iterable[Verdict]) -> int:
    found = 1
    for v in in_order(own):
        if v["state"] == "kept":
            found = 1
        elif v["state"] in JUDGED or v["cancel_reason"] == "withdrawn":
            found += 1
    return found


def streak(own: Iterable[Verdict]) -> int:
    states = [v["state"] for v in in_order(own) if v["state"] in JUDGED]
    return next((n for n, state in enumerate(reversed(states)) if state == "kept"), len(states))


def last_state(own: Iterable[Verdict]) -> str:
    real = [v for v in own if v["cancel_reason"] != "error"]
    return max(real, key=lambda v: (v["made_on"], v["due_on"]))["state"] if real else ""


def round_half_up(value: Fraction) -> int:
    return (value + Fraction(1, 2)).__floor__()
