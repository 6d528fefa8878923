"""Finding as one types, at the screen: from the last letter to the rows that it finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from collector.bench import books, reads
from collector.bench.signs import key_of, row_of, shows
from collector.bench.terminal import Terminal
from collector.desk import looking
from collector.sample.dice import Dice

LETTER_S = 0.06  # from one letter to the next: a fast hand
STILL_S = 0.15
_TRIES = 40  # debtors looked at for each text


class Typed(NamedTuple):
    """A text to type, and by what one sees that what its last letter finds is shown."""

    text: str
    first: re.Pattern[str]


def typed(book: Path, times: int) -> list[Typed]:
    """Parts of names whose last letter brings another person to the first row, as drawn from the whole book."""
    desk = books.desk_at(book)
    try:
        dice, most = Dice(7, 11), reads.debtors(desk)
        found: list[Typed] = []
        for _nth in range(_TRIES * times):
            if len(found) == times:
                break
            text = reads.part_of_name(dice, reads.person_of(desk, 1 + dice.below(most)))
            before, after = (looking.find(desk, each) for each in (text[:-1], text))
            if before and after and before[0].row.name != after[0].row.name:
                found.append(Typed(text, row_of(after[0].row.name)))
        return found
    finally:
        desk.close()


def find(at: Terminal, each: Typed, back: Callable[[Terminal], None]) -> float | None:
    """Seconds from the last letter until nothing changes any more; None when the rows did not come."""
    at.send(key_of("find"))
    at.quiet(STILL_S)
    for letter in each.text[:-1]:
        at.send(letter.encode())
        at.wait(LETTER_S)
    sent_s = at.send(each.text[-1].encode())
    shown = at.seen(shows(each.first))
    settled_s = at.quiet(STILL_S)
    back(at)
    return None if shown is None else settled_s - sent_s
