"""Who is on the line and how they are, as far as it is known: told by key, or heard from the line as it is typed.

Nothing of this is in the book; it makes the card follow the call, and ends with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from collector.rules.names import fold

if TYPE_CHECKING:
    from datetime import date

    from collector.rules.shorthand import Note
    from collector.rules.stepfacts import StepFacts

_STATE_OF_OUTCOME = {"refused": "refuses", "vague": "vague", "hardship": "hardship"}
_IDENTITY_OF_WHO = {
    "right_party": "right_party",
    "authorised": "right_party",
    "third_party": "third_party",
    "wrong_party": "wrong_party",
}
# What agents write of a talk, folded. "abuziv" is a word about fees, not about people.
_ABUSED = re.compile(
    r"\b(?:injura\w*|injurii|jign\w*|insult\w*|ma ameninta|m-a amenintat|amenintari|abusive|swear\w*|swore|threaten(?:s|ed) me)\b"
)
_UPSET = re.compile(
    r"\b(?:nervo[sa]\w*|suparat\w*|furio[sa]\w*|urla|tipa|agresiv\w*|angry|upset|irate|furious|shouting|shouts|aggressive)\b"
)
_NOT_THEM = re.compile(r"\b(?:nu (?:e|este) (?:el|ea|dansul|dansa)|not (?:him|her))\b")


class Heard(NamedTuple):
    """What is known of the line; "" is nothing yet: before the call, or nobody has said."""

    identity: str = ""  # of IDENTITIES
    client_state: str = ""  # of CLIENT_STATES
    direction: str = ""  # of DIRECTIONS

    def over(self, other: Heard) -> Heard:
        """This, and the other where this knows nothing."""
        return Heard(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))

    def changes(self, facts: StepFacts) -> StepFacts:
        """The facts of a step as they are with this on the line."""
        return facts._replace(
            identity=self.identity or facts.identity,
            client_state=self.client_state or facts.client_state,
            direction=self.direction or facts.direction,
        )


NOTHING = Heard()
BEFORE = Heard("unverified", "calm", "outbound")  # before a call of ours


def heard_in(note: Note, typed: str) -> Heard:
    """What the line says of who is speaking, and how; nothing for an empty line."""
    from collector.rules.notefacts import direction_of, who_of

    text = fold(typed)
    if not text.strip():
        return NOTHING
    identity = "third_party" if _NOT_THEM.search(text) else _IDENTITY_OF_WHO.get(who_of(note), "")
    state = _STATE_OF_OUTCOME.get(note.outcome, "hardship" if note.hardship else "")
    if _UPSET.search(text) or is_abuse(text):
        state = "angry"
    inbound = direction_of(note) == "inbound"
    return Heard(identity, state if identity in ("", "right_party") else "", "inbound" if inbound else "")


def is_abuse(typed: str) -> bool:
    """Whether a note tells of insults or threats against the agent."""
    return _ABUSED.search(fold(typed)) is not None


def promised_in(note: Note, currency: str, decimals: int) -> tuple[tuple[int, date], ...]:
    """The promises of a line that have sum and day, in minor units of this currency."""
    from collector.rules.notefacts import minor_of_cents

    found = []
    for part in note.promises:
        if part.cents is not None and part.due_on is not None and part.currency in (None, currency):
            amount = minor_of_cents(part.cents, decimals)
            if amount:
                found.append((amount, part.due_on))
    return tuple(found)
