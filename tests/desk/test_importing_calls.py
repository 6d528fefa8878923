"""Old notes are read as of their own moment: calls with who and outcome, promises, holds; the rest is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from collector.desk import filewords, keeping, looking
from collector.rules.noted import base_of, noted_in
from collector.rules.records import Case, Promise
from tests.desk.post import Counts, Post, counts

HEAD = "account_ref,called_at,note,agent"
MONDAY_NOTE = "A1,2026-11-16T10:00"  # a week before the import


def notes(*lines: str) -> str:
    return "\n".join((HEAD, *lines))


def case(post: Post, ref: str = "A1") -> Case:
    return looking.card(post.desk, looking.resolve(post.desk, ref).debtor_id).case


def told(promises: tuple[Promise, ...]) -> list[tuple[date, date, int]]:
    return [(p.made_on, p.due_on, p.amount_minor) for p in promises]


def november(number: int) -> date:
    return date(2026, 11, number)


# --- The call --------------------------------------------------------------------------------------------


def test_a_note_is_read_as_of_its_own_moment(debts: Post) -> None:
    debts.comes(notes(f"{MONDAY_NOTE},plt 300 vn,ana", "A1,2026-11-19,nr x2,ana"))
    first, second = debts.account("A1")["calls"]
    assert (first["who"], first["outcome"], first["typed"]) == ("right_party", "promise", "plt 300 vn")
    assert (second["who"], second["outcome"], second["typed"]) == ("nobody", "no_answer", "nr x2")
    assert first["note"] == "plătește 300 vineri"  # in full words, the line as typed beside it
    assert told(case(debts).promises) == [(november(16), november(20), 300_00)]
    assert keeping.check(debts.desk) == []


def test_what_a_call_agreed_and_claimed_is_kept_with_it(debts: Post) -> None:
    debts.comes(notes("A1,2026-11-20T10:00,sun maine la 11,ana", "A1,2026-11-20T12:00,a platit 200 ieri,ana"))
    later, claim = case(debts).calls
    assert later.callback_at is not None
    assert f"{debts.desk.day_of(later.callback_at)}" == "2026-11-21"
    assert (claim.outcome, claim.claimed_minor, claim.claimed_on) == ("paid_claim", 200_00, november(19))


def test_a_call_without_an_hour_is_read_as_of_its_day(debts: Post) -> None:
    debts.comes(notes("A1,2026-11-16,plt 300 maine,ana"))
    (promise,) = case(debts).promises
    assert (promise.made_on, promise.made_at, promise.due_on) == (november(16), None, november(17))


def test_a_line_without_a_note_is_a_call_all_the_same(debts: Post) -> None:
    found = debts.comes(notes("A1,2026-11-16T10:00,,ana"))
    assert counts(found) == Counts(new=1)
    assert found.understood is not None
    assert found.understood.notes == 0
    assert filewords.understood(found) == []


# --- The promises ----------------------------------------------------------------------------------------


def test_a_promise_read_from_a_note_names_its_call_and_is_judged(debts: Post) -> None:
    debts.comes(notes(f"{MONDAY_NOTE},plt 300 pe 18 nov,maria"))
    kept = case(debts)
    (promise,) = kept.promises
    assert noted_in(promise) == base_of(kept.calls[0].ref)
    assert (promise.agent, promise.made_at) == ("maria", kept.calls[0].called_at)
    assert debts.account("A1")["promises"][0]["state"] == "broken"
    debts.comes("account_ref,paid_on,amount\nA1,2026-11-18,300", "payments.csv")
    assert debts.account("A1")["promises"][0]["state"] == "kept"


def test_a_whole_plan_is_its_promises_and_half_a_plan_none(debts: Post) -> None:
    debts.comes(notes(f"{MONDAY_NOTE},esal 3x200 din 1 dec,ana", "A2,2026-11-16T10:00,3 rate de 100,ana"))
    parts = case(debts).promises
    due = [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert told(parts) == [(november(16), day, 200_00) for day in due]
    assert {part.account_seq for part in parts} == {1}
    assert len({part.plan_ref for part in parts} - {None}) == 1
    assert [call["outcome"] for call in debts.account("A2")["calls"]] == ["vague"]


UNCERTAIN = [
    "plt ceva",  # neither sum nor day
    "plt vn",
    "plt 300",
    "plt 300 eur vn",  # another currency than the account's
    "sotia zice ca plt el 300 vn",  # somebody else speaks
    "nu plt 300 vn",
    "a promis 300 vn si n-a platit",
]


@pytest.mark.parametrize("note", UNCERTAIN)
def test_what_is_not_certain_makes_no_promise(debts: Post, note: str) -> None:
    assert counts(debts.comes(notes(f"{MONDAY_NOTE},{note},ana"))) == Counts(new=1)
    assert case(debts).promises == ()


def test_all_of_it_is_what_was_owed_then_and_nothing_where_nobody_knows(debts: Post) -> None:
    """The balance is known from 1 November on; 250 came on the 10th."""
    debts.comes("account_ref,paid_on,amount\nA1,2026-11-10,250", "payments.csv")
    debts.comes(
        notes(
            "A1,2026-10-20T10:00,plt tot vn,ana",
            "A1,2026-11-09T10:00,plt tot vn,ana",
            "A1,2026-11-16T10:00,plt tot vn,ana",
        )
    )
    assert told(case(debts).promises) == [
        (november(9), november(13), 1000_00),
        (november(16), november(20), 750_00),
    ]


# --- Promises that the book has already ------------------------------------------------------------------

RECORD = "account_ref,made_on,due_on,amount,promise_ref\nA1,2026-11-16 10:00,2026-11-20,300,P-1"


@pytest.mark.parametrize("first", ["promises", "notes", "together"])
def test_the_record_of_a_promise_and_its_note_are_one(debts: Post, first: str) -> None:
    lines = notes(f"{MONDAY_NOTE},plt 300 vn,ana")
    if first == "promises":
        debts.comes(RECORD, "promises.csv")
        debts.comes(lines, "calls.csv")
    elif first == "notes":
        debts.comes(lines, "calls.csv")
        debts.comes(RECORD, "promises.csv")
    else:
        from collector.desk.importing import import_files

        import_files(debts.desk, [debts.file(lines, "calls.csv"), debts.file(RECORD, "promises.csv")])
    standing = [p for p in debts.account("A1")["promises"] if p["cancel_reason"] != "error"]
    assert [(p["promise_ref"], p["amount"]) for p in standing] == [("P-1", "300.00")]
    assert counts(debts.comes(lines, "calls.csv")) == Counts(known=1)
    assert keeping.check(debts.desk) == []


def test_two_notes_of_a_day_that_say_the_same_are_one_promise(debts: Post) -> None:
    lines = notes(f"{MONDAY_NOTE},plt 300 vn,ana", "A1,2026-11-16T15:00,confirma: plt 300 vn,ana")
    debts.comes(lines)
    assert told(case(debts).promises) == [(november(16), november(20), 300_00)]
    assert counts(debts.comes(lines)) == Counts(known=2)


# --- Holds, and what is only told ------------------------------------------------------------------------

HOLDS = [
    ("cl decedat", "deceased"),
    ("insolventa firma", "insolvency"),
    ("nu mai sunati", "cease_contact"),
]


@pytest.mark.parametrize(("note", "kind"), HOLDS)
def test_a_hold_of_old_is_not_lost_and_is_to_be_looked_at(debts: Post, note: str, kind: str) -> None:
    lines = notes(f"A1,2025-03-03T10:00,{note},ion", f"A1,2025-06-02T10:00,{note},ana")
    found = debts.comes(lines)
    (hold,) = case(debts).holds  # one of a kind, from the first note on
    assert (hold.kind, hold.from_on, hold.until_on) == (kind, date(2025, 3, 3), None)
    assert (hold.review_on, hold.agent) == (november(23), "ion")
    assert hold.reason == case(debts).calls[0].note
    assert "one hold to look at" in "\n".join(filewords.understood(found))
    assert counts(debts.comes(lines)) == Counts(known=2)
    assert len(case(debts).holds) == 1


def test_a_hold_that_the_book_knows_later_is_not_laid_again(debts: Post) -> None:
    """Somebody has lifted it since: who imports an old note does not know better."""
    from collector.desk import acting
    from collector.desk.entries import HoldEntry
    from tests import books

    then = books.on(debts.desk, "2026-11-02T10:00")
    debtor_id = case(debts).debtor.id
    acting.place_hold(then, debtor_id, 1, HoldEntry("represented", november(2)))
    seq = case(debts).holds[0].seq
    acting.lift_hold(books.on(debts.desk, "2026-11-10T10:00"), debtor_id, 1, seq)
    debts.comes(notes("A1,2025-03-03T10:00,are avocat,ion"))
    assert len(case(debts).holds) == 1
    debts.comes(notes("A1,2026-11-16T10:00,are avocat,ion"))  # after it was lifted
    assert [hold.from_on for hold in case(debts).holds] == [november(2), november(16)]


def test_a_dispute_and_our_word_of_old_are_told_and_not_opened(debts: Post) -> None:
    found = debts.comes(
        notes(
            "A1,2025-03-03T10:00,contesta suma,ion",
            "A2,2025-03-04T10:00,trimit factura maine,ion",
            "A3,2026-11-20T10:00,tit: sun pe 27 la 11,ion",
            "A3,2026-11-19T10:00,somaj n-are bani,ion",
        )
    )
    everybody = [case(debts, ref) for ref in ("A1", "A3")]
    assert [(c.disputes, c.our_promises, c.holds) for c in everybody] == [((), (), ())] * 2
    assert filewords.understood(found)[-1] == (
        "said before today and not opened: one dispute, one hardship, one promise of ours, one call-back ahead; "
        "look at A3, A2, A1"
    )


def test_notes_of_today_open_what_they_say(debts: Post) -> None:
    lines = notes(
        "A1,2026-11-23T09:30,contesta suma,ion",
        "A1,2026-11-23T09:40,tit: trimit factura maine,ion",
        "A3,2026-11-23T09:50,somaj n-are bani,ion",
    )
    debts.comes(lines)
    (dispute,) = case(debts).disputes
    assert (dispute.opened_on, dispute.owner, dispute.account_seq) == (november(23), "ion", 1)
    assert [(o.what, o.due_on) for o in case(debts).our_promises] == [("send_invoice", november(24))]
    assert [(h.kind, h.from_on) for h in case(debts, "A3").holds] == [("hardship", november(23))]
    assert counts(debts.comes(lines)) == Counts(known=3)
    assert len(case(debts).disputes) == len(case(debts).our_promises) == 1


# --- How much was understood -----------------------------------------------------------------------------


def test_the_summary_says_how_much_was_understood_and_names_the_words(debts: Post) -> None:
    found = debts.comes(
        notes(
            f"{MONDAY_NOTE},plt 300 vn,ana",
            "A1,2026-11-17T10:00,blorg wibble,ana",
            "A1,2026-11-18T10:00,Blorg tel inchis,ana",
            "A3,2026-11-18T10:00,nr,ana",
        )
    )
    assert filewords.understood(found) == [
        "4 notes read: 2 in full, 1 in part, 1 not at all",
        "found in the notes: one promise",
        "not understood: blorg 2, wibble 1",
    ]


def test_of_many_unclear_words_the_most_frequent_are_named(debts: Post) -> None:
    words = [f"wob{chr(97 + n)}zzq" for n in range(25)]
    lines = [f"A1,2026-11-{1 + n:02},{' '.join(words[: 25 - n])},ana" for n in range(22)]
    words_told: Any = filewords.understood(debts.comes(notes(*lines)))[-1]
    assert words_told.startswith("not understood: wobazzq 22, wobbzzq 22, wobczzq 22, wobdzzq 22, wobezzq 21")
    assert words_told.endswith(", and 5 more")
