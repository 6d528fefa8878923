"""Reading the pages of the docs: sections, tables, blocks, links."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_SOURCE = re.compile(r'src(?:set)?="([^"]+)"')
_BLOCK = re.compile(r"^```(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


class Block(NamedTuple):
    """A fenced block: the words after the fence, and what stands in it."""

    info: str
    text: str
    line: int


def pages() -> list[Path]:
    """Every page that the project's readers are given."""
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    return [Block(m[1].strip(), m[2], text.count("\n", 0, m.start()) + 1) for m in _BLOCK.finditer(text)]


def without_blocks(text: str) -> str:
    return _BLOCK.sub("", text)


def codes(text: str) -> list[str]:
    """What stands between single backticks."""
    return _CODE.findall(without_blocks(text))


def links(text: str) -> list[str]:
    """Where the page points to, pictures among them."""
    bare = without_blocks(text)
    return _LINK.findall(bare) + [place.split()[0] for place in _SOURCE.findall(bare)]


def headings(text: str) -> list[str]:
    return [line.lstrip("#").strip() for line in without_blocks(text).splitlines() if line.startswith("#")]


def anchor(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower().replace("`", ""))
    return kept.replace(" ", "-")


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of its rank or a higher one."""
    lines = text.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("#") and line.lstrip("# ") == heading)
    rank = len(lines[start]) - len(lines[start].lstrip("#"))
    found = []
    for line in lines[start + 1 :]:
        if re.match(rf"#{{1,{rank}}} ", line):
            break
        found.append(line)
    return "\n".join(found)


def tables(text: str) -> list[list[list[str]]]:
    """Every table as its rows of cells, the titles first."""
    found: list[list[list[str]]] = []
    before = False
    for line in text.splitlines():
        if not line.startswith("|"):
            before = False
            continue
        cells = [cell.replace(r"\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not before:
            found.append([])
        before = True
        if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            found[-1].append(cells)
    return found


def table(text: str, first_title: str) -> list[list[str]]:
    """The rows below the titles of all tables whose first column has this title."""
    return [row for each in tables(text) if each[0][0] == first_title for row in each[1:]]


def names(cells: list[str]) -> list[str]:
    """What stands in backticks in these cells."""
    return [name for cell in cells for name in _CODE.findall(cell)]
