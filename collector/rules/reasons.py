"""Why a promise is as likely as it is: what each family of features adds, said with the raw values.

Features that say nearly the same stand in one family, so that reasons do not contradict each other. A family that
adds or takes a tenth or more of the log odds against the usual debtor is a reason; up to three for and three
against, the strongest first. Same facts, same reasons. Source: docs/reference/risk.md, "Reasons".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import exp, expm1
from typing import NamedTuple

from collector.rules.features import FEATURES, MOST_RATIO, Row, Said
from collector.rules.risk import Reason
from collector.rules.scorecard import HINGES_FROM, Scorecard, contributions

LEAST = 0.1  # of the log odds
MOST_EACH_WAY = 3
UNPAID = -1  # in place of days late: the rest has not come

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "history": (
        *("hist_logit", "last_outcome", "broken_streak", "lateness", "evidence"),
        *("tenure", "last_paid_frac", "margin", "steadiness"),
    ),
    "recency": ("recent_broken", "momentum"),
    "amount": ("amt_vs_usual", "amt_vs_balance"),
    "timing": ("lead", "month_end", "weekend", "payday", "pay_cycle", "due_habit"),
    "load": ("open_count", "overdue_now", "moved"),
    "dispute": ("disputed",),
    "taking": ("taken_by",),
}


class Family(NamedTuple):
    """What a family adds to the log odds, and the feature that adds most of it."""

    adds: float
    leader: str


def reasons(card: Scorecard, row: Row, said: Said) -> tuple[Reason, ...]:
    """Up to three reasons for and three against, the strongest first."""
    found = sorted(families(card, row), key=lambda family: -abs(family.adds))
    return most_each_way(_reason(family, row, said) for family in found if abs(family.adds) >= LEAST)


def as_of_today(told: Iterable[Reason], days: int) -> tuple[Reason, ...]:
    """What lay so many days back when the promise was made lies further back by now."""
    return tuple(
        reason._replace(numbers=(reason.numbers[0] + days,)) if reason.id == "broken_ago" else reason
        for reason in told
    )


def _reason(family: Family, row: Row, said: Said) -> Reason:
    side = 1 if family.adds > 0 else -1
    name, numbers = _SAYS[family.leader](_Seen(row, said, side))
    return Reason(name, numbers, side)


def most_each_way(told: Iterable[Reason]) -> tuple[Reason, ...]:
    """The first three for and the first three against, in their order."""
    kept: list[Reason] = []
    for reason in told:
        if sum(other.side == reason.side for other in kept) < MOST_EACH_WAY:
            kept.append(reason)
    return tuple(kept)


def families(card: Scorecard, row: Row) -> list[Family]:
    """Every family with what it adds; features nobody has an opinion on are left out until they are learnt."""
    adds = contributions(card, row)
    found = []
    for names in _told(card.features, card.quiet if card.labels < HINGES_FROM else ()):
        total = sum(map(adds.__getitem__, names))
        leader = (max if total > 0 else min)(names, key=adds.__getitem__)
        found.append(Family(total, leader))
    return found


@lru_cache(maxsize=8)
def _told(features: tuple[str, ...], quiet: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The features of each family of which something is said."""
    told = set(features) - set(quiet)
    here = (tuple(name for name in names if name in told) for names in FAMILIES.values())
    return tuple(filter(None, here))


# --- What is said of a feature -----------------------------------------------------------------------------

Saying = tuple[str, tuple[int, ...]]


class _Seen(NamedTuple):
    row: Row
    said: Said
    side: int

    def value(self, name: str) -> float:
        return self.row[FEATURES.index(name)]


def _kept_of(seen: _Seen) -> Saying:
    said = seen.said
    if not said.resolved_count:
        return "no_history", ()
    if seen.side < 0 and (said.streak < -1 or not said.kept_count):
        return _row_of(seen)  # says more than "kept 0 of 2"
    return "kept_of", (said.kept_count, said.resolved_count)


def _row_of(seen: _Seen) -> Saying:
    """How many were kept or broken in a row, and how late the broken ones were."""
    said = seen.said
    if not said.streak:
        return "no_history", ()
    if said.streak > 0:
        return "kept_last", (said.streak,)
    return "broke_last", (-said.streak, *(UNPAID if late is None else late for late in said.breaks))


def _late(seen: _Seen) -> Saying:
    if seen.said.streak < 0 and seen.side < 0:
        return _row_of(seen)
    if seen.side > 0:
        return _kept_of(seen)
    return "paid_late", (round(expm1(seen.value("lateness"))),)


def _tenure(seen: _Seen) -> Saying:
    months = round(expm1(seen.value("tenure")))
    return ("known_for", (months,)) if months else ("new_here", ())


def _part_came(seen: _Seen) -> Saying:
    percent = round(100 * seen.value("last_paid_frac"))
    return ("part_came", (percent,)) if percent else _row_of(seen)


def _margin(seen: _Seen) -> Saying:
    if not seen.said.kept_count:
        return _kept_of(seen)
    return ("pays_early" if seen.side > 0 else "pays_at_the_end"), ()


def _steady(seen: _Seen) -> Saying:
    days = seen.said.early_days
    return ("days_early", (days,)) if days > 0 else ("days_after", (-days,)) if days else ("on_the_day", ())


def _due_habit(seen: _Seen) -> Saying:
    """What came of those due on the same kind of day; without any, the others speak."""
    said, kind = seen.said, "weekend" if seen.value("weekend") else "weekday"
    if not said.alike_count:
        return kind, ()
    return f"kept_of_{kind}", (said.alike_kept_count, said.alike_count)


def _recent(seen: _Seen) -> Saying:
    ago = seen.said.broken_days_ago
    return ("no_break", ()) if ago is None else ("broken_ago", (ago,))


def _momentum(seen: _Seen) -> Saying:
    """Nothing was better or worse where all were kept, or all broken: then how many."""
    if seen.said.kept_count in (0, seen.said.resolved_count):
        return _kept_of(seen)
    return ("better_lately" if seen.value("momentum") > 0 else "worse_lately"), ()


def _usual(seen: _Seen) -> Saying:
    """As a percentage; beyond its limits the feature knows no more than that."""
    ratio = seen.value("amt_vs_usual")
    if ratio >= MOST_RATIO:
        return "far_above_usual", (int(exp(MOST_RATIO)),)
    return "of_the_usual", (max(round(100 * exp(ratio)), 1),)


def _balance(seen: _Seen) -> Saying:
    return "of_the_balance", (max(round(100 * seen.value("amt_vs_balance")), 1),)


def _lead(seen: _Seen) -> Saying:
    return "due_in", (seen.said.lead_days,)


def _open(seen: _Seen) -> Saying:
    return "others_open", (seen.said.open_count,)


def _overdue(seen: _Seen) -> Saying:
    return "still_unpaid", (seen.said.overdue_count,)


def _either(for_it: str, against: str) -> Callable[[_Seen], Saying]:
    return lambda seen: (for_it if seen.side > 0 else against, ())


def _flag(name: str, yes: str, no: str) -> Callable[[_Seen], Saying]:
    return lambda seen: (yes if seen.value(name) else no, ())


_SAYS: Mapping[str, Callable[[_Seen], Saying]] = {
    "hist_logit": _kept_of,
    "last_outcome": _row_of,
    "broken_streak": _row_of,
    "lateness": _late,
    "evidence": _kept_of,
    "tenure": _tenure,
    "last_paid_frac": _part_came,
    "margin": _margin,
    "steadiness": _steady,
    "recent_broken": _recent,
    "momentum": _momentum,
    "amt_vs_usual": _usual,
    "amt_vs_balance": _balance,
    "lead": _lead,
    "month_end": _flag("month_end", "month_end", "mid_month"),
    "weekend": _flag("weekend", "weekend", "weekday"),
    "payday": _either("near_payday", "far_from_payday"),
    "pay_cycle": _either("near_payday", "far_from_payday"),
    "due_habit": _due_habit,
    "open_count": _open,
    "overdue_now": _overdue,
    "moved": _flag("moved", "moved_before", "never_moved"),
    "disputed": _flag("disputed", "disputed", "undisputed"),
    "taken_by": _flag("taken_by", "taker_known", "taker_unknown"),
}
