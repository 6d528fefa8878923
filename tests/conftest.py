"""What every test may ask for, and what no test may touch: the home, the settings and the language of whoever runs it.

`book_url` is an empty place for a book, as `--book` takes it, and `founded_url` one with a new book in it. A test
that asks for one runs on SQLite and, where `COLLECTOR_TEST_POSTGRES` holds the URL of a database
(`postgresql+psycopg://…`), on PostgreSQL too.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from collector import words
from tests.places import POSTGRES, FoundedFile, FoundedSchema, empty_place

BACKENDS = ("sqlite", "postgres") if POSTGRES else ("sqlite",)
ON_SQLITE = re.compile(r"[\[-]sqlite[\]-]")  # how pytest names such a test
OURS = ("BOOK", "AS_OF", "LANG", "AGENT")

# In CI the same examples every time, so that a change answers for itself; at a desk new ones each run.
settings.register_profile("desk", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("COLLECTOR_REQUIRE_POSTGRES") == "1" and not POSTGRES:
        raise pytest.UsageError("COLLECTOR_REQUIRE_POSTGRES=1, but COLLECTOR_TEST_POSTGRES names no database")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: no need to look through it for garbage, a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    alone = sum(
        bool(ON_SQLITE.search(report.nodeid))
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, ())
    )
    if alone and not POSTGRES:
        terminalreporter.write_line(
            f"Left out: {alone} tests of the book on PostgreSQL. To run them too, set "
            "COLLECTOR_TEST_POSTGRES=postgresql+psycopg://user:password@host/empty_database"
        )


@pytest.fixture(scope="session")
def places_for(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Paths that nobody had before, by what they are for."""
    folder, number = tmp_path_factory.getbasetemp(), count(1)
    return lambda what: folder / f"{what}-{next(number)}"


@pytest.fixture
def tmp_path(places_for: Callable[[str], Path]) -> Path:
    """An empty folder. In place of pytest's own, which looks through those of all tests before to find a name."""
    folder = places_for("test")
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def newcomer(monkeypatch: pytest.MonkeyPatch, places_for: Callable[[str], Path]) -> Path:
    """An empty home, no settings, English: what a test changes here ends with it."""
    home = places_for("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home if name == "HOME" else home / name.lower()))
    for name in (*(f"COLLECTOR_{word}" for word in OURS), "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    words.use("en")
    return home


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn; a module's book on one is not built again for each test of the other."""
    return str(request.param)


@pytest.fixture
def book_url(backend: str, tmp_path: Path) -> Iterator[str]:
    with empty_place(backend, tmp_path) as url:
        yield url


@pytest.fixture
def founded_url(
    backend: str, tmp_path: Path, founded_file: FoundedFile, founded_schema: FoundedSchema
) -> Iterator[str]:
    """Where a new book lies, with the defaults of `collector init`: a file or a schema. Cheaper than to found one."""
    if backend == "sqlite":
        yield founded_file.copy(tmp_path / "book.db")
        return
    with founded_schema.lent() as url:
        yield url


@pytest.fixture(scope="session")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> FoundedFile:
    return FoundedFile(tmp_path_factory.mktemp("founded"))


@pytest.fixture(scope="session")
def founded_schema() -> Iterator[FoundedSchema]:
    schema = FoundedSchema()
    yield schema
    schema.forget()


@pytest.fixture
def few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample that the program makes is the real one, with a fifth of its people."""
    from collector.sample import book

    monkeypatch.setattr(book, "make_book", partial(book.make_book, debtors=60))


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """The path of a SQLite book that is not there yet, for what only a file can do."""
    return tmp_path / "book.db"
