"""Paths as people type, paste and drop them, and what completes them."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

from collector.tui.views import Completed

_QUOTES = ("'", '"')


def paths_of(text: str) -> list[Path]:
    """The files that are meant: one as typed, with `~`, in quotes, with escaped blanks, as a `file:` address;
    several, where every one of them is there. None for an empty text."""
    text = "".join(c for c in text if c.isprintable()).strip()
    if not text:
        return []
    whole = _one(text)
    if _is_there(whole):
        return [whole]
    try:
        several = [_one(part) for part in shlex.split(text)]
    except ValueError:  # a quote without its other half
        several = []
    return several if several and all(map(_is_there, several)) else [whole]


def _one(text: str) -> Path:
    if len(text) > 1 and text[0] in _QUOTES and text[0] == text[-1]:
        text = text[1:-1]
    if text.startswith("file://"):
        return Path(unquote(urlsplit(text).path))
    path = _at_home(text)
    if "\\" in text and os.sep == "/" and not _is_there(path):
        path = _at_home(re.sub(r"\\(.)", r"\1", text))
    return path


def _at_home(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody of this name has a home
        return Path(text)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


# --- Completing --------------------------------------------------------------------------------------------


def completed(text: str) -> Completed:
    """The typed path as far as only one way leads on; a folder ends with a slash. A path in another form is
    first made a plain one."""
    text = text.lstrip()
    if text[:1] in _QUOTES or text.startswith("file://") or "\\" in text:
        text = str(_one(text.strip()))
    folder, typed = os.path.split(text)
    found = _names(_at_home(folder) if folder else Path(), typed)
    if not found:
        return Completed(text)
    common = found[0]
    while not all(name.startswith(common) for name in found):
        common = common[:-1]
    name = common if common.casefold().startswith(typed.casefold()) else typed
    before = text[: len(text) - len(typed)]
    return Completed(before + name, tuple(found) if len(found) > 1 else ())


def _names(folder: Path, typed: str) -> list[str]:
    """What begins so in a folder; hidden files only when asked for, another case only when none fits."""
    try:
        there = sorted(path.name + ("/" if path.is_dir() else "") for path in folder.iterdir())
    except (OSError, ValueError):
        return []
    seen = [name for name in there if typed.startswith(".") or not name.startswith(".")]
    exact = [name for name in seen if name.startswith(typed)]
    return exact or [name for name in seen if name.casefold().startswith(typed.casefold())]
