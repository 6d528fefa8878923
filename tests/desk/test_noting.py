"""From a line of shorthand to what stands in the book: every outcome, every part, and what is left out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from collector.desk import acting, looking
from collector.desk.entries import CallEntry, PromiseEntry
from collector.desk.looking import Card
from collector.desk.noting import Made, entry_of, made_of, read_line
from collector.desk.opening import Desk
from collector.errors import Refused
from collector.rules.cards import AccountCard
from collector.rules.records import Call, Case
from collector.rules.shorthand import ClaimRead, Note, OursRead, PlanRead, PromiseRead
from tests import books
from tests.books import Debt, november


def account_of(desk: Desk, debt: Debt) -> AccountCard:
    return looking.card(desk, debt.debtor_id).account(debt.account_seq)


def made(desk: Desk, debt: Debt, note: Note, typed: str = "", **more: Any) -> Made:
    seen = account_of(desk, debt)
    return made_of(desk, seen.account, note, typed, seen.owed.amount_minor, **more)


def saved(desk: Desk, debt: Debt, note: Note, typed: str = "x") -> Case:
    """The book after this note was saved."""
    return acting.record_call(desk, *debt, made(desk, debt, note, typed).entry).card.case


def said(desk: Desk, debt: Debt, typed: str) -> Card:
    """The card after this line was typed and saved."""
    seen = account_of(desk, debt)
    note = read_line(desk, seen.account, seen.owed.amount_minor, typed)
    entry = entry_of(desk, seen.account, note, typed, seen.owed.amount_minor)
    return acting.record_call(desk, *debt, entry).card


def promised(*parts: tuple[int | None, date | None], currency: str = "RON", **more: Any) -> Note:
    read = tuple(PromiseRead(cents, currency if cents else None, due_on) for cents, due_on in parts)
    return Note(outcome="promise", promises=read, who="right_party", **more)


def a_plan(count: int | None, cents: int | None, first: date | None, **more: Any) -> Note:
    plan = PlanRead(count, cents, "RON", more.pop("every", "month"), first)
    return Note(outcome="promise", instalments=plan, who="right_party", **more)


def parts(entry: CallEntry) -> list[tuple[int | None, date | None]]:
    return [(part.amount_minor, part.due_on) for part in entry.promises]


# --- Each outcome, as typed, through to the book -----------------------------------------------------------

OUTCOMES = [
    # typed                                 outcome           hold              promises  dispute  spoken with
    ("nu mai vrea sa fie sunat", "cease_contact", "cease_contact", 0, 0, None),
    ("a decedat", "deceased", "deceased", 0, 0, None),
    ("firma e in insolventa", "insolvency", "insolvency", 0, 0, None),
    ("are avocat", "represented", "represented", 0, 0, None),
    ("sotia rasp, nu e acasa", "third_party", None, 0, 0, "third_party"),
    ("cl contesta suma", "dispute", None, 0, 1, "right_party"),
    ("cl plt 300 vn", "promise", None, 1, 0, "right_party"),
    ("zice ca a platit 200 ieri", "paid_claim", None, 0, 0, "right_party"),
    ("refuza sa plateasca", "refused", None, 0, 0, "right_party"),
    ("n-are bani", "hardship", "hardship", 0, 0, "right_party"),
    ("nr gresit", "wrong_number", None, 0, 0, "wrong_party"),
    ("numar nealocat", "number_invalid", None, 0, 0, "nobody"),
    ("a inchis", "hung_up", None, 0, 0, None),
    ("mesaj vocal", "voicemail", None, 0, 0, "nobody"),
    ("ocupat", "busy", None, 0, 0, "nobody"),
    ("nu rasp", "no_answer", None, 0, 0, "nobody"),
    ("sun maine", "callback", None, 0, 0, None),
    ("cl indecis", "right_party", None, 0, 0, "right_party"),
    ("trimis scrisoare", "note", None, 0, 0, None),
    ("cl plt vn", "vague", None, 0, 0, "right_party"),
]


def test_every_outcome_makes_its_own_in_the_book(desk: Desk) -> None:
    for typed, outcome, hold, promises, disputes, who in OUTCOMES:
        case = said(desk, books.a_debtor(desk), typed).case
        (call,) = case.calls
        assert (call.typed, call.outcome) == (typed, outcome)
        assert [each.kind for each in case.holds] == ([hold] if hold else []), typed
        assert (len(case.promises), len(case.disputes)) == (promises, disputes), typed
        assert who is None or call.who == who, typed
        assert {fact.command_id for fact in (*case.calls, *case.holds, *case.promises)} == {call.command_id}


def test_a_line_is_kept_as_typed_beside_its_words_in_full(desk: Desk, debt: Debt) -> None:
    typed = "  cl plt 300 vn, SALARIU intarziat "
    (call,) = said(desk, debt, typed).case.calls
    assert call.typed == typed
    assert "plătește 300 vineri" in call.note
    assert (call.who, call.direction, call.agent) == ("right_party", "outbound", "ana")


def test_a_line_is_read_as_of_the_call_in_the_office(desk: Desk, debt: Debt) -> None:
    account = account_of(desk, debt).account
    late = books.at("2026-11-24T00:30")  # in UTC still the day before
    assert read_line(desk, account, None, "plt 300 maine").promises[0].due_on == november(24)
    assert read_line(desk, account, None, "plt 300 maine", late).promises[0].due_on == november(25)


BALANCES: list[tuple[str, int | None, int | None]] = [
    # currency  balance     all of it, in hundredths
    ("RON", 1000_00, 1000_00),
    ("RON", None, None),
    ("RON", 0, None),
    ("RON", -500, None),
    ("JPY", 1000, 1000_00),
    ("KWD", 1_250_000, 1250_00),
    ("KWD", 1_250_005, None),  # no hundredths say that
]


def test_all_of_it_is_the_balance_or_nothing(desk: Desk, debt: Debt) -> None:
    for currency, balance, cents in BALANCES:
        account = account_of(desk, debt).account._replace(currency=currency)
        (read,) = read_line(desk, account, balance, "cl plt tot vn").promises
        assert (read.cents, read.due_on) == (cents, november(27)), (currency, balance)


# --- Promises and plans --------------------------------------------------------------------------------------


def test_promises_of_a_note_stand_in_the_book(desk: Desk, debt: Debt) -> None:
    note = promised((500_00, november(27)), (500_00, november(45)), method="card", clean="la salariu")
    case = saved(desk, debt, note)
    assert [(p.amount_minor, p.due_on, p.method, p.hangs_on) for p in case.promises] == [
        (500_00, november(27), "card", "la salariu"),
        (500_00, november(45), "card", "la salariu"),
    ]


LACKING = [
    # what was said                                  what is kept                    named
    ([(300_00, None)], [(300_00, None)], 1),
    ([(None, november(27))], [(None, november(27))], 1),
    ([(None, None)], [(None, None)], 0),
    ([(500_00, november(27)), (None, november(45))], [(500_00, november(27))], 1),  # the other one stands
]


def test_a_promise_that_lacks_something_is_vague_and_named(desk: Desk) -> None:
    for told, kept, named in LACKING:
        debt = books.a_debtor(desk)
        found = made(desk, debt, promised(*told))
        assert parts(found.entry) == kept
        assert len(found.left_out) == named
        outcome = acting.record_call(desk, *debt, found.entry).card.case.calls[0].outcome
        assert outcome == ("promise" if None not in kept[0] else "vague")


def test_a_promise_in_another_currency_is_none_of_this_account(desk: Desk, debt: Debt) -> None:
    note = promised((250_00, november(27)), currency="EUR")
    found = made(desk, debt, note)
    assert found.left_out == ("250.00 EUR: this account is in RON, so it stands in the note only.",)
    case = saved(desk, debt, note)
    assert (case.calls[0].outcome, case.promises) == ("vague", ())


def test_the_part_in_our_currency_stands(desk: Desk, debt: Debt) -> None:
    other = PromiseRead(250_00, "EUR", november(27))
    note = promised((100_00, november(30)))
    found = made(desk, debt, note._replace(promises=(other, *note.promises)))
    assert parts(found.entry) == [(100_00, november(30))]
    assert len(found.left_out) == 1


def test_sums_become_the_minor_units_of_the_account_or_are_left_out(desk: Desk) -> None:
    for currency, cents, kept in [("JPY", 300_00, 300), ("JPY", 300_50, None), ("KWD", 12_50, 12_500)]:
        debt = books.a_debtor(desk, currency=currency, balance=10_000_000)
        found = made(desk, debt, promised((cents, november(27)), currency=currency))
        assert parts(found.entry) == [(kept, november(27))]
        assert found.left_out == (
            ("300.50 JPY: this cannot be paid, so it stands in the note only.",) * (not kept)
        )


def test_a_sum_that_no_book_holds_is_left_out(desk: Desk, debt: Debt) -> None:
    found = made(desk, debt, promised((10**17, november(27))))
    assert parts(found.entry) == [(None, november(27))]
    assert len(found.left_out) == 1


def test_a_plan_becomes_its_promises(desk: Desk, debt: Debt) -> None:
    case = saved(desk, debt, a_plan(3, 200_00, date(2026, 12, 1)))
    assert [(p.amount_minor, p.due_on.isoformat()) for p in case.promises] == [
        (200_00, "2026-12-01"),
        (200_00, "2027-01-01"),
        (200_00, "2027-02-01"),
    ]
    (plan_ref,) = {p.plan_ref for p in case.promises}
    assert plan_ref
    assert case.calls[0].outcome == "promise"


def test_what_is_paid_down_belongs_to_the_plan(desk: Desk, debt: Debt) -> None:
    note = a_plan(2, 100_00, date(2026, 12, 1), promises=(PromiseRead(50_00, "RON", november(27)),))
    case = saved(desk, debt, note)
    assert [p.amount_minor for p in case.promises] == [50_00, 100_00, 100_00]
    assert len({p.plan_ref for p in case.promises}) == 1


def test_equal_parts_of_what_is_owed_add_up_to_it(desk: Desk) -> None:
    """6 × 166.67 would be 2 bani too much, and ask why."""
    debt = books.a_debtor(desk, balance=1000_00)
    case = saved(desk, debt, a_plan(6, 166_67, november(30)))
    assert [p.amount_minor for p in case.promises] == [166_67] * 5 + [166_65]
    yen = books.a_debtor(desk, balance=1000, currency="JPY")
    note = Note(outcome="promise", instalments=PlanRead(3, 333_33, "JPY", "week", november(30)))
    assert parts(made(desk, yen, note).entry) == [
        (333, november(30)),
        (333, november(37)),
        (334, november(44)),
    ]


def test_parts_that_are_no_equal_shares_stay_as_said(desk: Desk, debt: Debt) -> None:
    assert {p.amount_minor for p in saved(desk, debt, a_plan(3, 333_00, november(30))).promises} == {333_00}


INCOMPLETE = [
    a_plan(None, 200_00, date(2026, 12, 1)),
    a_plan(3, None, date(2026, 12, 1)),
    a_plan(3, 200_00, None),
    a_plan(0, 200_00, date(2026, 12, 1)),
    a_plan(100_000, 1_00, date(2026, 12, 1)),
    a_plan(366, 1_00, date(2199, 1, 1)),
    a_plan(366, 1_00, date(2190, 1, 1)),
]


def test_a_plan_that_lacks_something_is_vague_and_named(desk: Desk) -> None:
    for note in INCOMPLETE:
        debt = books.a_debtor(desk)
        found = made(desk, debt, note)
        assert len(found.left_out) == 1, note.instalments
        case = acting.record_call(desk, *debt, found.entry).card.case
        assert (case.calls[0].outcome, case.promises) == ("vague", ()), note.instalments


# --- Together with something stronger -------------------------------------------------------------------------


def test_one_part_contested_the_other_promised(desk: Desk, debt: Debt) -> None:
    note = promised((200_00, november(27)))._replace(outcome="dispute", dispute=True)
    case = saved(desk, debt, note)
    assert (case.calls[0].outcome, len(case.promises), len(case.disputes)) == ("dispute", 1, 1)
    assert case.disputes[0].opened_on == november(23)


def test_contested_and_vague_is_contested(desk: Desk, debt: Debt) -> None:
    note = promised((None, november(27)))._replace(outcome="dispute", dispute=True)
    case = saved(desk, debt, note)
    assert (case.calls[0].outcome, case.promises, len(case.disputes)) == ("dispute", (), 1)


def test_a_lawyer_and_a_promise_leave_both(desk: Desk, debt: Debt) -> None:
    case = saved(desk, debt, promised((200_00, november(27)))._replace(outcome="represented"))
    assert (case.calls[0].outcome, [h.kind for h in case.holds], len(case.promises)) == (
        "represented",
        ["represented"],
        1,
    )


def test_the_flag_of_hardship_beside_a_promise_lays_no_hold(desk: Desk, debt: Debt) -> None:
    case = saved(desk, debt, promised((200_00, november(27)), hardship=True))
    assert (case.holds, len(case.promises)) == ((), 1)


def test_somebody_else_promises_nothing(desk: Desk, debt: Debt) -> None:
    case = said(desk, debt, "sotia zice ca plateste el 300 vn").case
    assert (case.calls[0].outcome, case.calls[0].who, case.promises) == ("third_party", "third_party", ())


def test_a_promise_for_a_day_that_has_passed_is_refused(desk: Desk, debt: Debt) -> None:
    with pytest.raises(Refused) as refused:
        saved(desk, debt, promised((200_00, november(20))))
    assert refused.value.rule == "due_in_the_past"
    assert looking.card(desk, debt.debtor_id).case.calls == ()


# --- Call-back, claim, ours ----------------------------------------------------------------------------------

CALL_BACKS: list[tuple[dict[str, Any], datetime | None, date | None, list[str]]] = [
    # read                                        at                            on            ours
    ({"callback_at": datetime(2026, 11, 24, 18)}, books.at("2026-11-24T18:00"), None, ["call_back"]),
    ({"callback_at": november(24)}, None, november(24), ["call_back"]),
    ({"callback_at": november(24), "callback_by": "us"}, None, november(24), ["call_back"]),
    ({"callback_at": november(24), "callback_by": "them"}, None, november(24), []),
    ({"callback_at": november(24), "who": "third_party"}, None, november(24), []),
    ({"callback_at": november(24), "who": "nobody", "outcome": "no_answer"}, None, november(24), []),
    ({"callback_at": november(23)}, None, november(23), ["call_back"]),
]


def test_a_call_back_is_ours_or_a_task(desk: Desk) -> None:
    for read, at, on, ours in CALL_BACKS:
        note = Note(**{"outcome": "callback", "who": "right_party", **read})
        case = saved(desk, books.a_debtor(desk), note)
        call: Call = case.calls[0]
        assert (call.callback_at, call.callback_on) == (at, on), read
        assert [each.what for each in case.our_promises] == ours, read


def test_our_call_back_without_an_hour_ends_with_its_day(desk: Desk, debt: Debt) -> None:
    case = saved(desk, debt, Note(outcome="callback", who="right_party", callback_at=november(24)))
    assert case.our_promises[0].due_at == books.at("2026-11-24T23:59:59")


@pytest.mark.parametrize(
    "then", [november(20), datetime(2026, 11, 23, 9, 0), date(1, 1, 1), date(9999, 12, 31)]
)
def test_a_call_back_that_cannot_be_is_named(desk: Desk, debt: Debt, then: date) -> None:
    found = made(desk, debt, Note(outcome="callback", who="right_party", callback_at=then))
    assert (found.entry.callback_at, found.entry.callback_on, len(found.left_out)) == (None, None, 1)


def test_a_claim_is_kept_with_the_call(desk: Desk, debt: Debt) -> None:
    call = saved(
        desk, debt, Note(outcome="paid_claim", paid_claim=ClaimRead(200_00, "RON", november(20)))
    ).calls[0]
    assert (call.claimed_minor, call.claimed_on, call.who) == (200_00, november(20), "right_party")
    abroad = made(desk, debt, Note(outcome="paid_claim", paid_claim=ClaimRead(200_00, "EUR", november(20))))
    assert (abroad.entry.claimed_minor, abroad.entry.claimed_on) == (None, november(20))
    assert len(abroad.left_out) == 1


OURS = [
    # due as said     due in the book
    (november(25), november(25)),
    (None, november(23)),  # nobody waits for us until we think of it
    (november(20), None),
]


def test_what_we_promise_has_a_day(desk: Desk) -> None:
    for due_on, kept in OURS:
        note = Note(outcome="right_party", our_promise=OursRead("send_invoice", due_on))
        case = saved(desk, books.a_debtor(desk), note)
        assert [(each.what, each.due_on) for each in case.our_promises] == (
            [("send_invoice", kept)] if kept else []
        )


def test_what_they_rang_for_is_inbound(desk: Desk, debt: Debt) -> None:
    assert (
        saved(desk, debt, Note(outcome="right_party", clean="clientul a sunat")).calls[0].direction
        == "inbound"
    )


def test_an_old_note_is_of_its_own_day(desk: Desk, debt: Debt) -> None:
    """A dispute of an old call began that day, and its call-back had not passed then."""
    then = books.at("2026-11-02T10:00")
    entry = made(desk, debt, Note(outcome="dispute", dispute=True, callback_at=november(3)), at=then).entry
    assert entry.dispute is not None
    assert (entry.dispute.opened_on, entry.callback_on) == (november(2), november(3))


def test_an_empty_line_is_a_note(desk: Desk, debt: Debt) -> None:
    card = said(desk, debt, "")
    assert [(call.typed, call.note, call.outcome) for call in card.case.calls] == [("", "", "note")]


# --- Besides a plan that runs ----------------------------------------------------------------------------------


def test_what_stands_besides_a_running_plan_closes_none_of_it(desk: Desk, debt: Debt) -> None:
    """Rule 4 closes what a later promise outside of the plan meets; so it becomes a part of it."""
    books.plan(desk, debt, (200_00, november(30)), (200_00, november(60)))
    later = books.on(desk, "2026-11-25T10:00")
    books.promise(later, debt, 100_00, november(27), relation="besides")
    books.promise(later, debt, 50_00, november(28), relation="besides")
    assert books.states(later, debt) == ["open"] * 4
    assert len({v.promise.plan_ref for v in books.verdicts(later, debt)}) == 1


def test_besides_a_plan_of_today_is_no_part_of_it(desk: Desk, debt: Debt) -> None:
    books.plan(desk, debt, (200_00, november(30)), (200_00, november(60)))
    saved = books.call(desk, debt, promises=(PromiseEntry(100_00, november(27)),), relation="besides")
    assert saved.card.case.promises[-1].plan_ref is None
    assert books.states(desk, debt) == ["open"] * 3
