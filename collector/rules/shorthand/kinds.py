"""What each clause is about: paying, having paid, calling again, what we do, what was and is no more.

`classify` goes through the clauses in order, for one without a verb goes on where the last one was; then those that
turn out to be history are taken back, and halves of one promise are joined.
"""

from __future__ import annotations

from itertools import pairwise

from collector.rules.shorthand.binding import days_in, halves, only_days, only_sums
from collector.rules.shorthand.clauses import CALLS, DENIED, HISTORY, OTHER, OURS, PAID, PAYS, Clause
from collector.rules.shorthand.days import Said
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.ours import is_ours
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.words import causes_of, is_money, method_of, on_payday, paper_of

_PAYING = ("pay", "promise", "down", "plan")
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
    for clause in line.clauses:
        clause.kind = _kind(line, clause, before)
        before = clause.kind if clause.kind != OTHER else before
    for first, second in pairwise(line.clauses):
        if first.kind == PAYS and second.kind == HISTORY and first.has("had_said"):
            first.kind = HISTORY  # `a promis 300 vn si n-a platit`
    for first, second in pairwise(line.clauses):
        _join(first, second)


def _kind(line: Line, clause: Clause, before: str) -> str:
    if (clause.has("broken") and not clause.moved) or clause.has("was_to"):
        return HISTORY
    if clause.moved and clause.of("day", "sum", "bare"):
        return CALLS if clause.has("call") else PAYS
    if clause.has("refuse") and not clause.denied("refuse"):
        return OTHER if clause.has("instalment", "plan", "channel") else DENIED
    if clause.denied("pay", "promise", "paid", "send") and (kind := _denied(clause)):
        return kind
    if clause.has("undecided") and not clause.of("sum"):
        return OTHER
    return _acted(clause) or _verbless(line, clause, before)


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
        return CALLS
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
    rest = any(said.rest for part in sums if (said := part.said_sum))
    if before == PAID and sums and (rest or clause.said("say")):
        return PAYS
    if before in (PAYS, PAID) and (sums or days) and not clause.negated:
        return OTHER if about_else and not sums and before == PAYS else before
    if before in (CALLS, OURS) and (days or clause.of("hour", "in")) and not sums:
        return OTHER if about_else else before
    return None


def _promises_sum(line: Line, clause: Clause, days: list[Said], about_else: bool) -> bool:
    """Whether a sum without a verb is a promise: on payday, with a day, or where the line promises anyhow."""
    if clause.has("owed") or _is_income(clause):
        return False
    if on_payday(clause) or ((days or clause.has("now")) and not (about_else and not days)):
        return True
    if clause.of("every", "count", "times"):
        return True
    return not about_else and line.any_said("pay", "promise")


def _all_known(clause: Clause) -> bool:
    """No word of the clause is left unread: it speaks of nothing but the day."""
    return all(part.kind != "word" or (part.tags and not part.has("plain")) for part in clause.parts)


def _is_income(clause: Clause) -> bool:
    """`salariu 2500 pe 10`: the sum belongs to the word before it."""
    beside = any(first.has("salary") and second.kind == "sum" for first, second in pairwise(clause.parts))
    return beside and not on_payday(clause)


def _is_plan(clause: Clause) -> bool:
    return clause.has("instalment") and bool(clause.of("count")) and not clause.has("arrears", "late", "owed")


# --- Two clauses together ---------------------------------------------------------------------------------


def _join(first: Clause, second: Clause) -> None:
    """A clause of days alone beside one of sums alone: one promise told in two breaths."""
    kinds = {first.kind, second.kind}
    if OTHER not in kinds or not kinds <= {PAYS, PAID, OTHER}:
        return
    kind = next(iter(kinds - {OTHER}), OTHER)
    if kind == OTHER:
        if not halves(first, second) or not (_is_plain(first) and _is_plain(second)):
            return
        kind = PAYS
    if (only_sums(first) and only_days(second)) or (only_days(first) and only_sums(second)):
        first.kind = second.kind = kind


def _is_plain(clause: Clause) -> bool:
    return not (clause.negated or causes_of(clause) or clause.has("owed"))
