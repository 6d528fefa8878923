"""practice: invented debtors for every situation, each with a role to play. No book of the user's is opened."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from collector import clock
from collector.cli.asked import Asked, Progress
from collector.cli.printing import heading, someone_is_there, tell, tell_json, wrapped
from collector.errors import DONE, UsageError
from collector.practice.roles import SAID, Role, roles
from collector.words import _

_INDENT = " " * 4


def practice(asked: Asked) -> int:
    """The app on the practice book, gone afterwards; without a terminal the situations with their roles."""
    if asked.options["book"] is not None:
        text = _("Practice has a book of its own and opens no other; nothing was done. Leave --book out.")
        raise UsageError(text)
    if asked.settings.json:
        tell_json([_document(role) for role in roles(asked.settings.lang)])
        return DONE
    if not someone_is_there():
        tell(*_told(asked))
        return DONE
    with tempfile.TemporaryDirectory(prefix="collector-practice-", ignore_cleanup_errors=True) as folder:
        return _screen(asked, Path(folder))


def _screen(asked: Asked, folder: Path) -> int:
    from collector.practice.book import make_practice
    from collector.tui.app import run

    book, moment, progress = str(folder / "book.db"), _moment(asked), Progress()
    progress("sample")
    try:
        drills = make_practice(
            book, moment.astimezone(clock.office_zone(_zone())).date(), asked.settings.lang
        )
    finally:
        progress.clear()
    state = str(folder / "state")
    settings = asked.settings._replace(book=book, as_of=moment.isoformat(), state=state, dial=None)
    return run(settings, drills=drills)


def _moment(asked: Asked) -> datetime:
    """10:15 of the last working day, up to the day asked for: at another hour other situations would stand."""
    from collector.desk.opening import Founding
    from collector.sample.book import demo_moment

    as_of, zone = asked.settings.as_of, _zone()
    now = clock.parse_as_of(as_of, zone) if as_of else clock.real_now()
    return demo_moment(now, zone, Founding().country)


def _zone() -> str:
    from collector.desk.opening import Founding

    return Founding().zone


# --- Without a terminal ----------------------------------------------------------------------------------


def _told(asked: Asked) -> Iterator[str]:
    from collector.desk import saying

    yield heading(_("Practice: a person to play for every situation"), asked.settings.plain)
    for number, role in enumerate(roles(asked.settings.lang), 1):
        yield ""
        yield f"{number:2}. {role.situation} · {saying.situation(role.situation)} · {role.name}"
        yield from wrapped(role.role, _INDENT)
        if role.says:
            yield from wrapped(_("You say: {words}").format(words=role.says), _INDENT)


def _document(role: Role) -> dict[str, object]:
    on_line = SAID.get(role.situation)
    return {
        "situation": role.situation,
        "name": role.name,
        "role": role.role,
        "says": role.says or None,
        "on_line": on_line._asdict() if on_line else None,
    }
