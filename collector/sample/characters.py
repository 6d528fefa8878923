"""How somebody has dealt with promises so far: a past is a chain of beats, drawn as the character is."""

from __future__ import annotations

from typing import TypeAlias

from collector.sample import beats
from collector.sample.beats import Beat
from collector.sample.pen import Pen

Draw: TypeAlias = "tuple[tuple[int, Beat], ...]"

_STEADY: Draw = (
    (12, beats.kept),
    (4, beats.kept_in_parts),
    (4, beats.kept_in_grace),
    (2, beats.kept_by_tolerance),
)
_RELIABLE: Draw = (
    *_STEADY,
    *(
        (2, beats.late),
        (1, beats.replaced),
        (1, beats.same_day),
        (1, beats.equal_payments),
        (1, beats.plan_kept),
    ),
    *((1, beats.broken), (1, beats.replaced_too_late)),
)
_MIXED: Draw = (
    *((7, beats.kept), (2, beats.kept_in_grace), (4, beats.broken), (3, beats.paid_partly), (3, beats.late)),
    *((2, beats.replaced), (2, beats.replaced_too_late), (1, beats.same_day), (1, beats.reversed_in_full)),
    *((1, beats.reversed_in_part), (1, beats.side_by_side), (1, beats.plan_kept), (1, beats.plan_broken)),
    *((1, beats.nearly), (1, beats.paid_before), (1, beats.equal_payments)),
)
_POOR: Draw = (
    (9, beats.broken),
    (3, beats.paid_partly),
    (2, beats.late),
    (2, beats.replaced_too_late),
    (2, beats.kept),
)
_PARTIAL: Draw = ((7, beats.paid_partly), (2, beats.nearly), (3, beats.kept), (1, beats.reversed_in_part))
_LATE: Draw = ((7, beats.late), (2, beats.kept), (2, beats.kept_in_grace))
_PLANS: Draw = ((4, beats.plan_kept), (2, beats.plan_broken), (2, beats.kept))
_DRAWS = {
    "steady": _STEADY,
    "reliable": _RELIABLE,
    "mixed": _MIXED,
    "poor": _POOR,
    "partial": _PARTIAL,
    "late": _LATE,
    "plans": _PLANS,
}
CHARACTERS = (*_DRAWS, "improver", "none")
# Whom each kind of debtor is mostly given to, so that the agents' kept rates differ.
AGENTS = {
    "steady": ((5, "maria"), (3, "elena"), (2, "ion"), (1, "radu")),
    "reliable": ((5, "maria"), (3, "elena"), (2, "ion"), (1, "radu")),
    "poor": ((1, "maria"), (2, "elena"), (3, "ion"), (5, "radu")),
}
ANY_AGENT = ((3, "maria"), (3, "elena"), (3, "ion"), (2, "radu"))


def past(pen: Pen, character: str, from_ago: int, until_ago: int) -> None:
    """Write the history from so many days ago on; all of it is settled `until_ago` days before the anchor."""
    if character == "none":
        return
    ago = from_ago
    while draw := _fitting(_drawn(character, from_ago, until_ago, ago), ago - until_ago):
        made_on = pen.workday(ago)
        if pen.dice.percent(45):
            pen.tried(pen.workday((pen.anchor - made_on).days + pen.dice.between(1, 3)))
        settled_on = pen.dice.weighted(draw)(pen, made_on)
        ago = (pen.anchor - settled_on).days - pen.dice.between(5, 40)


def _fitting(draw: Draw, room_days: int) -> Draw:
    """Those that are settled within so many days, for sure: near its end a past has quick beats only."""
    return tuple((weight, beat) for weight, beat in draw if beats.longest_days(beat) <= room_days)


def _drawn(character: str, from_ago: int, until_ago: int, ago: int) -> Draw:
    if character != "improver":
        return _DRAWS[character]
    third = (from_ago - until_ago) // 3
    if ago > from_ago - third:
        return _POOR
    return _MIXED if ago > from_ago - 2 * third else _STEADY
