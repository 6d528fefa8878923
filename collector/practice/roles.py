"""The roles of practice mode, read from `data/practice/`: who is at the other end of the line, and what they say.

Light: nothing here reads a book. The texts are our own invention.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import NamedTuple

from collector.config import data_file
from collector.rules.situations import SITUATIONS


class Role(NamedTuple):
    """One person to play."""

    situation: str  # SITUATIONS
    name: str
    form: str  # of address, as the file of the account has it
    role: str  # for the player: who, what they want, feel, would accept
    says: str = ""  # when the telephone rings; only where the situation begins in the call
    note: str = ""  # what stands in the book of an earlier talk
    valued: str = ""  # of the dispute
    breached: str = ""


class OnLine(NamedTuple):
    """What the agent tells the card once they have spoken; "" is left as it is."""

    identity: str
    client_state: str = ""


# Situations that no book holds: they begin with what is said in the call.
SAID = {
    "safety_risk": OnLine("right_party", "safety"),
    "wrong_party": OnLine("wrong_party"),
    "third_party": OnLine("third_party"),
    "angry": OnLine("right_party", "angry"),
    "refuses": OnLine("right_party", "refuses"),
    "vague_promise": OnLine("right_party", "vague"),
    "verified_no_promise": OnLine("right_party"),
}


class Drill(NamedTuple):
    """A role with the account in the practice book that goes with it."""

    role: Role
    debtor_id: int
    account_seq: int

    @property
    def on_line(self) -> OnLine | None:
        """What the agent tells the card; None where the book says it all."""
        return SAID.get(self.role.situation)


@lru_cache(maxsize=2)
def roles(language: str) -> tuple[Role, ...]:
    """All 31, in the order in which situations precede one another. ValueError for a file that is not whole."""
    return read_roles(data_file("practice", f"{language}.toml").read_text("utf-8"))


def read_roles(text: str) -> tuple[Role, ...]:
    """The roles of a file. ValueError names the situation that is missing, unknown or not whole."""
    told = tomllib.loads(text)
    if set(told) != set(SITUATIONS):
        raise ValueError(f"a role for each situation and no other: {sorted(set(told) ^ set(SITUATIONS))}")
    found = []
    for situation in SITUATIONS:
        row = told[situation]
        if not {"name", "form", "role"} <= set(row) <= set(Role._fields) or ("says" in row) != (
            situation in SAID
        ):
            raise ValueError(f"the role of {situation} is not whole: {sorted(row)}")
        found.append(Role(situation, **row))
    return tuple(found)
