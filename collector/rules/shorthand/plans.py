"""The plan of a line: a count that meets a rhythm; what is promised beside it stays a promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from collector.rules.shorthand.binding import TODAY, as_day, due
from collector.rules.shorthand.clauses import PAYS
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.note import PlanRead, PromiseRead
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.promising import pairs_in, promises_of

_EACH = ("cate", "a cate")
_FROM_THEN = ("peste", "dupa")  # when it begins, not how long it lasts
_REACH = 5  # parts after `3 rate de` within which its sum stands


def plan_and_promises(line: Line, claimed: int) -> tuple[PlanRead | None, list[PromiseRead]]:
    """The plan if there is one, and the promises beside it (without a plan: all of them)."""
    paying = line.kinds(PAYS)
    if line.third or not paying:
        return None, []
    plan = _Plan(line, [part for clause in paying for part in clause.parts if not clause.negates(part)])
    if dated := plan.dated():
        return None, dated
    if not plan.is_one():
        return None, promises_of(line, claimed)
    return plan.read()


class _Plan:
    """The parts of all clauses that speak of paying, looked at as one plan."""

    def __init__(self, line: Line, parts: list[Part]) -> None:
        self.line, self.parts = line, parts
        self.every = next((str(part.value) for part in parts if part.kind == "every"), None)
        self.named = any(
            part.has("instalment") or part.has("plan") or part.unit.text in _EACH for part in parts
        )
        self.count = self._count()
        self.sums = [part for part in parts if part.kind == "sum"]
        self.days = [
            part
            for part in parts
            if as_day(part) is not None
            and not _is_length(part)
            and not (self.every and _payments(part, self.every))
        ]

    def _count(self) -> int | None:
        for part in self.parts:
            if part.kind in ("count", "times") and isinstance(part.value, int):
                return part.value
        return self._months() if self.named or self.every else None

    def _months(self) -> int | None:
        """`esalonat 7 luni`, `plan pe 6 luni`: as many payments as months or weeks."""
        units = ("month", "week", "day") if self.every == "day" else ("month", "week")
        for part, following in pairwise(part for part in self.parts if part.unit.text != "de"):
            if part.kind == "number" and following.unit.value("unit") in units:
                said = part.unit.value("number")
                return part.unit.whole or (int(said) if said else None)
        return next((n for part in self.parts if (n := _payments(part, self.every))), None)

    def is_one(self) -> bool:
        """A rhythm or a count; but payments that each have their day are promises."""
        if self.every is None and self.count is None:
            return False
        dated = sum(
            said is not None and day is not None and not (said.rest or said.balance)
            for said, day in pairs_in(self.line, PAYS)
        )
        return dated < 2 or self.every is not None

    def dated(self) -> list[PromiseRead]:
        """`3 rate de 400: 28/11, 28/12, 28/1`: each has its day, so they are promises."""
        if self.every or not self.count or len(self.sums) != 1 or not 1 < len(self.days) == self.count:
            return []
        said = self.sums[0].said_sum
        cents, currency = self.line.cents(said, 0), self.line.currency_of(said)
        return [
            PromiseRead(cents, currency if cents else None, due(as_day(day), self.line.today))
            for day in self.days
        ]

    def read(self) -> tuple[PlanRead, list[PromiseRead]]:
        each = self._each()
        down = [
            part
            for part in self.sums
            if part is not each and not (part.said_sum and (part.said_sum.rest or part.said_sum.balance))
        ]
        start = self._start(down)
        promises = self._down_payments(down, [day for day in self.days if day is not start])
        cents = self._cents(each, sum(promise.cents or 0 for promise in promises))
        currency = self.line.currency_of(each.said_sum) if each else self.line.currency
        first = due(as_day(start), self.line.today) if start else None
        return PlanRead(
            self.count, cents, currency if cents is not None else None, self.every or "month", first
        ), promises

    def _cents(self, each: Part | None, taken: int) -> int | None:
        """The sum of one payment: as said, or an equal part of the balance where equal parts were said."""
        said = each.said_sum if each else None
        if said is not None and not (said.share and self.count):
            return self.line.cents(said, taken)
        shared = any(part.has("equal") for part in self.parts) or any(
            part.said_sum and (part.said_sum.rest or part.said_sum.share == (1, 1)) for part in self.sums
        )
        if not shared or not self.count or self.line.balance_cents is None:
            return None
        return (2 * (self.line.balance_cents - taken) + self.count) // (2 * self.count)

    def _down_payments(self, down: Sequence[Part], days: list[Part]) -> list[PromiseRead]:
        promises: list[PromiseRead] = []
        for part in down:
            cents = self.line.cents(part.said_sum, sum(promise.cents or 0 for promise in promises))
            currency = self.line.currency_of(part.said_sum) if cents is not None else None
            promises.append(PromiseRead(cents, currency, self._day_near(part, days)))
        return promises

    def _place(self, part: Part) -> int:
        return next(n for n, other in enumerate(self.parts) if other is part)

    def _day_near(self, part: Part, days: list[Part]) -> date | None:
        place = self._place(part)
        if days:
            return due(as_day(min(days, key=lambda day: abs(self._place(day) - place))), self.line.today)
        return due(TODAY, self.line.today) if any(other.has("now") for other in self.parts) else None

    def _each(self) -> Part | None:
        """The sum of one payment: beside the rhythm or the count, else the last that is not a down payment."""
        for place, part in enumerate(self.parts):
            if part.kind in ("every", "times"):
                beside = [*_sized(self.parts[:place])[-1:], *_sums(self.parts[place + 1 :])]
                equal = any(p.has("equal") for p in self.parts)
                if beside and not (equal and self._is_down(beside[0])):
                    return beside[0]
            if part.kind == "count" or part.has("instalment") or part.has("each"):
                after = [
                    p for p in _sums(self.parts[place + 1 : place + _REACH])[:1] if not self._named_down(p)
                ]
                if _sized(after):
                    return after[0]
        plain = [part for part in self.sums if _is_plain(part) and not self._is_down(part)]
        return plain[-1] if plain else None

    def _named_down(self, part: Part) -> bool:
        place = self._place(part)
        near = self.parts[max(0, place - 2) : place + 3]
        return any(p.has("down") or p.has("now") or p.unit.text == "down" for p in near)

    def _is_down(self, part: Part) -> bool:
        place = self._place(part)
        return self._named_down(part) or any(p.kind == "day" for p in self.parts[place + 1 : place + 2])

    def _start(self, down: Sequence[Part]) -> Part | None:
        """The day of the first payment."""
        marked = [day for day in self.days if day.lead in ("start", "from")]
        if marked:
            return marked[-1]
        for place, part in enumerate(self.parts):
            if part.has("starting") and (
                after := [day for day in self.parts[place + 1 :] if day in self.days]
            ):
                return after[0]
        left = len(self.days) + any(part.has("now") for part in self.parts)
        return self.days[-1] if self.days and left > len(down) else None


def _payments(part: Part, every: str | None) -> int | None:
    """How many payments a length of time holds: `for 10 weeks`, `timp de 6 luni`."""
    if part.said_day is None or part.lead not in ("", "in", "on", "from") or part.unit.text in _FROM_THEN:
        return None
    if part.said_day.kind == "months" and every in (None, "month"):
        return part.said_day.a
    days = {"day": 1, "week": 7, "2weeks": 14}.get(every or "")
    whole = part.said_day.kind == "shift" and days and part.said_day.a > days and not part.said_day.a % days
    return part.said_day.a // days if whole and days else None


def _is_length(part: Part) -> bool:
    """A number of months that says how long, not when."""
    return part.said_day is not None and part.said_day.kind == "months" and part.lead in ("", "in", "on")


def _sums(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.kind == "sum"]


def _sized(parts: Sequence[Part]) -> list[Part]:
    """The sums that are no rest of the balance."""
    return [part for part in _sums(parts) if part.said_sum and not part.said_sum.rest]


def _is_plain(part: Part) -> bool:
    said = part.said_sum
    return said is not None and not said.rest and not said.share
