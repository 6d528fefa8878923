"""One typed line in, one structured note out.

The way of a line: tokens (written pieces) → units (known words and phrases) → parts (sums, days, hours, words) →
clauses, each with a kind → sums bound to days → the record and its outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from collector.rules.shorthand.calling import callback_of
from collector.rules.shorthand.causes import disputed, hardship_of, reason_of
from collector.rules.shorthand.claims import claim_of
from collector.rules.shorthand.clauses import DENIED, HISTORY, OTHER, PAID, PAYS, clauses_of
from collector.rules.shorthand.cleaning import cleaned
from collector.rules.shorthand.kinds import classify
from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.line import Line
from collector.rules.shorthand.note import Note
from collector.rules.shorthand.ours import our_promise
from collector.rules.shorthand.outcomes import outcome_of
from collector.rules.shorthand.parties import third_speaks, who_of
from collector.rules.shorthand.parts import Part
from collector.rules.shorthand.plans import plan_and_promises
from collector.rules.shorthand.reader import parts_of
from collector.rules.shorthand.scan import units_of
from collector.rules.shorthand.telling import parts_read, unclear
from collector.rules.shorthand.words import causes_of, method_of


def read_note(
    text: str, as_of: datetime, currency: str | None, balance: int | None, lexicon: Lexicon
) -> Note:
    """What a line of shorthand says.

    `as_of` is the office's time without a zone; `currency` and `balance` (hundredths) are the account's and may be
    None. Never raises for any text; what cannot be read is left out and named in `unclear`.
    """
    units = units_of(text, lexicon)
    parts = parts_of(units, as_of.date())
    note = _record(_line(parts, as_of, currency, balance))
    return note._replace(
        parts=parts_read(parts),
        unclear=unclear(text, parts, as_of.date()),
        clean=cleaned(text, units, parts, lexicon),
    )


def _line(parts: Sequence[Part], as_of: datetime, currency: str | None, balance: int | None) -> Line:
    line = Line(clauses_of(parts), as_of, currency, balance)
    line.third = third_speaks(line)
    classify(line)
    return line


def _record(line: Line) -> Note:
    claim = claim_of(line)
    plan, promises = plan_and_promises(line, (claim.cents or 0) if claim else 0)
    reason = reason_of(line)
    if line.third and reason == "other":
        reason = None  # that somebody is away is why another answers, not why nothing is paid
    hardship = hardship_of(line, reason)
    if hardship and reason is None:
        reason = "no_money"
    callback_at, callback_by = callback_of(line)
    note = Note(
        promises=tuple(promises),
        instalments=plan,
        callback_at=callback_at,
        callback_by=callback_by,
        paid_claim=claim,
        dispute=disputed(line),
        hardship=hardship,
        reason=reason,
        our_promise=our_promise(line),
        method=_method(line, paid_somehow=bool(promises or plan or claim)),
        undecided=not (promises or plan) and any(clause.has("undecided") for clause in line.clauses),
    )
    outcome = outcome_of(line, note)
    if outcome == "paid_claim" and not hardship:
        note = note._replace(reason=None)
    return note._replace(outcome=outcome, who=who_of(line, outcome))


def _method(line: Line, *, paid_somehow: bool) -> str | None:
    """The first way to pay named with a payment."""
    for clause in (*line.kinds(PAYS, PAID), *line.kinds(DENIED, HISTORY)):
        if way := method_of(clause):
            return way
    if paid_somehow:
        for clause in line.kinds(OTHER):
            if (way := method_of(clause)) and not causes_of(clause) and not clause.has("want"):
                return way
    return None
