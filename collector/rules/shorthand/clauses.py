"""A line cut into clauses: at signs, at `but` and `then`, and where another verb begins."""

from __future__ import annotations

from collections.abc import Sequence

from collector.rules.shorthand.parts import Part

BREAKS = ",;.|/!?"
_VERBS = (
    "pay",
    "promise",
    "paid",
    "call",
    "refuse",
    "send",
    "check",
    "broken",
    "moved",
    "ask_approval",
    "want",
)
_VERB_TAGS = frozenset(_VERBS)
_PAYING = ("pay", "promise")
_ONLY = frozenset(("only", "doar", "numai", "just"))
_FILLING = ("sum", "day", "bare")
# What a clause is about (`Clause.kind`).
PAYS, PAID, CALLS, OURS, HISTORY, DENIED, OTHER = (
    "pays",
    "paid",
    "calls",
    "ours",
    "history",
    "denied",
    "other",
)


class Clause:
    """Parts that belong together. What was said without a negation before it is `said`, the rest is `denied`."""

    def __init__(self, opened: str, parts: list[Part]) -> None:
        self.opened = opened  # the sign or word that began it
        self.parts = parts
        self.kind = OTHER
        self.tags: set[str] = set()
        self._said: set[str] = set()
        self._denied: set[str] = set()
        self.negated_from = len(parts)
        for place, part in enumerate(parts):
            if not part.tags:
                continue
            self.tags |= part.tags
            (self._denied if place > self.negated_from else self._said).update(part.tags)
            if place < self.negated_from and "not" in part.tags and not _only(parts[place + 1 :]):
                self.negated_from = place

    def __repr__(self) -> str:
        return f"<{self.kind} {self.parts!r}>"

    def has(self, *tags: str) -> bool:
        return not self.tags.isdisjoint(tags)

    def said(self, *tags: str) -> bool:
        """One of the tags stands there with no negation before it."""
        return not self._said.isdisjoint(tags)

    def denied(self, *tags: str) -> bool:
        """One of the tags stands there with a negation before it."""
        return not self._denied.isdisjoint(tags)

    def negates(self, part: Part) -> bool:
        """Whether a negation stands before this part in the clause."""
        return self.place(part) > self.negated_from

    def place(self, part: Part) -> int:
        return next(n for n, other in enumerate(self.parts) if other is part)

    @property
    def moved(self) -> bool:
        """Something was moved to another day; `now` says so only at the beginning: `now 300 luni`."""
        return any(
            (part.has("moved") and not self.negates(part) and (place == 0 or not part.has("now")))
            or (part.has("moved?") and self._from_a_day(place + 1))
            for place, part in enumerate(self.parts)
        )

    def _from_a_day(self, place: int) -> bool:
        """`moved from 31.12 la 15 ian`; not `moved from the village`."""
        return any(part.lead in ("from", "start") for part in self.parts[place : place + 1])

    def of(self, *kinds: str) -> list[Part]:
        return [part for part in self.parts if part.kind in kinds]

    @property
    def negated(self) -> bool:
        return self.negated_from < len(self.parts)


def clauses_of(parts: Sequence[Part]) -> list[Clause]:
    """The parts of a line in clauses."""
    cutter = _Cutter(parts)
    for number in range(len(parts)):
        cutter.take(number)
    return cutter.clauses()


class _Cutter:
    """Walks over the parts and opens a clause where one begins."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.found: list[tuple[str, list[Part]]] = [("", [])]

    def clauses(self) -> list[Clause]:
        return [Clause(opened, parts) for opened, parts in self.found if parts]

    def take(self, number: int) -> None:
        part, clause = self.parts[number], self.found[-1][1]
        following = self.parts[number + 1] if number + 1 < len(self.parts) else None
        if part.kind == "sign" and self._breaks(part, following):
            self._open(part.unit.text)
        elif part.has("then") and (following is None or following.kind == "sign"):
            clause.append(part)  # `gets paid on 28th, pays 90 then`
        elif part.has("but") or part.has("then"):
            self._open("but")
        elif begins_verb(clause, part) or _rest_of_paid(clause, part):
            self._open("")
            self.found[-1][1].append(part)
        elif part.unit.text in _ONLY and _is_denied(clause):
            self._open("but")  # `can't pay 500 only 200`
        elif part.has("and") and clause and _joins_verb(following):
            self._open("and")
        else:
            clause.append(part)

    def _open(self, sign: str) -> None:
        if self.found[-1][1]:
            self.found.append((sign, []))
        else:
            self.found[-1] = (sign, [])

    def _breaks(self, part: Part, following: Part | None) -> bool:
        text = part.unit.text
        if text == ":":  # `3100 in 2: 1550 pe 1 dec, …`
            return (
                any(p.kind == "sum" for p in self.found[-1][1])
                and following is not None
                and following.kind == "sum"
            )
        if text == "-":  # a dash between spaces parts; a hyphen joins
            return not part.unit.glued and following is not None and not following.unit.glued
        if text == "/" and following is not None and _completes(self.found[-1][1], following):
            return False  # `$150/paypal/end of dec`
        if text == "," and following is not None and following.kind == "bare" and following.unit.is_number:
            return False  # `pe 5, 15 si 25`
        return text in BREAKS


def _completes(clause: Sequence[Part], part: Part) -> bool:
    """The way or the day of a sum that has neither verb nor day yet."""
    if not any(p.kind == "sum" for p in clause) or any(
        verb_of(p) or p.kind in ("day", "bare") for p in clause
    ):
        return False
    return part.kind == "day" or (bool(part.values.get("method")) and not verb_of(part))


def _rest_of_paid(clause: Sequence[Part], part: Part) -> bool:
    """`paid 100 bal on 15th`: what is left is not paid yet."""
    said = part.said_sum
    if said is None or not (said.rest or said.balance) or not any(p.kind == "sum" for p in clause):
        return False
    return any(p.has("paid") for p in clause) and not any(p.has("and") for p in clause[-1:])


def _is_denied(clause: Sequence[Part]) -> bool:
    """A sum or a day was denied in this clause."""
    return any(p.has("not") for p in clause) and any(p.kind in _FILLING for p in clause)


def _only(parts: Sequence[Part]) -> bool:
    """`nu poate achita decat 150`: no denial."""
    return any("only" in part.tags for part in parts)


def verb_of(part: Part) -> str:
    """The kind of verb that a part is; empty for none."""
    if part.tags.isdisjoint(_VERB_TAGS):
        return ""
    return next(verb for verb in _VERBS if verb in part.tags)


def begins_verb(clause: list[Part], part: Part) -> bool:
    """Another verb begins: of another family, or after what was negated has been said."""
    if not part.tags or part.kind == "sum" or part.has("now"):
        return False
    verbs = [p for p in clause if verb_of(p)]
    if not verbs:
        return False
    if part.has("not"):
        return any(p.kind in ("sum", "day") for p in clause) and not part.has("late")
    verb = verb_of(part)
    if not verb:
        return False
    last = verb_of(verbs[-1])
    between = clause[next(n for n, p in enumerate(clause) if p is verbs[-1]) + 1 :]
    filled = any(p.kind in _FILLING for p in between)
    if (last in _PAYING) == (verb in _PAYING) and (verb in _PAYING or last == verb):
        return filled and any(p.has("not") for p in clause) and verb in _PAYING and part.has("pay")
    return not _belongs(last, verb, part, between, filled or any(p.has("and") for p in between))


def _belongs(last: str, verb: str, part: Part, between: Sequence[Part], filled: bool) -> bool:
    """The second verb goes with the first: `plata efectuata`, `refuses to pay`, `wants to call`."""
    if verb == "paid" and last in _PAYING and not filled:
        return True
    if last == "send" and part.has("method:cheque"):
        return True
    if part.has("about:payment") and last in ("check", "want", "send", "ask_approval", "broken", "moved"):
        return True
    if last == "refuse" and not filled:
        return True
    return last == "want" or (
        last in ("promise", "moved") and not between and verb in ("send", "call", "pay", "check")
    )


def _joins_verb(following: Part | None) -> bool:
    """`si` parts two clauses where a verb or a negation follows."""
    return following is not None and bool(verb_of(following) or following.has("not") or following.has("we"))
