"""Opening the app: on the book, on one account of it, on an invented book. Without a terminal, the list."""

from __future__ import annotations

import gc
import tempfile
from datetime import datetime
from pathlib import Path

from collector import clock
from collector.cli.asked import Asked, Progress
from collector.cli.printing import complain, safe, someone_is_there
from collector.config import Settings
from collector.errors import BookError, UsageError, without_password
from collector.words import _


def app(asked: Asked) -> int:
    """The app on the book; a missing book is made, empty, and the way to fill it is told."""
    with_screen = _with_screen(asked)
    if not _exists(asked):
        _make_empty(asked)
    return _screen(asked.settings) if with_screen else _list(asked)


def open_account(asked: Asked) -> int:
    """The app on the account that REF names; who it is must be clear before a screen opens.

    Of a phone number it need not be: a softphone gives the number of whoever rings, and the app that pops up
    says that nobody has it here, or who share it.
    """
    ref, with_screen = asked.words[0], _with_screen(asked)
    try:
        found = _meant(asked, ref)
    except UsageError:
        if not (with_screen and _is_number(asked, ref)):
            raise
        return _screen(asked.settings, first_ref=ref)
    if not with_screen:
        raise UsageError(
            _("There is no terminal to open the app on. To read it here: collector show {ref}").format(
                ref=found
            )
        )
    return _screen(asked.settings, first_ref=found)


def _meant(asked: Asked, ref: str) -> str:
    """The reference of the one whom REF names. UsageError for none or several."""
    from collector.desk.looking import resolve

    with asked.desk() as desk:
        return resolve(desk, ref).ref


def _is_number(asked: Asked, ref: str) -> bool:
    from collector.rules import phones

    with asked.desk() as desk:
        return phones.read(ref, desk.office.country).number is not None


def demo(asked: Asked) -> int:
    """The app on an invented book in a temporary place, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="collector-demo-", ignore_cleanup_errors=True) as folder:
        book = str(Path(folder) / "book.db")
        moment = _demo_moment(asked)
        _make_sample(asked, book, moment)
        state = str(Path(folder) / "state")
        settings = asked.settings._replace(book=book, as_of=moment.isoformat(), state=state)
        if _with_screen(asked):
            return _screen(settings, demo=True)
        return _list(asked._replace(settings=settings))


def _with_screen(asked: Asked) -> bool:
    return someone_is_there() and not asked.settings.json


def _screen(settings: Settings, *, demo: bool = False, first_ref: str | None = None) -> int:
    gc.disable()  # a fifth of the start went into looking at what stays anyway; `jobs.load` goes on with it
    try:
        from collector.tui.app import run

        return run(settings, demo=demo, first_ref=first_ref)
    finally:
        gc.enable()


def _list(asked: Asked) -> int:
    from collector.cli.listing import today

    return today(asked)


# --- An empty book ---------------------------------------------------------------------------------------


def _exists(asked: Asked) -> bool:
    """Whether there is a book. A file that is there is opened by whoever reads it, and complained about."""
    where = asked.settings.book
    if "://" not in where:
        return Path(where).exists()
    try:
        with asked.desk():
            return True
    except BookError as problem:
        if problem.kind != "missing":
            raise
        return False


def _make_empty(asked: Asked) -> None:
    from collector.desk.opening import Founding, found

    where = asked.settings.book
    found(where, Founding(lang=asked.settings.lang))
    text = _("Made an empty book: {where}. Bring debts in with: collector import FILE…")
    complain(text.format(where=safe(without_password(where))))


# --- The demo --------------------------------------------------------------------------------------------


def _demo_moment(asked: Asked) -> datetime:
    """When the demo plays: as asked, else 10:15 of the last working day, so that it is always alive."""
    from collector.desk.opening import Founding
    from collector.sample.book import demo_moment

    office = Founding()
    if asked.settings.as_of:
        return clock.parse_as_of(asked.settings.as_of, office.zone)
    return demo_moment(clock.real_now(), office.zone, office.country)


def _make_sample(asked: Asked, book: str, moment: datetime) -> None:
    from collector.desk.opening import Founding
    from collector.sample.book import make_book

    progress = Progress()
    progress("sample")
    try:
        anchor = moment.astimezone(clock.office_zone(Founding().zone)).date()
        make_book(book, anchor, lang=asked.settings.lang)
    finally:
        progress.clear()
