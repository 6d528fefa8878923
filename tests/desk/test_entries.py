"""Holds, disputes and what we promise ourselves, how they end, and what repeating a command does: nothing."""

from __future__ import annotations

import pytest

from collector.desk import acting, looking
from collector.desk.entries import DisputeEntry, HoldEntry, OurPromiseEntry
from collector.desk.opening import Desk
from tests import books
from tests.books import Debt, case, november, on, refusal

# --- Holds, disputes, our promises, and their ends -------------------------------------------------------


def test_a_hold_may_be_dated_back_and_then_excuses(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 100_00, november(2), november(6))
    assert [v.excused_why for v in books.verdicts(desk, debt)] == [None]
    acting.place_hold(
        desk, *debt, HoldEntry("breathing_space", november(4), november(9), november(8), "cerere")
    )
    assert [v.excused_why for v in books.verdicts(desk, debt)] == ["breathing_space"]
    (hold,) = case(desk).holds
    assert (hold.from_on, hold.until_on, hold.review_on, hold.agent) == (
        november(4),
        november(9),
        november(8),
        "ana",
    )


def test_a_hold_that_ends_before_it_begins_is_refused(desk: Desk, debt: Debt) -> None:
    wrong = HoldEntry("hardship", november(23), november(22))
    assert refusal(lambda: acting.place_hold(desk, *debt, wrong)) == "hold_ends_before"
    assert case(desk).holds == ()


def test_a_lifted_hold_lies_on_nobody_from_that_day_on(desk: Desk, debt: Debt) -> None:
    acting.place_hold(desk, *debt, HoldEntry("insolvency", november(20)))
    seq = case(desk).holds[0].seq
    acting.lift_hold(on(desk, "2026-11-25T10:00"), *debt, seq, "închis")
    for day, held in (("2026-11-24T10:00", True), ("2026-11-25T10:00", False)):
        assert bool(looking.card(on(desk, day), 1).account(None).holds) == held
        assert looking.card(on(desk, day), 1).permission.allowed != held
    assert case(desk).endings[0].note == "închis"


def test_a_dispute_has_its_two_questions_and_its_outcome(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 100_00, november(16), november(18))
    entry = DisputeEntry(november(17), "contract", "fără factură", "legal", november(30))
    saved = acting.open_dispute(desk, *debt, entry)
    dispute = saved.card.case.disputes[0]
    assert (dispute.valued, dispute.breached, dispute.owner) == ("contract", "fără factură", "legal")
    assert saved.card.account(None).step.situation == "dispute_open"
    assert books.verdicts(desk, debt)[0].excused_why == "dispute"
    after = acting.resolve_dispute(desk, *debt, dispute.seq, "factura trimisă").card
    assert after.account(None).step.situation != "dispute_open"
    assert books.verdicts(desk, debt)[0].excused_why == "dispute"  # it was open then


def test_our_promise_is_owed_until_it_is_done(desk: Desk, debt: Debt) -> None:
    saved = acting.promise_ours(desk, *debt, OurPromiseEntry("send_invoice", november(23), note="pe mail"))
    (ours,) = saved.card.case.our_promises
    assert (ours.what, ours.due_at, ours.note) == ("send_invoice", books.at("2026-11-23T23:59:59"), "pe mail")
    assert saved.card.account(None).step.situation == "our_promise_due"
    assert acting.done(desk, *debt, ours.seq).card.account(None).our_undone == ()


def test_what_we_did_not_do_in_time_excuses_the_debtor(desk: Desk, debt: Debt) -> None:
    acting.promise_ours(desk, *debt, OurPromiseEntry("send_invoice", november(24)))
    books.promise(desk, debt, 100_00, november(26))  # deadline Wednesday, 2 December, over two holidays
    (ours,) = case(desk).our_promises
    acting.done(on(desk, "2026-11-25T09:00"), *debt, ours.seq)
    assert [v.excused_why for v in books.verdicts(on(desk, "2026-12-07T09:00"), debt)] == ["our_promise"]


def test_we_promise_nothing_for_a_day_gone_by(desk: Desk, debt: Debt) -> None:
    for story in (
        lambda: acting.promise_ours(desk, *debt, OurPromiseEntry("send_invoice", november(22))),
        lambda: books.call(desk, debt, callback_on=november(22)),
    ):
        assert refusal(story) == "ours_in_the_past"
    assert case(desk).calls == case(desk).our_promises == ()


def test_what_ended_cannot_end_again_nor_what_never_was(desk: Desk, debt: Debt) -> None:
    acting.place_hold(desk, *debt, HoldEntry("insolvency", november(20)))
    seq = case(desk).holds[0].seq
    acting.lift_hold(desk, *debt, seq)
    assert refusal(lambda: acting.lift_hold(desk, *debt, seq)) == "ending_done"
    assert refusal(lambda: acting.lift_hold(desk, *debt, 99)) == "ending_unknown"
    assert refusal(lambda: acting.done(desk, *debt, seq)) == "ending_unknown"  # a hold, not a promise of ours


# --- Cancelling a promise --------------------------------------------------------------------------------

CANCELLED = [
    # reason     on the day         state, why, decided on, level
    ("error", "2026-11-24T10:00", ("cancelled", "error", None, 1)),
    ("withdrawn", "2026-11-24T10:00", ("cancelled", "withdrawn", 24, 2)),
    ("by_us", "2026-11-24T10:00", ("cancelled", "by_us", 24, 1)),
    ("withdrawn", "2026-11-27T10:00", ("broken", "withdrawn", 27, 2)),  # on the due date: judged first
    ("by_us", "2026-11-27T10:00", ("broken", "by_us", 27, 2)),
    ("error", "2026-11-27T10:00", ("cancelled", "error", None, 1)),
]


def test_cancelling_has_a_reason_and_the_reason_a_meaning(desk: Desk) -> None:
    for reason, when, then in CANCELLED:
        debt = books.a_debtor(desk)
        (promise,) = books.promise(desk, debt, 100_00, november(27)).card.case.promises
        saved = acting.cancel_promise(on(desk, when), *debt, promise.seq, reason, "a sunat")
        account = saved.card.account(None)
        (verdict,) = account.verdicts
        decided = verdict.decided_on and (verdict.decided_on - november(0)).days
        assert (verdict.state, verdict.cancel_reason, decided, account.level) == then, (reason, when)
        assert saved.card.case.endings[0].note == "a sunat"


def test_another_reason_to_cancel_is_our_mistake(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(27))
    with pytest.raises(ValueError, match="bored"):
        acting.cancel_promise(desk, *debt, case(desk).promises[0].seq, "bored")


# --- Repeating a command ---------------------------------------------------------------------------------


def test_a_command_repeated_with_its_id_changes_nothing(desk: Desk, debt: Debt) -> None:
    first = books.promise(desk, debt, 100_00, november(27), command_id="mine")
    before = books.everything(desk)
    again = books.promise(desk, debt, 100_00, november(27), command_id="mine")
    assert not first.repeated
    assert again == first._replace(repeated=True, card=again.card)
    assert books.everything(desk) == before
    assert again.card.accounts == looking.card(desk, 1).accounts


def test_every_kind_of_command_can_be_repeated(desk: Desk, debt: Debt) -> None:
    acting.place_hold(desk, *debt, HoldEntry("hardship", november(20)))
    acting.open_dispute(desk, *debt, DisputeEntry(november(20)))
    acting.promise_ours(desk, *debt, OurPromiseEntry("send_invoice", november(24)))
    books.promise(desk, debt, 100_00, november(27), reasons={"hold": "vrea"})
    facts = case(desk)
    hold, dispute, ours, promise = (
        part[0].seq for part in (facts.holds, facts.disputes, facts.our_promises, facts.promises)
    )
    stories = [
        lambda key: acting.place_hold(desk, *debt, HoldEntry("hardship", november(21)), key),
        lambda key: acting.open_dispute(desk, *debt, DisputeEntry(november(21)), key),
        lambda key: acting.promise_ours(desk, *debt, OurPromiseEntry("send_plan", november(24)), key),
        lambda key: acting.lift_hold(desk, *debt, hold, None, key),
        lambda key: acting.resolve_dispute(desk, *debt, dispute, None, key),
        lambda key: acting.done(desk, *debt, ours, key),
        lambda key: acting.cancel_promise(desk, *debt, promise, "by_us", None, key),
    ]
    for number, story in enumerate(stories):
        first = story(f"id{number}")
        before = books.everything(desk)
        again = story(f"id{number}")
        assert (first.repeated, again.repeated, again.undo) == (False, True, first.undo)
        assert books.everything(desk) == before


def test_ids_are_made_by_the_caller_and_differ(desk: Desk, debt: Debt) -> None:
    assert len({acting.new_id() for _ in range(100)}) == 100
    one, other = books.call(desk, debt), books.call(desk, debt)
    assert one.undo != other.undo
