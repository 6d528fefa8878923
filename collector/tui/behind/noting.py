"""A call line saved as it was shown: the note that stood below it becomes the call and all that came of it."""

from __future__ import annotations

from collections.abc import Mapping

from collector.desk import acting, looking, noting
from collector.desk.acting import Saved
from collector.desk.opening import Desk
from collector.rules.shorthand import Note
from collector.tui.behind import labelling
from collector.tui.behind.entering import answered, reasons_of
from collector.tui.views import Answer, Done, Where


def save(
    desk: Desk,
    where: Where,
    note: Note,
    typed: str,
    answers: Mapping[str, str],
    command_id: str,
    direction: str = "",
) -> Answer:
    """In one transaction; what of the note cannot stand in the book is said beside *saved*. `direction`: who
    rang, where the card knows it better. A label of a person in it is told first, and nothing is saved."""
    label = labelling.refused({"": typed})
    if label is not None:
        return label
    left_out: list[str] = []

    def record() -> Saved:
        seen = looking.card(desk, where.debtor_id).account(where.account_seq)
        made = noting.made_of(desk, seen.account, note, typed, seen.owed.amount_minor)
        left_out.extend(made.left_out)
        relation = answers.get("relation") or None
        entry = made.entry._replace(relation=relation, reasons=reasons_of(answers))
        entry = entry._replace(direction=direction or entry.direction)
        return acting.record_call(desk, *where, entry, command_id)

    answer = answered(desk, where, command_id, record)
    if isinstance(answer, Done):
        doubt = labelling.doubtful({"": typed})
        return answer._replace(text=" · ".join(filter(None, (answer.text, *left_out, doubt))))
    return answer
