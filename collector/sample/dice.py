"""Chance that falls alike on every Python: built on `getrandbits` alone, without floats or sets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A stream of choices that follows from whole numbers: the same numbers, the same stream."""

    def __init__(self, *numbers: int) -> None:
        key = 0
        for number in numbers:
            key = key * 1_000_003 + number + 1
        self._bits = random.Random(key).getrandbits

    def below(self, count: int) -> int:
        """A whole number from 0 to below `count`."""
        if count < 1:
            raise ValueError(f"nothing to choose from below {count}")
        width = count.bit_length()
        while (found := self._bits(width)) >= count:
            pass
        return found

    def between(self, least: int, most: int) -> int:
        """A whole number of this range, both ends included."""
        return least + self.below(most - least + 1)

    def percent(self, chance: int) -> bool:
        """True that often in a hundred."""
        return self.below(100) < chance

    def one(self, items: Sequence[Item]) -> Item:
        """One of these, each as likely."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[tuple[int, Item]]) -> Item:
        """One of these, as likely as its weight says."""
        place = self.below(sum(weight for weight, _ in items))
        for weight, item in items:
            if place < weight:
                return item
            place -= weight
        raise ValueError("weights must not be below zero")

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The same items in another order (Fisher and Yates)."""
        deck = list(items)
        for place in range(len(deck) - 1, 0, -1):
            other = self.below(place + 1)
            deck[place], deck[other] = deck[other], deck[place]
        return deck
