"""The twelve stories by which the next step is accepted, each told on a real book: a seed of the product a story."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from collector.desk import acting, looking, steps, telling
from collector.desk.entries import DisputeEntry, OurPromiseEntry
from collector.desk.noting import entry_of, read_line
from collector.desk.opening import Desk
from collector.desk.steps import Next
from collector.lexicons import lexicon
from collector.rules.guidance import decide
from collector.rules.persons import Person
from collector.rules.shorthand import read_note
from collector.rules.tone import lint, verdict
from collector.tones import tone_book
from tests import books
from tests.books import Debt, november

SATURDAY = "2026-11-28T10:00"


@pytest.fixture
def debt(desk: Desk) -> Debt:
    return books.a_debtor(desk, "Ana Ionescu", balance=1200_00, creditor="Beta Energie")


def step(desk: Desk, debt: Debt, **heard: Any) -> Next:
    """The step of the account; with what is heard on the line, the one for this moment of the call."""
    card = looking.card(desk, debt.debtor_id)
    seen = card.account(debt.account_seq)
    if not heard:
        return steps.next_step(desk, card, seen)
    facts = steps.facts_of(desk, card, seen)._replace(**heard)
    decision = decide(facts, desk.policy, seen.score.p_bp)
    return Next(facts, decision, steps.words_of(facts, decision, Person(card.case.debtor.name)))


def spoken(found: Next) -> str:
    """All that the card says to the debtor."""
    said = found.said
    return " ".join(text for text in (said.opening, said.ask, said.alternatives, said.closing) if text)


def typed(desk: Desk, debt: Debt, line: str) -> Any:
    """The card after this line was typed and saved."""
    seen = looking.card(desk, debt.debtor_id).account(debt.account_seq)
    note = read_line(desk, seen.account, seen.owed.amount_minor, line)
    entry = entry_of(desk, seen.account, note, line, seen.owed.amount_minor)
    return acting.record_call(desk, *debt, entry).card


def test_1_a_dispute_comes_before_a_broken_promise(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 300_00, november(2), november(10))
    assert step(desk, debt).decision.situation == "broken_once"
    acting.open_dispute(
        desk, *debt, DisputeEntry(november(23), valued="the work", breached="late", owner="Dan")
    )
    found = step(desk, debt)
    assert (found.decision.situation, found.decision.action) == ("dispute_open", "investigate")
    assert "broken_once" in found.decision.also
    assert found.decision.ask is None
    assert "lei" not in spoken(found)
    assert "RON" not in spoken(found)


def test_2_our_late_call_back_comes_before_the_reminder(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 300_00, november(16), november(23))
    acting.promise_ours(desk, *debt, OurPromiseEntry("call_back", november(23), books.at("2026-11-23T09:55")))
    late = step(desk, debt)
    assert (late.decision.situation, late.decision.also) == ("our_promise_broken", ("due_today",))
    assert late.decision.ask is None
    assert "300" not in spoken(late)
    kept = looking.card(desk, debt.debtor_id).account(debt.account_seq).our_undone[0]
    acting.done(desk, *debt, kept.seq)
    assert step(desk, debt).decision.situation == "due_today"


def test_3_a_vague_word_is_made_concrete(desk: Desk, debt: Debt) -> None:
    card = typed(desk, debt, "o să văd")
    assert card.case.calls[-1].outcome == "vague"
    assert card.case.promises == ()
    found = step(desk, debt)
    assert (found.decision.situation, found.decision.action) == ("vague_promise", "make_concrete")
    assert found.decision.ask is not None
    assert found.said.ask
    assert " or " in str(found.said.alternatives)  # two options
    assert found.decision.when is not None
    assert found.decision.when > looking.card(desk, debt.debtor_id).now  # they rest first


def test_4_a_sum_too_good_is_split_without_suspicion(desk: Desk) -> None:
    debt = books.a_debtor(desk, balance=5000_00)
    for day in (-60, -30, 1):
        books.paid(desk, debt, 250_00, november(day))
    books.promise(desk, debt, 2000_00, november(40), reasons={"too_good": "sold the car"})
    found = step(desk, debt, identity="right_party")
    assert found.decision.situation == "too_good_promise"
    assert found.decision.ask is not None
    assert found.decision.ask.amount_minor <= 250_00
    assert "instalments" in str(found.said.alternatives)
    for text in spoken(found).split(". "):
        assert verdict(lint(text, "en", tone_book())) != "fail"


def test_5_who_paid_everything_is_thanked_and_left_alone(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 1200_00, november(10), november(20))
    books.paid(desk, debt, 1200_00, november(19))
    found = step(desk, debt)
    assert (found.decision.situation, found.decision.action) == ("paid_in_full", "thank")
    assert found.decision.channel == "email"
    assert found.decision.ask is None
    assert "nothing is left to pay" in spoken(found)
    assert not [row for row in looking.today(desk).rows if row.row.work.debtor_id == debt.debtor_id]


def test_6_the_third_kept_in_a_row_is_named_and_nobody_calls(desk: Desk, debt: Debt) -> None:
    for nth, day in enumerate((1, 10, 19)):
        books.promised(desk, debt, 100_00, november(-20), november(day), plan="plan")
        books.paid(desk, debt, 100_00, november(day), ref=f"m{nth}")
    books.promised(desk, debt, 100_00, november(-20), november(30), plan="plan")
    found = step(desk, debt)
    assert found.decision.situation == "promise_kept"
    assert "three payments" in spoken(found)
    assert found.decision.channel != "call"
    (row,) = (row for row in looking.today(desk).rows if row.row.work.debtor_id == debt.debtor_id)
    assert row.row.section == "wait"


def test_7_shorthand_is_written_out_and_says_what_is_missing() -> None:
    note = read_note(
        "k a zis ca plat maine 300 pt curent", datetime.fromisoformat(books.MONDAY), "RON", None, lexicon()
    )
    assert [(part.cents, str(part.due_on)) for part in note.promises] == [(300_00, "2026-11-24")]
    assert "mâine" in note.clean
    assert note.method is None


def test_8_a_last_chance_is_stopped_and_said_otherwise() -> None:
    found = lint("Vă propun 300 de lei, e ultima șansă.", "ro", tone_book())
    assert [(each.rule, each.verdict) for each in found] == [("F08", "fail")]
    assert found[0].better


def test_9_on_saturday_nobody_is_called(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 300_00, november(2), november(10))
    at_work = books.on(desk, SATURDAY)
    found = step(at_work, debt)
    assert not looking.card(at_work, debt.debtor_id).permission.allowed
    assert found.decision.also[-1] == "outside_hours"
    assert [rule for rule, _until in found.decision.blocked] == ["ro.weekend"]
    assert (found.decision.channel, str(found.decision.when)) == (
        "call",
        "2026-12-02 09:00:00+02:00",
    )  # after holidays
    now = decide(found.facts, at_work.policy)
    assert (now.situation, now.action, now.also) == ("outside_hours", "wait", ("broken_once",))


def test_10_somebody_else_hears_nothing_of_a_debt(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 300_00, november(2), november(10))
    found = step(desk, debt, identity="third_party")
    assert found.decision.situation == "third_party"
    assert "Beta Energie" not in spoken(found)
    assert verdict(lint(spoken(found), "en", tone_book(), situation="third_party")) != "fail"


def test_11_a_no_is_met_with_two_ways_and_something_we_do_now(desk: Desk, debt: Debt) -> None:
    found = step(desk, debt, identity="right_party", client_state="refuses")
    assert (found.decision.situation, found.decision.action) == ("refuses", "explore")
    ways = str(found.said.alternatives).split(". ")
    assert len(ways) == 2
    assert " I " in f" {ways[0]} "
    assert found.decision.ask is not None


def test_12_both_languages_come_to_the_same_step(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 300_00, november(2), november(10))
    card = looking.card(desk, debt.debtor_id)
    facts = steps.facts_of(desk, card, card.account(debt.account_seq))
    answers = []
    for language in ("ro", "en"):
        here = facts._replace(language=language)
        decision = decide(here, desk.policy, standing=True)
        answers.append(
            steps.step_json(Next(here, decision, steps.words_of(here, decision, Person("Ana Ionescu"))))
        )
    ro, en = answers
    assert ro["say"] != en["say"]
    for name in ("situation", "also", "action", "channel", "when", "tone", "ask"):
        assert ro[name] == en[name]
    assert ro["why"]["rule"] == en["why"]["rule"]
    assert len(ro["why"]["facts"]) == len(en["why"]["facts"])


def test_the_step_of_the_card_is_that_of_the_list(desk: Desk, debt: Debt) -> None:
    books.promised(desk, debt, 300_00, november(2), november(10))
    (listed,) = (row for row in looking.today(desk).rows if row.row.work.debtor_id == debt.debtor_id)
    told = telling.show_json(desk, looking.card(desk, debt.debtor_id))["accounts"][0]["step"]
    assert (told["situation"], told["rule"]) == (listed.situation, listed.situation)
    assert told["say"]["ask"]
    assert json.loads(json.dumps(told)) == told
