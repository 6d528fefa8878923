"""A text that is longer than its place, moved through by the same keys as a list."""

from __future__ import annotations

from textual.containers import VerticalScroll

from collector.tui.keys import bindings


class Scrolled(VerticalScroll, can_focus=True, inherit_bindings=False):
    """What moves its text at once: nobody waits for a page that glides during a call."""

    BINDINGS = [*bindings("move")]

    def action_down(self) -> None:
        self.scroll_down(animate=False)

    def action_up(self) -> None:
        self.scroll_up(animate=False)

    def action_page_down(self) -> None:
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self.scroll_page_up(animate=False)

    def action_top(self) -> None:
        self.scroll_home(animate=False)

    def action_bottom(self) -> None:
        self.scroll_end(animate=False)
