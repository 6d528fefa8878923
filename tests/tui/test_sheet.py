"""The style sheet is read once, and anew for other colours."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.stylesheet import Stylesheet

from collector.tui.theme import DARK, LIGHT
from tests.tui.stage import press, the_app


async def test_each_part_is_read_once_until_the_colours_change(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts, real = Counter[tuple[Any, ...]](), stylesheet.parse

    def parse(scope: str, css: str, read_from: Any, *, tie_breaker: int, **how: Any) -> Any:
        parts[scope, css, read_from, tie_breaker] += 1
        return real(scope, css, read_from, tie_breaker=tie_breaker, **how)

    monkeypatch.setattr(stylesheet, "parse", parse)
    async with the_app(book, first_ref="A1-1") as pilot:
        assert len(parts) > 10
        assert set(parts.values()) == {1}
        pilot.app.theme = LIGHT.name
        await press(pilot)
        assert max(parts.values()) == 2
        assert pilot.app.screen.query_one("#head").background_colors[1].hex == LIGHT.panel.upper()


async def test_what_was_read_once_is_what_textual_reads(book: str) -> None:
    async with the_app(book) as pilot:
        ours = pilot.app.stylesheet
        again = Stylesheet(variables=pilot.app.get_css_variables())
        again.source = ours.source.copy()
        again.parse()
        assert pilot.app.current_theme.name == DARK.name
        assert told(ours) == told(again)


def told(sheet: Stylesheet) -> list[tuple[str, str]]:
    return [(rule.selectors, repr(rule.styles.get_rules())) for rule in sheet.rules]
