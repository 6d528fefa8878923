"""call: one line of shorthand becomes a call in the book, without a question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from collector.cli.asked import Asked
from collector.cli.printing import complain, heading, safe, tell, tell_json, wrapped
from collector.desk import acting, looking, naming, saying
from collector.desk.acting import Saved
from collector.desk.entries import CallEntry
from collector.desk.guarding import Asks, Question
from collector.desk.looking import Card
from collector.desk.noting import Made, made_of, read_line
from collector.desk.opening import Desk
from collector.desk.telling import verdict_json
from collector.errors import DONE, UsageError
from collector.rules.records import Call
from collector.rules.shorthand import Note
from collector.tui.behind.telling import told
from collector.words import _

NOT_ASKED = (
    "not asked"  # the reason kept beside what the app would have asked; an id, the same in every language
)
MOST_TRIES = 3  # another agent may write meanwhile, and bring a new question


class _Entered(NamedTuple):
    """A call in the book, with what nobody was asked."""

    saved: Saved
    account_seq: int
    note: Note
    made: Made
    questions: tuple[Question, ...]
    answers: dict[str, str]


def call(asked: Asked) -> int:
    """Record a call on the account that REF names, as the app's call line does."""
    ref, *words = asked.words
    relation, reason = _relation(asked), (asked.options["reason"] or "").strip()
    with asked.desk(writable=True, scoring=True) as desk:
        done = _enter(desk, ref, " ".join(words), relation, reason or NOT_ASKED)
        if asked.settings.json:
            tell_json(_json(desk, done))
            for text in _remarks(done):
                complain(text)
        else:
            tell(*_page(desk, done, asked.settings.plain))
    return DONE


def _relation(asked: Asked) -> str | None:
    """What was said of an earlier promise; None: it stands besides."""
    if asked.options["instead"] and asked.options["plan"]:
        raise UsageError(_("--instead and --plan cannot both be: say one of them."))
    return "instead" if asked.options["instead"] else "plan" if asked.options["plan"] else None


def _account_of(desk: Desk, ref: str) -> tuple[Card, int]:
    """The card and the one account that is meant. UsageError where REF names a debtor of several."""
    found = looking.resolve(desk, ref)
    card = looking.card(desk, found.debtor_id)
    accounts = [seen.account for seen in card.accounts]
    if found.account_seq is not None:
        return card, found.account_seq
    if len(accounts) == 1:
        return card, accounts[0].seq
    text = _("{seen} has several accounts: {names}. Nothing was done; give the reference of one.")
    raise UsageError(text.format(seen=repr(ref), names=", ".join(account.ref for account in accounts)))


# --- Saving ----------------------------------------------------------------------------------------------


def _enter(desk: Desk, ref: str, typed: str, relation: str | None, reason: str) -> _Entered:
    card, seq = _account_of(desk, ref)
    seen = card.account(seq)
    note = read_line(desk, seen.account, seen.owed.amount_minor, typed)
    made = made_of(desk, seen.account, note, typed, seen.owed.amount_minor)
    entry, command_id = made.entry._replace(relation=relation), acting.new_id()
    questions: tuple[Question, ...] = ()
    for tries in range(MOST_TRIES):
        try:
            saved = acting.record_call(desk, card.case.debtor.id, seq, entry, command_id)
        except Asks as asks:
            if tries == MOST_TRIES - 1:
                raise
            entry = _answered(entry, asks.questions, reason)
            questions += asks.questions
        else:
            answers = {**entry.reasons, "relation": entry.relation or ""}
            return _Entered(saved, seq, note, made, questions, answers)
    raise AssertionError("unreachable")


def _answered(entry: CallEntry, questions: tuple[Question, ...], reason: str) -> CallEntry:
    """Each question answered: nothing that stands is closed by it, and the team lead sees that nobody was asked."""
    for question in questions:
        if question.choices:
            entry = entry._replace(relation="besides" if "besides" in question.choices else "plan")
        else:
            entry = entry._replace(reasons={**entry.reasons, question.rule: reason})
    return entry


# --- Telling ---------------------------------------------------------------------------------------------


def _json(desk: Desk, done: _Entered) -> dict[str, Any]:
    made, seen = _call_of(done), done.saved.card.account(done.account_seq)
    first = done.saved.card.first_states
    return {
        "call_ref": made.ref,
        "account_ref": seen.account.ref,
        "at": made.called_at.astimezone(ZoneInfo(desk.office.zone)).isoformat(),
        "typed": made.typed,
        "note": made.note,
        "outcome": made.outcome,
        "promises": [
            verdict_json(verdict, seen.account, first.get(verdict.promise.seq))
            for verdict in seen.verdicts
            if verdict.promise.command_id == done.saved.undo
        ],
        "callback_at": _later(desk, made),
        "undo": done.saved.undo,
    }


def _later(desk: Desk, made: Call) -> str | None:
    """A moment with its offset; a day alone where no hour was said."""
    if made.callback_at:
        return made.callback_at.astimezone(ZoneInfo(desk.office.zone)).isoformat()
    return made.callback_on.isoformat() if made.callback_on else None


def _call_of(done: _Entered) -> Call:
    return next(each for each in done.saved.card.case.calls if each.command_id == done.saved.undo)


def _page(desk: Desk, done: _Entered, plain: bool) -> Iterator[str]:
    made, card = _call_of(done), done.saved.card
    seen = card.account(done.account_seq)
    yield heading(safe(f"{seen.account.ref} · {card.case.debtor.name} · {made.ref}"), plain)
    reached = f"{saying.who(made.who)}, {saying.outcome(made.outcome)}"
    yield from wrapped(f"{reached}: {made.note}" if made.note else reached, "  ", "    ")
    text = _("saved: {what}").format(what=told(desk, card, done.saved.undo))
    yield from wrapped(text, "  ", "    ")
    for remark in _remarks(done):
        yield from wrapped(remark, "  ", "    ")
    yield "  " + _("To take it back: {command}").format(command=f"collector undo {done.saved.undo}")


def _remarks(done: _Entered) -> Iterator[str]:
    """What the app would have asked, what was left out, and which words nobody knows."""
    for question in done.questions:
        answer = done.answers[question.rule]
        if question.choices:
            text = _("not asked: {question} {answer}")
            yield text.format(question=question.text, answer=naming.relation(answer))
        elif answer == NOT_ASKED:
            yield _("not asked: {question}").format(question=question.text)
        else:
            yield _("answered: {question} {answer}").format(question=question.text, answer=answer)
    yield from (_("left out: {what}").format(what=what) for what in done.made.left_out)
    if done.note.unclear:
        words = ", ".join(repr(each.text) for each in done.note.unclear)
        yield _("not understood: {words}").format(words=words)
