"""A day at the desk for the app's tests: a small book with every situation, the app on it, its screen as text.

The time is Monday, 23 November 2026, 10:15 in Bucharest, pretended through `as_of`: the app's own clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from collector import words
from collector.config import Settings
from collector.desk import acting
from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry, OurPromiseEntry
from collector.desk.opening import Desk
from collector.tui.app import CollectorApp
from tests import books
from tests.books import november

GOLDEN = Path(__file__).parent / "golden"
SMALL, LARGE = (80, 24), (120, 40)
QUIET_ROUNDS = 3  # what the last message of a round has asked for is done in the next


def a_days_book(url: str) -> str:
    """Eight debtors: one we owe a call, one due today, broken, partly kept, waiting, new, held, abroad."""
    books.a_book(url)
    ana = books.a_desk(url)
    _owed_and_due(ana)
    _broken_and_waiting(ana)
    _held_and_abroad(ana)
    ana.close()
    return url


def _owed_and_due(desk: Desk) -> None:
    marin = books.a_debtor(desk, "Marin Ștefan", ref="M1", balance=980_00, phone=["0722 111 222"])
    yesterday = books.on(desk, "2026-11-20T12:00")
    acting.promise_ours(
        yesterday, *marin, OurPromiseEntry("call_back", november(23), books.at("2026-11-23T09:30"))
    )
    dumitru = books.a_debtor(desk, "Dumitru Elena", ref="D7", balance=450_00, phone=["0744 100 200"])
    books.promised(desk, dumitru, 450_00, november(16), november(23))


def _broken_and_waiting(desk: Desk) -> None:
    ana = books.a_debtor(
        desk,
        "Ionescu Ana-Maria",
        ref="A1",
        balance=(1240_00, 85_50),
        phone=["0721 000 111"],
        creditor="Beta Energie",
    )
    books.paid(desk, ana, 200_00, november(-51))
    books.promised(desk, ana, 200_00, november(-60), november(-50))
    books.paid(desk, ana, 300_00, november(-22))
    books.promised(desk, ana, 300_00, november(-30), november(-20))
    called = books.on(desk, "2026-11-05T11:20")
    books.call(called, ana, outcome="right_party", note="salariu întârziat, plătește 300 pe 12")
    books.promised(desk, ana, 300_00, november(5), november(12))
    partly = books.a_debtor(desk, "Văcărescu Ion", ref="V3", balance=615_01, phone=["0733 555 666"])
    books.paid(desk, partly, 284_99, november(11))
    books.promised(desk, partly, 300_00, november(2), november(10))
    smith = books.a_debtor(desk, "Smith Jane", ref="S9", balance=410_00, phone=["0744 999 000"])
    books.promised(desk, smith, 410_00, november(18), november(27))
    books.a_debtor(desk, "Popa [nou] Gheorghe-Alexandru Constantinescu", ref="P2", balance=5000_00)


def _held_and_abroad(desk: Desk) -> None:
    held = books.a_debtor(desk, "Toma Vasile", ref="T4", balance=700_00)
    acting.place_hold(desk, *held, HoldEntry("insolvency", november(20), None, november(33), "dosar 12/2026"))
    books.a_debtor(
        desk,
        "Brown Kate",
        ref="B5",
        balance=12000,
        currency="EUR",
        time_zone="America/New_York",
        country="US",
    )
    contested = books.a_debtor(desk, "Enache Radu", ref="E6", balance=330_00)
    entry = CallEntry(outcome="dispute", dispute=DisputeEntry(november(19), "factura greșită"))
    acting.record_call(books.on(desk, "2026-11-19T15:00"), *contested, entry)


def settings(url: str, **changed: Any) -> Settings:
    """The settings of Ana's app on this book."""
    usual: dict[str, Any] = {"book": url, "as_of": books.MONDAY, "lang": "en", "agent": "ana", "plain": False}
    usual |= {"json": False, "theme": None, "dial": None, "keys": {}}
    usual |= {"state": "" if "://" in url or ":memory:" in url else str(Path(url).parent / "state")}
    return Settings(**(usual | changed))


@asynccontextmanager
async def the_app(
    url: str,
    size: tuple[int, int] = SMALL,
    *,
    demo: bool = False,
    first_ref: str | None = None,
    **changed: Any,
) -> AsyncIterator[Pilot[None]]:
    """The app, run without a terminal, on this book."""
    told = settings(url, **changed)
    words.use(told.lang)
    app = CollectorApp(told, demo=demo, first_ref=first_ref)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot
    app.door.close()


async def settled(pilot: Pilot[None]) -> None:
    """Until no key and no worker is under way and everything they brought is drawn.

    Without the Pilot's own pause: that sleeps, again and again, until the whole process was idle for a while.
    """
    app = pilot.app
    assert isinstance(app, CollectorApp)
    quiet = 0
    while quiet < QUIET_ROUNDS and await pilot._wait_for_screen():
        app.screen._on_timer_update()
        at_work = [worker for worker in app.workers if not worker.is_finished]
        waits = app.is_taking_keys or not _laid_out(app)
        quiet = 0 if at_work or waits else quiet + 1
        if at_work:
            with suppress(WorkerCancelled):  # of one group the last one asked wins
                await app.workers.wait_for_complete()
        elif waits:  # for the widget of a key that has gone, or a screen to be drawn
            await asyncio.sleep(0.002)


def _laid_out(app: CollectorApp) -> bool:
    """On a busy machine a screen may be on top before it was drawn for the first time."""
    return bool(app.screen._compositor.size) and not app.screen._layout_required


async def press(pilot: Pilot[None], *keys: str) -> None:
    """All these keys at once, as a slow line delivers them; then wait until what they asked for is there."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await settled(pilot)


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Put text into the field that has the focus, as pasted: a Pilot's keys cost 65 ms each."""
    from textual.widgets import Input

    field = pilot.app.focused
    assert isinstance(field, Input)
    field.value = text
    await settled(pilot)


def screen_text(app: CollectorApp) -> str:
    """What a person reads on the screen, line by line, without trailing blanks."""
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    return "\n".join(lines).rstrip() + "\n"


def line_with(app: CollectorApp, part: str) -> str:
    """The first line of the screen that holds this text."""
    return next((line for line in screen_text(app).splitlines() if part in line), "")
