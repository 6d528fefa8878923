"""From what was typed into a form to a command of the desk, and what came of it in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from collector.desk import acting, looking, naming, undoing
from collector.desk.acting import Saved
from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry, OurPromiseEntry, PromiseEntry
from collector.desk.guarding import Asks
from collector.desk.guarding import Question as Guard
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.errors import CollectorError
from collector.tui.behind import cards, ends, labelling
from collector.tui.behind.telling import latest, told
from collector.tui.behind.typedform import FieldUnclear, Typed, reached
from collector.tui.views import Answer, Asked, Done, NotSaved, Question, Where
from collector.words import _

VAGUE = "vague"  # our own question: keep a promise without sum or day as a vague one


def enter(
    desk: Desk,
    where: Where,
    form: str,
    values: Mapping[str, str],
    answers: Mapping[str, str],
    command_id: str,
) -> Answer:
    """Save what was typed, or say what is missing, or ask. With the same `command_id` it is saved once."""

    label = labelling.refused({field: values.get(field, "") for field in labelling.NOTED})
    if label is not None:
        return label

    def save() -> Saved | Asked:
        seen = Typed.of(desk, where, values, answers)
        unsure = _vague(seen) if form == "promise" else None
        return Asked((unsure,)) if unsure else _SAVE[form](seen, command_id)

    return answered(desk, where, command_id, save)


def answered(desk: Desk, where: Where, command_id: str, save: Callable[[], Saved | Asked]) -> Answer:
    """What came of saving, in words: saved and what, not saved and why, or what is asked first."""
    try:
        saved = save()
    except FieldUnclear as fault:
        return NotSaved(str(fault), fault.field)
    except Asks as asks:
        return Asked(tuple(map(_question, asks.questions)))
    except CollectorError as fault:
        return NotSaved(fault.message)
    if isinstance(saved, Asked):
        return saved
    what = told(desk, saved.card, command_id)
    text = _("was saved before: {what}") if saved.repeated else _("saved: {what}")
    return Done(text.format(what=what), cards.view(desk, saved.card, where.account_seq))


def undo(desk: Desk, where: Where) -> Answer:
    """Take back the agent's latest entry on this account; say what it was, and which one is the latest now."""
    try:
        before = looking.card(desk, where.debtor_id)
        command_id = undoing.undoable(desk, *where)
        if command_id is None:
            return NotSaved(_nothing_to_undo(desk, before, where))
        saved = undoing.undo(desk, command_id)
        further = undoing.undoable(desk, *where)
    except CollectorError as fault:
        return NotSaved(fault.message)
    text = _("taken back: {what}").format(what=told(desk, before, command_id, taken_back=True))
    if further:
        text += " · " + _("the one before: {what}").format(what=told(desk, saved.card, further))
    else:
        text += " · " + _("no other of yours to take back")
    return Done(text, cards.view(desk, saved.card, where.account_seq))


def _nothing_to_undo(desk: Desk, card: Card, where: Where) -> str:
    minutes = undoing.UNDO_MINUTES
    older = latest(card.case, desk.agent, where.account_seq)
    if older is None:
        text = _("Nothing of yours from the last {minutes} minutes to take back on this account.")
        return text.format(minutes=minutes)
    text = _(
        "Your latest entry here is older than {minutes} minutes and stays: {what}. What stands can be ended."
    )
    return text.format(minutes=minutes, what=told(desk, card, older))


def _question(asked: Guard) -> Question:
    """A guard's question. Of several answers none stands there from the start: it is asked, never guessed."""
    choices = tuple((choice, naming.relation(choice)) for choice in asked.choices)
    return Question(asked.rule, asked.text, (("", _("choose")), *choices) if choices else ())


# --- Each form -------------------------------------------------------------------------------------------


def _vague(seen: Typed) -> Question | None:
    """Words of intent without a sum or a day are no promise; they can be kept as what they are."""
    first = seen.lines()[0]
    missing = [field for field in (f"amount.{first}", f"due.{first}") if not seen.text(field)]
    if not missing or len(seen.lines()) > 1 or seen.answers.get(VAGUE) == VAGUE:
        return None
    text = _("A promise has a sum and a day. Fill it in, or keep the call as vague.")
    return Question(VAGUE, text, (("", _("fill it in")), (VAGUE, _("keep as vague"))))


def _promise(seen: Typed, command_id: str) -> Saved:
    entry = CallEntry(
        who=seen.values.get("who", "right_party"),
        direction=_direction(seen),
        outcome="promise",
        note=seen.text("note"),
        promises=tuple(_part(seen, line) for line in seen.lines()),
        relation=seen.answers.get("relation") or None,
        reasons=reasons_of(seen.answers),
    )
    return acting.record_call(seen.desk, *seen.where, entry, command_id)


def reasons_of(answers: Mapping[str, str]) -> dict[str, str]:
    """What was answered in words, by the guard that asked."""
    return {rule: said for rule, said in answers.items() if rule not in ("relation", VAGUE) and said.strip()}


def _part(seen: Typed, line: str) -> PromiseEntry:
    amount, due = f"amount.{line}", f"due.{line}"
    if seen.answers.get(VAGUE) == VAGUE:
        return PromiseEntry(
            seen.amount(amount) if seen.text(amount) else None, seen.day(due) if seen.text(due) else None
        )
    return PromiseEntry(seen.amount(amount), seen.day(due))


def _call(seen: Typed, command_id: str) -> Saved:
    """A call as it was written down: what came of it is chosen, never guessed from the note."""
    outcome = seen.chosen("result", _("Choose what came of the call"))
    entry = CallEntry(
        who=reached(seen.values),
        outcome=outcome,
        typed=seen.text("note"),
        direction=_direction(seen),
    )
    return acting.record_call(seen.desk, *seen.where, entry, command_id)


def _direction(seen: Typed) -> str:
    """Who rang: as the form says, or the card when somebody told it."""
    return seen.values.get("direction") or "outbound"


def _no_answer(seen: Typed, command_id: str) -> Saved:
    entry = CallEntry(who="nobody", outcome="no_answer")
    return acting.record_call(seen.desk, *seen.where, entry, command_id)


def _call_back(seen: Typed, command_id: str) -> Saved:
    on = seen.day("on")
    at = seen.moment_of(on)
    entry = CallEntry(
        who=seen.values.get("who", "right_party"),
        direction=_direction(seen),
        outcome="callback",
        note=seen.text("note"),
        callback_at=at,
        callback_on=None if at else on,
        callback_by_us=seen.values.get("by", "us") == "us",
    )
    return acting.record_call(seen.desk, *seen.where, entry, command_id)


def _dispute(seen: Typed, command_id: str) -> Saved:
    """Told on the phone today it is a call too; back-dated it came another way."""
    opened = seen.day_or_today("opened")
    dispute = DisputeEntry(
        opened,
        valued=seen.text("valued") or None,
        breached=seen.text("breached") or None,
        due_on=seen.day_if_any("answer"),
    )
    if opened == seen.desk.today():
        entry = CallEntry(outcome="dispute", dispute=dispute, direction=_direction(seen))
        return acting.record_call(seen.desk, *seen.where, entry, command_id)
    return acting.open_dispute(seen.desk, *seen.where, dispute, command_id)


def _hold(seen: Typed, command_id: str) -> Saved:
    entry = HoldEntry(
        seen.chosen("kind", _("Choose the kind of hold")),
        seen.day_or_today("from"),
        seen.day_if_any("until"),
        seen.day_if_any("review"),
        seen.text("reason"),
    )
    return acting.place_hold(seen.desk, *seen.where, entry, command_id)


def _ours(seen: Typed, command_id: str) -> Saved:
    what = seen.chosen("what", _("Choose what we promise"))
    on = seen.day("on")
    entry = OurPromiseEntry(what, on, seen.moment_of(on), seen.text("note") or None)
    return acting.promise_ours(seen.desk, *seen.where, entry, command_id)


def _paid_claim(seen: Typed, command_id: str) -> Saved:
    entry = CallEntry(
        who=seen.values.get("who", "right_party"),
        direction=_direction(seen),
        outcome="paid_claim",
        note=seen.text("note"),
        claimed_minor=seen.amount("amount") if seen.text("amount") else None,
        claimed_on=seen.day_if_any("paid_on", past=True),
    )
    return acting.record_call(seen.desk, *seen.where, entry, command_id)


def _end(seen: Typed, command_id: str) -> Saved:
    fact, seq, reason = ends.parts(seen.chosen("which", _("Choose what ends")))
    note = seen.text("note") or None
    if fact == "our_promise":
        return acting.done(seen.desk, *seen.where, seq, command_id)
    if fact == "hold":
        return acting.lift_hold(seen.desk, *seen.where, seq, note, command_id)
    if fact == "dispute":
        return acting.resolve_dispute(seen.desk, *seen.where, seq, note, command_id)
    return acting.cancel_promise(seen.desk, *seen.where, seq, reason, note, command_id)


_SAVE: dict[str, Callable[[Typed, str], Saved]] = {
    "call": _call,
    "promise": _promise,
    "no_answer": _no_answer,
    "call_back": _call_back,
    "dispute": _dispute,
    "hold": _hold,
    "ours": _ours,
    "paid_claim": _paid_claim,
    "end": _end,
}
