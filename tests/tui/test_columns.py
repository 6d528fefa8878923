"""The lines of the day's list: columns stay straight and nothing but names is cut, whatever stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from collector import words
from collector.tui.glyphs import ASCII, FULL
from collector.tui.views import ListRow, Where
from collector.tui.widgets.columns import Needs, columns
from collector.tui.widgets.work_list import WorkList, common_start, tags, titles

ODD_NAMES = [
    "王小明 王小明 王小明",
    "سارة حداد",
    "👩‍👩‍👧 Popa",
    "Ștefan",
    "S\u0326tefan",
    "A" * 90,
    "Ană\u200fb",
    " ",
]


@pytest.fixture(autouse=True)
def english() -> None:
    words.use("en")


def a_row(who: str = "Popa Ion", **changed: object) -> ListRow:
    usual = {
        "where": Where(1, 1),
        "section": "now",
        "who": who,
        "step": "Ask for a new date",
        "why": "300 unpaid since 12 Nov",
        "why_brief": "300 unpaid",
        "band": "D",
        "amount": "1,240.00",
        "amount_brief": "1,240",
        "until": "20:00",
        "ref": "A1-1",
        "creditor": "Beta Energie",
    }
    return ListRow(**(usual | changed))  # type: ignore[arg-type]


def shown(rows: list[ListRow], width: int = 79, **more: object) -> list[str]:
    listed = WorkList(**more)  # type: ignore[arg-type]
    listed._needs, listed._tags = Needs().grown(rows), tags(rows, "…")
    return [listed.text_of(row, width, selected=False) for row in rows]


@pytest.mark.parametrize("width", [60, 66, 79, 99, 119, 199])
def test_columns_stay_straight_with_any_name(width: int) -> None:
    lines = shown([a_row(name, where=Where(n, 1), ref=f"R{n}") for n, name in enumerate(ODD_NAMES)], width)
    assert {cell_len(line) for line in lines} == {cell_len(lines[0])}
    ends = {cell_len(line[: line.index("Ask for a new date")]) for line in lines}
    assert len(ends) == 1
    assert cell_len(lines[0]) <= width


@pytest.mark.parametrize("width", [79, 99, 119, 159])
def test_no_step_reason_sum_or_hour_is_ever_cut(width: int) -> None:
    row = a_row(
        "N" * 60,
        step="Mulțumiți, restul?",
        why_brief="no sum and day yet",
        amount="1.234.567,89 EUR",
        amount_brief="1.234.567 EUR",
        until="Mo 09:00",
    )
    (line,) = shown([row], width)
    assert row.step in line
    assert row.until in line
    assert (row.amount if width > 100 else row.amount_brief) in line
    assert (row.why if width > 100 else row.why_brief) in line
    assert line.startswith("  NNNNNNNNN")


def test_where_there_is_little_room_the_reason_goes_before_the_name() -> None:
    (line,) = shown([a_row(until="Mo 09:00", amount_brief="1.234.567 EUR", step="S" * 18)], 60)
    assert "Popa Ion" in line
    assert "1.234.567 EUR" in line
    assert "unpaid" not in line


def test_from_a_hundred_cells_on_there_are_long_words_and_more_columns() -> None:
    (line,) = shown([a_row()], 119)
    for told in ("300 unpaid since 12 Nov", "1,240.00", "A1-1", "Beta Energie"):
        assert told in line
    assert "Beta" not in shown([a_row()], 79)[0]


@given(
    width=st.integers(60, 220),
    who=st.integers(0, 60),
    why=st.integers(0, 40),
    amount=st.integers(0, 16),
    ref=st.integers(0, 30),
    creditor=st.integers(0, 60),
)
def test_a_line_never_needs_more_than_there_is(
    width: int, who: int, why: int, amount: int, ref: int, creditor: int
) -> None:
    needs = Needs(who=who, why=why, amount=amount, amount_brief=amount, ref=ref, creditor=creditor)
    found = columns(width, needs, titles("RON"))
    assert found.used <= width
    assert found.who >= 10 or width < 75
    assert found.ref in (0, max(ref, len("Account")))
    assert found.amount >= amount


def test_on_the_widest_screen_the_sum_stays_near_its_reason() -> None:
    near, far = (shown([a_row()], width)[0].rstrip() for width in (159, 219))
    assert near == far


def test_columns_do_not_jump_back_when_shorter_rows_come() -> None:
    long = Needs().grown([a_row("A" * 30, amount_brief="1.234.567 EUR")])
    assert long.grown([a_row("B", amount_brief="1")]) == long
    assert long.grown([]) == long


def test_above_the_columns_stand_their_names_at_their_places() -> None:
    listed = WorkList()
    listed._needs = Needs().grown([a_row()])
    for width in (60, 79, 119):
        header, line = listed.header(width, "RON"), listed.text_of(a_row(), width, selected=False)
        assert cell_len(header) <= width
        assert header.index("Next step") == line.index("Ask for")
        assert header.index("Until") == line.index("20:00")
        assert header.index("RON") + 3 == line.index("1,240") + len("1,240.00" if width == 119 else "1,240")


# --- Two of one name --------------------------------------------------------------------------------------


def test_what_tells_two_of_one_name_apart() -> None:
    same = [
        a_row(where=Where(n, 1), ref=ref, creditor=who)
        for n, ref, who in ((1, "A1", "Beta"), (2, "A2", "Gama"))
    ]
    assert tags(same, "…") == {Where(1, 1): "Beta", Where(2, 1): "Gama"}
    one_creditor = [row._replace(creditor="Beta") for row in same]
    assert tags(one_creditor, "…") == {Where(1, 1): "A1", Where(2, 1): "A2"}
    assert tags([a_row("Popa"), a_row("Pop")], "…") == {}


@pytest.mark.parametrize(
    ("refs", "told"),
    [
        (("RO-2024-000117", "RO-2024-000218"), ("…00117", "…00218")),
        (("A-000000000001", "B-000000000001"), ("A-0000000…", "B-0000000…")),
        (("RO-2024-1-0000077", "RO-2024-2-0000077"), ("…1-0000077", "…2-0000077")),
        (("A1-1", "RO-2024-000117"), ("A1-1", "…00117")),
    ],
)
def test_of_a_long_reference_the_part_is_told_that_differs(
    refs: tuple[str, str], told: tuple[str, str]
) -> None:
    rows = [a_row(where=Where(n, 1), ref=ref, creditor="") for n, ref in enumerate(refs)]
    found = tags(rows, "…")
    assert tuple(found[row.where] for row in rows) == told
    assert all(cell_len(tag) <= 11 for tag in found.values())


def test_how_many_letters_are_alike() -> None:
    assert common_start(["abc1", "abd2", "ab"]) == 2
    assert common_start(["same", "same"]) == 4


def test_a_long_name_gives_way_to_what_tells_it_apart_and_to_who_has_it() -> None:
    rows = [a_row("Constantinescu Gheorghe", where=Where(n, 1), ref=f"R-{n}", held_by="Ion") for n in (1, 2)]
    rows = [row._replace(creditor="") for row in rows]
    first, second = shown(rows)
    assert "Constant" in first
    assert "R-1 · Ion" in first
    assert "R-2 · Ion" in second


def test_in_ascii_no_sign_of_ours_is_drawn() -> None:
    rows = [a_row("Constantinescu Gheorghe-Alexandru Emanuel", held_by="Ion")]
    assert shown(rows, glyphs=ASCII)[0].isascii()
    assert not shown(rows, glyphs=FULL)[0].isascii()
