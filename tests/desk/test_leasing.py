"""Two agents at one book never hold the same card."""

from __future__ import annotations

import subprocess
import sys

from collector.desk import leasing
from collector.desk.leasing import Holder
from collector.desk.opening import Desk
from tests.books import Wall, a_debtor

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
