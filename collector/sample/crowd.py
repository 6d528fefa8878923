"""People for a book that is only measured: names and phone numbers by the hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from collector.clock import real_now
from collector.rules import phones
from collector.rules.names import clean_name, fold
from collector.rules.records import Debtor, Phone
from collector.sample import names, numbers
from collector.sample.dice import Dice
from collector.store import search, writing

_SEQ_NEXT = 1000  # above every number that a history uses


class Place(NamedTuple):
    """Where a debtor of the first block lives, and so where their copies do."""

    lives: str
    zone_group: int


class Crowd:
    """Debtors with a name and a phone number each, waiting to be written together."""

    def __init__(self, dice: Dice, places: Sequence[Place]) -> None:
        self.dice, self.places = dice, places
        self.facts: list[Any] = []
        self.names: list[tuple[int, str]] = []
        self.recorded_at = real_now()

    def add(self, number: int) -> None:
        place = self.places[(number - 1) % len(self.places)]
        typed, form = names.full_name(self.dice, self.dice.weighted(names.ORIGINS))
        name = clean_name(typed)
        folded = fold(name)
        at = self.recorded_at
        self.names.append((number, folded))
        self.facts += [
            Debtor(
                number, f"D{number}", name, typed, folded, None, "ro", place.lives, None, form or None,
                place.zone_group, _SEQ_NEXT, at,
            ),
            self._phone(number, place),
        ]  # fmt: skip

    def _phone(self, number: int, place: Place) -> Phone:
        if place.lives == "RO":  # nearly all: spared the reading, which takes longer than the writing
            digits, zones = numbers.mobile_digits(self.dice), "Europe/Bucharest"
            whole, typed = f"+40{digits}", f"0{digits}"
        else:
            typed = numbers.one(self.dice, place.lives)
            read = phones.read(typed, "RO")
            whole, digits, zones = read.number or typed, read.digits, ";".join(read.zones)
        return Phone(number, 1, whole, typed, True, zones, digits, digits[::-1], self.recorded_at)

    def write(self, connection: Connection) -> None:
        writing.add(connection, self.facts)
        search.remember(connection, self.names)
