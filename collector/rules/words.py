"""How a rule says that it could not read something. Translating is the shell's work."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - the gettext convention: marks a text for the catalogues, nothing more
    """Mark an English text for translation and give it back as it is."""
    return text


class Unreadable(ValueError):
    """What was typed or read is not what was expected; `expected` is an English text marked with `N_`.

    `values` fill the placeholders of `expected` after it has been translated.
    """

    def __init__(self, expected: str, **values: object) -> None:
        super().__init__(expected.format(**values) if values else expected)
        self.expected = expected
        self.values = values
