"""Esc and the key after it arrive together over a slow line, as Alt and that key would."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.events import Key, Paste

from collector.tui.app import CollectorApp
from collector.tui.escape import EscapeFirst
from collector.tui.screens.today import TodayScreen
from tests.tui.stage import screen_text, settings, settled, the_app

ESC = "\x1b"


def read(*pieces: str) -> list[str]:
    """What these pieces of input, arriving one right after another, are read as."""
    parser = EscapeFirst()
    found = [event for piece in pieces for event in parser.feed(piece)]
    parser._timeout_time = parser._timeout_time and 0.0  # then nothing comes for a while
    found += parser.tick()
    return [event.key if isinstance(event, Key) else type(event).__name__ for event in found]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (f"{ESC}n", ["escape", "n"]),
        (f"{ESC}N", ["escape", "N"]),
        (f"{ESC}ș", ["escape", "ș"]),
        (f"{ESC}f", ["escape", "f"]),
        (f"{ESC}:", ["escape", "colon"]),
        (f"{ESC}]", ["escape", "right_square_bracket"]),
        (f"{ESC}1", ["escape", "1"]),
        (f"{ESC}\r", ["escape", "enter"]),
        (f"{ESC} ", ["escape", "space"]),
        (f"{ESC}{ESC}n", ["escape", "escape", "n"]),
        (f"{ESC}n{ESC}d", ["escape", "n", "escape", "d"]),
        (f"{ESC}/" + "ion" * 20, ["escape", "slash", *("ion" * 20)]),
        (ESC, ["escape"]),
        (f"{ESC}{ESC}", ["escape", "escape"]),
    ],
)
def test_esc_comes_first_whatever_follows(sent: str, keys: list[str]) -> None:
    assert read(sent) == keys
    assert read(*sent) == keys, "one after another makes no difference"


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (f"{ESC}OQ", ["f2"]),
        (f"{ESC}[15~", ["f5"]),
        (f"{ESC}[A{ESC}OB", ["up", "down"]),
        (f"{ESC}{ESC}[A", ["escape", "up"]),
        (f"{ESC}n{ESC}OR", ["escape", "n", "f3"]),
        (f"{ESC}[27u", ["escape"]),
        (f"a{ESC}[Bb", ["a", "down", "b"]),
    ],
)
def test_a_longer_key_stays_whole(sent: str, keys: list[str]) -> None:
    assert read(sent) == keys
    assert read(*sent) == keys, "however it was cut"


def test_a_paste_stays_a_paste() -> None:
    parser = EscapeFirst()
    pasted, after = parser.feed(f"{ESC}[200~plătește 300{ESC}[201~x")
    assert isinstance(pasted, Paste)
    assert pasted.text == "plătește 300"
    assert isinstance(after, Key)
    assert after.key == "x"


def test_what_ends_ends() -> None:
    parser = EscapeFirst()
    assert [event.key for event in parser.feed(f"{ESC}n") if isinstance(event, Key)] == ["escape", "n"]
    assert not list(parser.feed(""))
    assert parser.is_eof


def test_the_terminal_is_read_so(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux_driver, "XTermParser", XTermParser)
    driver = CollectorApp(settings(book)).driver_class
    assert driver is linux_driver.LinuxDriver
    assert linux_driver.__dict__["XTermParser"] is EscapeFirst


async def test_two_escapes_and_the_next_one_in_one_breath(book: str) -> None:
    """Out of the line, back to the list, on to the next: no letter of it is written into the line."""
    async with the_app(book, first_ref="A1-1") as pilot:
        app = pilot.app
        assert isinstance(app, CollectorApp)
        for event in EscapeFirst().feed(f"plata{ESC}{ESC}j{ESC}/mar"):
            app.post_message(event)
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert "Marin" in screen_text(app)
