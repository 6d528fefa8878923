"""The team lead's figures, reckoned by hand from the files, and told in the words of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from collector.desk import acting, looking, reporting
from collector.desk.entries import DisputeEntry
from collector.desk.opening import Desk
from tests import books
from tests.books import november
from tests.desk.post import Post

DEBTS = """account_ref,debtor_ref,name,currency,balance,balance_on,creditor,due_since
A1,D1,Ion Popescu,RON,5000,2026-10-01,Telco,2026-10-10
A2,D1,Ion Popescu,EUR,5000,2026-10-01,Bank,2026-08-01
A3,D2,Ana Pop,RON,5000,2026-10-01,,
A4,D3,Dan Rusu,RON,5000,2026-10-01,Telco,2024-01-01
A5,D3,Dan Rusu,RON,5000,2026-10-01,Telco,2024-01-01"""
# Beside each its deadline and its fate on 23 November; a dispute of A3 is open from the 8th on.
PROMISES = """account_ref,made_on,due_on,amount,agent,promise_ref
A1,2026-11-02,2026-11-04,300,ana,6 Nov kept with 290
A1,2026-11-09,2026-11-11,200,ana,13 Nov partly kept with 150
A2,2026-11-02,2026-11-04,100,dan,6 Nov broken
A2,2026-11-12,2026-11-30,100,dan,4 Dec kept with 95
A3,2026-11-02,2026-11-20,50,ana,5 Nov superseded
A3,2026-11-05,2026-11-10,50,,12 Nov broken and excused
A4,2026-11-16,2026-11-18,400,dan,20 Nov broken and cured on the 21st
A5,2026-11-16,2026-11-19,400,dan,23 Nov open
A5,2026-11-16,2026-12-18,400,dan,22 Dec open"""
PAYMENTS = """account_ref,paid_on,amount
A1,2026-11-04,290
A1,2026-11-13,150
A2,2026-11-13,95
A4,2026-11-21,400"""
COUNTS = ("promises", "kept", "partly_kept", "broken", "open", "superseded", "excused")
RATES = ("kept_rate", "low", "high", "kept_money_rate", "expected", "late_cure_rate", "too_few")


@pytest.fixture
def lead(post: Post) -> Desk:
    """The book on 23 November, with a promise of each fate."""
    for text in (DEBTS, PROMISES, PAYMENTS):
        assert post.comes(text).refused == 0
    found = looking.resolve(post.desk, "A3")
    on_8 = books.on(post.desk, "2026-11-08T09:00")
    acting.open_dispute(on_8, found.debtor_id, found.account_seq or 0, DisputeEntry(november(8)))
    return post.desk


def report(desk: Desk, by: str | None = None, from_on: date | None = None, to_on: date | None = None) -> Any:
    return reporting.report_json(reporting.report(desk, by, from_on, to_on))


def counts(group: dict[str, Any]) -> tuple[int, ...]:
    return tuple(group[key] for key in COUNTS)


def test_everything_up_to_today(lead: Desk) -> None:
    """1 kept of 4 judged; of 900 lei promised 440 came, of 100 euro none; 1 of 3 breaks was cured."""
    found = report(lead)
    assert list(found) == ["from", "to", "maturity", "groups", "total"]
    assert list(found["total"]) == ["key", *COUNTS, *RATES]
    assert (found["from"], found["to"], found["groups"]) == (None, "2026-11-23", [])
    assert counts(found["total"]) == (7, 1, 1, 2, 1, 1, 1)
    assert [found["total"][key] for key in RATES] == [
        *(0.25, 0.045587, 0.699358),  # Wilson by hand: (0.25 + z²/8 ± z √(0.25·0.75/4 + z²/64)) / (1 + z²/4)
        {"EUR": 0.0, "RON": 0.488889},
        *(None, 0.333333, True),
    ]
    assert found["maturity"] == 0.857143  # 6 of 7: today is the last day of one


GROUPS = {
    "agent": {"ana": (3, 1, 1, 0, 0, 1, 0), "dan": (3, 0, 0, 2, 1, 0, 0), "unknown": (1, 0, 0, 0, 0, 0, 1)},
    "creditor": {
        "Bank": (1, 0, 0, 1, 0, 0, 0),
        "Telco": (4, 1, 1, 1, 1, 0, 0),
        "unknown": (2, 0, 0, 0, 0, 1, 1),
    },
    "week": {
        "2026-W45": (3, 1, 0, 1, 0, 1, 0),
        "2026-W46": (2, 0, 1, 0, 0, 0, 1),
        "2026-W47": (1, 0, 0, 1, 0, 0, 0),
        "2026-W48": (1, 0, 0, 0, 1, 0, 0),
    },
    "age": {
        "0-30": (2, 1, 1, 0, 0, 0, 0),  # made 23 and 30 days after the debt fell due
        "91-180": (1, 0, 0, 1, 0, 0, 0),
        "366+": (2, 0, 0, 1, 1, 0, 0),
        "unknown": (2, 0, 0, 0, 0, 1, 1),
    },
}


@pytest.mark.parametrize("by", GROUPS)
def test_by_each_key(by: str, lead: Desk) -> None:
    found = report(lead, by)
    assert [group["key"] for group in found["groups"]] == list(GROUPS[by])
    assert {group["key"]: counts(group) for group in found["groups"]} == GROUPS[by]
    assert found["total"] == report(lead)["total"]


def test_a_group_has_its_own_rates(lead: Desk) -> None:
    ana, dan, unknown = report(lead, "agent")["groups"]
    assert (ana["kept_rate"], ana["kept_money_rate"], ana["late_cure_rate"]) == (0.5, {"RON": 0.88}, 0.0)
    assert (dan["kept_rate"], dan["kept_money_rate"]) == (0.0, {"EUR": 0.0, "RON": 0.0})
    nothing = [unknown[key] for key in RATES]
    assert nothing == [None, None, None, {}, None, None, True]


@pytest.mark.parametrize(
    ("from_on", "to_on", "want", "maturity"),
    [
        (november(13), november(20), (2, 0, 1, 1, 0, 0, 0), 1.0),
        (november(14), november(19), (0, 0, 0, 0, 0, 0, 0), None),
        (november(5), november(5), (1, 0, 0, 0, 0, 1, 0), 1.0),
        (None, date(2026, 12, 4), (8, 2, 1, 2, 1, 1, 1), 0.875),
        (None, date(2026, 12, 31), (9, 2, 1, 2, 2, 1, 1), 0.777778),
    ],
)
def test_a_period_has_both_its_days(
    from_on: date | None, to_on: date, want: tuple[int, ...], maturity: float | None, lead: Desk
) -> None:
    found = report(lead, None, from_on, to_on)
    assert (counts(found["total"]), found["maturity"]) == (want, maturity)
    assert (found["from"], found["to"]) == (from_on and from_on.isoformat(), to_on.isoformat())


def test_as_of_an_earlier_day_nothing_later_counts(lead: Desk) -> None:
    found = report(books.on(lead, "2026-11-12T09:00"))
    assert counts(found["total"]) == (4, 1, 0, 1, 1, 1, 0)  # the excused one is open on its last day
    assert found["to"] == "2026-11-12"


def test_from_twenty_judged_on_they_are_enough(post: Post) -> None:
    post.comes(DEBTS)
    lines = [f"A1,2026-11-02,2026-11-04,{amount},x" for amount in range(1, 21)]
    header = "account_ref,made_on,due_on,amount,plan_ref"
    post.comes("\n".join([header, *lines[:19]]))
    assert report(post.desk)["total"]["too_few"] is True
    post.comes("\n".join([header, *lines]))
    total = report(post.desk)["total"]
    assert (total["broken"], total["too_few"]) == (20, False)


def test_an_empty_book_has_no_rates(desk: Desk) -> None:
    found = report(desk, "week")
    assert (found["maturity"], found["groups"], counts(found["total"])) == (None, [], (0,) * 7)
    assert [found["total"][key] for key in RATES] == [None, None, None, {}, None, None, True]
