"""Pages of the docs that are made from the code. `make pictures` writes them with the pictures; a test keeps them equal."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from collector import words
from collector.lexicons import shipped_rows
from collector.rules.shorthand.rows import Word
from collector.rules.shorthand.tags import PLAIN, VALUED
from collector.tui.keymap import KeyLine, key_table
from collector.tui.keys import UNSAFE
from tools import contactrules, lintpage, situations

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
KEYS = REFERENCE / "keys.md"
LEXICON = REFERENCE / "lexicon.md"

_HEAD = """\
# Keys

Everything that the app can do, with its keys. This page is made from the table in `collector/tui/keys.py`, like the key bar at
the foot of the screen and the help behind `?`. Letters work in lists and on the card; in a form they are typed.

A few letters of what you want to do are enough in the palette (`:`, or `F10` where letters are typed): it finds every action that
works where you are, the screens, and debtors by name, phone or reference.

![The palette, opened from the call line](../pictures/palette.svg)

Any key can be changed in the [settings file](settings.md), by the name of its action:

```toml
[keys]
undo = "z"
promise = ["f2", "p"]
```
"""
_LEXICON_HEAD = """\
# The lexicon

Every word of shorthand that is known, and what it can mean. This page is made from `data/lexicon/`. To add words of your own, see
[teach it a word](../how-to/teach-a-word.md); how a line is read from them stands in [how a line is read](shorthand.md).

Forms are written without capitals and diacritics. `contest*` is every word that begins so, `a|b` either word, `(…|…)` choices of several
words of which an empty one may be left out. Little words (*a, the, his, mai, este, …*) may stand between the words of a form.
A tag that ends in `?` holds only where its kind can stand: a short day name next to a sum, an outcome alone in its clause.

Sources: S1 the list of action and result codes of Latitude, S2 the page of abbreviations of “Excel Your A/R”, S3 the help pages of
Collect!, S4 a glossary of call centres, S6 a quiz for collectors; R1 to R5 Romanian articles about chat language; D judgement from the
trade.

## Tags

| tag | says |
| --- | --- |
{tags}
With a value:

| tag | value |
| --- | --- |
{valued}
## Words

| forms | language | tags | in full | watch out | source |
| --- | --- | --- | --- | --- | --- |
"""
_TAIL = """
Keys that do not arrive in every terminal cannot be chosen: {unsafe}.
"""


def keys_page() -> str:
    """docs/reference/keys.md, in English."""
    with words.speaking("en"):
        parts = [_HEAD]
        for where, lines in groupby(sorted_table(), key=lambda line: line.where):
            parts.append(f"\n## {where}\n\n| keys | does | action |\n| --- | --- | --- |\n")
            parts += [f"| {_keys(line.keys)} | {line.text} | `{line.id}` |\n" for line in lines]
    unsafe = ", ".join(f"`{key}`" for key in sorted(UNSAFE))
    return "".join(parts) + _TAIL.format(unsafe=unsafe)


def sorted_table() -> list[KeyLine]:
    """The actions of one place together, the places in the order in which they first come."""
    table = key_table()
    places = list(dict.fromkeys(line.where for line in table))
    return sorted(table, key=lambda line: places.index(line.where))


def _keys(keys: tuple[str, ...]) -> str:
    return " or ".join(f"`{key}`" for key in keys)


def lexicon_page() -> str:
    """docs/reference/lexicon.md: every tag that a word can have, and every row of data/lexicon/."""
    with words.speaking("en"):
        tags = "".join(f"| `{tag}` | {says} |\n" for tag, says in PLAIN.items())
        valued = "".join(f"| `{name}:…` | {_cell(pattern)} |\n" for name, pattern in VALUED.items())
        rows = "".join(_row(row) for row in shipped_rows() if row.tags != ("plain",))
    return _LEXICON_HEAD.format(tags=tags, valued=valued) + rows


def _row(row: Word) -> str:
    forms = ", ".join(row.forms)
    return f"| {_cell(forms)} | {row.lang} | {' '.join(row.tags)} | {row.full} | {_cell(row.watch)} | {row.source} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;").replace("~", "\\~")


def write() -> list[Path]:
    """Write every such page; their paths."""
    KEYS.write_text(keys_page(), encoding="utf-8", newline="\n")
    LEXICON.write_text(lexicon_page(), encoding="utf-8", newline="\n")
    return [KEYS, LEXICON, situations.write(), contactrules.write(), lintpage.write()]
