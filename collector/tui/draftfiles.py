"""Drafts on the disk: one file a card, for the person alone, written aside and renamed.

A draft holds names and what somebody said on the phone: folders are 0700, files 0600, and what nobody came
back to for a month is let go. Modules that only a draft needs are imported when there is one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from collector import clock
from collector.config import is_server
from collector.errors import without_password
from collector.tui.views import Where

OLDEST = timedelta(days=30)
_FORMAT = 1


class Draft(NamedTuple):
    """What was typed and answered, and the id under which it is saved once, however often it is tried."""

    command_id: str
    values: Mapping[str, str] = {}
    answers: Mapping[str, str] = {}

    @classmethod
    def new(cls, command_id: str) -> Draft:
        return cls(command_id)


class Kept(NamedTuple):
    """A draft, and when it was typed."""

    draft: Draft
    at: datetime


class Card(NamedTuple):
    """What the file of a card holds: drafts by form."""

    who: str = ""
    forms: Mapping[str, Kept] = {}


class Damaged(ValueError):
    """A file that is no card of ours."""


def folder_of(state: str, book: str) -> Path:
    """Where the drafts of this book lie below the state folder; a book elsewhere has another folder."""
    import hashlib

    place = without_password(book) if is_server(book) else os.path.realpath(book)
    name = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Path(state) / "drafts" / name


def path_of(folder: Path, where: Where) -> Path:
    return folder / f"{where.debtor_id}-{where.account_seq}.json"


def cards_in(folder: Path) -> list[Where]:
    """The cards that have a file here; a folder that is not there or cannot be read has none."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return []
    return [where for name in names if (where := _where(name)) is not None]


def _where(name: str) -> Where | None:
    stem, _dot, ending = name.partition(".")
    debtor_id, _dash, seq = stem.partition("-")
    if ending != "json" or not (debtor_id.isdecimal() and seq.isdecimal()):
        return None
    return Where(int(debtor_id), int(seq))


def read(path: Path) -> Card:
    """The card of a file without what is too old; no file is a card without drafts.

    Damaged when it is no card of ours, OSError when it cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Card()
    try:
        card = _parsed(raw)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise Damaged(str(fault)) from None
    since = clock.real_now() - OLDEST
    return card._replace(forms={form: kept for form, kept in card.forms.items() if kept.at >= since})


def set_aside(path: Path) -> Path:
    """Move a damaged file out of the way; where it lies then."""
    aside = path.with_suffix(".damaged")
    try:
        path.replace(aside)
    except OSError:
        return path
    return aside


def write(path: Path, card: Card) -> None:
    """Whole or not at all; a card without drafts has no file. OSError when the disk refuses."""
    if not card.forms:
        path.unlink(missing_ok=True)
        return
    _own_folders(path.parent)
    aside = path.with_suffix(f".{os.getpid()}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_bytes(card))
            file.flush()
            os.fsync(file.fileno())
        typed_at = max(kept.at for kept in card.forms.values()).timestamp()
        os.utime(aside, (typed_at, typed_at))  # by which `remove_old` goes
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _own_folders(folder: Path) -> None:
    """Nobody else may look into them, even where they stood before."""
    for place in (folder.parent, folder):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and place.stat().st_mode & 0o077:
            place.chmod(0o700)


def remove_old(folder: Path) -> None:
    """Whatever lies there for a month: drafts, damaged files, what a killed app left half written."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return
    oldest = (clock.real_now() - OLDEST).timestamp()
    for path in paths:
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:  # gone meanwhile, or not ours to remove: no trouble of whoever types now
            continue


# --- The text of a file -----------------------------------------------------------------------------------


def _bytes(card: Card) -> bytes:
    """JSON in plain ASCII: also half a surrogate pair, as some terminals paste it, comes back as it was."""
    import json

    forms = {form: _told(kept) for form, kept in card.forms.items()}
    return json.dumps({"format": _FORMAT, "who": card.who, "forms": forms}, indent=1).encode("ascii")


def _told(kept: Kept) -> dict[str, Any]:
    draft = kept.draft
    values, answers = dict(draft.values), dict(draft.answers)
    return {"at": kept.at.isoformat(), "id": draft.command_id, "values": values, "answers": answers}


def _parsed(raw: bytes) -> Card:
    """ValueError, TypeError, KeyError or AttributeError when this is no card of ours."""
    import json

    found = json.loads(raw)
    if found["format"] != _FORMAT:
        raise ValueError(found["format"])
    return Card(_text(found["who"]), {_text(form): _kept(said) for form, said in found["forms"].items()})


def _kept(said: Mapping[str, Any]) -> Kept:
    at = datetime.fromisoformat(said["at"])
    if at.tzinfo is None:
        raise ValueError(said["at"])
    return Kept(Draft(_text(said["id"]), dict(_texts(said["values"])), dict(_texts(said["answers"]))), at)


def _texts(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in said.items():
        yield _text(name), _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value))
    return value
