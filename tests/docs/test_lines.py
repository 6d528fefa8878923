"""The lines of the guide to writing are read as the guide says."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from collector.lexicons import lexicon
from collector.rules.shorthand import Note, read_note
from tests.docs.markdown import DOCS, read

GUIDE = DOCS / "how-to" / "write-a-line.md"
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \|$", read(GUIDE), re.MULTILINE)


def told(note: Note) -> str:
    """The record as the guide writes it: what was not said is left out."""
    parts = [note.outcome]
    parts += [f"{_sum(p.cents, p.currency)} on {p.due_on}" for p in note.promises]
    if (plan := note.instalments) is not None:
        count = f" {plan.count}" if plan.count else ""
        start = f" from {plan.first_due}" if plan.first_due else ""
        parts.append(f"plan{count} of {_sum(plan.cents, plan.currency)} every {plan.every}{start}")
    if (claim := note.paid_claim) is not None:
        parts.append(f"paid {_sum(claim.cents, claim.currency)} on {claim.on}")
    if (at := note.callback_at) is not None:
        parts.append(f"call back {at.strftime('%Y-%m-%dT%H:%M') if isinstance(at, datetime) else at}")
    parts += [name for name in ("dispute", "hardship") if getattr(note, name)]
    if note.reason:
        parts.append(f"reason {note.reason}")
    if (ours := note.our_promise) is not None:
        parts.append(f"we {ours.what} by {ours.due_on}")
    if note.method:
        parts.append(f"method {note.method}")
    return " · ".join(parts)


def _sum(cents: int | None, currency: str | None) -> str:
    assert cents is not None
    return f"{cents // 100}.{cents % 100:02d} {currency}"


def test_there_are_twenty() -> None:
    assert len(ROWS) == 20


@pytest.mark.parametrize(("line", "said"), ROWS)
def test_the_line_is_read_as_the_guide_says(line: str, said: str) -> None:
    note = read_note(line, datetime(2026, 11, 23, 10, 15), "RON", 1200_00, lexicon())
    assert told(note) == said
