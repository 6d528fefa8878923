"""The report as tables: no line is wider than the screen, and nothing is lost for that."""

from __future__ import annotations

from datetime import date

import pytest

from collector import words
from collector.cli import figuring
from collector.cli.printing import width
from collector.rules.figures import Group, Report, figures

NOBODY = figures([], "creditor", None, date(2026, 11, 23))


def group(key: str, times: int, expected: float | None) -> Group:
    """Seven promises of which three were kept, so many times."""
    counts = {"promises": 7, "kept": 3, "partly_kept": 1, "broken": 2, "open": 1, "judged": 6, "cured": 1}
    found = NOBODY.total._replace(**{name: number * times for name, number in counts.items()})
    return found._replace(
        key=key,
        kept_rate=0.5,
        low=0.125,
        high=0.875,
        expected=expected,
        late_cure_rate=1 / 3,
        too_few=times < 4,
    )


def printed(lang: str, times: int, expected: float | None = 0.625) -> list[str]:
    words.use(lang)
    groups = (group("Compania de Distribuție a Energiei", times, expected), group("Beta", 1, None))
    report: Report = NOBODY._replace(groups=groups, total=group("total", times + 1, expected))
    return list(figuring.page(report, "creditor", True, "Risk: the model."))


def rows(lines: list[str], name: str) -> list[str]:
    """Those that begin so, with single spaces between their cells."""
    return [" ".join(line.split()) for line in lines if line.startswith(name)]


@pytest.mark.parametrize("times", [1, 1_000, 30_000])
@pytest.mark.parametrize("lang", ["en", "ro"])
def test_no_line_is_wider_than_eighty_cells(lang: str, times: int) -> None:
    lines = printed(lang, times)
    assert max(map(width, lines)) <= 80
    assert lines[-1] == "Risk: the model."


def test_what_was_expected_stands_beside_the_rate_and_nothing_where_nobody_said() -> None:
    lines = printed("en", 10)
    assert rows(lines, "Creditor")[0].startswith("Creditor Kept Rate Expected 95 % interval")
    assert "30 of 60 50.0 % 62.5 % 12.5 % to 87.5 %" in rows(lines, "Compania")[0]
    assert rows(lines, "Beta")[0].startswith("Beta 3 of 6 too few – 12.5 %")


def test_where_the_counts_are_long_late_cures_have_a_table_of_their_own() -> None:
    few, many = printed("ro", 10), printed("ro", 30_000)
    assert len(rows(few, "Creditor")) + 1 == len(rows(many, "Creditor"))
    assert "62,5 %" in rows(many, "Compania")[0]
    assert rows(many, "Compania")[1].endswith("30000 din 90000 33,3 %")
