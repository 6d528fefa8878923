"""Who was on the phone: the debtor, somebody else, nobody."""

from __future__ import annotations

from collector.rules.shorthand.clauses import Clause, verb_of
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.words import causes_of

_AROUND = 3  # parts
_THE_DEBTOR = frozenset(("tit", "titular", "titularul", "cl", "db", "deb"))
_BY_OUTCOME = dict.fromkeys(("no_answer", "busy", "voicemail", "number_invalid"), "nobody")
_BY_OUTCOME |= {"wrong_number": "wrong_party", "hung_up": "unknown", "note": "unknown", "deceased": "unknown"}


def third_speaks(line: Line) -> bool:
    """Whether somebody else answered and the debtor did not come to the phone."""
    if line.any("handed"):
        return False
    if line.any("spoke_to_other"):
        return True
    if any(_answered(line, number) for number, clause in enumerate(line.clauses) if clause.has("third")):
        return True
    return line.any("away", "passes_on") and line.any("third")


def _answered(line: Line, number: int) -> bool:
    clause = line.clauses[number]
    for place, part in enumerate(clause.parts):
        if not part.has("third"):
            continue
        if _spoken_to(clause, place):
            return True
        if (
            number == 0
            and place <= 1
            and not any(p.has("debtor") for p in clause.parts[:place])
            and _opens(line, clause, place)
        ):
            return True
        if number and place <= 1 and _says_first(line, number, place):
            return True
    return False


_OF_DEBTOR = ("spoke", "say", "right_party", "pay", "promise", "paid", "refuse", "want", "handed")


def _says_first(line: Line, number: int, place: int) -> bool:
    """`tit in spital, sora zice sa revenim`: nobody spoke before."""
    parts = line.clauses[number].parts
    says = any(part.has("say") for part in parts[place + 1 : place + 2])
    return says and not any(clause.has(*_OF_DEBTOR) for clause in line.clauses[:number])


def _spoken_to(clause: Clause, place: int) -> bool:
    """`rasp mama`, `lasat mesaj la sotie`; but not `vb cu tit, sotia…`."""
    before = clause.parts[max(0, place - _AROUND) : place]
    around = [*before, *clause.parts[place : place + _AROUND]]
    spoke = any(part.has("spoke") or part.has("outcome:lm") for part in around)
    return spoke and not any(part.has("debtor") and part.unit.text in _THE_DEBTOR for part in before)


def _opens(line: Line, clause: Clause, place: int) -> bool:
    """Somebody else named first is the one who speaks, unless a death, a cause or a payment is told of them."""
    if any(verb_of(before) for before in clause.parts[:place]):
        return False  # `trimite fiul la casierie`
    if clause.has("say", "away") or any(
        p.kind == "sign" and p.unit.text in ":-" for p in clause.parts[place + 1 : place + 2]
    ):
        return True
    if clause.has("death", "paid", "pay", "promise", "late") or causes_of(clause):
        return False
    return (
        len(line.clauses) == 1
        or clause.has("spoke")
        or not line.clauses[1].has("pay", "promise")
        or len(clause.parts) == 1
    )


def who_of(line: Line, outcome: str) -> str:
    """WHO of rules.records, as far as the line tells."""
    if line.third:
        return "third_party"
    if line.any("authorised"):
        return "authorised"
    if outcome in _BY_OUTCOME:
        return _BY_OUTCOME[outcome]
    if outcome == "callback" and not line.any("person_busy", "want", "them", "say", "right_party"):
        return "unknown"
    return "right_party"
