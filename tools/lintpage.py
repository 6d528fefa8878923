"""docs/reference/lint.md: every F rule with what it looks for and what is said instead, in both languages.

Made from the lists of `data/tone/`; `make pictures` writes it, a test keeps it equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from collector.rules.tonelists import RULES, ToneLists
from collector.tones import tone_book
from collector.words import LANGUAGES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "lint.md"
NAMES = {"ro": "Romanian", "en": "English"}
SHOWN = 4  # patterns of a list; the file has them all
NO_LISTS = {
    "F11": "Looked for without a list: a word in capitals of four letters or more, or two of two letters or more, "
    "outside the list `[capitals]`; `!!`, `??`, `?!`; a second exclamation mark; faces.",
    "F17": "Besides the lists, in Romanian: the letters ş and ţ with a cedilla; two words that exist only with "
    "marks, or one and a doubtful one (`[spelling]`). One such word in a text with no mark at all is a warning.",
}

_HEAD = """\
# The lint

Everything that is said, sent or noted is read by the same rules: the phrase books, edited scripts, notes, and what other programs hand
to [`collector lint`](commands.md#collector-lint). Why they are there: [what is refused](../explanation/what-is-refused.md). This page is
made from the lists in `data/tone/`, which hold every pattern; shown are the first of each.

- **fail**: it must be said otherwise. No agent can override it.
- **warn**: an unsure case. It may be kept with one key, but is never passed in silence.
- The verdict of a text is the worst of its findings, else **pass**.

## How a text is read

Case, diacritics, quotes and blanks do not matter; contractions are written out, so that *we can't* offers nothing where *we can* would.
What a text looks like is judged as it was typed: F11 and F17, and of F10 the form *tine*, which is not *ține*.
Placeholders such as `{amount}` are opaque, and so are, for F09, F10, F11 and F17, the values put into them.
Raw shorthand is free of F09, F11 and F17; the note written out from it is not.
Before the identity is verified, to a third party, a wrong party or a voicemail, any word of debt is F16.

Some findings are lifted:

- by words allowed for that rule, such as *în favoarea* or *in your favour* for F05;
- inside a negated promise of ours, or where nothing is asked: *I will not ask you to borrow*, *nu trebuie să plătiți nimic astăzi*;
- by a mark in the same sentence: our own mistake, thanks, a fact told calmly, an offer of help;
- F15 by an offer anywhere in the text.
- the *hints*, doubtful words that are only warnings, by anything that helps anywhere in the text: thanks, an offer, what we do now.

## How a list is written

Each `[[list]]` has a `rule`, a `severity`, a `source`, and `patterns`, one a line, without diacritics:

| written | means |
| --- | --- |
| `executor` | this whole word |
| `executor*` | any word that begins so |
| `trei\\|patru rate`, `(trei\\|inca doua) rate` | one of these words; one of these phrases |
| `mai?`, `(din nou)?` | may be missing |
| `..`, `...` | up to three, up to eight words, within a sentence |
| `<pay>` | any word of that list in `[words]` |
| `!ce` | not followed by this word |
| `^`, `$` | the begin and the end of a sentence |

`unless` names marks that lift it in the same sentence, `unless_text` anywhere; `negated = true`: lifted inside a negated promise;
`typed = true`: matched with the diacritics as typed. Each `[[allow]]` has what is no finding of its rule.

"""


def page() -> str:
    """The page as it has to be."""
    return _HEAD + "\n".join(part for rule in RULES for part in _rule(rule)).rstrip() + "\n"


def _rule(rule: str) -> Iterator[str]:
    book = tone_book()
    yield f"## {rule}: {book['en'].rules[rule].kind}\n"
    if rule in NO_LISTS:
        yield f"{NO_LISTS[rule]}\n"
    if rows := [row for language in LANGUAGES for row in _lists(book[language], rule, language)]:
        yield "| language | severity | source | looked for |\n| --- | --- | --- | --- |"
        yield from rows
        yield ""
    for language in LANGUAGES:
        yield f"- {NAMES[language]}: {book[language].rules[rule].better}"
    yield ""


def _lists(lists: ToneLists, rule: str, language: str) -> Iterator[str]:
    for each in lists.lists:
        if each.rule == rule:
            shown = [f"`{_cell(pattern.written)}`" for pattern in each.patterns[:SHOWN]]
            more = len(each.patterns) - len(shown)
            text = " · ".join(shown) + (f" · {more} more" if more else "")
            yield f"| {NAMES[language]} | {each.severity} | {each.source} | {text} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def write() -> Path:
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return PAGE


if __name__ == "__main__":
    print(write())
