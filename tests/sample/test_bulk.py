"""A large book is what judging would have made of it: here a small one, of blocks as small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from collector.currencies import decimals
from collector.desk import looking
from collector.desk.opening import Desk, open_desk
from collector.rules.cards import cards, work_of
from collector.rules.records import Case, Work
from collector.sample.bulk import Size, big_book
from collector.store import audit, judging, reading
from collector.store.bookkeeping import VerdictRow, WorkRow
from collector.store.tables import table
from tests.books import everything

ANCHOR = date(2026, 11, 23)
SIZE = Size(debtors=36, promises=4, calls=2, block=12)


@pytest.fixture
def desk(book_url: str) -> Iterator[Desk]:
    big_book(book_url, SIZE, ANCHOR)
    found = open_desk(book_url, "bench", "2026-11-23T09:00+02:00")
    yield found
    found.close()


def cases(desk: Desk) -> list[Case]:
    with desk.book.reading() as connection:
        return list(reading.cases(connection, range(1, SIZE.debtors + 1)))


def test_every_verdict_and_every_place_on_the_list_is_what_judging_finds(desk: Desk) -> None:
    with desk.book.reading() as connection:
        work = {row[0]: Work._make(row) for row in connection.execute(select(table(WorkRow)))}
        stored = {(r.debtor_id, r.promise_seq): r for r in connection.execute(select(table(VerdictRow)))}
        at = desk.setting(connection)
        rests = judging.rests_at(connection, at)
    for case in cases(desk):
        (card,) = cards(case, at)
        rank = judging.risk_rank(card, desk.office, decimals())
        assert work[case.debtor.id] == work_of(case, card, rank, rests(case, at.today))
        for verdict in card.verdicts:
            row = stored.pop((case.debtor.id, verdict.promise.seq))
            assert (row.state, row.received_minor) == (verdict.state, verdict.received_minor)
            assert (row.decided_on, row.cured_on) == (verdict.decided_on, verdict.cured_on)
    assert not stored


def test_copies_have_names_numbers_and_references_of_their_own(desk: Desk) -> None:
    people = cases(desk)
    assert len(people) == SIZE.debtors
    assert all(len(case.promises) == SIZE.promises and len(case.calls) == SIZE.calls for case in people)
    assert len({case.debtor.name for case in people}) > 30
    assert len({case.phones[0].number for case in people}) == SIZE.debtors
    assert {case.accounts[0].ref for case in people} == {f"A{n}" for n in range(1, SIZE.debtors + 1)}
    shapes = Counter(tuple(p.amount_minor for p in case.promises) for case in people)
    assert set(shapes.values()) == {3}


def test_copies_are_found_and_their_numbers_ring_in_the_zone_of_their_list(desk: Desk) -> None:
    for case in cases(desk)[-12:]:
        assert looking.resolve(desk, case.phones[0].number or "").debtor_id == case.debtor.id
        assert case.debtor.id in {row.row.work.debtor_id for row in looking.find(desk, case.debtor.name)}
        with desk.book.reading() as connection:
            groups = reading.zone_groups(connection)
        assert groups[case.debtor.zone_group] == looking.zones_of_case(desk, case)


def test_a_book_of_less_than_a_block_and_of_no_whole_blocks(sqlite_path: object) -> None:
    for debtors in (5, 31):
        where = f"{sqlite_path}-{debtors}"
        big_book(where, SIZE._replace(debtors=debtors), ANCHOR)
        found = open_desk(where, "bench", "2026-11-23T09:00+02:00")
        with found.book.reading() as connection:
            assert connection.execute(select(func.count()).select_from(table(WorkRow))).scalar() == debtors
            assert not list(audit.faults(connection))
        found.close()


def test_the_same_seed_makes_the_same_book(sqlite_path: object) -> None:
    tables = ("promise", "payment", "debtor", "verdict", "work")
    seen = []
    for turn in range(2):
        where = f"{sqlite_path}-{turn}"
        big_book(where, SIZE, ANCHOR)
        found = open_desk(where, "bench", "2026-11-23T09:00+02:00")
        rows = everything(found)
        seen.append(
            {name: [tuple(v for v in row if not hasattr(v, "hour")) for row in rows[name]] for name in tables}
        )
        found.close()
    assert seen[0] == seen[1]
