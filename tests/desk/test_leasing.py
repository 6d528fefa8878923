"""Two agents at one book never hold the same card."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from collector.desk import acting, leasing, listing
from collector.desk.entries import CallEntry, OurPromiseEntry
from collector.desk.leasing import Holder
from collector.desk.opening import Desk
from collector.store.narrowing import Chosen
from tests import books
from tests.books import Wall, a_debtor, november

ANA = Holder("ana-1", "ana", "desk-one", 1)
ION = Holder("ion-1", "ion", "desk-two", 1)


def test_a_card_is_one_agents_for_ten_minutes_and_then_free(desk: Desk, wall: Wall) -> None:
    debtor, _ = a_debtor(desk)
    assert leasing.take(desk, debtor, ANA) is None
    refused = leasing.take(desk, debtor, ION)
    assert refused is not None
    assert refused.agent == "ana"
    wall.passes(minutes=9)
    assert leasing.take(desk, debtor, ANA) is None  # renewed while the card is open
    wall.passes(minutes=9)
    assert leasing.take(desk, debtor, ION) is not None
    wall.passes(minutes=2)
    assert leasing.take(desk, debtor, ION) is None


def test_a_card_laid_down_is_free_and_only_its_holder_lays_it_down(desk: Desk) -> None:
    debtor, _ = a_debtor(desk)
    leasing.take(desk, debtor, ANA)
    leasing.release(desk, debtor, ION)
    assert leasing.held(desk, [debtor], ION)[debtor].agent == "ana"
    assert leasing.held(desk, [debtor], ANA) == {}
    leasing.release(desk, debtor, ANA)
    assert leasing.take(desk, debtor, ION) is None


def test_a_lease_of_a_program_that_is_gone_from_this_machine_is_free(desk: Desk) -> None:
    debtor, _ = a_debtor(desk)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    here = leasing.holder("ana")
    leasing.take(desk, debtor, here._replace(id="crashed", process=gone.pid))
    assert leasing.take(desk, debtor, here) is None


def test_the_next_free_debtor_is_never_given_twice(desk: Desk) -> None:
    for number in range(4):
        a_debtor(desk, f"Debtor {number}")
    hands = [ANA._replace(id=f"app-{n}", host=f"host-{n}") for n in range(5)]
    given = [leasing.next_free(desk, hand) for hand in hands]
    assert len({listed.row.work.debtor_id for listed in given if listed}) == 4
    assert given[4] is None


def test_next_goes_on_behind_the_open_card_and_says_when_nobody_is_left(desk: Desk) -> None:
    first, _ = a_debtor(desk, balance=900_00)
    second, _ = a_debtor(desk, balance=500_00)
    listed = leasing.next_free(desk, ANA, after=first)
    assert listed is not None
    assert listed.row.work.debtor_id == second
    leasing.take(desk, first, ION)
    assert leasing.next_free(desk, ANA, after=second) is None


def taken(desk: Desk, hand: Holder, **how: object) -> str | None:
    """The name of the next free debtor, given to this hand."""
    listed = leasing.next_free(desk, hand, **how)  # type: ignore[arg-type]
    return listed and listed.row.name


def test_next_looks_as_far_down_as_somebody_is_free(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leasing, "PAGE_ROWS", 3)
    for number in range(10):
        debtor, _ = a_debtor(desk, f"Debtor {number}", balance=1000_00 - 10_00 * number)
        if number < 9:
            leasing.take(desk, debtor, ION)
    assert taken(desk, ANA) == "Debtor 9"
    assert taken(desk, ANA._replace(id="ana-2")) is None


def test_next_goes_round_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leasing, "PAGE_ROWS", 2)
    debts = [a_debtor(desk, f"Debtor {number}", balance=1000_00 - 10_00 * number) for number in range(5)]
    assert taken(desk, ANA, after=debts[3].debtor_id) == "Debtor 4"
    assert taken(desk, ANA, after=debts[4].debtor_id) == "Debtor 0"
    gone = books.promised(desk, debts[2], 100_00, november(16), november(27))  # waits now: from the top
    assert gone
    assert taken(desk, ANA, after=debts[2].debtor_id) == "Debtor 0"


def test_next_goes_on_behind_where_the_debtor_stood(desk: Desk) -> None:
    """What was saved on the open card moved the debtor down: those between are not passed over."""
    owed, _second = a_debtor(desk, "Owed", balance=100_00), a_debtor(desk, "Second", balance=900_00)
    a_debtor(desk, "Third", balance=500_00)
    entry = OurPromiseEntry("call_back", november(23), books.at("2026-11-23T09:30"))
    acting.promise_ours(books.on(desk, "2026-11-20T12:00"), *owed, entry)
    first = leasing.next_free(desk, ANA)
    assert first is not None
    assert first.row.name == "Owed"
    acting.record_call(desk, *owed, CallEntry(who="nobody", outcome="no_answer"))
    assert taken(desk, ANA, after=owed.debtor_id, place=listing.behind(first)) == "Second"
    assert listing.behind(first._replace(row=first.row._replace(section="later"))) is None


def test_next_stays_within_the_filter(desk: Desk) -> None:
    a_debtor(desk, "Another's", balance=5000_00, assigned_to="ion")
    a_debtor(desk, "Ours", balance=100_00, assigned_to="ana")
    mine = Chosen(assigned_to="ana")
    assert taken(desk, ANA, chosen=mine) == "Ours"
    assert taken(desk, ION, chosen=mine) is None


def test_who_was_rung_meanwhile_is_not_given_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another agent had the card, saved a promise and laid it down after our list was read."""
    debt, _other = a_debtor(desk, balance=900_00), a_debtor(desk, "Next", balance=100_00)
    take = leasing.take

    def after_a_call(at: Desk, debtor_id: int, mine: Holder) -> object:
        monkeypatch.setattr(leasing, "take", take)
        books.promise(at, debt, 100_00, november(27))
        return take(at, debtor_id, mine)

    monkeypatch.setattr(leasing, "take", after_a_call)
    assert taken(desk, ANA) == "Next"
    assert leasing.held(desk, [debt.debtor_id], ION) == {}


HAMMER = """
import sys
from datetime import UTC, datetime
from collector import clock
from collector.desk import leasing
from collector.desk.opening import open_desk

clock.real_now = lambda: datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
desk = open_desk(sys.argv[1], "ana", "2026-11-23T10:15")
mine = leasing.holder("ana")
print("ready", flush=True)
sys.stdin.readline()
given = {}
while (listed := leasing.next_free(desk, mine, next(reversed(given), None))) is not None:
    debtor_id = listed.row.work.debtor_id
    if debtor_id in given:  # round once: who is left is ours already
        break
    given[debtor_id] = None
    print(debtor_id, flush=True)
print("end", flush=True)
sys.stdin.readline()
"""


@contextmanager
def hammering(where: str) -> Iterator[list[subprocess.Popen[str]]]:
    """Two apps that ask for the next debtor at the same moment until nobody is new; both keep all cards open."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HAMMER, where]
    apps = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(2)]
    try:
        assert [line_of(app) for app in apps] == ["ready", "ready"]
        for app in apps:
            tell(app)
        yield apps
    finally:
        for app in apps:
            app.kill()
            app.communicate()


def line_of(app: subprocess.Popen[str]) -> str:
    assert app.stdout
    return app.stdout.readline().strip() or "gone"


def tell(app: subprocess.Popen[str]) -> None:
    assert app.stdin
    app.stdin.write("\n")
    app.stdin.flush()


def test_two_apps_of_one_login_at_one_book_never_get_the_same_debtor(desk: Desk) -> None:
    """And what a killed one held is free at once."""
    everyone = {a_debtor(desk, f"Debtor {number}").debtor_id for number in range(30)}
    here = leasing.holder("ana")
    with hammering(desk.book.where) as apps:
        given = [[int(line) for line in iter(partial(line_of, app), "end")] for app in apps]
        assert sorted(given[0] + given[1]) == sorted(everyone)
        assert all(given), "both had their share"
        assert leasing.next_free(desk, here) is None
        apps[0].kill()
        apps[0].wait()
        assert set(leasing.held(desk, sorted(everyone), here)) == set(given[1])
        listed = leasing.next_free(desk, here)
        assert listed is not None
        assert listed.row.work.debtor_id in given[0]
