"""The generated books that are measured: made once a run, or once for all in a folder that is kept."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from collector.desk.opening import Desk, open_desk
from collector.sample.bulk import Size, big_book

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)
AS_OF = f"{MONDAY}T10:15"


def desk_at(path: Path) -> Desk:
    """A desk at a book on the morning that is measured."""
    return open_desk(str(path), "ana", AS_OF)


def make(path: Path, size: Size, anchor: date = MONDAY) -> Path:
    """A book of this size, judged as of `anchor`; the one that stands there already, if one does."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".making")
        remove(aside)
        big_book(str(aside), size, anchor)
        aside.rename(path)
    return path


def copy(path: Path, to: Path) -> Path:
    """A copy of a closed book to write into."""
    remove(to)
    return Path(shutil.copyfile(path, to))


def remove(path: Path) -> None:
    """Take away a book and what lies beside it."""
    for name in (path, *(Path(f"{path}{end}") for end in ("-wal", "-shm", ".night.lock"))):
        name.unlink(missing_ok=True)
