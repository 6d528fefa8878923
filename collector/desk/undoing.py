"""Undo: the agent's own latest command on an account, for ten minutes by the real clock."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from collector.currencies import decimals
from collector.desk import facts as make
from collector.desk import founding
from collector.desk.acting import Saved, saved, with_facts
from collector.desk.opening import Desk
from collector.desk.scene import Scene
from collector.errors import Refused
from collector.rules.records import Case
from collector.store import judging, reading, writing
from collector.words import _

UNDO_MINUTES = 10


def undo(desk: Desk, command_id: str, undo_id: str | None = None) -> Saved:
    """Take back one command: everything it appended counts as an error; what it closed opens again.

    Harmless when repeated with its own `undo_id`.

    Refused when there is no such command, it is another agent's, older than ten minutes by the real clock,
    taken back already, or not the agent's latest on the account.
    """

    def write(connection: Connection) -> Saved:
        before = reading.undo_of(connection, command_id)
        if before is not None and before.id == undo_id:
            case = reading.case(connection, before.debtor_id)
            return saved(desk, connection, case, before.id, "undo", json.loads(before.result), True)
        return _take_back(desk, connection, command_id, undo_id or f"undo-{command_id}")

    return desk.book.write(write)


def _take_back(desk: Desk, connection: Connection, command_id: str, undo_id: str) -> Saved:
    command = _undoable(desk, connection, command_id)
    case = reading.case(connection, command.debtor_id)
    scene = Scene.of(desk, case, command.account_seq, undo_id, desk.setting(connection))
    scene = scene._replace(at=command.at, today=desk.day_of(command.at))
    facts: list[Any] = (
        [*founding.nothing_owed(scene)]
        if command.kind == founding.KIND
        else [make.taking_back(scene, fact) for fact in _facts_of(case, command_id)]
    )
    result = json.loads(command.result)
    taken = writing.Command(
        *(undo_id, "undo", command.debtor_id, command.account_seq, desk.agent, desk.now(), command_id),
        command.result,
        scene.recorded_at,
    )
    writing.record_command(connection, case, taken, facts, scene.numbers)
    after = with_facts(case, facts, scene.numbers.upcoming)
    judging.judge_again(connection, after, desk.setting(connection), desk.office, decimals())
    return saved(desk, connection, after, undo_id, "undo", result, False)


def _undoable(desk: Desk, connection: Connection, command_id: str) -> Any:
    command = reading.command(connection, command_id)
    if command is None or command.kind == "undo":
        raise Refused(
            _("There is no entry {id} to undo. The id is printed when an entry is saved.").format(
                id=repr(command_id)
            ),
            "undo_unknown",
        )
    before = reading.undo_of(connection, command_id)
    if before is not None:
        raise Refused(_("This entry was taken back already; nothing was changed."), "undo_done")
    if command.agent != desk.agent:
        raise Refused(
            _("This entry is {agent}'s; only who made it can take it back.").format(agent=command.agent),
            "undo_other_agent",
        )
    if (desk.clock.real_now() - command.recorded_at).total_seconds() > UNDO_MINUTES * 60:
        raise Refused(
            _(
                "This entry is older than {minutes} minutes. Cancel the promise or record a correction."
            ).format(minutes=UNDO_MINUTES),
            "undo_too_late",
        )
    latest = reading.latest_command(connection, command.debtor_id, command.account_seq, desk.agent)
    if latest is not None and latest.id != command_id:
        raise Refused(
            _("A later entry stands on this account. Take that one back first: {id}").format(id=latest.id),
            "undo_not_latest",
        )
    return command


def _facts_of(case: Case, command_id: str) -> list[tuple[str, int]]:
    parts: dict[str, Sequence[Any]] = {
        "call": case.calls,
        "promise": case.promises,
        "hold": case.holds,
        "dispute": case.disputes,
        "our_promise": case.our_promises,
        "ending": case.endings,
    }
    return [(kind, f.seq) for kind, facts in parts.items() for f in facts if f.command_id == command_id]


def undoable(desk: Desk, debtor_id: int, account_seq: int) -> str | None:
    """The id of the agent's latest command on this account that can still be taken back."""
    with desk.book.reading() as connection:
        latest = reading.latest_command(connection, debtor_id, account_seq, desk.agent)
    if latest is None:
        return None
    age = (desk.clock.real_now() - latest.recorded_at).total_seconds()
    return str(latest.id) if age <= UNDO_MINUTES * 60 else None
