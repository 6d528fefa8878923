"""Puts files into a folder so that a reader never sees half of one: written aside, flushed, renamed.

Killed at any moment, the folder holds whole files only, and perhaps some `.….tmp` that the next run sweeps.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from collector.errors import UsageError
from collector.words import _

_TEMPORARY = re.compile(r"\.(?P<name>.+)\.(?P<process>[0-9]+)\.tmp")


class Written(NamedTuple):
    """A file that lies complete beside its place."""

    name: str
    size_bytes: int
    sha256: str


def make_folder(folder: Path) -> None:
    """The folder that files go to. UsageError where something else stands in its way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(
            _("{folder}: is no folder. Name another with --out.").format(folder=folder)
        ) from None


class Stage:
    """A set of files of one folder that appear one after another, in the order in which they were added.

    Leaving the `with` block without `publish`, by an error or not, removes what was written aside.
    """

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._folder = folder
        self._waiting: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in self._waiting:
            self._aside(name).unlink(missing_ok=True)

    def add(self, name: str, write: Callable[[BinaryIO], None]) -> Written:
        """Writes a file aside and flushes it to disk. Raises OSError when the disk is full."""
        self._waiting.append(name)
        aside = self._aside(name)
        with aside.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        with aside.open("rb") as file:
            return Written(name, aside.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())

    def publish(self) -> None:
        """Renames all, the last one only when the others are on disk: who sees it sees them all."""
        last = len(self._waiting) - 1
        for index, name in enumerate(list(self._waiting)):
            if index == last:
                flush_folder(self._folder)
            self._aside(name).replace(self._folder / name)
            self._waiting.remove(name)
        flush_folder(self._folder)

    def _aside(self, name: str) -> Path:
        return self._folder / f".{name}.{os.getpid()}.tmp"


def sweep(folder: Path, *names: re.Pattern[str]) -> None:
    """Removes what killed runs left of files with such names; of runs that are still alive nothing."""
    for path in sorted(folder.glob(".*.tmp")):
        match = _TEMPORARY.fullmatch(path.name)
        if (
            match
            and any(name.fullmatch(match["name"]) for name in names)
            and not _alive(int(match["process"]))
        ):
            path.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Makes renames in the folder last through a power cut, where the system can."""
    if os.name != "posix":
        return  # Windows cannot open a folder; it orders renames itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _alive(process: int) -> bool:
    """Does another process of this number run here? On Windows asking could end it: taken as gone, an open file stays."""
    if process == os.getpid() or os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
