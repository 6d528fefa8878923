"""Bringing in: files, and the sample into a place of its own. What comes of it, in words."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from collector import clock
from collector.config import Settings
from collector.desk import filewords
from collector.desk.importing import Imported, import_files
from collector.desk.opening import Desk, Founding
from collector.errors import CollectorError, UsageError, reason
from collector.exchange.problems import shown
from collector.tui.behind.paths import paths_of
from collector.tui.views import Brought, Sample
from collector.words import _, ngettext

MOST_REFUSALS = 6  # lines that are shown; of several files each its part


class Stopped(CollectorError):
    """The person changed their mind; nothing was written."""


def bring(
    desk: Desk, text: str, *, dry_run: bool, say: Callable[[str], None], stopped: Callable[[], bool]
) -> Brought:
    """Bring in the files that a text names, or see what they would bring. UsageError for files that cannot be
    read, Stopped when `stopped` says so before all of it is written."""

    def progress(what: str, _done: int, _of: int) -> None:
        if stopped():
            raise Stopped(_("Stopped; nothing was brought in."))
        say(f"{filewords.step(what)}…")

    return told(import_files(desk, paths_of(text), dry_run=dry_run, progress=progress))


def told(results: Sequence[Imported]) -> Brought:
    """What came of the files in a few lines each, the first refused lines among them."""
    most = max(1, MOST_REFUSALS // len(results))
    return Brought(
        tuple(_told(result, most) for result in results),
        sum(result.new + result.changed for result in results),
        sum(result.refused for result in results),
    )


def _told(result: Imported, most: int) -> str:
    lines = [f"{shown(Path(result.file).name)}: {filewords.summary(result)}"]
    lines += [f"  {line}" for line in filewords.understood(result)]
    lines += [
        "  " + _("line {line}: {why}").format(line=problem.line, why=filewords.refusal(problem))
        for problem in result.problems[:most]
    ]
    more = len(result.problems) - most
    if more > 0:
        lines.append("  " + ngettext("and one more", "and {count} more", more).format(count=more))
    if result.unknown:
        text = _("unknown columns, kept as notes: {columns}")
        lines.append("  " + text.format(columns=", ".join(map(shown, result.unknown))))
    return "\n".join(lines)


# --- The sample --------------------------------------------------------------------------------------------


def sample(settings: Settings) -> Sample:
    """The sample book in a temporary place, with the settings to open it, as `collector demo` makes it."""
    from collector.sample.book import demo_moment, make_book

    office = Founding()
    if settings.as_of:
        moment = clock.parse_as_of(settings.as_of, office.zone)
    else:
        moment = demo_moment(clock.real_now(), office.zone, office.country)
    folder = _temporary()
    try:
        book = str(Path(folder.name) / "book.db")
        make_book(book, moment.astimezone(clock.office_zone(office.zone)).date(), lang=settings.lang)
    except BaseException:
        folder.cleanup()
        raise
    state = str(Path(folder.name) / "state")
    return Sample(folder, settings._replace(book=book, as_of=moment.isoformat(), state=state))


def _temporary() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="collector-demo-", ignore_cleanup_errors=True)
    except OSError as fault:
        text = _("There is no place for the sample ({seen}). Make room, or set TMPDIR to another folder.")
        raise UsageError(text.format(seen=reason(fault))) from fault
