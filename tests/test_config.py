"""Which book, which language, for whom: the flag, then the environment, then the settings file, then the platform."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from collector import config
from collector.config import Flags, data_file, read_settings, settle
from collector.errors import UsageError

ROOT = Path(__file__).parent.parent


@pytest.fixture
def settings_file() -> Path:
    path = config.settings_path()
    path.parent.mkdir(parents=True)
    return path


# --- Settings ---------------------------------------------------------------------------------------------


def test_a_newcomer_gets_a_book_in_the_data_folder_of_the_platform(newcomer: Path) -> None:
    settings = settle(Flags(), {})
    assert Path(settings.book).name == "book.db"
    assert newcomer in Path(settings.book).parents
    assert (settings.lang, settings.plain, settings.json, settings.as_of) == ("en", False, False, None)
    assert settings.agent
    assert not newcomer.exists(), "asking for settings made files in the home folder"


def test_a_flag_goes_before_the_environment() -> None:
    env = {
        "COLLECTOR_BOOK": "env.db",
        "COLLECTOR_LANG": "en",
        "COLLECTOR_AGENT": "Env",
        "COLLECTOR_AS_OF": "2026-01-01",
    }
    by_env = settle(Flags(), env)
    assert by_env[:4] == ("env.db", "2026-01-01", "en", "Env")
    by_flag = settle(Flags(book="flag.db", lang="ro", agent=" Ana ", as_of="2026-11-23"), env)
    assert by_flag[:4] == ("flag.db", "2026-11-23", "ro", "Ana")


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({"LANG": "ro_RO.UTF-8"}, "ro"),
        ({"LANG": "ro"}, "ro"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ro_RO.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ro_MD", "LANG": "de_DE.UTF-8"}, "ro"),
        ({"LC_ALL": "", "LANG": "ro_RO@euro"}, "ro"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"COLLECTOR_LANG": "RO", "LANG": "en_GB"}, "ro"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_locale_where_nobody_said_one(env: dict[str, str], language: str) -> None:
    assert settle(Flags(), env).lang == language


def test_the_settings_file_goes_before_the_locale_and_after_the_environment(settings_file: Path) -> None:
    settings_file.write_text(
        'language = "ro"\ntheme = "nord"\ndial = "dial {number}"\n[keys]\nundo = "u"\nfind = ["/", "f"]\n'
    )
    settings = settle(Flags(), {"LANG": "en_GB.UTF-8"})
    assert (settings.lang, settings.theme, settings.dial) == ("ro", "nord", "dial {number}")
    assert settings.keys == {"undo": ("u",), "find": ("/", "f")}
    assert settle(Flags(), {"COLLECTOR_LANG": "en"}).lang == "en"


@pytest.mark.parametrize(("flag", "env", "plain"), [(False, "", False), (False, "1", True), (True, "", True)])
def test_plain_by_flag_or_by_no_color(flag: bool, env: str, plain: bool) -> None:
    assert settle(Flags(plain=flag), {"NO_COLOR": env}).plain is plain


@pytest.mark.parametrize(
    ("flags", "seen", "known"),
    [
        (Flags(lang="de"), "'de'", "ro, en"),
        (Flags(book="mysql://host/x"), "mysql://", "postgresql+psycopg://"),
        (Flags(book="postgresql://host/x"), "postgresql://", "postgresql+psycopg://"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_can(flags: Flags, seen: str, known: str) -> None:
    with pytest.raises(UsageError) as told:
        settle(flags, {})
    assert seen in told.value.message
    assert known in told.value.message


def test_a_server_keeps_its_url_and_a_path_its_home() -> None:
    url = "postgresql+psycopg://ana@db/book"
    assert settle(Flags(book=url), {}).book == url
    assert config.is_server(url)
    assert settle(Flags(book="~/b.db"), {}).book == str(Path.home() / "b.db")
    assert not config.is_server("~/b.db")


def test_the_agent_of_a_machine_without_login_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert settle(Flags(), {}).agent == "agent"


# --- The settings file ------------------------------------------------------------------------------------

BAD_SETTINGS = [
    # the file                       what the message names
    ('langage = "ro"', ["'langage'", "'language'"]),
    ("zzz = 1", ["'zzz'", "dial, keys, language, smile, theme"]),
    ('language = "de"', ["language", "'de'", "ro, en"]),
    ("theme = 3", ["theme", "3", "quotes"]),
    ('smile = "no"', ["smile", "'no'", "true or false"]),
    ("keys = 3", ["keys", "[keys]"]),
    ("[keys]\nundo = 3", ["keys.undo", "3", '"u"']),
    ("[keys]\nundo = []", ["keys.undo", "[]"]),
    ('theme = "a"\nlanguage = = "ro"', ["line 2"]),
    ("\udcff", ["utf-8"]),
]


@pytest.mark.parametrize(("text", "named"), BAD_SETTINGS)
def test_a_wrong_settings_file_is_told_by_file_and_key(
    settings_file: Path, text: str, named: list[str]
) -> None:
    settings_file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError) as told:
        read_settings(settings_file)
    assert str(settings_file) in told.value.message
    assert not [part for part in named if part not in told.value.message]


def test_settings_saved_by_notepad_with_a_mark_are_read(settings_file: Path) -> None:
    settings_file.write_text('\ufefftheme = "nord"', encoding="utf-8")
    assert read_settings(settings_file).theme == "nord"


def test_a_settings_folder_in_place_of_the_file_is_told(settings_file: Path) -> None:
    settings_file.mkdir()
    with pytest.raises(UsageError, match="cannot be read as settings"):
        read_settings(settings_file)


# --- Places -----------------------------------------------------------------------------------------------


def test_where_everything_lies(newcomer: Path) -> None:
    places = config.places("my.db")
    assert places.book == "my.db"
    assert places.data == ROOT / "data"
    assert newcomer in places.settings.parents
    assert newcomer in places.logs.parents


def test_a_file_of_data_in_a_checkout() -> None:
    assert data_file("policies", "x.toml") == ROOT / "data" / "policies" / "x.toml"


@pytest.mark.parametrize("part", ["", ".", "..", "a/b", "/etc/passwd", "a\\b", "C:x", "a\0b"])
def test_a_name_that_leads_out_of_data_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        data_file("policies", part)


def test_a_wheel_carries_data_and_catalogues_and_finds_them(tmp_path: Path) -> None:
    """Built without a network and unpacked elsewhere, the program finds its own files."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    look = (
        "from collector import config, words; words.use('ro'); print(words._('')); print(config.data_file())"
    )
    found = subprocess.run(
        [sys.executable, "-c", look], cwd=tmp_path / "site", capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == [str(tmp_path / "site" / "collector" / "_data")]
    assert files_below(tmp_path / "site" / "collector" / "_data") == files_below(ROOT / "data")
    assert (tmp_path / "site" / "collector" / "locale" / "ro" / "LC_MESSAGES" / "collector.mo").exists()


def files_below(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
