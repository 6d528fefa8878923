"""What the list, the card and the search ask of SQLite: each question is a range of an index, nothing is sorted.

Times differ from machine to machine; plans do not (collector.store.worklist, search, reading).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from collector.bench import books
from collector.desk import looking
from collector.desk.opening import Desk
from collector.sample.bulk import Size
from collector.store import reading, worklist

TO_CALL = ("owed", "late", "due", "rest")
STRETCHES = [(name, section) for section in ("now", "later") for name in TO_CALL]
STRETCHES += [("resting", "later"), ("grace", "wait"), ("wait", "wait"), ("held", "wait")]
INDEXES = {"work_owed", "work_late", "work_due", "work_risk", "work_held", "work_resting"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk at a book of 400 invented debtors, on Monday morning."""
    at_work = books.desk_at(books.make(tmp_path_factory.mktemp("plans") / "book.db", Size(400, 3, 2)))
    yield at_work
    at_work.close()


@contextmanager
def asked(desk: Desk) -> Iterator[list[tuple[str, Any]]]:
    """Every SELECT that runs in the block, with what it was asked with."""
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(desk.book.engine, "before_cursor_execute", note)
    yield seen
    event.remove(desk.book.engine, "before_cursor_execute", note)


def plan(desk: Desk, statement: str, parameters: Any) -> list[str]:
    with desk.book.reading() as connection:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]


def plans_of(desk: Desk, look: Callable[[], object]) -> list[tuple[str, list[str]]]:
    """The questions of one look, each with its plan."""
    with asked(desk) as seen:
        look()
    assert seen
    return [(statement, plan(desk, statement, parameters)) for statement, parameters in seen]


def of_the_list(plans: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    return [(statement, steps) for statement, steps in plans if "FROM work" in statement]


def assert_index_ranges(plans: list[tuple[str, list[str]]]) -> None:
    for statement, steps in plans:
        wrong = [step for step in steps if step.startswith("SCAN ") or "TEMP B-TREE" in step]
        assert not wrong, (wrong, statement)


def test_the_first_page_walks_indexes(desk: Desk) -> None:
    assert_index_ranges(of_the_list(plans_of(desk, lambda: looking.today(desk, 400))))


@pytest.mark.parametrize(("stretch", "section"), STRETCHES)
def test_every_stretch_goes_on_from_its_key_in_its_index(desk: Desk, stretch: str, section: str) -> None:
    row = looking.today(desk, 1).rows[0].row
    now = desk.now()
    work = row.work._replace(due_on=books.FRIDAY, deadline_on=books.MONDAY, owed_at=now, rest_until=now)
    with desk.book.reading() as connection:
        day = looking.day_of_list(desk, reading.zone_groups(connection))
    after = worklist.cursor_of(row._replace(stretch=stretch, section=section, work=work), day)
    asked_of = of_the_list(plans_of(desk, lambda: looking.today(desk, 1000, after)))
    assert_index_ranges(asked_of)
    first = asked_of[0][1][0]
    assert ")>(" in first or ")<(" in first, f"the key is no bound of the index: {first}"


def test_the_whole_list_uses_each_of_its_indexes(desk: Desk) -> None:
    steps = [steps[0] for _, steps in of_the_list(plans_of(desk, lambda: looking.today(desk, 1000)))]
    assert {index for index in INDEXES if any(index in step for step in steps)} == INDEXES


def test_the_long_stretches_are_read_from_the_index_alone(desk: Desk) -> None:
    """Rows of the list lie anywhere in the table; in these indexes those of a page lie together."""
    plans = of_the_list(plans_of(desk, lambda: looking.today(desk, 1000)))
    long = [steps[0] for _, steps in plans if "work_due" in steps[0] or "work_risk" in steps[0]]
    assert long
    assert all("USING COVERING INDEX" in step for step in long), long


def test_the_headline_counts_in_indexes_alone_where_many_are_counted(desk: Desk) -> None:
    plans = plans_of(desk, lambda: looking.headline(desk))
    assert_index_ranges(of_the_list(plans))
    many = [
        steps for statement, steps in plans if "due_on IS NULL" in statement and "owed_at" not in statement
    ]
    assert many
    assert all("COVERING INDEX work_risk" in steps[0] for steps in many)


def test_a_card_reads_what_lies_together(desk: Desk) -> None:
    plans = plans_of(desk, lambda: looking.card(desk, 17))
    assert_index_ranges([(statement, steps) for statement, steps in plans if "base_day" not in statement])
    assert len(plans) <= 15, "one question a table"


@pytest.mark.parametrize("text", ["pop", "Ștefan", "Ș", "an", "Ion Popescu", "0721", "A17"])
def test_finding_never_reads_a_whole_table(desk: Desk, text: str) -> None:
    tables = tuple(f"SCAN {name}" for name in ("account", "debtor", "hold", "name_word", "phone", "work"))
    for statement, steps in plans_of(desk, lambda: looking.find(desk, text)):
        assert not [step for step in steps if step.startswith(tables)], statement


def test_a_page_asks_a_fixed_number_of_questions(desk: Desk) -> None:
    """One a stretch and zone group, and those of a card for the rows that time has overtaken: none row by row."""
    with desk.book.reading() as connection:
        groups = len(reading.zone_groups(connection))
    with asked(desk) as seen:
        assert len(looking.today(desk, 1000).rows) > 100
    assert len(seen) <= 16 + groups * len(STRETCHES)
