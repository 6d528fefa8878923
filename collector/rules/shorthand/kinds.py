"""What each clause is about: paying, having paid, calling again, what we do, what was and is no more.

`classify` goes through the clauses in order, for one without a verb goes on where the last one was; then those that
turn out to be history are taken back, and halves of one promise are joined.
"""

from __future__ import annotations

from itertools import pairwise

from collector.rules.shorthand.binding import as_day, days_in, halves, only_days, only_sums
from collector.rules.shorthand.clauses import CALLS, DENIED, HISTORY, OTHER, OURS, PAID, PAYS, Clause
from collector.rules.shorthand.days import Said
from collector.rules.shorthand.history import look_back
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.ours import is_ours
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.words import PROOF, causes_of, is_money, method_of, on_payday, paper_of

_PAYING = ("pay", "promise", "down", "plan")
_ON_PAPER = ("method:promissory_note", "method:cheque")
_DUE = frozenset(("scadent", "scadenta", "due", "dated"))
_DEBTS = frozenset(("debit", "debitul", "datorie", "datoria"))
_MORE = frozenset(("other", "cealalta", "celalalt", "ceilalti", "celelalte"))
_LATEST = frozenset(
    ("by", "by the", "pana", "pana pe", "pana in", "pina", "pina pe", "cel tarziu", "no later than")
)
_ELSE = (
    "owed",
    "salary",
    "disputes",
    "hardship",
    "named_number",
    "arrears",
)  # a sum beside these may be another's


def classify(line: Line) -> None:
    """Give every clause its kind."""
    before = ""
    _say_then(line)
    for place, clause in enumerate(line.clauses):
        answer = OURS if clause.said("send") else OTHER  # `…, sent today` is done
        clause.kind = answer if _answers(line, place) else _kind(line, clause, before)
        before = clause.kind if clause.kind != OTHER else before
    for place in range(len(line.clauses)):
        look_back(line, place)
    for first, second in pairwise(line.clauses):
        _join(first, second)


def _answers(line: Line, place: int) -> bool:
    """`asked for statement, sending today`: we send what was asked for."""
    clause, before = line.clauses[place], line.clauses[place - 1] if place else None
    if (
        before is None
        or not clause.said("send", "sent")
        or clause.of("sum")
        or clause.has("debtor", "say", "want")
    ):
        return False
    return before.has("want") and paper_of(before) not in ("", PROOF) and not paper_of(clause)


def _say_then(line: Line) -> None:
    """`salariu pe 10, da 500 atunci`: the day named before."""
    for place, clause in enumerate(line.clauses):
        if clause.parts[-1].has("then") and clause.of("sum") and not days_in(clause):
            before = [part for earlier in line.clauses[:place] for part in earlier.parts if as_day(part)]
            line.clauses[place] = Clause(clause.opened, [*clause.parts, *before[-1:]])


def _kind(line: Line, clause: Clause, before: str) -> str:
    if (clause.has("broken") and not clause.moved) or clause.has("was_to"):
        return HISTORY
    if clause.has("asked", "open", "we_refuse") and not clause.said("call") and not is_ours(clause):
        return DENIED
    if _cannot_now(line, clause):
        return DENIED
    if clause.moved and clause.of("day", "sum", "bare"):
        return CALLS if clause.has("call") else PAYS
    if clause.has("refuse") and not clause.denied("refuse"):
        return OTHER if clause.has("instalment", "plan", "channel") else DENIED
    if clause.denied("pay", "promise", "paid", "send") and (kind := _denied(clause)):
        return kind
    if clause.has("undecided") and not clause.of("sum"):
        return OTHER
    if clause.said("proof") and before == PAYS and not clause.has("paid", "once", "sent"):
        return OTHER  # `plateste 300 vn, trimite op pe mail`
    return _acted(clause) or _verbless(line, clause, before)


def _cannot_now(line: Line, clause: Clause) -> bool:
    """`nu poate acum, poate vineri 200`: pay, not talk."""
    return any(part.unit.text == "nu poate acum" for part in clause.parts) and any(
        is_money(part) for other in line.clauses for part in other.of("sum")
    )


def _acted(clause: Clause) -> str:
    """The kind that the verb of a clause gives it; empty without a verb."""
    if is_ours(clause):
        return OURS
    if clause.said("call") and not any(is_money(part) for part in clause.of("sum")):
        return CALLS
    if _claims(clause):
        return PAID
    if clause.said(*_PAYING, "send") and _pays(clause):
        return PAYS
    if clause.said("person_busy", "away", "scheduled") and not clause.of("sum"):
        return OTHER if "abroad" in causes_of(clause) and not clause.of("hour", "day") else CALLS
    return ""


def _denied(clause: Clause) -> str:
    """What a negated payment makes of a clause: history if it was not made, denied if it will not be."""
    if clause.denied("paid") and not clause.denied("pay", "promise"):
        return HISTORY
    if clause.said("pay", "promise"):
        return ""
    return HISTORY if clause.has("did_not") else DENIED


def _pays(clause: Clause) -> bool:
    if clause.said("send") and not clause.said(*_PAYING):
        return bool(clause.of("sum")) or (method_of(clause) is not None and not paper_of(clause))
    return not (clause.said("call") and not clause.of("sum"))


def _claims(clause: Clause) -> bool:
    """Whether the clause says that money was paid."""
    past_day = any(_is_past(part) for part in clause.of("day"))
    if clause.said("paid") and not clause.has("owed"):
        return not clause.said("promise") or clause.has("say")
    if clause.said("pif") and (clause.has("paid", "once") or past_day):
        return True
    if clause.said("sent") and _sent_money(clause):
        return True
    if clause.said("proof"):
        return not clause.has("we", "want")
    return clause.said("pay") and past_day and not clause.has("promise") and not clause.negated


def _sent_money(clause: Clause) -> bool:
    if paper_of(clause) or clause.has("we", "note", "channel"):
        return False
    return bool(clause.of("sum", "day") or clause.has("once") or method_of(clause))


def _is_past(part: Part) -> bool:
    said = part.said_day
    if said is None:
        return False
    if said.kind in ("shift", "months"):
        return said.a < 0
    return (
        said.kind == "none"
        or (said.kind == "weekday" and said.b == -1)
        or (said.kind == "week" and said.a == -1)
    )


# --- Without a verb ---------------------------------------------------------------------------------------


def _verbless(line: Line, clause: Clause, before: str) -> str:
    sums, days = clause.of("sum"), days_in(clause)
    about_else = clause.has(*_ELSE) or bool(causes_of(clause))
    if (kind := _goes_on(clause, before, sums, days, about_else)) is not None:
        return kind
    if clause.has("disputes") or clause.negated:
        return OTHER
    if clause.said("say") and (sums or (days and _all_known(clause))) and not about_else:
        return PAYS
    if clause.said("modal") and (sums or (days and before == DENIED)):
        return PAYS
    pays = (sums and _promises_sum(line, clause, days, about_else)) or _is_plan(clause)
    return PAYS if pays else OTHER


def _goes_on(clause: Clause, before: str, sums: list[Part], days: list[Said], about_else: bool) -> str | None:
    """What a clause without a verb is after one of this kind; None where it begins something of its own."""
    rest = any(said.rest or said.balance for part in sums if (said := part.said_sum))
    if _is_income(clause):
        return None
    if before == PAID and sums and (rest or clause.said("say") or (_is_ahead(clause) and not about_else)):
        return PAYS
    if before in (PAYS, PAID) and (sums or days) and not clause.negated:
        return OTHER if about_else and not sums and before == PAYS else before
    if (
        before == PAYS
        and clause.has("unit:month", "unit:week", "unit:day")
        and clause.of("number")
        and not about_else
    ):
        return PAYS  # `150 a month, 12 months`
    if before in (CALLS, OURS) and (days or clause.of("hour", "in")) and not sums:
        return OTHER if about_else else before
    return None


def _is_ahead(clause: Clause) -> bool:
    """`paid 50 thurs, other 50 by the 14th`: a last day, or the other part, is still to come."""
    if clause.has("paid", "once") or any(_is_past(part) for part in clause.of("day")):
        return False
    return any(part.unit.text in _LATEST for part in clause.of("day", "bare")) or any(
        first.unit.text in _MORE and second.kind == "sum" for first, second in pairwise(clause.parts)
    )


def _promises_sum(line: Line, clause: Clause, days: list[Said], about_else: bool) -> bool:
    """Whether a sum without a verb is a promise: on payday, with a day, or where the line promises anyhow."""
    if _on_paper(clause, days):
        return True
    if clause.has("owed") or _is_income(clause) or _names_balance(clause, days):
        return False
    if any(first.has("pay?") for first, second in pairwise(clause.parts) if second.kind == "sum"):
        return not clause.negated  # `da 500`
    if on_payday(clause) or ((days or clause.has("now")) and not (about_else and not days)):
        return True
    if clause.of("every", "count", "times") or any(part.unit.text == "down" for part in clause.parts):
        return True
    return not about_else and line.any_said("pay", "promise")


def _names_balance(clause: Clause, days: list[Said]) -> bool:
    """`sold 3100`: how much is owed."""
    owed = any(first.unit.text in _DEBTS for first, second in pairwise(clause.parts) if second.kind == "sum")
    named = [(part.said_sum, part.unit) for part in clause.of("sum") if part.said_sum]
    return not days and (
        owed or all(said.rest and said.cents and unit.has("balance") for said, unit in named)
    )


def _all_known(clause: Clause) -> bool:
    """No word of the clause is left unread: it speaks of nothing but the day."""
    return all(part.kind != "word" or (part.tags and not part.has("plain")) for part in clause.parts)


def _is_income(clause: Clause) -> bool:
    """`salariu 2500 pe 10`: the sum belongs to the word before it."""
    beside = any(first.has("salary") and second.kind == "sum" for first, second in pairwise(clause.parts))
    return beside and not on_payday(clause)


def _on_paper(clause: Clause, days: list[Said]) -> bool:
    """`bo 12.500 scadent 15.01`: a note or a cheque with its day is a promise."""
    return bool(days) and clause.has(*_ON_PAPER) and not clause.negated


def _is_plan(clause: Clause) -> bool:
    if clause.has("equal") and clause.of("every"):
        return bool(clause.of("count"))
    return clause.has("instalment") and bool(clause.of("count")) and not clause.has("arrears", "late", "owed")


# --- Two clauses together ---------------------------------------------------------------------------------


def _join(first: Clause, second: Clause) -> None:
    """A clause of days alone beside one of sums alone: one promise told in two breaths."""
    kinds = {first.kind, second.kind}
    if OTHER not in kinds or not kinds <= {PAYS, PAID, OTHER}:
        return
    kind = next(iter(kinds - {OTHER}), OTHER)
    if any(clause.kind == OTHER and (clause.negated or clause.has("death")) for clause in (first, second)):
        return  # `pays fri, not mon, 300`
    if kind == OTHER:
        if not halves(first, second) or not (
            _is_due_paper(first, second) or (_is_plain(first) and _is_plain(second))
        ):
            return
        kind = PAYS
    if (only_sums(first) and only_days(second)) or (only_days(first) and only_sums(second)):
        first.kind = second.kind = kind


def _is_due_paper(first: Clause, second: Clause) -> bool:
    """`bilet la ordin de 12 000, scadenta 30 sept`."""
    told = first.negated or causes_of(first) or first.has("broken", "paid", "sent", "disputes")
    return first.has(*_ON_PAPER) and not told and second.parts[0].unit.text in _DUE


def _is_plain(clause: Clause) -> bool:
    return not (clause.negated or causes_of(clause) or clause.has("owed", "death", "sent"))
