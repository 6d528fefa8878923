"""What goes into the book comes out of it: every record, whatever it holds, in whatever order it came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.desk.opening import Desk
from collector.rules import records
from collector.rules.records import Case, Debtor
from collector.store import reading, writing
from tests import books

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))
MONEY = st.integers(1, 10**15)
FAMILIES = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def maybe(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | what


def fields(debtor_id: int, seq: int) -> dict[type[Any], st.SearchStrategy[Any]]:
    """A fact of each kind with this number; all that the book may hold."""
    key = (st.just(debtor_id), st.just(seq))
    here, ref, end = st.integers(1, 9), st.just(f"ref{seq}"), (MOMENTS, maybe(WORDS))
    kinds: dict[type[Any], Sequence[st.SearchStrategy[Any]]] = {
        records.Phone: (maybe(WORDS), WORDS, st.booleans(), WORDS, WORDS, WORDS, MOMENTS),
        records.Account: (
            *(st.just(f"{debtor_id}-{seq}"), maybe(WORDS), st.sampled_from(["RON", "JPY"])),
            *(maybe(DAYS), maybe(DAYS), maybe(WORDS), maybe(WORDS), MOMENTS),
        ),
        records.Balance: (here, st.integers(-(10**15), 10**15), DAYS, MOMENTS),
        records.Detail: (maybe(here), WORDS, WORDS, MOMENTS),
        records.Call: (
            *(here, ref, MOMENTS, maybe(WORDS), st.sampled_from(["outbound", "inbound"]), maybe(WORDS)),
            *(st.sampled_from(records.WHO), st.sampled_from(records.OUTCOMES), WORDS, WORDS),
            *(maybe(MOMENTS), maybe(DAYS), maybe(MONEY), maybe(DAYS), *end),
        ),
        records.Payment: (here, ref, DAYS, maybe(MOMENTS), MONEY, maybe(WORDS), MOMENTS),
        records.Hold: (
            *(st.sampled_from(records.HOLDS), st.just(date(1950, 1, 1))),
            *(maybe(st.dates(date(1950, 1, 1), date(2199, 12, 31))), maybe(DAYS), WORDS, maybe(WORDS), *end),
        ),
        records.Dispute: (here, DAYS, maybe(WORDS), maybe(WORDS), maybe(WORDS), maybe(DAYS), *end),
        records.OurPromise: (
            *(maybe(here), st.sampled_from(records.OUR_PROMISES), st.just(date(1950, 1, 1))),
            *(st.dates(date(1950, 1, 1), date(2199, 12, 31)), MOMENTS, maybe(WORDS), maybe(WORDS), *end),
        ),
        records.Ending: (
            *(WORDS, st.integers(0, seq - 1), st.sampled_from(records.ENDINGS), DAYS, maybe(MOMENTS)),
            *(maybe(WORDS), maybe(WORDS), *end),
        ),
        records.Promise: (
            *(here, ref, st.just(date(1950, 1, 1)), maybe(MOMENTS), st.just(date(1950, 1, 8))),
            *(st.integers(100, 10**15), st.just(date(1950, 1, 10)), st.integers(1, 100), maybe(WORDS)),
            *(maybe(WORDS), maybe(WORDS), maybe(WORDS), maybe(WORDS), *end),
        ),
    }
    return {kind: st.builds(kind, *key, *more) for kind, more in kinds.items()}


@st.composite
def families(draw: st.DrawFn) -> list[Any]:
    """Some facts of one debtor (whose number the test gives), in any order."""
    facts = [
        draw(draw(st.sampled_from(list(fields(1, n).values())))) for n in range(1, draw(st.integers(2, 12)))
    ]
    return draw(st.permutations(facts))


def case_of(debtor: Debtor, facts: list[Any]) -> Case:
    """What the book ought to say: the facts of each kind in the order of their numbers."""
    names = {"Phone": "phones", "Account": "accounts", "Balance": "balances", "OurPromise": "our_promises"}
    case = Case(debtor)
    for fact in sorted(facts, key=lambda each: each.seq):
        name = names.get(type(fact).__name__, f"{type(fact).__name__.lower()}s")
        more: dict[str, Any] = {name: (*getattr(case, name), fact)}
        case = case._replace(**more)
    return case


@FAMILIES
@given(facts=families(), name=WORDS.filter(bool))
def test_a_case_comes_back_as_it_went_in(desk: Desk, facts: list[Any], name: str) -> None:
    number = books.a_debtor(desk).debtor_id + 1
    debtor = Debtor(
        *(number, f"D{number}", name, name, name, None, "ro", None, None, "doamnă", 1, 99),
        books.at(books.MONDAY),
    )
    facts = [_of(number, fact) for fact in facts]
    desk.book.write(lambda connection: writing.add(connection, [debtor, *facts]))
    with desk.book.reading() as connection:
        assert reading.case(connection, number) == case_of(debtor, facts)
        streamed = {case.debtor.id: case for case in reading.stream(connection)}
    whole = case_of(debtor, facts)
    assert streamed[number] == whole._replace(phones=(), details=())  # what judging needs


def _of(debtor_id: int, fact: Any) -> Any:
    """The fact as this debtor's; references of accounts are unique in the whole book."""
    fact = fact._replace(debtor_id=debtor_id)
    return fact._replace(ref=f"{debtor_id}-{fact.seq}") if isinstance(fact, records.Account) else fact


def test_cases_come_in_the_order_of_their_ids_in_any_number_of_chunks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    debts = [books.a_debtor(desk, f"Om {n}") for n in range(7)]
    monkeypatch.setattr(reading, "CHUNK_OF_DEBTORS", 3)
    with desk.book.reading() as connection:
        everybody = list(reading.stream(connection))
        assert [case.debtor.id for case in everybody] == [debt.debtor_id for debt in debts]
        asked = [debts[n].debtor_id for n in (0, 4, 5, 6)]
        assert [case.debtor.id for case in reading.cases(connection, asked)] == asked


def test_a_debtor_that_is_not_there_is_our_mistake(desk: Desk) -> None:
    with desk.book.reading() as connection, pytest.raises(KeyError):
        reading.case(connection, 1)


def test_terms_and_rates_are_facts_with_a_day(desk: Desk) -> None:
    now = books.at(books.MONDAY)

    def tell(connection: Any) -> None:
        writing.add_rate(connection, "EUR", "4.97", date(2026, 11, 1), now)
        writing.add_rate(connection, "EUR", "5.01", date(2026, 11, 20), now)
        writing.add_rate(connection, "EUR", "5.0123", date(2026, 11, 20), now)  # told again: the later counts
        writing.add_settings(connection, {"firm": "Noua SRL"}, date(2026, 12, 1), now)

    desk.book.write(tell)
    with desk.book.reading() as connection:
        by_day = {day: reading.office(connection, books.november(day)) for day in (0, 5, 20, 31)}
    assert [str(by_day[day].rates.get("EUR")) for day in (0, 5, 20)] == ["None", "4.97", "5.0123"]
    assert by_day[5].rates["RON"] == 1
    assert [by_day[day].firm for day in (20, 31)] == ["collector", "Noua SRL"]
