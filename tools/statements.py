"""Write the statements of the list's first page as text, from the statements themselves: python -m tools.statements

They are read before the database library is loaded (`collector.store.firstpage`). A test compares.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects import sqlite

from collector.store import leases, reading, worklist
from collector.store.tables import BookRow, table
from collector.store.types import Day, Flag, Moment

FILE = Path(__file__).parents[1] / "collector" / "store" / "statements.py"
HEAD = '''"""What the first page of the list asks of a book in a file. Made by python -m tools.statements, not by hand.

A statement is its text and a letter for each column: d a day, m a moment, f a flag, a dot as it is.
"""

from __future__ import annotations

# ruff: noqa: Q003
# fmt: off
STATEMENTS: dict[str, tuple[str, str]] = {
'''
KINDS = ((Day, "d"), (Moment, "m"), (Flag, "f"))
OTHERS: dict[str, Select[Any]] = {
    "version": select(table(BookRow).c.schema_version),
    "settings": reading.SETTINGS,
    "listed_on": reading.LISTED_ON,
    "zone_groups": reading.ZONE_GROUPS,
    "hold_spans": reading.HOLD_SPANS,
    "numbers": reading.NUMBERS,
    "leases": leases.OF_DEBTORS,
}


def text() -> str:
    """The whole module."""
    return HEAD + "".join(_lines()) + "}\n"


def _lines() -> Iterator[str]:
    listed = {name: worklist.statement(name, "sqlite") for name in worklist.FIRST}
    for name, query in {**OTHERS, **listed}.items():
        yield f'    "{name}": (\n        (\n'
        for line in _compiled(query).splitlines():
            yield f"            {json.dumps(line.strip() + ' ')}\n"
        yield f'        ),\n        "{_columns(query)}",\n    ),\n'


def _compiled(query: Select[Any]) -> str:
    compiled = query.compile(dialect=sqlite.dialect(paramstyle="named"))
    written = str(compiled)
    for name, value in compiled.params.items():
        if value == 0:  # the offset that a limit brings with it
            written = written.replace(f" OFFSET :{name}", "")
    return written


def _columns(query: Select[Any]) -> str:
    kinds = (column.type for column in query.selected_columns)
    return "".join(
        next((letter for type_, letter in KINDS if isinstance(kind, type_)), ".") for kind in kinds
    )


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
