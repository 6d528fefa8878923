"""Taking promises: alone, as a plan, instead of or besides another; what is refused and what is asked once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collector import words
from collector.desk import acting, looking
from collector.desk.entries import DisputeEntry, HoldEntry, PromiseEntry
from collector.desk.guarding import Asks
from collector.desk.opening import Desk
from collector.errors import Refused
from tests import books
from tests.books import Debt, november, on


def asked(story: Callable[[], object]) -> list[str]:
    """The guards that want an answer."""
    with pytest.raises(Asks) as held_back:
        story()
    assert all(question.text in held_back.value.message for question in held_back.value.questions)
    return [question.rule for question in held_back.value.questions]


def refused(story: Callable[[], object]) -> str:
    with pytest.raises(Refused) as no:
        story()
    assert no.value.exit_code == 2
    return no.value.rule


# --- One promise -----------------------------------------------------------------------------------------


def test_a_promise_keeps_its_terms_and_its_deadline(desk: Desk, debt: Debt) -> None:
    saved = books.promise(desk, debt, 300_01, november(27), typed="300 vineri")
    (promise,) = saved.card.case.promises
    assert saved.promise_refs == (promise.ref,)
    assert (promise.made_on, promise.made_at) == (november(23), books.at(books.MONDAY))
    assert (promise.due_on, promise.deadline_on) == (november(27), november(33))  # two holidays in between
    assert (promise.amount_minor, promise.threshold_minor) == (300_01, 285_01)  # 95 %, rounded up
    assert (promise.agent, promise.plan_ref, promise.asked) == ("ana", None, None)
    assert saved.card.case.calls[0].outcome == "promise"
    assert saved.card.account(None).step.situation == "promise_open"


def test_how_and_after_what_it_is_paid_is_kept(desk: Desk, debt: Debt) -> None:
    part = PromiseEntry(100_00, november(27), "card", "după salariu")
    (promise,) = books.call(desk, debt, promises=(part,)).card.case.promises
    assert (promise.method, promise.hangs_on) == ("card", "după salariu")


def test_a_promise_on_a_later_day_closes_the_earlier_one(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(27))
    books.promise(on(desk, "2026-11-25T10:00"), debt, 150_00, november(30))
    assert books.states(on(desk, "2026-11-25T10:00"), debt) == ["superseded", "open"]
    assert books.states(desk, debt) == ["open"]  # on Monday nobody knew of the second


def test_another_account_of_the_debtor_is_another_matter(desk: Desk) -> None:
    one = books.a_debtor(desk, balance=[1000_00, 500_00])
    other = Debt(one.debtor_id, 3)
    books.promise(desk, one, 100_00, november(27))
    books.promise(desk, other, 50_00, november(27))
    assert books.states(desk, one) == books.states(desk, other) == ["open"]


# --- A plan ----------------------------------------------------------------------------------------------


def test_a_plan_has_unequal_parts_and_one_name(desk: Desk, debt: Debt) -> None:
    saved = books.plan(desk, debt, (500_00, november(27)), (300_00, november(57)), (200_00, november(87)))
    promises = saved.card.case.promises
    assert [(p.amount_minor, p.due_on) for p in promises] == [
        (500_00, november(27)),
        (300_00, november(57)),
        (200_00, november(87)),
    ]
    assert len({p.plan_ref for p in promises}) == 1
    assert None not in {p.plan_ref for p in promises}
    assert len(saved.promise_refs) == 3
    assert saved.card.account(None).promised_minor == 1000_00


def test_a_plan_may_reach_further_than_one_promise(desk: Desk, debt: Debt) -> None:
    far = november(23 + 31)
    assert asked(lambda: books.promise(desk, debt, 100_00, far)) == ["beyond_horizon"]
    books.plan(desk, debt, (100_00, november(27)), (100_00, far))
    assert asked(
        lambda: books.plan(on(desk, "2026-11-24T10:00"), debt, (10_00, far), (10_00, november(23 + 368)), relation="plan")
    ) == ["beyond_horizon"]  # fmt: skip


def test_plans_of_two_calls_have_two_names(desk: Desk, debt: Debt) -> None:
    books.plan(desk, debt, (100_00, november(27)), (100_00, november(30)))
    later = on(desk, "2026-11-24T10:00")
    books.plan(later, debt, (50_00, november(28)), (50_00, november(31)), relation="instead")
    assert books.states(later, debt) == ["superseded", "superseded", "open", "open"]


# --- How a further promise stands to the earlier ---------------------------------------------------------


def test_a_second_promise_of_a_day_is_asked_about_and_never_guessed(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(27))
    before = books.everything(desk)
    with pytest.raises(Asks) as held_back:
        books.promise(desk, debt, 150_00, november(30))
    (question,) = held_back.value.questions
    assert (question.rule, question.choices) == ("relation", ("instead", "besides", "plan"))
    assert books.everything(desk) == before


def test_instead_makes_the_first_a_mistake(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(27))
    books.promise(desk, debt, 150_00, november(30), relation="instead")
    assert books.states(desk, debt) == ["error", "open"]
    books.promise(desk, debt, 200_00, november(30), relation="instead")
    assert books.states(desk, debt) == ["error", "error", "open"]


def test_besides_lets_both_stand(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(27))
    books.promise(desk, debt, 150_00, november(30), relation="besides")
    assert books.states(desk, debt) == ["open", "open"]
    assert {p.plan_ref for p in looking.card(desk, 1).case.promises} == {None}


def test_one_plan_makes_one_agreement_of_both(desk: Desk, debt: Debt) -> None:
    """Facts are not edited: the first is taken back and stands again in the plan, made when it was made."""
    (first,) = books.promise(desk, debt, 100_00, november(27)).card.case.promises
    afternoon = on(desk, "2026-11-23T15:00")
    saved = books.promise(afternoon, debt, 150_00, november(30), relation="plan")
    alone, again, second = saved.card.case.promises
    assert books.states(afternoon, debt) == ["error", "open", "open"]
    assert alone == first
    assert again.plan_ref == second.plan_ref is not None
    assert again._replace(**{key: getattr(first, key) for key in CHANGED}) == first
    assert saved.promise_refs == (again.ref, second.ref)


CHANGED = ("seq", "ref", "plan_ref", "recorded_at", "command_id")


def test_a_third_joins_the_plan_of_today(desk: Desk, debt: Debt) -> None:
    books.plan(desk, debt, (100_00, november(27)), (100_00, november(30)))
    books.promise(desk, debt, 50_00, november(33), relation="plan")
    assert books.states(desk, debt) == ["open", "open", "open"]
    assert len({p.plan_ref for p in looking.card(desk, 1).case.promises}) == 1


def test_while_a_plan_runs_joining_or_replacing_is_asked(desk: Desk, debt: Debt) -> None:
    books.plan(desk, debt, (100_00, november(27)), (100_00, november(57)))
    later = on(desk, "2026-11-25T10:00")
    with pytest.raises(Asks) as held_back:
        books.promise(later, debt, 50_00, november(30))
    assert held_back.value.questions[0].choices == ("plan", "instead")
    books.promise(later, debt, 50_00, november(30), relation="plan")
    assert books.states(later, debt) == ["open", "open", "open"]
    after = on(desk, "2026-11-26T10:00")
    books.promise(after, debt, 300_00, november(40), relation="instead")
    assert books.states(after, debt) == ["superseded", "superseded", "superseded", "open"]


def test_when_a_plan_has_ended_nothing_is_asked(desk: Desk, debt: Debt) -> None:
    books.plan(on(desk, "2026-11-02T10:00"), debt, (100_00, november(3)), (100_00, november(6)))
    books.promise(desk, debt, 50_00, november(30))
    assert books.states(desk, debt) == ["broken", "broken", "open"]


def test_a_promise_taken_back_today_is_not_asked_about(desk: Desk, debt: Debt) -> None:
    saved = books.promise(desk, debt, 100_00, november(27))
    acting.cancel_promise(desk, *debt, saved.card.case.promises[0].seq, "error")
    books.promise(desk, debt, 150_00, november(30))
    assert books.states(desk, debt) == ["error", "open"]


# --- Refused ---------------------------------------------------------------------------------------------

REFUSALS: list[tuple[str, dict[str, Any]]] = [
    ("amount_not_above_zero", {"promises": (PromiseEntry(0, november(27)),)}),
    ("amount_not_above_zero", {"promises": (PromiseEntry(-100_00, november(27)),)}),
    (
        "amount_not_above_zero",
        {"promises": (PromiseEntry(100_00, november(27)), PromiseEntry(0, november(30)))},
    ),
    ("due_in_the_past", {"promises": (PromiseEntry(100_00, november(22)),)}),
    *(
        ("nobody_who_may_promise", {"promises": (PromiseEntry(100_00, november(27)),), "who": who})
        for who in ("third_party", "wrong_party", "nobody", "unknown")
    ),
]


def test_what_may_not_be_promised_is_refused_whatever_is_answered(desk: Desk, debt: Debt) -> None:
    before = books.everything(desk)
    answers = {"reasons": dict.fromkeys(["hold", "above_balance"], "da"), "relation": "besides"}
    for rule, entry in REFUSALS:
        assert refused(lambda entry=entry: books.call(desk, debt, **entry, **answers)) == rule, entry
    assert books.everything(desk) == before


def test_today_is_not_the_past_and_somebody_authorised_may_promise(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(23), who="authorised")
    assert books.states(desk, debt) == ["open"]


def test_the_day_is_the_offices_and_not_greenwichs(desk: Desk, debt: Debt) -> None:
    midnight = on(desk, "2026-11-24T00:30")  # the 23rd in UTC
    assert refused(lambda: books.promise(midnight, debt, 100_00, november(23))) == "due_in_the_past"
    (promise,) = books.promise(midnight, debt, 100_00, november(24)).card.case.promises
    assert promise.made_on == november(24)


ASKED_ONCE = ("vulnerable", "hardship")
HOLDS = (
    *("insolvency", "breathing_space", "legal_hold", "represented", "cease_contact", "deceased"),
    *("capacity", "assignment_notice", "safety_risk"),
)


def test_under_a_hold_nothing_is_promised(desk: Desk) -> None:
    for kind in HOLDS:
        debt = books.a_debtor(desk)
        acting.place_hold(desk, *debt, HoldEntry(kind, november(20), november(25)))
        entry = {"reasons": {"hold": "da"}}
        story = lambda debt=debt, entry=entry: books.promise(desk, debt, 100_00, november(27), **entry)  # noqa: E731
        assert refused(story) == "hold", kind
        after = on(desk, "2026-11-26T10:00")
        assert books.promise(after, debt, 100_00, november(27)).promise_refs, kind  # it has ended


# --- Asked once more -------------------------------------------------------------------------------------


def with_reason(desk: Desk, debt: Debt, amount_minor: int, due: int, **reasons: str) -> str | None:
    """The promise goes through with these reasons; what is kept of them for the team lead."""
    saved = books.promise(desk, debt, amount_minor, november(due), reasons=reasons)
    return saved.card.case.promises[-1].asked


def test_hardship_and_vulnerability_are_asked_about_once(desk: Desk) -> None:
    for kind in ASKED_ONCE:
        debt = books.a_debtor(desk)
        acting.place_hold(desk, *debt, HoldEntry(kind, november(20)))
        assert asked(lambda debt=debt: books.promise(desk, debt, 100_00, november(27))) == ["hold"]
        assert with_reason(desk, debt, 100_00, 27, hold="a cerut singur") == "hold: a cerut singur"


def test_two_holds_of_a_kind_are_one_question(desk: Desk, debt: Debt) -> None:
    for _ in range(2):
        acting.place_hold(desk, *debt, HoldEntry("hardship", november(20)))
    assert asked(lambda: books.promise(desk, debt, 100_00, november(27))) == ["hold"]


def test_more_than_the_balance_is_asked_about(desk: Desk, debt: Debt) -> None:
    assert asked(lambda: books.promise(desk, debt, 1000_01, november(27))) == ["above_balance"]
    assert asked(lambda: books.plan(desk, debt, (600_00, november(27)), (400_01, november(30)))) == [
        "above_balance"
    ]
    assert with_reason(desk, debt, 1000_01, 27, above_balance="și dobânda") == "above_balance: și dobânda"


def test_all_of_the_balance_is_not(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 1000_00, november(27))


def test_beyond_the_horizon_is_asked_about(desk: Desk, debt: Debt) -> None:
    assert asked(lambda: books.promise(desk, debt, 100_00, november(54))) == ["beyond_horizon"]
    assert with_reason(desk, debt, 100_00, 54, beyond_horizon="pensia") == "beyond_horizon: pensia"
    other = books.a_debtor(desk)
    books.promise(desk, other, 100_00, november(53))  # the thirtieth day


def test_a_question_names_days_and_holds_as_people_do(desk: Desk, debt: Debt) -> None:
    acting.place_hold(desk, *debt, HoldEntry("hardship", november(20), None, november(33), "fără serviciu"))
    words.use("ro")
    with pytest.raises(Asks) as held_back:
        books.promise(desk, debt, 100_00, november(54))
    told = " ".join(question.text for question in held_back.value.questions)
    assert "joi, 24 decembrie 2026 este mai departe" in told
    assert "(dificultăți)" in told


def broken(desk: Desk, debt: Debt, times: int) -> None:
    for number in range(times):
        books.promised(desk, debt, 10_00, november(2 + 5 * number), november(3 + 5 * number))


def test_many_breaks_are_asked_about_over_all_accounts(desk: Desk) -> None:
    debt = books.a_debtor(desk, balance=[1000_00, 500_00])
    broken(desk, debt, 2)
    other = Debt(debt.debtor_id, 3)
    books.promise(desk, other, 1_00, november(27))  # two are not many
    books.promised(desk, other, 10_00, november(9), november(10))
    story = lambda: books.promise(desk, debt, 1_00, november(27))  # noqa: E731
    with pytest.raises(Asks, match="3 promises were broken in the last 90 days") as held_back:
        story()
    assert [question.rule for question in held_back.value.questions] == ["many_breaks"]
    assert (
        with_reason(desk, debt, 1_00, 27, many_breaks="lucrează din nou") == "many_breaks: lucrează din nou"
    )


def test_excused_breaks_are_not_held_against_the_debtor(desk: Desk, debt: Debt) -> None:
    broken(desk, debt, 3)
    acting.open_dispute(desk, *debt, DisputeEntry(november(1)))
    books.promise(desk, debt, 1_00, november(27))


def test_too_good_to_be_true_is_asked_about(desk: Desk) -> None:
    debt = books.a_debtor(desk, balance=5000_00)
    for day in (2, 9, 16):
        books.paid(desk, debt, 100_00, november(day))
    with pytest.raises(Asks, match=r"300\.00 RON is far from what is usually paid \(100\.00 RON\)"):
        books.promise(desk, debt, 300_00, november(30))
    assert with_reason(desk, debt, 300_00, 30, too_good="a vândut mașina") == "too_good: a vândut mașina"
    books.promise(on(desk, "2026-11-24T10:00"), debt, 299_99, november(30))


def test_everything_is_asked_at_once_and_all_answers_are_kept(desk: Desk, debt: Debt) -> None:
    books.promise(desk, debt, 100_00, november(27))
    story = lambda **more: books.promise(desk, debt, 2000_00, november(60), **more)  # noqa: E731
    assert asked(story) == ["relation", "above_balance", "beyond_horizon"]
    reasons = {"above_balance": "tot", "beyond_horizon": "prima"}
    assert asked(lambda: story(reasons=reasons)) == ["relation"]
    assert asked(
        lambda: story(relation="besides", reasons={"above_balance": "tot", "beyond_horizon": ""})
    ) == ["beyond_horizon"]
    saved = story(relation="besides", reasons=reasons)
    assert saved.card.case.promises[-1].asked == "above_balance: tot; beyond_horizon: prima"
