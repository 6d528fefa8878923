"""Draws the pictures of the docs from the app itself: the sample book, a pinned moment, keys as a person presses them.

`make pictures` writes them to docs/pictures/, and the pages that are made from the code with them. The same program
gives the same bytes.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from textual.pilot import Pilot

from collector import words
from collector.config import Settings, data_file
from collector.desk.importing import import_files
from collector.desk.opening import Founding, found, open_desk
from collector.sample.book import make_book
from collector.tui.app import CollectorApp
from tools import pages

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
ANCHOR = date(2026, 11, 23)
MOMENT = f"{ANCHOR}T10:15"
AGENT = "maria"
FONTS = (
    "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"  # installed ones: nothing is fetched
)

_FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_LINE_EDGE = re.compile(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*', re.DOTALL)
_CUT_AT_LINE = re.compile(r' clip-path="url\(#[^)]*-line-\d+\)"')
_BLANK = re.compile(r"<text[^>]*>(?:\s|&#160;)*</text>")
_NAME = re.compile(r"terminal-\d+-")
_FAMILY = re.compile(r"font-family: ?[^;]+;")


class Picture(NamedTuple):
    """One picture: the size of the terminal, the book, and what was pressed before."""

    name: str
    columns: int
    rows: int
    book: str
    ref: str | None = None  # the account that is open; else the day's list
    keys: tuple[str, ...] = ()
    theme: str | None = None


PICTURES = (
    Picture("today", 120, 40, "demo"),
    Picture("today-small", 80, 24, "tutorial"),
    Picture("account", 120, 40, "tutorial", "AP-104043"),
    Picture("promise-small", 80, 24, "tutorial", "LV-104078", ("f2", *"240", "tab", *"fri")),
    Picture("team", 100, 30, "demo", keys=("t",)),
    Picture("palette", 80, 24, "tutorial", "LV-104078", ("f10", *"an")),
    Picture("light", 80, 24, "tutorial", theme="light"),
)


def main() -> None:
    """Draw every picture anew."""
    words.use("en")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="collector-pictures-") as folder:
        books = {name: str(Path(folder) / f"{name}.db") for name in ("demo", "tutorial")}
        make_book(books["demo"], ANCHOR)
        make_tutorials(books["tutorial"])
        for picture in PICTURES:
            path = FOLDER / f"{picture.name}.svg"
            path.write_text(asyncio.run(drawn(picture, books[picture.book])), encoding="utf-8", newline="\n")
            print(path)
    print(*pages.write(), sep="\n")


def make_tutorials(book: str) -> None:
    """The book of docs/tutorial.md once its files are in."""
    found(book, Founding(firm="Alfa"))
    desk = open_desk(book, AGENT, ANCHOR.isoformat())
    try:
        import_files(desk, sorted(data_file("sample").glob("*.csv")))
    finally:
        desk.close()


async def drawn(picture: Picture, book: str) -> str:
    """The picture as SVG. Nothing is saved in the book."""
    app = CollectorApp(settings(book)._replace(theme=picture.theme), first_ref=picture.ref)
    try:
        async with app.run_test(size=(picture.columns, picture.rows)) as pilot:
            await _settled(app, pilot)
            for key in picture.keys:
                await pilot.press(key)
                await _settled(app, pilot)
            return slim(with_our_fonts(app.export_screenshot(title="collector")))
    finally:
        app.door.close()


def slim(svg: str) -> str:
    """The same picture in fewer bytes: no line is longer than its room, so none needs an edge of its own."""
    svg = _BLANK.sub("", _LINE_EDGE.sub("", _CUT_AT_LINE.sub("", svg)))
    svg = svg.replace(' shape-rendering="crispEdges"', "").replace(
        "<style>", "<style>rect { shape-rendering: crispEdges }"
    )
    return _NAME.sub("t-", svg)


def settings(book: str) -> Settings:
    """An agent's desk, with everything else as it comes."""
    return Settings(
        book=book,
        as_of=MOMENT,
        lang="en",
        agent=AGENT,
        plain=False,
        json=False,
        theme=None,
        dial=None,
        keys=MappingProxyType({}),
    )


def with_our_fonts(svg: str) -> str:
    """The picture without fonts from elsewhere."""
    return _FAMILY.sub(f"font-family: {FONTS};", _FONT_FACE.sub("", svg))


async def _settled(app: CollectorApp, pilot: Pilot[None]) -> None:
    """Until every worker has said what it found, and it is on the screen."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


if __name__ == "__main__":
    main()
