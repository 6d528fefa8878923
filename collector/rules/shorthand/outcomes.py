"""The outcome of a call: one word, the strongest that applies (docs/reference/shorthand.md)."""

from __future__ import annotations

from collector.rules.shorthand.clauses import CALLS, DENIED, HISTORY, PAYS, Clause
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.note import Note
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.words import of_another

# A negation before these takes them back; `nu raspunde` and its kin carry their own.
STRONG = ("cease_contact", "insolvency", "represented")
FAILED = ("wrong_number", "number_invalid", "hung_up", "voicemail", "busy", "no_answer")
_SPOKE = (
    "right_party", "spoke", "say", "want", "debtor", "undecided", "pay", "promise", "handed", "owed", "salary", "cond", "late", "refuse",
)  # fmt: skip


def outcome_of(line: Line, note: Note) -> str:
    """The outcome that a line and all that was read from it come to."""
    if _cue(line, "cease_contact"):
        return "cease_contact"
    if _died(line):
        return "deceased"
    for name in ("insolvency", "represented"):
        if _cue(line, name):
            return name
    if line.third and _cue(line, "wrong_number"):
        return "wrong_number"
    return "third_party" if line.third else _debtors(line, note) or _attempts(line, note)


def _debtors(line: Line, note: Note) -> str:
    """What the debtor said; empty if nothing."""
    if note.dispute:
        return "dispute"
    if note.promises or note.instalments:
        return "promise"
    if note.paid_claim:
        return "paid_claim"
    if any(_refuses(clause) for clause in line.clauses):
        return "refused"
    return "hardship" if note.hardship else ""


def _refuses(clause: Clause) -> bool:
    """A refusal to pay: not only of a plan, nor only on that day (`nu plateste azi`)."""
    if not clause.said("refuse") or clause.has("instalment", "plan", "channel"):
        return False
    return not (clause.has("wont") and (clause.of("day", "bare") or clause.has("now")))


def _attempts(line: Line, note: Note) -> str:
    for name in FAILED:
        if _cue(line, name) or (name == "voicemail" and _cue(line, "lm")):
            return name
    if note.callback_at or line.kinds(CALLS):
        return "callback"
    refused = any(clause.denied("modal") for clause in line.clauses)
    spoken = (
        note.our_promise or note.reason or line.any(*_SPOKE) or line.kinds(DENIED, HISTORY, PAYS) or refused
    )
    return "right_party" if spoken else "note"


def _cue(line: Line, name: str) -> bool:
    """Whether a word for this outcome stands in the line; a weak one only where its clause says nothing else."""
    tag = "outcome:" + name
    for clause, part in line.words():
        if part.has(tag) and not (name in STRONG and clause.negates(part)):
            return name != "cease_contact" or not clause.of("hour", "bare", "in")  # `do not ring before 10`
        if part.has(tag + "?") and _alone(line, clause, part):
            return True
    return False


def _alone(line: Line, clause: Clause, part: Part) -> bool:
    """Nothing but a count stands beside it; what is also said of a person (`busy`) is the whole line."""
    if part.has("person_busy") or part.has("away"):
        return len(line.clauses) == 1 and all(_counts(other, part) for other in clause.parts)
    return all(_counts(other, part) for other in clause.parts)


def _counts(other: Part, part: Part) -> bool:
    return other is part or other.kind in ("number", "times", "sign") or other.has("attempts")


def _died(line: Line) -> bool:
    """Whether it is the debtor who died."""
    heard: list[Part] = []
    for clause in line.clauses:
        for part in clause.parts:
            if part.has("death") and not clause.negates(part):
                return not of_another(clause, part, heard)
        heard += clause.parts
    return False
