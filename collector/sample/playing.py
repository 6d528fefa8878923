"""Plays what the agents of the sample did at the desk, through the desk's own actions at pretended moments."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from collector.desk import acting
from collector.desk.acting import Saved
from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry, OurPromiseEntry
from collector.desk.guarding import Asks
from collector.desk.looking import resolve
from collector.desk.opening import Desk
from collector.lexicons import lexicon
from collector.rules.records import Case
from collector.rules.shorthand import read_note
from collector.sample.rows import Ends, Event, Sample
from collector.store import reading
from collector.store.reading import Found

_ANSWER = "confirmat la telefon"  # what an agent says when a guard asks


def play(desk_at: Callable[[datetime], Desk], sample: Sample) -> list[Saved]:
    """Do everything that `sample.events` tells, oldest first; the sample's files have been imported before.

    `desk_at` gives the desk at a pretended moment. Ids of commands follow from anchor, seed and event: playing
    again changes nothing.
    """
    places = {event.account_ref: None for event in sample.events}
    found = {ref: resolve(desk_at(sample.events[0].at), ref) for ref in places}
    return [_play(desk_at(event.at), sample, event, found[event.account_ref]) for event in sample.events]


def command_id(sample: Sample, name: str) -> str:
    """The id of the command that the event of this name is."""
    text = f"{sample.anchor}/{sample.seed}/{name}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _play(desk: Desk, sample: Sample, event: Event, place: Found) -> Saved:
    desk = desk._replace(agent=event.agent)
    if place.account_seq is None:
        raise LookupError(f"{event.account_ref} is no account of this book")
    where = (desk, place.debtor_id, place.account_seq)
    own_id = command_id(sample, event.name)
    entry = event.entry
    if isinstance(entry, CallEntry):
        return _call(*where, entry, own_id)
    if isinstance(entry, HoldEntry):
        return acting.place_hold(*where, entry, own_id)
    if isinstance(entry, DisputeEntry):
        return acting.open_dispute(*where, entry, own_id)
    if isinstance(entry, OurPromiseEntry):
        return acting.promise_ours(*where, entry, own_id)
    return _end(*where, sample, entry, own_id)


def _call(desk: Desk, debtor_id: int, account_seq: int, entry: CallEntry, own_id: str) -> Saved:
    """Record a call; where a guard asks what the story did not foresee, answer it as an agent would."""
    entry = _in_full_words(desk, entry)
    try:
        return acting.record_call(desk, debtor_id, account_seq, entry, own_id)
    except Asks as asked:
        rules = [question.rule for question in asked.questions if not question.choices]
        reasons = dict.fromkeys(rules, _ANSWER) | dict(entry.reasons)
        relation = entry.relation or ("besides" if len(rules) < len(asked.questions) else None)
        answered = entry._replace(reasons=reasons, relation=relation)
        return acting.record_call(desk, debtor_id, account_seq, answered, own_id)


def _in_full_words(desk: Desk, entry: CallEntry) -> CallEntry:
    """The entry with its line in full words beside the line as typed, as the call line saves it."""
    if not entry.typed or entry.note != entry.typed:
        return entry
    local = desk.now().astimezone(ZoneInfo(desk.office.zone)).replace(tzinfo=None)
    return entry._replace(note=read_note(entry.typed, local, None, None, lexicon()).clean)


def _end(desk: Desk, debtor_id: int, account_seq: int, sample: Sample, entry: Ends, own_id: str) -> Saved:
    with desk.book.reading() as connection:
        case = reading.case(connection, debtor_id)
    where = (desk, debtor_id, account_seq, _number(case, account_seq, sample, entry))
    if entry.reason == "done":
        return acting.done(*where, own_id)
    if entry.reason == "lifted":
        return acting.lift_hold(*where, entry.note, own_id)
    if entry.reason == "resolved":
        return acting.resolve_dispute(*where, entry.note, own_id)
    return acting.cancel_promise(*where, entry.reason, entry.note, own_id)


def _number(case: Case, account_seq: int, sample: Sample, entry: Ends) -> int:
    """The number of the fact that ends."""
    if entry.fact == "promise":
        return next(p.seq for p in case.promises if (p.account_seq, p.ref) == (account_seq, entry.what))
    facts: dict[str, Sequence[Any]] = {
        "hold": case.holds,
        "dispute": case.disputes,
        "our_promise": case.our_promises,
    }
    made_by = command_id(sample, entry.what)
    return int(next(fact.seq for fact in facts[entry.fact] if fact.command_id == made_by))
