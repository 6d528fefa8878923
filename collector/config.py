"""Settings of the person at the desk, the places of files, and the one function that finds files of `data/`.

Each setting comes from the first that has it: the flag, the environment, the settings file, the platform.
Terms, rates and policy are no settings: they are facts in the book.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from collector.errors import UsageError, reason
from collector.words import LANGUAGES, SOURCE, _

PROGRAM = "collector"
SERVER = "postgresql+psycopg://"

# What a settings file may hold. `keys` is a table of action = "key" or action = ["key", …].
KNOWN_SETTINGS = ("language", "theme", "dial", "smile", "keys")


class Flags(NamedTuple):
    """What was said on the command line; None is not said."""

    book: str | None = None
    as_of: str | None = None
    lang: str | None = None
    agent: str | None = None
    plain: bool = False
    json: bool = False


class SettingsFile(NamedTuple):
    """What the settings file says, checked for its form; what keys are bound to is checked by the app."""

    path: Path
    language: str | None = None
    theme: str | None = None
    dial: str | None = None  # a command; `{number}` in it becomes the number to dial
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    smile: bool = True  # whether a card reminds of a smile before dialling


class Settings(NamedTuple):
    """Everything settled: which book, in which words, for whom."""

    book: str  # a path or a postgresql+psycopg:// URL
    as_of: str | None  # as typed: reading it needs the book's zone (`clock.parse_as_of`)
    lang: str
    agent: str
    plain: bool
    json: bool
    theme: str | None
    dial: str | None
    keys: Mapping[str, tuple[str, ...]]
    state: str = ""  # the folder of drafts and saved filters; empty: nothing is kept
    smile: bool = True


class Places(NamedTuple):
    """What `collector where` prints. `data` holds the law, words and numbers that come with the program."""

    book: str
    settings: Path
    data: Path
    logs: Path


# --- Files of data/ ---------------------------------------------------------------------------------------


def data_file(*parts: str) -> Path:
    """The path of a file or folder of `data/`, in an installed program as in a checkout.

    Each part is one plain name; ValueError for one that would lead elsewhere.
    """
    for part in parts:
        if part in {"", ".", ".."} or set(part) & set("/\\:\0"):
            raise ValueError(f"{part!r} is no plain name of a file in data/")
    return _data_folder().joinpath(*parts)


def _data_folder() -> Path:
    package = Path(__file__).resolve().parent
    for folder in (package / "_data", package.parent / "data"):  # in a wheel; in a checkout
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the program's data folder is missing beside {package}: install it again")


# --- Places -----------------------------------------------------------------------------------------------


def is_server(book: str) -> bool:
    """Whether a book is a URL of a server rather than a file."""
    return "://" in book


def default_book() -> Path:
    """`book.db` in the user's data folder of this platform."""
    import platformdirs

    return Path(platformdirs.user_data_dir(PROGRAM, appauthor=False)) / "book.db"


def settings_path() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir(PROGRAM, appauthor=False)) / "settings.toml"


def logs_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_log_dir(PROGRAM, appauthor=False))


def state_folder() -> Path:
    """Where the app keeps what is the person's own and not the book's: drafts, saved filters."""
    import platformdirs

    return Path(platformdirs.user_state_dir(PROGRAM, appauthor=False))


def places(book: str) -> Places:
    """Where everything lies for this book."""
    return Places(book, settings_path(), data_file(), logs_folder())


# --- Settings ---------------------------------------------------------------------------------------------


def settle(flags: Flags, env: Mapping[str, str] | None = None) -> Settings:
    """Settings from flags, then environment, then the settings file. UsageError names what cannot be used."""
    env = os.environ if env is None else env
    file = read_settings(settings_path())
    return Settings(
        book=_book(flags, env),
        as_of=flags.as_of or env.get("COLLECTOR_AS_OF") or None,
        lang=_language(flags, env, file),
        agent=_agent(flags, env),
        plain=flags.plain or bool(env.get("NO_COLOR")),
        json=flags.json,
        theme=file.theme,
        dial=file.dial,
        keys=file.keys,
        state=str(state_folder()),
        smile=file.smile,
    )


def _book(flags: Flags, env: Mapping[str, str]) -> str:
    said = flags.book or env.get("COLLECTOR_BOOK") or ""
    if not said:
        return str(default_book())
    if not is_server(said):
        return str(Path(said).expanduser())
    if not said.startswith(SERVER):
        raise UsageError(
            _(
                "--book: {seen}://… is no kind of book. Give the path of a file, or {server}user@host/name."
            ).format(seen=said.split("://", 1)[0], server=SERVER)
        )
    return said


def _agent(flags: Flags, env: Mapping[str, str]) -> str:
    said = (flags.agent or env.get("COLLECTOR_AGENT") or "").strip()
    return said or _login_name()


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user on this machine, as in a container
        return "agent"


def _language(flags: Flags, env: Mapping[str, str], file: SettingsFile) -> str:
    for place, said in (("--lang", flags.lang), ("COLLECTOR_LANG", env.get("COLLECTOR_LANG"))):
        if said:
            return _spoken(place, said)
    return file.language or _language_of_locale(env)


def _spoken(place: str, said: str) -> str:
    if said.lower() in LANGUAGES:
        return said.lower()
    raise UsageError(
        _("{place}: {seen} is not spoken here. Give one of: {known}.").format(
            place=place, seen=repr(said), known=", ".join(LANGUAGES)
        )
    )


def _language_of_locale(env: Mapping[str, str]) -> str:
    """The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set; English for any not spoken here."""
    name = next((env[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(key)), "")
    code = name.replace("-", "_").split("_")[0].split(".")[0].lower()
    return code if code in LANGUAGES else SOURCE


# --- The settings file ------------------------------------------------------------------------------------


def read_settings(path: Path) -> SettingsFile:
    """What the settings file says; a missing one says nothing. UsageError names file, key and what is known."""
    raw = _read_toml(path)
    for key in raw:
        if key not in KNOWN_SETTINGS:
            raise unknown_key(path, key, KNOWN_SETTINGS)
    language = _text(path, raw, "language")
    return SettingsFile(
        path,
        language=_spoken(f"{path}, language", language) if language else None,
        theme=_text(path, raw, "theme"),
        dial=_text(path, raw, "dial"),
        keys=MappingProxyType(_keys(path, raw.get("keys", {}))),
        smile=_flag(path, raw, "smile"),
    )


def unknown_key(path: Path, key: str, known: Iterable[str]) -> UsageError:
    """The error for a key that nobody reads, with the nearest that somebody does."""
    import difflib

    known = sorted(known)
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        text = _("{file}: there is no setting {key}. Did you mean {near}?")
        return UsageError(text.format(file=path, key=repr(key), near=repr(near[0])))
    text = _("{file}: there is no setting {key}. There are: {known}.")
    return UsageError(text.format(file=path, key=repr(key), known=", ".join(known)))


def _read_toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise UsageError(
            _("{file} cannot be read as settings ({seen}). Mend the line, or move the file away.").format(
                file=path, seen=reason(problem)
            )
        ) from None


def _text(path: Path, raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise _wrong_form(path, key, value, _('a text in quotes, as {key} = "…"').format(key=key))


def _flag(path: Path, raw: dict[str, Any], key: str) -> bool:
    """On unless it is switched off."""
    value = raw.get(key, True)
    if isinstance(value, bool):
        return value
    raise _wrong_form(path, key, value, _("true or false"))


def _keys(path: Path, raw: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(raw, dict):
        raise _wrong_form(path, "keys", raw, _('a table: [keys], then lines such as undo = "u"'))
    return {action: _bound(path, action, value) for action, value in raw.items()}


def _bound(path: Path, action: str, value: object) -> tuple[str, ...]:
    keys = [value] if isinstance(value, str) else value
    if isinstance(keys, list) and keys and all(isinstance(key, str) and key for key in keys):
        return tuple(keys)
    raise _wrong_form(path, f"keys.{action}", value, _('a key such as "u", or several as ["u", "ctrl+z"]'))


def _wrong_form(path: Path, key: str, seen: object, expected: str) -> UsageError:
    return UsageError(
        _("{file}, {key}: {seen} cannot be used. Expected {expected}.").format(
            file=path, key=key, seen=repr(seen), expected=expected
        )
    )
