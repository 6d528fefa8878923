"""Filters that were saved by name: one file a book in the person's state folder, written aside and renamed.

A damaged file is set aside and told; it never keeps the list from being shown. Files are touched in worker
threads only.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from collector.errors import UsageError, reason
from collector.tui.draftfiles import folder_of
from collector.tui.views import Filter
from collector.words import _

NAME_MOST = 40  # characters of a name
_FORMAT = 1


class Saved(NamedTuple):
    """A filter and its name."""

    name: str
    chosen: Filter


class Kept(NamedTuple):
    """All that are kept, by name, and what is to be told about their file; mostly nothing."""

    filters: tuple[Saved, ...]
    trouble: str = ""
    replaced: bool = False  # the one just kept took the place of another of its name


class SavedFilters:
    """The saved filters of one book; with "" as the state folder they live as long as the app does."""

    def __init__(self, state: str, book: str) -> None:
        self._path = Path(state) / "filters" / f"{folder_of(state, book).name}.json" if state else None
        self._lock = threading.Lock()
        self._in_memory: tuple[Saved, ...] = ()

    def read(self) -> Kept:
        with self._lock:
            try:
                return self._read()
            except UsageError as fault:
                return Kept((), fault.message)

    def put(self, saved: Saved) -> Kept:
        """Keep this one; another of the same name gives way. UsageError when the disk refuses, and when the
        others cannot be read: they are not written over."""
        name = " ".join(saved.name.split())[:NAME_MOST]
        with self._lock:
            known = self._read()
            rest = [each for each in known.filters if each.name != name]
            kept = self._write([*rest, saved._replace(name=name)], known.trouble)
            return kept._replace(replaced=len(rest) < len(known.filters))

    def drop(self, name: str) -> Kept:
        """Take one away. UsageError when the disk refuses."""
        with self._lock:
            known = self._read()
            return self._write([each for each in known.filters if each.name != name], known.trouble)

    def _read(self) -> Kept:
        if self._path is None:
            return Kept(self._in_memory)
        try:
            return Kept(_parsed(self._path.read_bytes()))
        except FileNotFoundError:
            return Kept(())
        except OSError as fault:
            text = _("The saved filters in {file} cannot be read ({seen}).")
            raise UsageError(text.format(file=self._path, seen=reason(fault))) from None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return Kept((), self._set_aside(self._path))

    def _set_aside(self, path: Path) -> str:
        aside = path.with_suffix(".damaged")
        try:
            path.replace(aside)
        except OSError:
            aside = path
        return _("The file of saved filters is damaged; it was set aside as {file}.").format(file=aside)

    def _write(self, filters: Sequence[Saved], trouble: str) -> Kept:
        ordered = tuple(sorted(filters, key=lambda saved: saved.name.casefold()))
        self._in_memory = ordered
        if self._path is not None:
            try:
                _replace(self._path, _bytes(ordered))
            except OSError as fault:
                text = _("Filters cannot be saved in {folder} ({seen}).")
                raise UsageError(text.format(folder=self._path.parent, seen=reason(fault))) from None
        return Kept(ordered, trouble)


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, for the person alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _bytes(filters: Sequence[Saved]) -> bytes:
    told = [{"name": saved.name, **_told(saved.chosen)} for saved in filters]
    return json.dumps({"format": _FORMAT, "filters": told}, indent=1).encode("ascii")


def _told(chosen: Filter) -> dict[str, str]:
    return {field: value for field, value in chosen._asdict().items() if value is not None}


def _parsed(raw: bytes) -> tuple[Saved, ...]:
    """ValueError, TypeError, KeyError or AttributeError when this is no file of ours."""
    found = json.loads(raw)
    if found["format"] != _FORMAT:
        raise ValueError(found["format"])
    return tuple(_saved(told) for told in found["filters"])


def _saved(told: Mapping[str, Any]) -> Saved:
    if not all(isinstance(value, str) for value in told.values()) or not told["name"].strip():
        raise TypeError(told)
    return Saved(told["name"], Filter(**{field: told[field] for field in told if field != "name"}))
