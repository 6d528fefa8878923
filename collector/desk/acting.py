"""The day's actions. Each is one command: whole or absent, harmless when repeated with its id, undoable.

A command loads the debtor and decides; under the book's write lock it makes sure that the debtor's facts are
still those, appends its own with one audit entry and judges the debtor anew. It is on the disk when it returns.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from collector.currencies import decimals
from collector.desk import facts as make
from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry, OurPromiseEntry
from collector.desk.guarding import guard
from collector.desk.looking import Card, card_at
from collector.desk.opening import Desk
from collector.desk.scene import Scene
from collector.rules.cards import Setting
from collector.rules.records import Case
from collector.store import judging, reading, writing


class Saved(NamedTuple):
    """What a command saved. `undo` is the id that takes it back; `repeated`: it had been saved before."""

    undo: str
    kind: str
    call_ref: str | None
    promise_refs: tuple[str, ...]
    card: Card
    repeated: bool


def new_id() -> str:
    """An id for a command. The caller makes it before the first try, and keeps it for every other."""
    return uuid.uuid4().hex


# --- The actions -----------------------------------------------------------------------------------------


def record_call(
    desk: Desk, debtor_id: int, account_seq: int, entry: CallEntry, command_id: str | None = None
) -> Saved:
    """Record a call and all that came of it: promises or a plan, call-back, claim, dispute, hold, our promise.

    Refused when a guard says no; Asks when a guard or the relation to another promise wants an answer.
    """

    def story(scene: Scene) -> list[Any]:
        entry_ = make.settled(entry)
        facts = make.call_facts(scene, entry_)
        if make.complete(entry_.promises):
            guard(scene, entry_)
        return facts

    return _perform(desk, debtor_id, account_seq, "call", story, command_id)


def place_hold(
    desk: Desk, debtor_id: int, account_seq: int, entry: HoldEntry, command_id: str | None = None
) -> Saved:
    """Put a hold on the debtor."""
    return _perform(desk, debtor_id, account_seq, "hold", lambda s: [make.hold(s, entry)], command_id)


def open_dispute(
    desk: Desk, debtor_id: int, account_seq: int, entry: DisputeEntry, command_id: str | None = None
) -> Saved:
    """Open a dispute of the account."""
    return _perform(desk, debtor_id, account_seq, "dispute", lambda s: [make.dispute(s, entry)], command_id)


def promise_ours(
    desk: Desk, debtor_id: int, account_seq: int, entry: OurPromiseEntry, command_id: str | None = None
) -> Saved:
    """Promise the debtor something of ours."""
    return _perform(
        desk, debtor_id, account_seq, "our_promise", lambda s: [make.our_promise(s, entry)], command_id
    )


def done(desk: Desk, debtor_id: int, account_seq: int, seq: int, command_id: str | None = None) -> Saved:
    """We did what we had promised: `seq` is the number of our promise."""
    return _end(desk, debtor_id, account_seq, ("our_promise", seq, "done"), None, command_id)


def lift_hold(
    desk: Desk,
    debtor_id: int,
    account_seq: int,
    seq: int,
    note: str | None = None,
    command_id: str | None = None,
) -> Saved:
    """The hold with this number ends today."""
    return _end(desk, debtor_id, account_seq, ("hold", seq, "lifted"), note, command_id)


def resolve_dispute(
    desk: Desk,
    debtor_id: int,
    account_seq: int,
    seq: int,
    note: str | None = None,
    command_id: str | None = None,
) -> Saved:
    """The dispute with this number is resolved; `note` is its outcome."""
    return _end(desk, debtor_id, account_seq, ("dispute", seq, "resolved"), note, command_id)


def cancel_promise(
    desk: Desk,
    debtor_id: int,
    account_seq: int,
    seq: int,
    reason: str,
    note: str | None = None,
    command_id: str | None = None,
) -> Saved:
    """Cancel a promise: `error` (typed wrongly), `withdrawn` (the debtor took it back), `by_us`."""
    if reason not in ("error", "withdrawn", "by_us"):
        raise ValueError(f"no such reason to cancel a promise: {reason!r}")
    return _end(desk, debtor_id, account_seq, ("promise", seq, reason), note, command_id)


def _end(
    desk: Desk,
    debtor_id: int,
    account_seq: int,
    what: tuple[str, int, str],
    note: str | None,
    command_id: str | None,
) -> Saved:
    def story(scene: Scene) -> list[Any]:
        return [make.ending(scene, *what, note)]

    return _perform(desk, debtor_id, account_seq, what[2], story, command_id)


# --- One command -----------------------------------------------------------------------------------------


def _perform(
    desk: Desk,
    debtor_id: int,
    account_seq: int,
    kind: str,
    story: Callable[[Scene], list[Any]],
    command_id: str | None,
) -> Saved:
    """Load, decide, save. Only saving holds the write lock: other agents wait for it.

    What was decided is decided anew, under the lock, when the debtor's facts have moved on meanwhile.
    """
    command_id = command_id or new_id()

    def load(connection: Connection) -> _Done | _Decided:
        at = desk.setting(connection)
        known = reading.command(connection, command_id)
        case = reading.case(connection, debtor_id)
        if known is not None:
            stored = reading.stored_verdicts(connection, debtor_id)
            return _Done(known.kind, json.loads(known.result), True, case, stored, at)
        scene = Scene.of(desk, case, account_seq, command_id, at)
        return _Decided(scene, [_storable(fact) for fact in story(scene)], at)

    def write(connection: Connection) -> _Done:
        found = seen if _still_so(connection, seen, command_id) else load(connection)
        return found if isinstance(found, _Done) else _save(desk, connection, kind, found)

    with desk.book.reading() as connection:
        seen = load(connection)
    done = seen if isinstance(seen, _Done) else desk.book.write(write)
    return _saved(desk, command_id, done)


def _still_so(connection: Connection, seen: _Done | _Decided, command_id: str) -> bool:
    """Whether nothing was recorded of the debtor since the command was decided, itself included."""
    if isinstance(seen, _Done):
        return True
    debtor = seen.scene.case.debtor
    same = reading.seq_next(connection, debtor.id) == debtor.seq_next
    return same and reading.command(connection, command_id) is None


def _save(desk: Desk, connection: Connection, kind: str, decided: _Decided) -> _Done:
    scene, facts, at = decided
    result, debtor_id = _result(facts), scene.case.debtor.id
    command = writing.Command(
        *(scene.command_id, kind, debtor_id, scene.account.seq, desk.agent, scene.at, None),
        json.dumps(result),
        scene.recorded_at,
    )
    writing.record_command(connection, scene.case, command, facts, scene.numbers)
    after = with_facts(scene.case, facts, scene.numbers.upcoming)
    judging.judge_again(connection, after, at, desk.office, decimals())
    return _Done(kind, result, False, after, reading.stored_verdicts(connection, debtor_id), at)


class _Decided(NamedTuple):
    """What a command is going to append, decided on what the book held then."""

    scene: Scene
    facts: list[Any]
    at: Setting


class _Done(NamedTuple):
    """What a command has left in the book."""

    kind: str
    result: dict[str, Any]
    repeated: bool
    case: Case
    stored: dict[int, Any]
    at: Setting


def _storable(fact: Any) -> Any:
    """The fact with what no database keeps in a text (a NUL, half a surrogate pair) shown as �."""
    return type(fact)._make(_kept(value) if isinstance(value, str) else value for value in fact)


def _kept(text: str) -> str:
    if text.isprintable():
        return text
    return text.replace("\0", "�").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def with_facts(case: Case, facts: Sequence[Any], seq_next: int) -> Case:
    """The same case with these facts appended, as it would be read now."""
    case = case._replace(debtor=case.debtor._replace(seq_next=seq_next))
    fields = {"Call": "calls", "Promise": "promises", "Hold": "holds", "Dispute": "disputes"}
    fields |= {"OurPromise": "our_promises", "Ending": "endings", "Balance": "balances"}
    for fact in facts:
        field = fields[type(fact).__name__]
        more: dict[str, Any] = {field: (*getattr(case, field), fact)}
        case = case._replace(**more)
    return case


def _result(facts: Sequence[Any]) -> dict[str, Any]:
    kinds = [(type(fact).__name__, fact) for fact in facts]
    return {
        "call_ref": next((fact.ref for kind, fact in kinds if kind == "Call"), None),
        "promise_refs": [fact.ref for kind, fact in kinds if kind == "Promise"],
    }


def saved(
    desk: Desk,
    connection: Connection,
    case: Case,
    command_id: str,
    kind: str,
    result: dict[str, Any],
    repeated: bool,
) -> Saved:
    stored = reading.stored_verdicts(connection, case.debtor.id)
    return _saved(desk, command_id, _Done(kind, result, repeated, case, stored, desk.setting(connection)))


def _saved(desk: Desk, command_id: str, done: _Done) -> Saved:
    return Saved(
        command_id,
        done.kind,
        done.result["call_ref"],
        tuple(done.result["promise_refs"]),
        card_at(desk, done.at, done.case, done.stored),
        done.repeated,
    )
