"""What a line was read as, piece by piece, and what was left open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from collector.rules.shorthand.days import day_of
from collector.rules.shorthand.note import PartRead, Unclear
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.scan import Unit

_BY_KIND = {
    "sum": "sum",
    "day": "day",
    "bare": "day",
    "hour": "hour",
    "in": "hour",
    "every": "plan",
    "count": "plan",
}
# The first tag of a word that stands here says what the word was read as.
_BY_TAG = {
    "broken": "history", "not": "negation", "handed": "who", "third": "who", "spoke_to_other": "who",
    "right_party": "who", "away": "who", "disputes": "dispute", "hardship": "hardship", "death": "outcome",
    "refuse": "outcome", "undecided": "outcome", "paid": "claim", "proof": "claim", "moved": "promise",
    "promise": "promise", "pay": "promise", "plan": "plan", "instalment": "plan", "down": "promise",
    "call": "callback", "person_busy": "callback", "scheduled": "callback", "send": "ours", "check": "ours",
    "ask_approval": "ours", "we_act": "ours", "late": "reason", "spoke": "who",
}  # fmt: skip
_BY_NAME = {"cause": "reason", "outcome": "outcome", "method": "method"}


def parts_read(parts: Sequence[Part]) -> tuple[PartRead, ...]:
    """The pieces of the line that were understood, in order."""
    found = []
    for part in parts:
        kind = _BY_KIND.get(part.kind) or (_kind_of(part.unit) if part.kind == "word" else "")
        if kind:
            sure = part.kind != "bare" and not any(unit.mended for unit in part.units)
            found.append(PartRead(part.lo, part.hi, kind, sure))
    return tuple(found)


def _kind_of(unit: Unit) -> str:
    if not unit.tags:
        return ""
    for tag, kind in _BY_TAG.items():
        if tag in unit.tags:
            return kind
    for name, kind in _BY_NAME.items():
        if name in unit.values and name not in unit.weak:
            return kind
    return ""


def unclear(line: str, parts: Sequence[Part], today: date) -> tuple[Unclear, ...]:
    """What was left open rather than guessed, in the order of the line."""
    found: list[tuple[int, int, str]] = []
    for place, part in enumerate(parts):
        if why := _why_open(part, today):
            found.append((_past_leads(part), part.hi, why))
        elif _is_ambiguous(parts, place):
            found.append((part.lo, part.hi, "ambiguous"))
        found += [
            (unit.lo, unit.hi, "unknown_word") for unit in part.units if not unit.known and len(unit.text) > 1
        ]
    return tuple(Unclear(lo, hi, line[lo:hi], why) for lo, hi, why in found)


def _why_open(part: Part, today: date) -> str:
    """Why a sum or a day could not be read; empty where it could."""
    if part.said_sum is not None and part.said_sum.unsaid:
        return "old_money"
    if part.said_day is not None and part.said_day.kind == "date" and day_of(part.said_day, today) is None:
        return "no_such_day"
    misshapen = part.kind == "number" and len(part.units) == 1 and not part.unit.text.isdigit()
    return "no_sum" if misshapen and part.unit.is_number and part.unit.cents is None else ""


def _past_leads(part: Part) -> int:
    """Where the day itself begins, after `pe` or `by`."""
    return next((unit.lo for unit in part.units if unit.is_number or "month" in unit.values), part.lo)


def _is_ambiguous(parts: Sequence[Part], place: int) -> bool:
    """A short form of which every reading is weak, right where a day could stand: `plateste mi 300`."""
    part = parts[place]
    if (
        part.kind != "word"
        or "weekday" not in part.unit.weak
        or not all(tag.endswith("?") for tag in part.tags)
    ):
        return False
    before, after = parts[place - 1 : place], parts[place + 1 : place + 2]
    return any(p.has("pay") or p.has("promise") for p in before) or any(p.kind == "sum" for p in after)
