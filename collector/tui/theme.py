"""One calm look of our own, dark and light. State is a word or a shape first; colour only helps."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from collector.errors import UsageError
from collector.words import _

DARK = Theme(
    name="collector-dark",
    primary="#7aa2c4",
    secondary="#8fa3ad",
    accent="#d7b26d",
    warning="#d7b26d",
    error="#d98880",
    success="#8fbf8f",
    foreground="#d4d8da",
    background="#16191b",
    surface="#1d2123",
    panel="#272d30",
    dark=True,
)
LIGHT = Theme(
    name="collector-light",
    primary="#2f5f86",
    secondary="#5a6b75",
    accent="#7a5a10",
    warning="#7a5a10",
    error="#9c332a",
    success="#2f6b34",
    foreground="#1f2426",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e3db",
    dark=False,
)
OURS = {"dark": DARK, "light": LIGHT}


def theme_name(asked: str | None) -> str:
    """The name of the theme that the settings ask for. UsageError for one that nobody knows."""
    if not asked:
        return DARK.name
    if asked in OURS:
        return OURS[asked].name
    if asked in BUILTIN_THEMES:
        return asked
    raise UsageError(
        _("There is no theme {seen}. There are: {known}.").format(
            seen=repr(asked), known=", ".join([*OURS, *sorted(BUILTIN_THEMES)])
        )
    )
