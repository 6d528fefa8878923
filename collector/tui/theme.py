"""One calm look of our own, dark and light, and the terminal's own colours. State is a word or a shape first;
colour only helps.

Every pair of text and ground holds 4.5 : 1 at least, which WCAG 2.2 asks of small text (success criterion 1.4.3).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from rich.segment import Segment, Segments
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.scrollbar import ScrollBarRender
from textual.theme import BUILTIN_THEMES, Theme

from collector.errors import UsageError
from collector.tui.glyphs import plain
from collector.words import _

DARK = Theme(
    name="collector-dark",
    primary="#7fb0d6",
    secondary="#9db0ba",
    accent="#d7b26d",
    warning="#dfb974",
    error="#ea9a91",
    success="#97c795",
    foreground="#d9dcde",
    background="#15191c",
    surface="#1c2226",
    panel="#2a3238",
    dark=True,
    variables={
        "text-muted": "#a6b3bb",
        "text-warning": "#dfb974",
        "text-error": "#ea9a91",
        "text-success": "#97c795",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#243f55",
        "field": "#2a3238",
        "field-focus": "#243f55",
        "input-cursor-foreground": "#15191c",
        "input-cursor-background": "#d9dcde",
        "input-selection-background": "#3f6a8f",
        "input-selection-foreground": "#ffffff",
        "scrollbar": "#4a5860",
        "scrollbar-background": "#1c2226",
    },
)
LIGHT = Theme(
    name="collector-light",
    primary="#1f5a87",
    secondary="#52626c",
    accent="#7a5a10",
    warning="#7a5200",
    error="#a32a20",
    success="#24632b",
    foreground="#1d2225",
    background="#fbfaf7",
    surface="#f2f0ea",
    panel="#e3e0d8",
    dark=False,
    variables={
        "text-muted": "#545c61",
        "text-warning": "#7a5200",
        "text-error": "#a32a20",
        "text-success": "#24632b",
        "block-cursor-foreground": "#0b1a26",
        "block-cursor-background": "#cfe0ee",
        "field": "#e3e0d8",
        "field-focus": "#cfe0ee",
        "input-cursor-foreground": "#fbfaf7",
        "input-cursor-background": "#1d2225",
        "input-selection-background": "#9cc3e2",
        "input-selection-foreground": "#0b1a26",
        "scrollbar": "#a9aca8",
        "scrollbar-background": "#f2f0ea",
    },
)
OURS = {"dark": DARK, "light": LIGHT}
TERMINAL = "ansi"  # the terminal's own colours, dark or light as the terminal says


def own_variables(theme: Theme) -> dict[str, str]:
    """What our style sheet uses beside Textual's names, for themes that do not say it themselves."""
    if "field" in theme.variables:
        return {}
    if theme.ansi:
        return {"field": "transparent", "field-focus": "transparent"}
    names = theme.to_color_system().generate()
    return {"field": names["panel"], "field-focus": names["block-cursor-background"]}


def theme_name(asked: str | None, env: Mapping[str, str] | None = None) -> str:
    """The name of the theme that the settings ask for. UsageError for one that nobody knows."""
    if not asked:
        return DARK.name
    if asked in OURS:
        return OURS[asked].name
    if asked == TERMINAL:
        return "ansi-light" if is_light(os.environ if env is None else env) else "ansi-dark"
    if asked in BUILTIN_THEMES:
        return asked
    raise UsageError(
        _("There is no theme {seen}. There are: {known}.").format(
            seen=repr(asked), known=", ".join([*OURS, TERMINAL, *sorted(BUILTIN_THEMES)])
        )
    )


def is_light(env: Mapping[str, str]) -> bool:
    """Whether the terminal says in COLORFGBG (`0;15`, the numbers of text and ground) that its ground is light.
    Of the sixteen colours 7 and 9 to 15 are light; a terminal that says nothing counts as dark."""
    ground = env.get("COLORFGBG", "").rpartition(";")[2]
    return ground.isdecimal() and (int(ground) == 7 or 9 <= int(ground) <= 15)


class PlainBar(ScrollBarRender):
    """A scroll bar of letters, for terminals without colour or drawn signs."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = VERTICAL_BARS

    @classmethod
    def render_bar(cls, *said: Any, **named: Any) -> Segments:
        drawn = super().render_bar(*said, **named)
        drawn.segments[:] = [_lettered(segment) for segment in drawn.segments]
        return drawn


def _lettered(segment: Segment) -> Segment:
    """The thumb is what Textual draws reversed."""
    if segment.text.strip(" ") or segment.style is None:
        return segment
    sign = "#" if segment.style.reverse else "|"
    return Segment(sign * len(segment.text), Style(meta=segment.style.meta))


class PlainLetters(LineFilter):
    """The last word on signs of ours that some widget drew: none is left for a terminal of plain letters."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's own
        return [Segment(plain(text), style, control) for text, style, control in segments]


def scroll_bars(*, plain: bool) -> type[ScrollBarRender]:
    """How scroll bars are drawn."""
    return PlainBar if plain else ScrollBarRender
