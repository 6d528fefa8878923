"""Help: what the keys do, from the table of keys as the person has set them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from collector.tui.keys import KeyLine, bindings
from collector.words import _

KEYS_WIDTH = 16


class HelpScreen(Screen[None]):
    """Every action with its keys, those of the present places first."""

    BINDINGS = [*bindings("help"), *bindings("move")]

    def __init__(self, lines: Sequence[KeyLine]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help", can_focus=False):
            yield Static(help_text(self._lines), markup=False)

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#help", VerticalScroll)

    def action_leave_help(self) -> None:
        self.dismiss()

    def action_down(self) -> None:
        self._page.scroll_down(animate=False)

    def action_up(self) -> None:
        self._page.scroll_up(animate=False)

    def action_page_down(self) -> None:
        self._page.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self._page.scroll_page_up(animate=False)

    def action_top(self) -> None:
        self._page.scroll_home(animate=False)

    def action_bottom(self) -> None:
        self._page.scroll_end(animate=False)


def help_text(lines: Sequence[KeyLine]) -> str:
    """The table of keys as text, a heading for each place."""
    parts = [_("Keys (Esc leaves this page)"), ""]
    for place, group in groupby(lines, key=lambda line: line.where):
        parts.append(place)
        parts += [f"  {' '.join(line.keys):<{KEYS_WIDTH}} {line.text}" for line in group]
        parts.append("")
    return "\n".join(parts)
