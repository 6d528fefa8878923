"""Write the public holidays of the policies' calendars as a table, from the holidays package: python -m tools.daysoff

The list asks who may be called today before the package is loaded (`collector.rules.workdays`). A test compares.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from collector.config import data_file
from collector.rules import workdays
from collector.rules.policies import read_policy

FILE = Path(__file__).parents[1] / "collector" / "rules" / "daysoff.py"
YEARS = range(2024, 2046)
HEAD = '''"""Public holidays by calendar and year, month and day of each. Made by python -m tools.daysoff, not by hand.

They are those of the holidays package, which costs more to load than the day's list takes to read.
"""

from __future__ import annotations

# fmt: off
DAYS_OFF: dict[str, dict[int, str]] = {
'''


def text() -> str:
    """The whole module."""
    return HEAD + "".join(_lines()) + "}\n"


def calendars() -> list[str]:
    """Those of the contact policies that come with the program."""
    policies = [tomllib.loads(path.read_text("utf-8")) for path in data_file("policies").glob("*.toml")]
    return sorted({each for policy in policies for each in read_policy(policy).calendars})


def _lines() -> Iterator[str]:
    for calendar in calendars():
        yield f'    "{calendar}": {{\n'
        for year in YEARS:
            days = " ".join(f"{day:%m%d}" for day in sorted(workdays.of_package(calendar, year)))
            yield f'        {year}: "{days}",\n'
        yield "    },\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
