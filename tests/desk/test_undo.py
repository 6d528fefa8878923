"""Undo: the agent's own latest entry on an account, for ten minutes by the real clock, and only once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collector.desk import acting, looking, undoing
from collector.desk.entries import DisputeEntry, HoldEntry, OurPromiseEntry, PromiseEntry
from collector.desk.opening import Desk
from collector.errors import Refused
from collector.store import audit
from tests import books
from tests.books import Debt, Wall, november, on, refusal


def account(desk: Desk, debt: Debt) -> Any:
    """What an agent sees of the account, without the history that an undo leaves behind."""
    card = looking.card(desk, debt.debtor_id)
    seen = card.account(debt.account_seq)
    live = tuple(v for v in seen.verdicts if v.cancel_reason != "error")
    return seen._replace(verdicts=live), card.permission


# --- What is taken back ----------------------------------------------------------------------------------


def everything_at_once(desk: Desk, debt: Debt) -> acting.Saved:
    return books.call(
        desk,
        debt,
        promises=(PromiseEntry(100_00, november(27)), PromiseEntry(50_00, november(30))),
        dispute=DisputeEntry(november(23)),
        hold=HoldEntry("insolvency", november(23)),
        ours=OurPromiseEntry("send_invoice", november(23)),
        callback_on=november(24),
    )


STORIES: dict[str, Callable[[Desk, Debt], acting.Saved]] = {
    "a call": lambda desk, debt: books.call(desk, debt, who="nobody", outcome="no_answer"),
    "a promise": lambda desk, debt: books.promise(desk, debt, 100_00, november(27)),
    "all that may come of a call": everything_at_once,
    "a hold": lambda desk, debt: acting.place_hold(desk, *debt, HoldEntry("insolvency", november(2))),
    "a dispute": lambda desk, debt: acting.open_dispute(desk, *debt, DisputeEntry(november(2))),
    "our promise": lambda desk, debt: acting.promise_ours(
        desk, *debt, OurPromiseEntry("send_invoice", november(23))
    ),
}


def test_what_was_entered_counts_as_if_it_had_never_been(desk: Desk) -> None:
    for story, enter in STORIES.items():
        debt = books.a_debtor(desk)
        books.promised(desk, debt, 10_00, november(2), november(6))
        before = account(desk, debt)
        taken = undoing.undo(desk, enter(desk, debt).undo)
        assert (taken.kind, taken.repeated) == ("undo", False)
        assert account(desk, debt) == before, story
        later = on(desk, "2026-12-20T10:00")
        assert account(later, debt)[0].level == 2, story  # also later, by the same facts


def test_the_entry_and_its_undo_both_stay_in_the_trail(desk: Desk, debt: Debt) -> None:
    saved = books.promise(desk, debt, 100_00, november(27), typed="100 vineri")
    undoing.undo(desk, saved.undo)
    with desk.book.reading() as connection:
        assert audit.head(connection).entries == 2
        assert list(audit.faults(connection)) == []
    facts = looking.card(desk, 1).case
    assert facts.calls[0].typed == "100 vineri"
    assert {(e.fact, e.reason) for e in facts.endings} == {("call", "error"), ("promise", "error")}


def test_a_promise_taken_back_opens_what_it_had_closed(desk: Desk, debt: Debt) -> None:
    books.promise(on(desk, "2026-11-20T10:00"), debt, 100_00, november(27))
    saved = books.promise(desk, debt, 150_00, november(30))
    assert books.states(desk, debt) == ["superseded", "open"]
    undoing.undo(desk, saved.undo)
    assert books.states(desk, debt) == ["open", "error"]


def test_instead_taken_back_lets_the_first_stand_again(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(27))
    saved = books.promise(desk, debt, 150_00, november(30), relation="instead")
    undoing.undo(desk, saved.undo)
    assert books.states(desk, debt) == ["open", "error"]


def test_one_plan_taken_back_leaves_the_first_as_it_was(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(27))
    before = account(desk, debt)[0].verdicts
    saved = books.promise(desk, debt, 150_00, november(30), relation="plan")
    undoing.undo(desk, saved.undo)
    assert account(desk, debt)[0].verdicts == before
    assert books.states(desk, debt) == ["open", "error", "error"]


ENDS: list[tuple[str, str, Callable[..., acting.Saved]]] = [
    ("a hold", "holds", acting.lift_hold),
    ("a dispute", "disputes", acting.resolve_dispute),
    ("our promise", "our_promises", acting.done),
    ("a promise", "promises", lambda *key: acting.cancel_promise(*key, "withdrawn")),
    ("a promise", "promises", lambda *key: acting.cancel_promise(*key, "by_us")),
    ("a promise", "promises", lambda *key: acting.cancel_promise(*key, "error")),
]


def test_an_end_taken_back_opens_what_had_ended(desk: Desk) -> None:
    for story, part, end in ENDS:
        debt = books.a_debtor(desk)
        begun = STORIES[story](desk, debt)
        before = account(desk, debt)
        seq = getattr(begun.card.case, part)[0].seq
        for _ in range(2):  # it may end again, and be opened again
            saved = end(desk, *debt, seq)
            assert account(desk, debt) != before, story
            undoing.undo(desk, saved.undo)
            assert account(desk, debt) == before, story


def test_after_an_undo_the_one_before_is_the_latest(desk: Desk, debt: Debt) -> None:
    first = books.promise(desk, debt, 100_00, november(27))
    second = books.promise(desk, debt, 150_00, november(30), relation="besides")
    assert refusal(lambda: undoing.undo(desk, first.undo)) == "undo_not_latest"
    undoing.undo(desk, second.undo)
    assert undoing.undoable(desk, *debt) == first.undo
    undoing.undo(desk, first.undo)
    assert undoing.undoable(desk, *debt) is None
    assert books.states(desk, debt) == ["error", "error"]


# --- What is not -----------------------------------------------------------------------------------------


def test_after_ten_minutes_by_the_real_clock_it_stands(desk: Desk, debt: Debt, wall: Wall) -> None:
    saved = books.promise(desk, debt, 100_00, november(27))
    wall.passes(minutes=10, milliseconds=-10)
    assert undoing.undoable(desk, *debt) == saved.undo
    wall.passes(milliseconds=20)
    assert undoing.undoable(desk, *debt) is None
    assert refusal(lambda: undoing.undo(desk, saved.undo)) == "undo_too_late"
    assert books.states(desk, debt) == ["open"]


def test_a_pretended_day_does_not_make_an_entry_old(desk: Desk, debt: Debt) -> None:
    saved = books.promise(on(desk, "2026-11-02T10:00"), debt, 100_00, november(6))
    undoing.undo(on(desk, "2027-03-01T10:00"), saved.undo)
    for when in ("2026-11-02T10:00", "2027-03-01T10:00"):
        assert books.states(on(desk, when), debt) == ["error"], when


def test_another_agents_entry_is_theirs(desk: Desk, debt: Debt) -> None:
    theirs = books.promise(desk._replace(agent="dan"), debt, 100_00, november(27))
    with pytest.raises(Refused, match="This entry is dan's"):
        undoing.undo(desk, theirs.undo)
    mine = books.promise(desk, debt, 50_00, november(27), relation="besides")
    undoing.undo(desk._replace(agent="dan"), theirs.undo)  # their own latest, though mine is later
    undoing.undo(desk, mine.undo)
    assert books.states(desk, debt) == ["error", "error"]


def test_an_entry_on_another_account_is_no_later_one(desk: Desk, debt: Debt) -> None:
    saved = books.promise(desk, debt, 100_00, november(27))
    books.promise(desk, books.a_debtor(desk), 100_00, november(27))
    undoing.undo(desk, saved.undo)


def test_once_taken_back_it_is_not_taken_back_again(desk: Desk, debt: Debt) -> None:
    saved = books.promise(desk, debt, 100_00, november(27))
    undoing.undo(desk, saved.undo)
    before = books.everything(desk)
    assert refusal(lambda: undoing.undo(desk, saved.undo)) == "undo_done"
    assert refusal(lambda: undoing.undo(desk, saved.undo, "another-id")) == "undo_done"
    assert books.everything(desk) == before


def test_an_undo_repeated_with_its_id_changes_nothing(desk: Desk, debt: Debt) -> None:
    saved = books.promise(desk, debt, 100_00, november(27))
    first = undoing.undo(desk, saved.undo, "my-undo")
    before = books.everything(desk)
    again = undoing.undo(desk, saved.undo, "my-undo")
    assert again == first._replace(repeated=True, card=again.card)
    assert books.everything(desk) == before


def test_an_undo_is_not_undone(desk: Desk, debt: Debt) -> None:
    saved = books.promise(desk, debt, 100_00, november(27))
    taken = undoing.undo(desk, saved.undo)
    assert refusal(lambda: undoing.undo(desk, taken.undo)) == "undo_unknown"


def test_what_was_never_entered_cannot_be_taken_back(desk: Desk, debt: Debt) -> None:
    assert refusal(lambda: undoing.undo(desk, "no-such-id")) == "undo_unknown"


def test_a_command_sent_again_after_its_undo_stays_undone(desk: Desk, debt: Debt) -> None:
    saved = books.promise(desk, debt, 100_00, november(27), command_id="mine")
    undoing.undo(desk, saved.undo)
    again = books.promise(desk, debt, 100_00, november(27), command_id="mine")
    assert again.repeated
    assert books.states(desk, debt) == ["error"]
