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
from collector.desk import risking, scorecards
from collector.desk.gathering import Reader
from collector.desk.opening import Desk, base_rate
from collector.errors import BookError, UsageError, reason
from collector.exchange.riskcolumns import COLUMNS, FORMATS
from collector.exchange.risklist import write_night
from collector.exchange.staging import make_folder
from collector.nightly.lock import only_one
from collector.nightly.rows import Before, Ranked, cells_of, gone, ranked
from collector.nightly.sketch import Sketch, Tallies, sketch
from collector.rules import money, risk
from collector.rules.cards import Setting, Told, p_as_made, unscored
from collector.rules.promises import RULE
from collector.rules.resting import Resting
from collector.rules.scorecard import Scorecard
from collector.store import audit, heap, judging, models, nights, reading
from collector.store.judging import Place
from collector.store.models import Chance
from collector.words import _, speaking

Progress = Callable[[str, int, int], None]


class Summary(NamedTuple):
    """What a night wrote."""

    manifest: dict[str, Any]
    out_dir: Path
    trained: bool  # the model, on the way


class _Judged(NamedTuple):
    """The book as one snapshot of it was judged."""

    sketches: list[Sketch]
    unlisted: list[Place]  # of accounts without a balance
    stale: list[int]  # debtors whose stored verdicts are not what was found
    tallies: Tallies
    zones: dict[int, tuple[str, ...]]
    audit: audit.Head
    before: dict[str, Before]
    scorecard: Scorecard | None  # that the book scores with


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
    at = desk.unscored_setting()._replace(now=_moment(desk))
    reader = Reader() if risking.due(desk) else None
    with desk.book.reading() as connection:
        judged = _judge(desk, connection, at, progress, reader.add if reader else None)
    if reader:
        judged = _train(desk, judged, reader, progress)
    at = at._replace(base=base_rate(judged.tallies.days), card=judged.scorecard)
    rows = ranked(desk, judged.sketches, at)
    with speaking(desk.office.lang):
        cells = cells_of(desk, rows, judged.zones, at.now, judged.before)
    _store(desk, at, judged, rows, cells, folder, progress)
    progress("write", len(rows), len(rows))
    manifest = _manifest(desk, at.today, judged, rows, started_at)
    manifest = _write(folder, at.today, cells, gone(cells, judged.before), formats, manifest)
    return Summary(manifest, folder, trained=reader is not None)


def _make_ready(folder: Path) -> None:
    """Before the long work: a place that cannot be written is told at once."""
    try:
        make_folder(folder)
    except OSError as fault:
        raise _unwritable(folder, fault) from fault


def _unwritable(folder: Path, fault: OSError) -> BookError:
    kind = "full" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "read_only"
    return BookError(kind, folder, reason(fault))


def _moment(desk: Desk) -> datetime:
    """The list is for the day, so it is reckoned from the start of its work, whenever the night runs."""
    return datetime.combine(desk.today(), START_OF_WORK, ZoneInfo(desk.office.zone))


def _last_moment(desk: Desk, at: Setting) -> datetime:
    """The calls of the whole day are known, also when the night runs after work."""
    return desk.end_of_day(at.today).astimezone(at.now.tzinfo)


def _train(desk: Desk, judged: _Judged, reader: Reader, progress: Progress) -> _Judged:
    """Learn from what was judged, and score with what came of it."""
    progress("train", 0, 0)
    risking.train_on(desk, reader, sum(resolved for _kept, resolved in judged.tallies.days.values()))
    with desk.book.reading() as connection:
        return judged._replace(scorecard=scorecards.chosen(connection, desk.today()))


def _judge(desk: Desk, connection: Connection, at: Setting, progress: Progress, told: Told | None) -> _Judged:
    sketches: list[Sketch] = []
    unlisted: list[Place] = []
    stale: list[int] = []
    tallies = Tallies()
    zones = reading.zone_groups(connection)
    resting = Resting.of(desk.policy, zones, at.now, _last_moment(desk, at))
    total = reading.count_debtors(connection)
    for done, (case, stored) in enumerate(reading.stream_with_verdicts(connection)):
        seen = unscored(case, at, told)
        verdicts = [verdict for card in seen for verdict in card.verdicts]
        tallies.count(verdicts, seen[0].past if seen else ())
        if judging.differs(verdicts, stored):
            stale.append(case.debtor.id)
        rest_until = resting.until(case, at.today)
        for card in seen:
            found = sketch(case, card, rest_until)
            if card.owed.amount_minor > 0:
                sketches.append(found)
            else:
                unlisted.append(Place(found.work, found.seq_next))
        if done % 1000 == 0:
            progress("judge", done, total)
    before = {ref: Before(rank, cells) for ref, rank, cells in nights.before(connection, at.today)}
    head, scorecard = audit.head(connection), scorecards.chosen(connection, at.today)
    return _Judged(sketches, unlisted, stale, tallies, zones, head, before, scorecard)


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
        places.sort(key=lambda place: place.work.debtor_id)
        for start in range(0, len(places), nights.BATCH):
            some = places[start : start + nights.BATCH]
            desk.book.write(lambda connection, some=some: judging.keep_places(connection, some, at.today))  # type: ignore[misc]
            progress("list", start, len(places))
        _keep_chances(desk, at, rows, latest)
    night = nights.Night(at.today, str(folder.absolute()), judged.audit, desk.clock.real_now())
    keys = [(row.work.debtor_id, row.work.account_seq) for row in rows]
    nights.keep(desk.book, night, keys, cells)


def _keep_chances(desk: Desk, at: Setting, rows: Sequence[Ranked], since: date | None) -> None:
    """How likely the promises made since the last night were when they were made: what a lead compares with."""
    version = at.card.id if at.card else risk.MODEL
    told = [
        Chance(row.work.debtor_id, promised.promise_seq, p_as_made(promised, row.sketch.past, at), version)
        for row in rows
        for promised in row.sketch.stake
        if promised.promise_seq is not None and (since is None or promised.made_on >= since)
    ]
    for start in range(0, len(told), nights.BATCH):
        some = told[start : start + nights.BATCH]
        desk.book.write(lambda connection, some=some: models.keep_chances(connection, some))  # type: ignore[misc]


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
        "model": _model(judged.scorecard),
        "audit": judged.audit._asdict(),
        "started_at": _office(desk, started_at),
        "finished_at": _office(desk, desk.clock.real_now()),
    }


def _model(card: Scorecard | None) -> dict[str, Any]:
    if card is None:
        return {"version": risk.MODEL, "kind": "kept_rate", "trained_to": None}
    return {
        "version": card.id,
        "kind": scorecards.kind_of(card),
        "trained_to": card.trained_to and card.trained_to.isoformat(),
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
