"""The JSON of the desk: exactly the keys of the contract, money as text, what is unknown null, moments with offset."""

from __future__ import annotations

import json
from typing import Any

import pytest

from collector.desk import acting, looking, telling, undoing
from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry, OurPromiseEntry
from tests import books
from tests.books import november
from tests.desk.post import DEBTS, Post

V = (
    "promise_ref account_ref made_on due_on amount currency agent plan_ref state received short_by deadline closed_on "
    "decided_on excused excused_why cancel_reason cured_on first_state rule evidence"
)
SHAPE = {
    "": "debtor accounts",
    "debtor": "debtor_ref name phones language time_zone",
    "phones": "number as_typed valid time_zone",
    "accounts": (
        "account_ref creditor currency balance level promises payments calls holds disputes our_promises score step"
    ),
    "promises": V,
    "evidence": "payment_ref amount",
    "payments": "payment_ref paid_on amount reversed",
    "calls": "call_ref called_at agent who outcome typed note",
    "holds": "kind from until review_on reason",
    "disputes": "opened_on closed_on valued breached owner due_on",
    "our_promises": "what due_at done_at",
    "score": "p low high band reasons",
    "step": "action why situation amount on also channel when tone ask say care_client care_business care_agent rule "
    "facts blocked if_instead",
    "say": "opening ask alternatives closing",
    "blocked": "rule until",
}


def show(post: Post, ref: str) -> Any:
    found = looking.resolve(post.desk, ref)
    return telling.show_json(post.desk, looking.card(post.desk, found.debtor_id), found.account_seq)


@pytest.fixture
def full(debts: Post) -> Post:
    """Ion Popescu, of whom there is something of everything."""
    debts.comes(
        "account_ref,debtor_ref,name,currency,balance,phone\nA1,D1,Ion Popescu,RON,1000,0722 123 456;12;+44 20 7946 0958"
    )
    debts.comes(
        "account_ref,made_on,due_on,amount,promise_ref,agent\nA1,2026-11-02,2026-11-10,300,P1,ana\nA1,2026-11-16,2026-11-24,99.50,P2,"
    )
    debts.comes(
        "account_ref,paid_on,amount,payment_ref,reverses_ref\nA1,2026-11-09,300,M1,\nA1,2026-11-12,20,R1,M1\nA1,2026-11-30,1,M2,"
    )
    debts.comes("account_ref,called_at,note,agent\nA1,2026-11-03 17:05,nr,dan\nA1,2026-07-03 17:05,nr,dan")
    debt = books.Debt(*looking.resolve(debts.desk, "A1")[:2])
    acting.place_hold(
        debts.desk, *debt, HoldEntry("hardship", november(20), review_on=november(30), reason="a letter")
    )
    acting.open_dispute(debts.desk, *debt, DisputeEntry(november(23), valued="the work", owner="dan"))
    acting.promise_ours(debts.desk, *debt, OurPromiseEntry("send_invoice", november(24)))
    return debts


def shapes(told: Any, name: str = "") -> dict[str, str]:
    """The keys of every object by the name it stands under."""
    found: dict[str, str] = {}
    for item in told if isinstance(told, list) else [told]:
        if isinstance(item, dict):
            found[name] = " ".join(item)
            for key, value in item.items():
                found |= shapes(value, key)
    return found


def test_every_object_has_the_keys_of_the_contract(full: Post) -> None:
    told = show(full, "D1")
    assert shapes(told) == SHAPE
    assert json.loads(json.dumps(told)) == told  # nothing that JSON does not know


def test_an_account_as_it_is_told(full: Post) -> None:
    (account,) = show(full, "A1")["accounts"]
    kept, promised = account["promises"]
    assert (kept["state"], kept["received"], kept["short_by"], kept["decided_on"]) == (
        *("partly_kept", "280.00", "20.00"),
        "2026-11-13",
    )
    assert kept["evidence"] == [{"payment_ref": "M1", "amount": "280.00"}]
    assert (promised["amount"], promised["agent"], promised["plan_ref"], promised["decided_on"]) == (
        *("99.50", None, None),
        None,
    )
    assert account["balance"] == "720.00"
    assert account["payments"] == [
        {"payment_ref": "M1", "paid_on": "2026-11-09", "amount": "300.00", "reversed": "20.00"}
    ]
    assert [call["called_at"] for call in account["calls"]] == [
        "2026-07-03T17:05:00+03:00",
        "2026-11-03T17:05:00+02:00",
    ]
    assert account["holds"] == [
        {
            "kind": "hardship",
            "from": "2026-11-20",
            "until": None,
            "review_on": "2026-11-30",
            "reason": "a letter",
        }
    ]
    (dispute,) = account["disputes"]
    assert (dispute["opened_on"], dispute["closed_on"], dispute["valued"]) == ("2026-11-23", None, "the work")
    assert account["our_promises"] == [
        {"what": "send_invoice", "due_at": "2026-11-24T23:59:59+02:00", "done_at": None}
    ]
    assert isinstance(account["score"]["p"], float)
    assert account["step"]["action"] == "listen"


def test_a_debtor_with_all_accounts_and_an_account_alone(full: Post) -> None:
    assert [a["account_ref"] for a in show(full, "D1")["accounts"]] == ["A1", "A2"]
    assert [a["account_ref"] for a in show(full, "A2")["accounts"]] == ["A2"]
    phones = show(full, "A2")["debtor"]["phones"]
    assert [(p["number"], p["as_typed"], p["valid"], p["time_zone"]) for p in phones] == [
        ("+40722123456", "0722 123 456", True, "Europe/Bucharest"),
        (None, "12", False, None),
        ("+442079460958", "+44 20 7946 0958", True, "Europe/London"),
    ]
    assert show(full, "A2")["debtor"]["time_zone"] is None  # in Bucharest or in London


def test_a_lifted_hold_and_a_done_promise_say_when(full: Post) -> None:
    debt = books.Debt(*looking.resolve(full.desk, "A1")[:2])
    case = looking.card(full.desk, debt.debtor_id).case
    acting.lift_hold(full.desk, *debt, case.holds[0].seq)
    acting.done(full.desk, *debt, case.our_promises[0].seq)
    (account,) = show(full, "A1")["accounts"]
    assert account["holds"][0]["until"] == "2026-11-23"
    assert account["our_promises"][0]["done_at"] == "2026-11-23T10:15:00+02:00"
    (yesterday,) = show(full.at("2026-11-22"), "A1")["accounts"]
    assert (yesterday["holds"][0]["until"], yesterday["our_promises"], yesterday["disputes"]) == (
        None,
        [],
        [],
    )


def test_money_has_the_decimals_of_its_currency(post: Post) -> None:
    post.comes(
        "account_ref,debtor_ref,name,currency,balance\nJ,D1,A,JPY,5000\nK,D2,B,KWD,1.234\nR,D3,C,RON,-0.5\nZ,D4,D,RON,0"
    )
    balances = {ref: show(post, ref)["accounts"][0]["balance"] for ref in "JKRZ"}
    assert balances == {"J": "5000", "K": "1.234", "R": "-0.50", "Z": "0.00"}


def test_verdicts_leave_out_the_superseded_and_cancelled_unless_asked(debts: Post) -> None:
    debts.comes(
        "account_ref,made_on,due_on,amount,promise_ref\nA1,2026-11-02,2026-11-20,300,P1\nA1,2026-11-05,2026-11-20,300,P2"
    )
    (told,) = telling.all_verdicts(debts.desk)
    assert list(told) == V.split()
    both = list(telling.all_verdicts(debts.desk, everything=True))
    assert [(v["promise_ref"], v["state"]) for v in both] == [("P1", "superseded"), ("P2", "open")]
    assert list(telling.all_verdicts(debts.at("2026-11-04").desk)) == [
        next(iter(telling.all_verdicts(debts.at("2026-11-04").desk, everything=True)))
    ]


def test_a_row_of_the_list(post: Post) -> None:
    post.comes(DEBTS)
    post.comes("account_ref,made_on,due_on,amount\nA3,2026-11-16,2026-11-23,500")
    rows = [telling.today_json(post.desk, listed) for listed in looking.today(post.desk).rows]
    assert rows[0] == {
        "account_ref": "A3",
        "debtor_ref": "D2",
        "name": "Ștefan Țuțea",
        "section": "now",
        "next_step": "due_today",
        "why": rows[0]["why"],
        "band": "E",  # due today and nothing came: seven of its ten days lie behind
        "p_kept": 0.2486,
        "amount": "500.00",
        "currency": "RON",
        "contact_from": rows[0]["contact_from"],
        "contact_until": "2026-11-23T20:00:00+02:00",
    }
    assert "500" in rows[0]["why"]
    assert [row["account_ref"] for row in rows] == ["A3", "A1", "A2"]
    assert rows[2]["currency"] == "EUR"


def test_a_mistake_that_was_taken_back_is_not_told(full: Post) -> None:
    debt = books.Debt(*looking.resolve(full.desk, "A2")[:2])
    said = acting.record_call(full.desk, *debt, CallEntry(who="nobody", outcome="no_answer", typed="nr"))
    assert len(show(full, "A2")["accounts"][0]["calls"]) == 1
    undoing.undo(full.desk, said.undo)
    assert show(full, "A2")["accounts"][0]["calls"] == []
