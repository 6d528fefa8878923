"""The least app that Textual can be: header, input, footer. What the program's own app is compared with.

`python -m collector.bench.bare TEXT`, the text standing in the empty input line.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Input


class Bare(App[None]):
    """Nothing of ours: it is left with Textual's own key."""

    TITLE = "A bare Textual app"

    def compose(self) -> ComposeResult:
        yield Header()
        yield Input(placeholder=sys.argv[1])
        yield Footer()


if __name__ == "__main__":
    Bare().run()
