"""A call and all that comes of it, each of the other entries, and what repeating one does: nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from collector.desk import acting, looking, undoing
from collector.desk.entries import DisputeEntry, HoldEntry, OurPromiseEntry, PromiseEntry
from collector.desk.facts import HOLD_OF_OUTCOME
from collector.desk.opening import Desk
from tests import books
from tests.books import Debt, Wall, case, november, refusal

# --- The call itself -------------------------------------------------------------------------------------


def test_a_call_is_kept_as_typed_with_its_moment_and_agent(desk: Desk, debt: Debt, wall: Wall) -> None:
    saved = books.call(
        desk,
        debt,
        typed="nr, revin",
        note="Nu răspunde.",
        who="nobody",
        outcome="no_answer",
        phone="+40721234567",
    )
    (made,) = case(desk).calls
    assert (made.typed, made.note, made.who, made.outcome) == (
        "nr, revin",
        "Nu răspunde.",
        "nobody",
        "no_answer",
    )
    assert (made.ref, made.agent, made.direction, made.phone) == (
        saved.call_ref,
        "ana",
        "outbound",
        "+40721234567",
    )
    assert made.called_at == books.at(books.MONDAY)
    assert made.called_at < made.recorded_at <= wall.moment  # recorded by the real clock
    assert made.command_id == saved.undo
    assert saved.promise_refs == ()
    assert saved.card == looking.card(desk, 1)


def test_without_a_cleaned_note_what_was_typed_is_the_note(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, typed="sună după 15")
    assert case(desk).calls[0].note == "sună după 15"


def test_a_payment_claimed_is_kept_with_the_call(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, outcome="paid_claim", claimed_minor=200_00, claimed_on=november(20))
    made = case(desk).calls[0]
    assert (made.outcome, made.claimed_minor, made.claimed_on) == ("paid_claim", 200_00, november(20))
    assert looking.card(desk, 1).account(None).owed.amount_minor == 1000_00  # a claim is no money


def test_some_outcomes_lay_a_hold_of_their_own(desk: Desk) -> None:
    for outcome, kind in HOLD_OF_OUTCOME.items():
        saved = books.call(desk, books.a_debtor(desk), outcome=outcome, typed="a spus avocatul")
        (hold,) = saved.card.case.holds
        assert (hold.kind, hold.from_on, hold.until_on) == (kind, november(23), None)
        assert hold.reason == "a spus avocatul"


def test_a_hold_said_in_words_takes_the_place_of_the_outcomes(desk: Desk, debt: Debt) -> None:
    books.call(
        desk, debt, outcome="insolvency", hold=HoldEntry("insolvency", november(2), reason="dosar 1/2026")
    )
    assert [(hold.from_on, hold.reason) for hold in case(desk).holds] == [(november(2), "dosar 1/2026")]


def test_an_outcome_of_dispute_opens_one(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, outcome="dispute")
    (dispute,) = case(desk).disputes
    assert (dispute.opened_on, dispute.owner, dispute.account_seq) == (november(23), "ana", debt.account_seq)


def test_everything_of_one_call_is_one_command(desk: Desk, debt: Debt) -> None:
    saved = books.call(
        desk,
        debt,
        promises=(PromiseEntry(100_00, november(27)),),
        dispute=DisputeEntry(november(23), valued="factura"),
        ours=OurPromiseEntry("send_invoice", november(24)),
        callback_on=november(25),
    )
    facts = case(desk)
    parts = (*facts.calls, *facts.promises, *facts.disputes, *facts.our_promises)
    assert len(parts) == 5
    assert {part.command_id for part in parts} == {saved.undo}
    assert len({part.seq for part in parts}) == 5


# --- Call-backs ------------------------------------------------------------------------------------------

CALL_BACKS = [
    # who was reached           we dial   what becomes of it
    ("right_party", True, ["call_back"]),
    ("authorised", True, ["call_back"]),
    ("right_party", False, []),  # they call us: a task, and no promise of ours
    ("third_party", True, []),
    ("nobody", True, []),
    ("wrong_party", True, []),
    ("unknown", True, []),
]


def test_a_call_back_is_our_promise_only_when_we_spoke_and_we_dial(desk: Desk) -> None:
    at = books.at("2026-11-24T15:00")
    for who, by_us, made in CALL_BACKS:
        debt = books.a_debtor(desk)
        facts = books.call(
            desk, debt, who=who, outcome="callback", callback_at=at, callback_by_us=by_us
        ).card.case
        assert [ours.what for ours in facts.our_promises] == made, (who, by_us)
        assert facts.calls[0].callback_at == at  # kept with the call in any case


def test_a_call_back_has_its_hour_or_ends_with_its_day(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, callback_at=books.at("2026-11-24T15:00"))
    books.call(desk, debt, callback_on=november(25))
    assert [(ours.due_on, ours.due_at) for ours in case(desk).our_promises] == [
        (november(24), books.at("2026-11-24T15:00")),
        (november(25), books.at("2026-11-25T23:59:59")),
    ]


def test_a_call_back_near_midnight_falls_on_the_offices_day(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, callback_at=books.at("2026-11-25T00:30"))  # still the 24th in UTC
    assert case(desk).our_promises[0].due_on == november(25)


# --- Vague words -----------------------------------------------------------------------------------------


VAGUE = [
    (PromiseEntry(100_00, None),),
    (PromiseEntry(None, november(27)),),
    (PromiseEntry(None, None),),
    (PromiseEntry(100_00, november(27)), PromiseEntry(100_00, None)),
    (),
]


def test_a_promise_without_amount_or_date_is_none_and_the_call_stays(desk: Desk, debt: Debt) -> None:
    for number, said in enumerate(VAGUE):
        saved = books.call(desk, debt, promises=said, outcome="promise", typed="o să văd")
        made = case(desk).calls[number]
        assert (made.outcome, made.typed, saved.promise_refs) == ("vague", "o să văd", ()), said
    assert case(desk).promises == ()


def test_vague_words_of_somebody_else_are_no_trouble(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, who="third_party", promises=(PromiseEntry(100_00, None),))
    assert case(desk).calls[0].outcome == "vague"


# --- Days and texts that no book keeps -------------------------------------------------------------------

FAR = date(9999, 12, 31)
SLIPS: list[dict[str, Any]] = [
    {"promises": (PromiseEntry(100_00, FAR),)},
    {"callback_on": FAR, "who": "nobody"},
    {"claimed_on": date(1899, 12, 31)},
    {"dispute": DisputeEntry(date(1, 1, 1))},
    {"dispute": DisputeEntry(november(23), due_on=FAR)},
    {"hold": HoldEntry("hardship", date(1899, 12, 31))},
    {"hold": HoldEntry("hardship", november(23), until_on=FAR)},
    {"hold": HoldEntry("hardship", november(23), review_on=FAR)},
    {"ours": OurPromiseEntry("send_invoice", FAR)},
]


def test_days_outside_1900_to_2199_are_refused_and_nothing_is_saved(desk: Desk, debt: Debt) -> None:
    for slip in SLIPS:
        assert refusal(lambda slip=slip: books.call(desk, debt, **slip)) == "day_out_of_range", slip
    assert case(desk).calls == ()


def test_what_no_database_keeps_in_a_text_is_shown_and_not_stumbled_over(desk: Desk, debt: Debt) -> None:
    books.call(desk, debt, typed="a\0b \ud83d c \U0001f600 ăî", note="\udcff")
    made = case(desk).calls[0]
    assert (made.typed, made.note) == ("a�b � c \U0001f600 ăî", "�")


# --- Call-backs are done by calling ---------------------------------------------------------------------


def _call_back_due(desk: Desk, debt: Debt, day: date) -> None:
    acting.promise_ours(desk, *debt, OurPromiseEntry("call_back", day))


def _undone(desk: Desk, debt: Debt) -> int:
    return len(looking.card(desk, debt.debtor_id).account(debt.account_seq).our_undone)


@pytest.mark.parametrize(
    ("due", "who", "outcome", "left"),
    [
        (23, "nobody", "no_answer", 0),  # on its day an attempt is enough
        (24, "nobody", "no_answer", 1),  # before it, only a talk is
        (24, "right_party", "refused", 0),
        (23, "right_party", "note", 1),  # a note is no call
    ],
)
def test_a_call_back_is_done_by_calling(desk: Desk, due: int, who: str, outcome: str, left: int) -> None:
    debt = books.a_debtor(desk)
    _call_back_due(desk, debt, november(due))
    saved = books.call(desk, debt, who=who, outcome=outcome)
    assert _undone(desk, debt) == left
    undoing.undo(desk, saved.undo)
    assert _undone(desk, debt) == 1
