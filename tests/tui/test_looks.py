"""What the eye gets: contrast in every colour, columns that hold in every script, room that is too small."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorType
from rich.segment import Segment
from textual.color import Color
from textual.events import Paste

from collector.errors import UsageError
from collector.tui.app import CollectorApp
from collector.tui.cells import both_ends, by_parts, clusters, fit, wrapped
from collector.tui.theme import DARK, LIGHT, is_light, theme_name
from tests.tui.stage import press, screen_text, the_app, type_text
from tools import pictures

# --- Contrast ---------------------------------------------------------------------------------------------

ENOUGH = 4.5  # WCAG 2.2, 1.4.3: text of this size on its ground


def luminance(color: Color) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def drawn(app: CollectorApp) -> Iterator[Segment]:
    for strip in app.screen._compositor.render_strips():
        yield from strip


def too_faint(app: CollectorApp) -> list[str]:
    """Every text on the screen that stands out too little from its ground."""
    found = []
    for text, style, _control in drawn(app):
        if style is None or not any(sign.isalnum() for sign in text):
            continue
        assert style.color is not None, text
        assert style.bgcolor is not None, text
        front, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        if contrast(front, ground) < ENOUGH:
            found.append(f"{text.strip()!r}: {front.hex} on {ground.hex} {contrast(front, ground):.2f}")
    return found


def test_contrast_is_reckoned_as_the_guideline_does() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


WALK = (
    ("f2", "enter"),  # a form that says what is missing
    ("escape", "f4", "down", "down"),  # on a choice
    ("escape", "f5"),
    ("f10",),
    ("down", "p"),
    ("escape", "f1"),
    ("escape", "escape", "escape", "escape"),  # the list
    ("slash", "a"),
    ("escape", "escape", "f"),
    ("escape", "t"),
    ("enter",),
    ("escape", "escape", "a"),
)


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_text_stands_out_from_its_ground(book: str, theme: str) -> None:
    async with the_app(book, (110, 40), theme=theme, first_ref="A1-1") as pilot:
        assert not too_faint(pilot.app)
        for keys in WALK:
            await press(pilot, *keys)
            assert not too_faint(pilot.app), keys


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_colours_of_a_state_stand_out_on_each_ground(theme: object) -> None:
    names = theme.to_color_system().generate()
    grounds = [Color.parse(names[name]) for name in ("background", "surface", "panel")]
    for name in ("foreground", "primary", "text-muted", "text-error", "text-warning", "text-success"):
        for ground in grounds:
            assert contrast(Color.parse(names[name]), ground) >= ENOUGH, (name, ground.hex)


# --- Themes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "light"),
    [
        ("0;15", True),
        ("0;default;15", True),
        ("0;7", True),
        ("15;0", False),
        ("7;8", False),
        ("12;default", False),
        ("", False),
    ],
)
def test_the_terminals_colours_are_dark_or_light_as_it_says(said: str, light: bool) -> None:
    assert is_light({"COLORFGBG": said}) is light
    assert theme_name("ansi", {"COLORFGBG": said}) == ("ansi-light" if light else "ansi-dark")


def test_a_theme_that_nobody_knows_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"no theme 'purple'.*dark, light, ansi, "):
        theme_name("purple")


async def test_the_terminals_own_colours_are_left_to_it(book: str) -> None:
    async with the_app(book, theme="ansi", first_ref="A1-1") as pilot:
        await press(pilot, "f4")
        kinds = {
            c.type for _t, style, _c in drawn(pilot.app) if style for c in (style.color, style.bgcolor) if c
        }
        assert kinds <= {ColorType.DEFAULT, ColorType.STANDARD}


async def test_without_colour_there_is_none_and_the_cursor_is_still_seen(book: str) -> None:
    before = os.environ.get("NO_COLOR")
    async with the_app(book, plain=True, theme="light") as pilot:
        assert pilot.app.no_color
        lines = list(pilot.app.screen._compositor.render_strips())
        styles = [segment.style for strip in lines for segment in strip if segment.style]
        assert {c.type for style in styles for c in (style.color, style.bgcolor) if c} <= {ColorType.DEFAULT}
        at_cursor = [line for line in lines if line.text.startswith("> ")]
        assert len(at_cursor) == 1
        assert any(segment.style and segment.style.reverse for segment in at_cursor[0])
    assert os.environ.get("NO_COLOR") == before
    async with the_app(book) as pilot:
        assert not pilot.app.no_color


def reversed_line(app: CollectorApp) -> str:
    """The first line of the screen that holds something drawn in reverse."""
    for strip in app.screen._compositor.render_strips():
        if any(style and style.reverse for _text, style, _control in strip):
            return strip.text
    return ""


async def test_without_colour_one_sees_where_one_types(book: str) -> None:
    async with the_app(book, plain=True, first_ref="A1-1") as pilot:
        await press(pilot, *"300 vn")
        assert reversed_line(pilot.app).startswith("> 300 vn")
        await press(pilot, "f2")
        assert "Amount" in reversed_line(pilot.app)
        await press(pilot, "down", "down")
        assert "Who" in reversed_line(pilot.app)


async def test_a_field_that_is_typed_into_has_its_own_ground(book: str) -> None:
    async with the_app(book) as pilot:
        ground = Color.parse(pilot.app.theme_variables["field-focus"])
        await press(pilot, "slash")
        assert pilot.app.focused.styles.background == ground
        await press(pilot, "escape", "escape", "f", "end", "m", "s")
        assert pilot.app.focused.styles.background == ground


async def test_who_it_is_what_is_owed_and_the_next_step_stand_out(book: str) -> None:
    async with the_app(book, first_ref="A1-1") as pilot:
        bold = [text.strip() for text, style, _control in drawn(pilot.app) if style and style.bold]
        assert bold[:3] == ["Ionescu Ana-Maria", "740.00 RON", "Next step: ask for a new date"]


OWN = set("○▸─·…–‹›→−✓✗↷↵↓↑←▁▂▃▄▅▆▇█▌▊▎")


@pytest.mark.parametrize(
    "keys", [(), ("question_mark",), ("colon",), ("enter", "f6"), ("pagedown", "pagedown")]
)
async def test_plain_draws_letters_only(book: str, keys: tuple[str, ...]) -> None:
    async with the_app(book, (80, 16), plain=True) as pilot:
        await press(pilot, *keys)
        assert not OWN & set(screen_text(pilot.app))


async def test_a_picture_for_the_docs_is_whole_and_slim(book: str) -> None:
    async with the_app(book) as pilot:
        drawn = pilot.app.export_screenshot(title="collector")
    picture = pictures.slim(pictures.with_our_fonts(drawn))
    texts = "".join(ET.fromstring(picture).itertext()).replace("\xa0", " ")
    assert "Marin Ștefan" in texts
    assert len(picture) < 0.75 * len(drawn)
    assert "-line-" not in picture
    assert "@font-face" not in picture


# --- Room that is too small -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "ref"), [((40, 10), "A1-1"), ((20, 5), None), ((3, 2), "A1-1"), ((1, 1), None), ((1, 1), "A1-1")]
)
async def test_a_small_screen_never_breaks_and_what_was_typed_is_there_when_it_grows(
    book: str, size: tuple[int, int], ref: str | None
) -> None:
    async with the_app(book, first_ref=ref) as pilot:
        await press(pilot, "f10")
        await type_text(pilot, "popa")
        await pilot.resize_terminal(*size)
        await press(pilot, "down", "up")
        assert len(screen_text(pilot.app).splitlines()) <= size[1]
        await pilot.resize_terminal(80, 24)
        await press(pilot, "x")
        assert pilot.app.focused.value == "popax"
        await press(pilot, "escape")
        assert ("Ionescu" if ref else "Today") in screen_text(pilot.app).splitlines()[0]


@pytest.mark.parametrize("size", [(60, 15), (60, 16), (80, 17), (80, 24)])
@pytest.mark.parametrize("lang", ["en", "ro"])
async def test_on_the_lowest_screen_there_is_room_to_write_and_to_read_the_keys(
    book: str, size: tuple[int, int], lang: str
) -> None:
    async with the_app(book, first_ref="A1-1", lang=lang) as pilot:
        await pilot.resize_terminal(*size)
        await press(pilot, *"300 vn")
        for keys in ((), ("f2", *"300"), ("f4",), ("f6", "enter"), ("f7",), ("f11",)):
            await press(pilot, *keys)
            screen, focused = pilot.app.screen, pilot.app.focused
            assert screen.region.contains_region(screen.keys.region), keys
            assert screen.region.contains_region(focused.region), keys
            assert focused.region.bottom <= screen.query_one("#status").region.y, keys
            assert focused.region.y > screen.query_one("#step").region.y, keys


async def test_nothing_is_done_on_a_screen_that_shows_nothing(book: str) -> None:
    """The field in which somebody typed has no focus there: its letters would be keys, and `a` a saved call."""
    async with the_app(book, first_ref="A1-1") as pilot:
        app = pilot.app
        assert isinstance(app, CollectorApp)
        await press(pilot, "f2", *"300")
        await pilot.resize_terminal(40, 10)
        await press(pilot, "escape", "f3", *"abq", "enter")
        app.post_message(Paste("a text"))
        await pilot.resize_terminal(80, 24)
        await press(pilot, "down", *"vineri")
        text = screen_text(app)
        assert "300.00 of" in text
        assert "vineri" in text
        assert "no answer" not in text.split("Promise to pay")[0]
        assert app.is_running
        await pilot.resize_terminal(40, 10)
        await press(pilot, "ctrl+c")
        assert not app.is_running


async def test_too_small_a_screen_says_what_it_needs(book: str) -> None:
    async with the_app(book, (40, 10)) as pilot:
        told = " ".join(screen_text(pilot.app).split())
        assert "40×10" in told
        assert "60×15" in told


# --- Cells ------------------------------------------------------------------------------------------------

SCRIPTS = (
    "Ștefan Țăran",
    "李小龙",
    "한국어",
    "e\u0301\u0323",
    "שלום",
    "\u202eabc",
    "नमस्ते",
    "👩‍👩‍👧",
    "🇷🇴",
    "❤\ufe0f",
    "👍🏽",
    "\x1b[31m",
)
names = st.one_of(st.text(), st.lists(st.sampled_from(SCRIPTS)).map(" ".join))
widths = st.integers(0, 40)


@given(names, widths, st.sampled_from(["…", "~", ""]), st.booleans())
def test_a_text_is_fitted_into_exactly_its_cells(text: str, width: int, cut: str, right: bool) -> None:
    fitted = fit(text, width, cut, right=right)
    assert cell_len(fitted) == width
    assert not [sign for sign in fitted if unicodedata.category(sign) in {"Cc", "Cf"}]


@given(names, widths)
def test_no_sign_is_parted_from_its_marks(text: str, width: int) -> None:
    whole = list(clusters(fit(text, 1000, "…").rstrip()))
    kept = list(clusters(fit(text, width, "").rstrip()))
    assert kept == whole[: len(kept)] or not "".join(kept).strip()


@given(names, st.integers(2, 40))
def test_what_is_wrapped_keeps_every_sign_and_its_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == fit(text, 5000, "").replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("Ana", 5, "Ana  "),
        ("Ștefan Țăran", 8, "Ștefan …"),
        ("李小龙王", 6, "李小… "),
        ("e\u0301\u0323e\u0301\u0323x", 2, "\u1eb9\u0301…"),
        ("👩‍👩‍👧 Ana", 9, "👩👩👧 A…"),  # joined or apart, as the terminal likes: apart in all of them
        ("🇷🇴 Ana", 6, "RO Ana"),
        ("\x1b[31mrou\u202e\u200b", 7, "[31mrou"),
        ("a\nb\tc", 5, "a b c"),
    ],
)
def test_names_of_any_script_in_a_column(text: str, width: int, fitted: str) -> None:
    assert fit(text, width, "…") == fitted


@given(names, names, widths)
def test_both_ends_fill_the_line(left: str, right: str, width: int) -> None:
    assert cell_len(both_ends(left, fit(right, 10, "…"), width, "…")) == width


def test_a_long_line_goes_on_part_by_part() -> None:
    said = "salvat: promisiune 300,00 vin. 27 nov. · termen joi, 3 dec. · F12 anulează"
    assert by_parts(said, 64) == [
        "salvat: promisiune 300,00 vin. 27 nov. · termen joi, 3 dec.",
        "F12 anulează",
    ]
    assert by_parts(said, 80) == [said]
    assert by_parts("un rând foarte lung", 8) == ["un rând", "foarte", "lung"]
