"""How long a page of the list, a card and a search take, inside the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from collector.bench.figures import Figures, timed
from collector.desk import looking
from collector.desk.opening import Desk
from collector.sample.dice import Dice
from collector.store import reading, worklist
from collector.store.tables import DebtorRow, table
from collector.store.worklist import HELD, Cursor, ListedAccount

PAGE_ROWS = 50
WARM_UP = 20  # looks before the measured ones: the first ones read the file and compile statements


def list_pages(desk: Desk, times: int) -> Figures:
    """The first page, and pages that begin anywhere, by key."""
    dice = Dice(1, 11)
    anywhere = [cursor for cursor in _cursors(desk, dice, 2 * times + WARM_UP) if cursor]

    def page(after: Cursor | None) -> None:
        looking.today(desk, PAGE_ROWS, after)

    return {
        "page": _measured(page, anywhere[: times + WARM_UP]),
        "first_page": _measured(page, [None] * (times // 4 + WARM_UP)),
        "headline": _measured(lambda _: looking.headline(desk), [None] * 5, warm_up=1),
        "rows": PAGE_ROWS,
        "goal": {"page.p95_ms": 3},
    }


def card_looks(desk: Desk, times: int) -> Figures:
    """Cards of debtors anywhere in the book."""
    dice, most = Dice(2, 11), debtors(desk)
    ids = [1 + dice.below(most) for _ in range(times + WARM_UP)]
    return {"card": _measured(lambda number: looking.card(desk, number), ids), "goal": {"card.p95_ms": 8}}


def finds(desk: Desk, times: int) -> Figures:
    """Names as they are typed: parts of three letters or more, diacritics, starts of words; phones, references."""
    dice, most = Dice(3, 11), debtors(desk)
    found: Figures = {}
    for kind, text_of in _TYPED.items():
        people = [person_of(desk, 1 + dice.below(most)) for _ in range(times // 4 + WARM_UP)]
        texts = [text_of(dice, person) for person in people]
        found[kind] = _measured(lambda text: looking.find(desk, text), texts)
    return found | {"goal": {f"{kind}.p95_ms": 25 for kind in _TYPED}}


def _measured(work: Callable[[Any], Any], over: list[Any], warm_up: int = WARM_UP) -> Figures:
    for each in over[:warm_up]:
        work(each)
    return timed(work, over[warm_up:])


def debtors(desk: Desk) -> int:
    """How many there are, which is the largest of their ids: a generated book has no gaps."""
    with desk.book.reading() as connection:
        return int(connection.execute(select(func.max(table(DebtorRow).c.id))).scalar_one())


# --- Pages that begin anywhere ---------------------------------------------------------------------------


def _cursors(desk: Desk, dice: Dice, count: int) -> list[Cursor | None]:
    """Places in the list behind accounts drawn from the whole book; None for one that is not on it."""
    most = debtors(desk)
    ids = [1 + dice.below(most) for _ in range(count)]
    with desk.book.reading() as connection:
        groups = reading.zone_groups(connection)
        day = looking.day_of_list(desk, groups)
        rows = [
            row for at in range(0, count, 200) for row in worklist.of_debtors(connection, ids[at : at + 200])
        ]
    return [_cursor(row, day) for row in dice.shuffled(rows)]


def _cursor(row: ListedAccount, day: worklist.Day) -> Cursor | None:
    if row.work.contact_group is None:
        return None
    name, waits = _stretch(row, day)
    section = "wait" if waits else "now" if row.work.contact_group in day.open_groups else "later"
    return worklist.cursor_of(row._replace(stretch=name, section=section), day)


def _stretch(row: ListedAccount, day: worklist.Day) -> tuple[str, bool]:
    """The name of the stretch that an account stands in, and whether it waits there."""
    work = row.work
    if work.contact_group == HELD:
        return "held", True
    if work.owed_at is not None and work.owed_at <= day.ends_at:
        return "owed", False
    if work.due_on is None:
        return "rest", False
    due = work.due_on == day.today or (work.deadline_on or date.max) < day.today
    return ("due", False) if due else ("wait", True)


# --- What is typed ---------------------------------------------------------------------------------------


class Person(NamedTuple):
    """One debtor as somebody would look for them."""

    name: str
    folded: str
    account_ref: str
    digits: str


def person_of(desk: Desk, number: int) -> Person:
    """What a debtor is known by, of the id `number`."""
    with desk.book.reading() as connection:
        case = reading.case(connection, number)
    digits = case.phones[0].digits if case.phones else "721"
    return Person(case.debtor.name, case.debtor.name_folded, case.accounts[0].ref, digits)


def part_of_name(dice: Dice, person: Person) -> str:
    """Three to seven letters from the middle of the name."""
    length = dice.between(3, 7)
    start = dice.below(max(len(person.folded) - length, 0) + 1)
    text = person.folded[start : start + length].strip()
    return text if len(text) >= 3 else person.folded[:3]


def _diacritics(dice: Dice, person: Person) -> str:
    """A word as it is written, shouted."""
    return dice.one(person.name.split())[: dice.between(3, 8)].upper()


def _start(dice: Dice, person: Person) -> str:
    """One or two letters: the start of a word."""
    return dice.one(person.name.split())[: dice.between(1, 2)]


_TYPED: dict[str, Callable[[Dice, Person], str]] = {
    "anywhere": part_of_name,
    "diacritics": _diacritics,
    "start": _start,
    "whole": lambda _, person: person.name,
    "phone": lambda dice, person: f"0{person.digits[: dice.between(4, 9)]}",
    "reference": lambda _, person: person.account_ref,
}
