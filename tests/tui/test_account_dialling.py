"""Dialling: the person's own command gets the number, as one argument and through no shell."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from collector import words
from collector.config import Settings
from collector.desk import acting
from collector.desk.entries import HoldEntry
from collector.desk.opening import Desk
from collector.errors import CollectorError, Refused, UsageError
from collector.tui.behind import dialling
from collector.tui.views import Where
from tests import books
from tests.books import november
from tests.tui.stage import press, screen_text, settings, the_app

WRITE = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(' '.join(sys.argv[2:]))"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes its time to start a program; these all end."""
    words.use("en")
    monkeypatch.setattr(dialling, "SECONDS_TO_FAIL", 60.0)


@pytest.fixture
def softphone(tmp_path: Path) -> Path:
    """Where the softphone notes what it was told to ring."""
    return tmp_path / "rung.txt"


def command(softphone: Path, number: str = "{number}") -> str:
    return f'"{sys.executable}" -c "{WRITE}" "{softphone}" {number}'


def rung(softphone: Path) -> str:
    return softphone.read_text()


def dialled(desk: Desk, how: str | None, **debtor: object) -> str:
    debt = books.a_debtor(desk, **{"phone": ["0721 000 111"], **debtor})  # type: ignore[arg-type]
    return dialling.dial(told(how), desk, Where(*debt))


def told(how: str | None) -> Settings:
    return settings("book.db", dial=how)


def test_the_number_is_given_as_it_is_dialled_from_anywhere(desk: Desk, softphone: Path) -> None:
    assert dialled(desk, command(softphone, "tel:{number}")) == "Dialling 0721 000 111"
    assert softphone.read_text() == "tel:+40721000111"


def test_no_shell_reads_the_command(desk: Desk, softphone: Path) -> None:
    dialled(desk, command(softphone, "{number} ; exit 3"))
    assert softphone.read_text() == "+40721000111 ; exit 3"


def test_of_several_numbers_the_latest_that_can_be_dialled_is_rung(desk: Desk, softphone: Path) -> None:
    dialled(desk, command(softphone), phone=["0721 000 111", "0722 000 222", "int. 4"])
    assert softphone.read_text() == "+40722000222"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (None, "No dial command is set. Write into"),
        ("softphone", "cannot be used. Expected a program and {number}"),
        ("{number}", "cannot be used. Expected a program and {number}"),
        ('softphone "{number}', "cannot be used. Expected a program and {number}"),
        ("no-such-program-here {number}", "no-such-program-here cannot be started"),
        (f'"{sys.executable}" -c "raise SystemExit(3)" {{number}}', "ended with code 3"),
    ],
)
def test_a_command_that_does_not_ring_is_told_kindly(desk: Desk, how: str | None, said: str) -> None:
    with pytest.raises(UsageError) as fault:
        dialled(desk, how)
    assert said in fault.value.message
    assert "settings.toml" in fault.value.message


def test_a_softphone_that_goes_on_is_let_go_of(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialling, "SECONDS_TO_FAIL", 0.01)
    goes_on = f'"{sys.executable}" -c "import time; time.sleep(2)" {{number}}'
    assert dialled(desk, goes_on) == "Dialling 0721 000 111"


@pytest.mark.parametrize(
    ("phones", "said"),
    [((), "has no phone number"), (("int. 4",), "int. 4 is no number that can be dialled")],
)
def test_without_a_number_nothing_is_rung(
    desk: Desk, softphone: Path, phones: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CollectorError, match=said):
        dialled(desk, command(softphone), phone=phones)
    assert not softphone.exists()


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (
            "2026-11-23T20:30",
            "Not dialled: no call now, outside the hours for calls (ro.hours, draft); from Tue 09:00.",
        ),
        ("2026-12-01T11:00", "Not dialled: no call now, public holiday (ro.weekend, draft); from Wed 09:00."),
    ],
)
def test_who_may_not_be_called_is_not_rung(desk: Desk, softphone: Path, when: str, said: str) -> None:
    with pytest.raises(Refused) as fault:
        dialled(books.on(desk, when), command(softphone))
    assert fault.value.message == said
    assert not softphone.exists()


def test_a_hold_forbids_dialling(desk: Desk, softphone: Path) -> None:
    debt = books.a_debtor(desk, phone=["0721 000 111"])
    acting.place_hold(desk, *debt, HoldEntry("insolvency", november(20)))
    with pytest.raises(Refused, match="Not dialled: no calls, insolvency"):
        dialling.dial(told(command(softphone)), desk, Where(*debt))


async def test_d_dials_in_key_mode_and_is_a_letter_in_the_line(book: str, softphone: Path) -> None:
    async with the_app(book, first_ref="A1-1", dial=command(softphone)) as pilot:
        await press(pilot, "d")
        assert "Dialling" not in screen_text(pilot.app)
        await press(pilot, "escape", "d")
        assert "Dialling 0721 000 111" in screen_text(pilot.app)
    assert rung(softphone) == "+40721000111"
