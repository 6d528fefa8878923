"""The guides tell keys that there are, and where a guide says what a key does, it does that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from collector.tui.keymap import shown
from collector.tui.keys import ACTIONS
from tests.docs.markdown import DOCS, ROOT, blocks, codes, read
from tests.docs.walk import KEYS, keys_of

KEY = re.compile(r"F\d{1,2}|Esc|Enter|Tab|Space|[^\s\d…]")
TYPED = {"Enter": "↵"}
FIELD_KEYS = {"Tab"}  # a field's own, from Textual

# What the guides say: the key, and the actions that it stands for there.
SAID = {
    "find-and-filter.md": {
        "/": "find",
        ".": "find_next",
        ",": "find_before",
        "f": "filter",
        "m": "filter_mark",
        "s": "filter_save",
        "d": "filter_delete",
        "u": "filter_undo",
        "F": "saved_filter",
        "→": "filter_group",
        ":": "palette",
        "n": "next",
    },
    "take-a-promise.md": {
        "F2": "promise more_lines",
        "F3": "no_answer",
        "F4": "call_back",
        "F5": "dispute",
        "F6": "hold",
        "F7": "we_promise",
        "F11": "paid_claim",
        "F12": "undo",
        "→": "choice_next",
        "?": "help",
    },
    "use-the-next-step.md": {
        "W": "on_line",
        "F8": "language",
        "l": "language",
        "v": "reword",
        "s": "star",
        "F9": "explain",
        "x": "explain",
        "→": "choice_next",
    },
    "work-side-by-side.md": {"n": "next card_next", "r": "reload card_reload", "F12": "undo"},
    "dial.md": {"d": "dial", "y": "copy_card"},
    "keys-and-looks.md": {"?": "help", ":": "palette"},
    "when-it-dies.md": {"D": "draft", "F12": "undo"},
    "import-a-portfolio.md": {"i": "import", "a": "new_debtor", "Tab": "path_complete", "Esc": "bring_not"},
    "take-back-a-mistake.md": {"F12": "undo", "u": "undo", "e": "end", "a": "new_debtor"},
    "README.md": {
        "/": "find",
        "n": "next",
        "F2": "promise",
        "F12": "undo",
        "t": "team",
        ":": "palette",
        "?": "help",
    },
    "tutorial.md": {
        "/": "find",
        ".": "find_next",
        ",": "find_before",
        "F2": "promise",
        "t": "team",
        "?": "help",
        ":": "palette",
        "i": "import",
        "n": "next",
        "a": "new_debtor",
    },
}
PAGES = (ROOT / "README.md", DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md")))
GUIDES = [page for page in PAGES if page.name in SAID]


def told(page: Path) -> set[str]:
    """The keys that stand between backticks."""
    return {code for code in codes(read(page)) if KEY.fullmatch(code)}


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_the_keys_that_are_told_are_there(page: Path) -> None:
    known = {shown(key) for action in ACTIONS for key in action.keys} | FIELD_KEYS
    assert {TYPED.get(key, key) for key in told(page)} <= known


@pytest.mark.parametrize("name", SAID)
def test_a_key_does_what_is_said_of_it(name: str) -> None:
    page = next(guide for guide in GUIDES if guide.name == name)
    keys_by_id = {action.id: [shown(key) for key in action.keys] for action in ACTIONS}
    for key, actions in SAID[name].items():
        assert key in told(page), "no longer told: take it out of this table"
        assert all(key in keys_by_id[action] for action in actions.split()), (key, actions)


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_of_every_letter_that_is_told_it_is_said_here_what_it_does(page: Path) -> None:
    general = {"Esc", "Enter", "Tab", "↓", "↑", "s"}
    assert told(page) <= set(SAID.get(page.name, {})) | general


def test_the_keys_of_the_walk_are_there() -> None:
    """Every key of the tutorial that is no typed text: a letter alone, an F-key, a named one."""
    known = {key for action in ACTIONS for key in action.keys} | {"tab"}
    lines = [
        re.sub(r'"[^"]*"', "", line)
        for block in blocks(read(DOCS / "tutorial.md"))
        if block.info == "app"
        for line in block.text.splitlines()
        if not line.startswith(("$", ">", "|"))
    ]
    words = {word for line in lines for word in re.split(r"\s{2,}", line.strip())[0].split()}
    pressed = {
        key.key for word in words if word in KEYS or re.fullmatch(r"F\d+|\W", word) for key in keys_of(word)
    }
    assert len(pressed) > 8
    assert pressed <= known
