"""Fact lines as `collector step` gets them, with what the contract says of each: reasoned from the page, not the code.

They stand in tests/data/steps/. Each changes a few facts of `USUAL`: Friday 20 November 2026, 10:00 in Bucharest,
1,200 lei owed. 30 November and 1 December are public holidays in Romania. What a line does not expect is not looked
at; `also` and `rules` must be among those of the answer.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]
DATA = Path(__file__).parents[2] / "data" / "steps"

USUAL: Json = {
    "as_of": "2026-11-20T10:00",
    "name": "doamna Ionescu",
    "agent": "Maria Dobre",
    "company": "Alfa Servicii",
    "creditor": "Beta Energie",
    "reference": "factura 4512",
    "balance": "1200.00",
    "currency": "RON",
}


class Line(NamedTuple):
    """One line: what it tells, all its facts, and what the answer must be."""

    story: str
    facts: Json
    expect: Json


def read(name: str) -> list[Line]:
    """The lines of `each`, `conflicts`, `permission` or `boundaries`."""
    texts = (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(text) for text in texts]
    return [Line(each["story"], {**USUAL, **each["facts"]}, each["expect"]) for each in found]


LINES = [line for name in ("each", "conflicts", "permission", "boundaries") for line in read(name)]
