"""The style sheet, each part of it read once."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class OnceRead(Stylesheet):
    """Reads what it has not read yet, unless the colours have changed. Textual reads all of it anew when the theme
    is first looked at, and once more with the next widget: three times until the first screen is painted."""

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        self.parse()
