"""Text in columns: cut and filled by the cells that it takes on the screen, not by its letters.

Names come in every script. What terminals do not agree on (joined emoji, skin tones, flags, marks of direction)
is left out or spelt out, so that a line takes the cells that were reckoned for it in all of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_A, _FLAG_Z = 0x1F1E6, 0x1F1FF  # two of these are drawn as a flag in one terminal, as letters in another


def visible(text: str) -> str:
    """The text on one line, as every terminal draws it: no control signs, no invisible ones, blanks once."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    return _visible(text)


@lru_cache(maxsize=4096)
def _visible(text: str) -> str:
    signs = unicodedata.normalize("NFC", "".join(map(_sign, text)))
    return " ".join(signs.split())


def _sign(sign: str) -> str:
    if sign.isspace():
        return " "
    if _FLAG_A <= ord(sign) <= _FLAG_Z:
        return chr(ord(sign) - _FLAG_A + ord("A"))
    gone = sign in _SELECTORS or sign in _TONES or unicodedata.category(sign) in _INVISIBLE
    return "" if gone else sign


def clusters(text: str) -> Iterator[str]:
    """The signs of a text, each with the marks that stand on it: what a cut must not part."""
    start = 0
    for place in range(1, len(text)):
        if not _is_mark(text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or (not sign.isascii() and cell_len(sign) == 0)


def fit(text: str, width: int, cut: str, *, right: bool = False) -> str:
    """The text in exactly `width` cells, its end cut where it is longer."""
    text = visible(text)
    if cell_len(text) > width:
        end = cut if cell_len(cut) < width else ""
        text = head(text, width - cell_len(end)) + end
    room = " " * (width - cell_len(text))
    return room + text if right else text + room


def head(text: str, width: int) -> str:
    """As much of the text as fits; no sign is parted from its marks."""
    if text.isascii():
        return text[: max(0, width)]
    taken, room = [], width
    for cluster in clusters(text):
        room -= cell_len(cluster)
        if room < 0:
            break
        taken.append(cluster)
    return "".join(taken)


def both_ends(left: str, right: str, width: int, cut: str) -> str:
    """One line with something at each end; the left part gives way."""
    room = width - cell_len(right) - 1
    return f"{fit(left, room, cut)} {right}" if room > 0 else fit(right, width, cut)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words; a longer word is broken itself."""
    lines, line = [], ""
    for word in visible(text).split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while cell_len(line) > width and (start := head(line, width)):
            lines.append(start)
            line = line[len(start) :]
    return [*lines, line]


def by_parts(text: str, width: int, between: str = " · ") -> list[str]:
    """A line of parts in as many lines as it needs: a part goes to the next line whole where that helps."""
    lines: list[str] = []
    for part in text.split(between):
        longer = f"{lines[-1]}{between}{part}" if lines else part
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines += wrapped(part, width)
    return lines


def hanging(label: str, text: str, width: int, indent: int, cut: str, most: int = 2) -> list[str]:
    """A label and its text; what goes on does so under the text, for at most this many lines."""
    room = max(10, width - indent)
    lines = wrapped(text, room)
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), room, cut)]
    return [fit(label, indent, "") + lines[0], *(" " * indent + line for line in lines[1:])]


def joined(parts: Sequence[str], between: str, width: int) -> str:
    """As many of the parts as fit, the first ones first."""
    text = ""
    for part in parts:
        longer = f"{text}{between}{part}" if text else part
        if cell_len(longer) > width:
            break
        text = longer
    return text
