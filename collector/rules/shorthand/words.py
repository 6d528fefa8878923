"""What a clause speaks of: papers, causes, ways to pay, the day money comes."""

from __future__ import annotations

from collections.abc import Sequence

from collector.rules.shorthand.clauses import Clause
from collector.rules.shorthand.parts import Part

# The papers that can be sent, the most telling first.
PAPERS = ("payment_details", "plan", "statement", "confirmation", "invoice", "documents")
PROOF = "proof"
_CHILD = frozenset(("fiu", "fiul", "fiica", "fata", "baiatul", "baiatu", "copilul", "son", "daughter"))
_PARENT = frozenset(
    ("tata", "tatal", "tata-su", "mama", "mama-sa", "father", "dad", "mother", "mum", "mom", "parinte")
)
_WIFE = frozenset(("sotia", "sotie", "nevasta", "wife", "missus", "consoarta"))
_HUSBAND = frozenset(("sotul", "sot", "sotu", "barbatul", "barbatu", "husband", "hubby"))
_SIBLING = frozenset(("fratele", "frate", "sora", "brother", "sister", "bro", "sis"))
# Who speaks, and who the debtor is to them.
_FAMILY = ((_CHILD, _PARENT), (_PARENT, _CHILD), (_WIFE, _HUSBAND), (_HUSBAND, _WIFE), (_SIBLING, _SIBLING))
_NEAR = 2  # parts: how far before a cause its negation may stand


def paper_of(clause: Clause) -> str:
    """The paper that a clause speaks of; `proof` for a receipt; empty for none."""
    if clause.has("plan") and clause.has("send"):
        return "plan"
    for name in PAPERS:
        if clause.has("paper:" + name) or (name == "invoice" and clause.has("cause:invoice_missing")):
            return name
    return PROOF if clause.has("proof") else ""


def causes_of(clause: Clause) -> list[str]:
    """The causes named in a clause, without those it denies."""
    return [
        cause
        for part in clause.parts
        if (cause := part.values.get("cause")) and "cause" not in part.unit.weak and not denies(clause, part)
    ]


def denies(clause: Clause, part: Part) -> bool:
    """`nu contesta`, `does not dispute`: a negation right before."""
    place = clause.place(part)
    return any(other.has("not") for other in clause.parts[max(0, place - _NEAR) : place])


def of_another(clause: Clause, death: Part, heard: Sequence[Part] = ()) -> bool:
    """Whether a death is that of somebody else: `i-a murit mama`, `wife died`; not `sotia zice ca a murit`.

    `heard`: the parts of the clauses before, where somebody may have been spoken to.
    """
    place = clause.place(death)
    if _of_family([*heard, *clause.parts]):
        return False
    if _the_debtor(clause.parts[:place]):
        return False
    for at, part in enumerate(clause.parts):
        if part.has("third") and part.has("say"):
            continue  # `per neighbour`: who tells of it
        if part.has("third") or part.values.get("cause") == "bereavement":
            between = clause.parts[min(at, place) + 1 : max(at, place)]
            if not any(
                p.has("say") or p.has("spoke") or p.has("debtor") or p.kind == "sign" or p.has("from")
                for p in between
            ):
                return True
    return False


def _the_debtor(before: Sequence[Part]) -> bool:
    """`debtor passed away`; not `mama cl decedata`."""
    return any(part.has("debtor") and not part.has("noise") for part in before[-1:]) and not any(
        part.has("third") for part in before
    )


def _of_family(parts: Sequence[Part]) -> bool:
    """`fiul spune ca tatal a murit`, `vb cu sotia, sotul a decedat`: to who speaks, the debtor is the father, the husband."""
    thirds = [frozenset(part.unit.text.split()) for part in parts if part.has("third")]
    spoke = any(part.has("say") or part.has("spoke") or part.unit.text == ":" for part in parts)
    return (
        spoke
        and len(thirds) > 1
        and any(thirds[0] & speaker and thirds[1] & debtor for speaker, debtor in _FAMILY)
    )


def method_of(clause: Clause) -> str | None:
    """The way to pay that a clause names; one that a verb only hints at (`transfers`) where no other is named."""
    hinted = None
    for part in clause.parts:
        way = part.values.get("method")
        if way and "method" not in part.unit.weak and not clause.negates(part):
            return way
        if way and part.has("pay") and hinted is None and not clause.negates(part):
            hinted = way
    return hinted


def on_payday(clause: Clause) -> bool:
    """`la salariu`, `on payday`, `when wages come`."""
    if not clause.has("salary"):
        return False
    for place, part in enumerate(clause.parts):
        if part.has("salary") and (
            any(
                before.has(tag)
                for before in clause.parts[place - 1 : place]
                for tag in ("at", "on", "cond", "in")
            )
            or any(
                before.has("cond") for before in clause.parts[max(0, place - 3) : place]
            )  # `cand ia pensia`
        ):
            return True
    return False


def is_money(part: Part) -> bool:
    """Whether a sum is more than an hour of the day could be."""
    said = part.said_sum
    if said is None:
        return False
    return said.currency is not None or said.cents is None or said.cents > 2400 or said.cents % 100 != 0
