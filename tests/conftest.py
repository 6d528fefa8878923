"""What every test may ask for, and what no test may touch: the home, the settings and the language of whoever runs it.

`book_url` is an empty place for a book, as `--book` takes it. A test that asks for it runs on SQLite and, where
`COLLECTOR_TEST_POSTGRES` holds the URL of a database (`postgresql+psycopg://…`), on PostgreSQL too.
"""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from collector import words

POSTGRES = os.environ.get("COLLECTOR_TEST_POSTGRES", "")
BACKENDS = ("sqlite", "postgres") if POSTGRES else ("sqlite",)
ON_SQLITE = re.compile(r"[\[-]sqlite[\]-]")  # how pytest names such a test
OURS = ("BOOK", "AS_OF", "LANG", "AGENT")

# In CI the same examples every time, so that a change answers for itself; at a desk new ones each run.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("COLLECTOR_REQUIRE_POSTGRES") == "1" and not POSTGRES:
        raise pytest.UsageError("COLLECTOR_REQUIRE_POSTGRES=1, but COLLECTOR_TEST_POSTGRES names no database")


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


@pytest.fixture(autouse=True)
def newcomer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty home, no settings, English: what a test changes here ends with it."""
    home = tmp_path / "home"
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home if name == "HOME" else home / name.lower()))
    for name in (*(f"COLLECTOR_{word}" for word in OURS), "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    words.use("en")
    return home


@pytest.fixture(params=BACKENDS)
def book_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The path of a file that is not there yet, or the URL of an empty schema of its own; gone after the test."""
    if request.param == "sqlite":
        yield str(tmp_path / "book.db")
    else:
        yield from _own_schema()


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """The path of a SQLite book that is not there yet, for what only a file can do."""
    return tmp_path / "book.db"


def _own_schema() -> Iterator[str]:
    """A fresh schema, first on the search path of whoever uses the URL: as good as a database, and cheap."""
    import psycopg

    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRES.replace("+psycopg", "", 1), autocommit=True) as server:
        server.execute(f'CREATE SCHEMA "{name}"')
        separator = "&" if "?" in POSTGRES else "?"
        yield f"{POSTGRES}{separator}options=-csearch_path%3D{name}%2Cpublic"
        server.execute("SET lock_timeout = '10s'")  # a test that leaves a transaction open is told so
        server.execute(f'DROP SCHEMA "{name}" CASCADE')
