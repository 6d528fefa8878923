"""Sums tied to days: within a clause, over lists, and across clauses that go on without a verb."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from collector.rules.shorthand.clauses import Clause
from collector.rules.shorthand.days import Said, day_of
from collector.rules.shorthand.parts import Part, Sum

Pair = tuple[Sum | None, Said | None]
Item = Sum | Said | str
TODAY = Said("shift", 0)
_EACH = ("cate", "a cate", "each")
MINUTES_A_DAY = 24 * 60


def as_day(part: Part) -> Said | None:
    """The day that a part is in a clause about money: a day, or `pe 15`, `la 10`, `dupa 5`."""
    if part.kind == "day":
        return part.said_day
    if part.kind == "in" and isinstance(part.value, int):
        return Said("shift", part.value // MINUTES_A_DAY)  # `in 24h`
    if (
        part.kind == "bare"
        and part.lead not in ("", "in", "hour")
        and isinstance(part.value, int)
        and 1 <= part.value <= 31
    ):
        return Said("of_month", part.value, start=part.lead in ("from", "start"))
    return None


def days_in(clause: Clause) -> list[Said]:
    return [day for part in clause.parts if (day := as_day(part)) is not None]


def due(said: Said | None, today: date, way: str = "pay") -> date | None:
    return None if said is None else day_of(said, today, way)


# --- What a clause says of sums and days ------------------------------------------------------------------


def items_of(parts: Sequence[Part]) -> list[Item]:
    """The sums, days and list words of a clause, in order."""
    found: list[Item] = []
    now = or_else = False
    for place, part in enumerate(parts):
        if part.has("or"):
            or_else = True
        elif or_else and part.kind in ("sum", "bare", "day", "number"):
            or_else = False  # of two days or sums the first one
        elif part.has("not") and _day_before_and_after(parts, place):
            found.append("instead")  # `pays fri not mon`
        elif part.has("now"):
            now = True
            found.append("now")
        elif _is_whole(parts, place):
            continue
        elif not (part.lead == "from" and _another_day(parts, place)):  # moved from one day to another
            found += _item(part)
    found = _each_day(found, _sum_of_each(parts))
    return _with_now(found) if now else found


def _sum_of_each(parts: Sequence[Part]) -> Sum | None:
    """The sum beside `cate` or `each`."""
    beside = [
        said
        for first, second in pairwise(parts)
        if first.unit.text in _EACH or second.unit.text in _EACH
        for said in (second.said_sum if first.unit.text in _EACH else first.said_sum,)
        if said is not None
    ]
    return beside[0] if beside else None


def _each_day(items: list[Item], each: Sum | None) -> list[Item]:
    """`cate 150 luni si joi`: the sum on each of the days; a total beside it is left out."""
    sums = [one for one in items if isinstance(one, Sum)]
    days = [one for one in items if isinstance(one, Said)]
    total = sum(one.cents or 0 for one in sums if one != each)
    whole = len(sums) == 1 or (each is not None and total == (each.cents or 0) * len(days))
    if each is None or not whole or len(days) < 2 or "instead" in items:
        return items
    return [one for day in days for one in (each, day)]


def _with_now(items: list[Item]) -> list[Item]:
    """`now` is today where a sum has no other day."""
    sums = sum(isinstance(one, Sum) for one in items)
    days = sum(isinstance(one, Said) for one in items)
    today = days == 0 or sums > days
    return [TODAY if one == "now" else one for one in items if today or one != "now"]


def _item(part: Part) -> list[Item]:
    if part.kind == "sum":
        return [part.said_sum] if part.said_sum else []
    if part.has("and") or (part.kind == "sign" and part.unit.text in "+&"):
        return ["and"]
    if part.has("instead"):
        return ["instead"]
    day = as_day(part)
    return [day] if day is not None else []


def _is_whole(parts: Sequence[Part], place: int) -> bool:
    """The larger sum of `600 of 1000`: of what the first is a part."""
    whole, part = parts[place].said_sum, parts[place - 2].said_sum if place > 1 else None
    if place == 1 and whole is not None and parts[0].unit.text == "din":  # `din 1800 da 300`
        later = [said for other in parts[2:] if (said := other.said_sum)]
        return any((said.cents or 0) < (whole.cents or 0) for said in later)
    if whole is None or part is None or whole.cents is None or part.cents is None:
        return False
    return parts[place - 1].unit.text in ("of", "din") and part.cents < whole.cents


def _day_before_and_after(parts: Sequence[Part], place: int) -> bool:
    return any(as_day(part) for part in parts[:place]) and any(
        as_day(part) for part in parts[place + 1 : place + 2]
    )


def _another_day(parts: Sequence[Part], place: int) -> bool:
    return any(as_day(later) for later in parts[place + 1 : place + 3])


def only_sums(clause: Clause) -> bool:
    items = items_of(clause.parts)
    return _has(items, Sum) and not _has(items, Said)


def only_days(clause: Clause) -> bool:
    items = items_of(clause.parts)
    return _has(items, Said) and not _has(items, Sum)


def halves(first: Clause, second: Clause) -> bool:
    """One clause has sums alone and the other days alone: together they are one promise."""
    verbs = ("pay", "promise", "paid")
    if second.said(*verbs) and first.said(*verbs):
        return False
    return (only_sums(first) and only_days(second)) or (only_days(first) and only_sums(second))


def latest(items: list[Item]) -> list[Item]:
    """Of a promise that was moved: its sum and the new day."""
    if "and" in items:
        return items  # a list, each with its own
    days = [one for one in items if isinstance(one, Said)]
    sums = [one for one in items if isinstance(one, Sum)]
    return [*sums[-1:], *days[-1:]] if len(days) > 1 or (len(sums) > 1 and not days) else items


# --- Tying ------------------------------------------------------------------------------------------------


def pairs_of(items: Sequence[Item]) -> list[Pair]:
    """`300 vineri si 200 luni`, `300 si 200, vineri si luni`, `300 si 200 vineri`, `vineri 300`."""
    items = _without_history(items)
    groups = _groups(items)
    if len(groups) > 1 and all(_has(group, Sum) and _has(group, Said) for group in groups):
        return [pair for group in groups for pair in _runs(group)]
    return _runs([one for one in items if not isinstance(one, str)])


def _without_history(items: Sequence[Item]) -> list[Item]:
    """What stands behind `instead of` is what was."""
    kept: list[Item] = []
    skip = False
    for one in items:
        if one == "instead":
            skip = True
        elif skip:
            skip = False
        else:
            kept.append(one)
    return kept


def _groups(items: Sequence[Item]) -> list[list[Sum | Said]]:
    groups: list[list[Sum | Said]] = [[]]
    for one in items:
        if one == "and":
            groups.append([])
        elif not isinstance(one, str):
            groups[-1].append(one)
    return [group for group in groups if group]


def _has(group: Sequence[object], kind: type) -> bool:
    return any(isinstance(one, kind) for one in group)


class _Run:
    """Sums one after the other, or days."""

    def __init__(self) -> None:
        self.sums: list[Sum] = []
        self.days: list[Said] = []

    def takes(self, one: Sum | Said) -> bool:
        return not (self.days if isinstance(one, Sum) else self.sums)

    def take(self, one: Sum | Said) -> None:
        if isinstance(one, Sum):
            self.sums.append(one)
        else:
            self.days.append(one)


def _runs(items: Sequence[Sum | Said]) -> list[Pair]:
    """Runs of sums and runs of days, one beside the other."""
    runs: list[_Run] = []
    for one in items:
        if not runs or not runs[-1].takes(one):
            runs.append(_Run())
        runs[-1].take(one)
    pairs: list[Pair] = []
    while len(runs) > 1:
        first, second = runs.pop(0), runs.pop(0)
        sums, days = first.sums or second.sums, first.days or second.days
        if first.days and len(runs) == 1 and runs[0].days and len(sums) > 1:
            days = [*days, *runs.pop(0).days]
        pairs += _tied(sums, days)
    for run in runs:
        pairs += [(one, None) for one in run.sums] + [(None, day) for day in run.days]
    return pairs


def _tied(sums: Sequence[Sum], days: Sequence[Said]) -> list[Pair]:
    """One beside the other; the last day covers the sums that are left."""
    return [(one, days[min(place, len(days) - 1)]) for place, one in enumerate(sums)]
