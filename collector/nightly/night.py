"""Running a night. Killed anywhere and run again it writes the same bytes.

One snapshot of the book is judged; then what changed is stored in small steps, so that agents who work late
are not kept waiting; then the files are written, the manifest last.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from collector.clock import START_OF_WORK
from collector.currencies import decimals_of
from collector.desk.opening import Desk, base_rate
from collector.errors import BookError, UsageError
from collector.exchange.riskcolumns import COLUMNS, FORMATS
from collector.exchange.risklist import write_night
from collector.nightly.lock import only_one
from collector.nightly.rows import Before, Ranked, cells_of, gone, ranked
from collector.nightly.sketch import Sketch, Tallies, sketch
from collector.rules import money, risk
from collector.rules.cards import Setting, unscored
from collector.rules.promises import RULE
from collector.store import audit, heap, judging, nights, reading
from collector.store.judging import Place
from collector.words import _, speaking

Progress = Callable[[str, int, int], None]


class Summary(NamedTuple):
    """What a night wrote."""

    manifest: dict[str, Any]
    out_dir: Path


class _Judged(NamedTuple):
    """The book as one snapshot of it was judged."""

    sketches: list[Sketch]
    unlisted: list[Place]  # of accounts without a balance
    stale: list[int]  # debtors whose stored verdicts are not what was found
    tallies: Tallies
    zones: dict[int, tuple[str, ...]]
    audit: audit.Head
    before: dict[str, Before]


def run_nightly(
    desk: Desk,
    out: Path | None = None,
    formats: Sequence[str] = (),
    progress: Progress = lambda *_: None,
) -> Summary:
    """Judge, score, rank and write the risk list as of the desk's day.

    UsageError without `out` on a server, for an unknown format or when `out` is no folder; AlreadyRunning; BookError,
    also when the folder cannot be written.
    """
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(
            _("--format: {seen} is not written here. Give some of: {known}.").format(
                seen=", ".join(unknown), known=", ".join(FORMATS)
            )
        )
    folder = _folder(desk, out)
    with only_one(desk), heap.growing():
        return _night(desk, folder, formats, progress)


def _folder(desk: Desk, out: Path | None) -> Path:
    if out is not None:
        return out
    if desk.book.path is None:
        raise UsageError(_("--out: a book on a server needs the folder for the risk list."))
    return desk.book.path.absolute().parent / "risk"


def _night(desk: Desk, folder: Path, formats: Sequence[str], progress: Progress) -> Summary:
    started_at = desk.clock.real_now()
    _make_ready(folder)
    at = Setting(_moment(desk), desk.today(), base=lambda _day: 0.0)
    with desk.book.reading() as connection:
        judged = _judge(connection, at, progress)
    at = at._replace(base=base_rate(judged.tallies.days))
    rows = ranked(desk, judged.sketches, at)
    with speaking(desk.office.lang):
        cells = cells_of(desk, rows, judged.zones, at.now, judged.before)
    _store(desk, at, judged, rows, cells, folder, progress)
    progress("write", len(rows), len(rows))
    manifest = _manifest(desk, at.today, judged, rows, started_at)
    manifest = _write(folder, at.today, cells, gone(cells, judged.before), formats, manifest)
    return Summary(manifest, folder)


def _make_ready(folder: Path) -> None:
    """Before the long work: a place that cannot be written is told at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(
            _("{folder}: is no folder. Name another with --out.").format(folder=folder)
        ) from None
    except OSError as fault:
        raise _unwritable(folder, fault) from fault


def _unwritable(folder: Path, fault: OSError) -> BookError:
    kind = "full" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "read_only"
    return BookError(kind, folder, fault.strerror or "")


def _moment(desk: Desk) -> datetime:
    """The list is for the day, so it is reckoned from the start of its work, whenever the night runs."""
    return datetime.combine(desk.today(), START_OF_WORK, ZoneInfo(desk.office.zone))


def _judge(connection: Connection, at: Setting, progress: Progress) -> _Judged:
    sketches: list[Sketch] = []
    unlisted: list[Place] = []
    stale: list[int] = []
    tallies = Tallies()
    total = reading.count_debtors(connection)
    for done, (case, stored) in enumerate(reading.stream_with_verdicts(connection)):
        seen = unscored(case, at.now, at.today)
        verdicts = [verdict for card in seen for verdict in card.verdicts]
        tallies.count(verdicts)
        if judging.differs(verdicts, stored):
            stale.append(case.debtor.id)
        for card in seen:
            found = sketch(case, card)
            if card.owed.amount_minor > 0:
                sketches.append(found)
            else:
                unlisted.append(Place(found.work, found.seq_next))
        if done % 1000 == 0:
            progress("judge", done, total)
    before = {ref: Before(rank, cells) for ref, rank, cells in nights.before(connection, at.today)}
    zones = reading.zone_groups(connection)
    return _Judged(sketches, unlisted, stale, tallies, zones, audit.head(connection), before)


def _store(
    desk: Desk,
    at: Setting,
    judged: _Judged,
    rows: Sequence[Ranked],
    cells: Sequence[Any],
    folder: Path,
    progress: Progress,
) -> None:
    """Keep what follows: changed verdicts, the base rate, places on the list, and the night itself."""
    for start in range(0, len(judged.stale), reading.CHUNK_OF_DEBTORS):
        chunk = judged.stale[start : start + reading.CHUNK_OF_DEBTORS]
        desk.book.write(lambda connection, ids=chunk: judging.judge_many(connection, ids, at))  # type: ignore[misc]
        progress("store", start, len(judged.stale))
    with desk.book.reading() as connection:
        latest = reading.last_night(connection)
    if latest is None or latest <= at.today:
        desk.book.write(lambda connection: judging.keep_base_days(connection, judged.tallies.days))
        places = [Place(row.work, row.sketch.seq_next) for row in rows] + judged.unlisted
        for start in range(0, len(places), nights.BATCH):
            some = places[start : start + nights.BATCH]
            desk.book.write(lambda connection, some=some: judging.keep_places(connection, some, at.today))  # type: ignore[misc]
            progress("list", start, len(places))
    night = nights.Night(at.today, str(folder.absolute()), judged.audit, desk.clock.real_now())
    keys = [(row.work.debtor_id, row.work.account_seq) for row in rows]
    nights.keep(desk.book, night, keys, cells)


def _manifest(
    desk: Desk, as_of: date, judged: _Judged, rows: Sequence[Ranked], started_at: datetime
) -> dict[str, Any]:
    states = judged.tallies.states
    names = ("kept", "partly_kept", "broken", "open", "superseded", "cancelled", "excused")
    return {
        "schema": 1,
        "as_of": as_of.isoformat(),
        "book_id": desk.book.book_id,
        "rows": len(rows),
        "files": [],
        "value_at_risk": _sums(rows),
        "no_rate": sorted({row.sketch.currency for row in rows if row.work.risk_rank < 0}),
        "verdicts": {name: states[name] for name in names},
        "rules": RULE,
        "model": {"version": risk.MODEL, "kind": "kept_rate", "trained_to": None},
        "audit": judged.audit._asdict(),
        "started_at": _office(desk, started_at),
        "finished_at": _office(desk, desk.clock.real_now()),
    }


def _sums(rows: Sequence[Ranked]) -> dict[str, str]:
    """Value at risk per currency: sums never cross currencies."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.sketch.currency] = sums.get(row.sketch.currency, 0) + row.at_risk_minor
    return {code: money.decimal_text(total, decimals_of(code)) for code, total in sorted(sums.items())}


def _office(desk: Desk, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(desk.office.zone)).isoformat(timespec="seconds")


def _write(
    folder: Path,
    as_of: date,
    cells: Sequence[Any],
    left: Sequence[Any],
    formats: Sequence[str],
    manifest: dict[str, Any],
) -> dict[str, Any]:
    try:
        return write_night(folder, as_of, COLUMNS, cells, left, [f for f in formats if f != "csv"], manifest)
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
