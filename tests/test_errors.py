"""Each kind of trouble with a book says where, what was seen and what to do, and never a password."""

from __future__ import annotations

import errno
import os

import pytest

from collector import words
from collector.errors import (
    BOOK_PROBLEMS,
    AlreadyRunning,
    BookError,
    CollectorError,
    Refused,
    UsageError,
    reason,
    without_password,
)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("kind", BOOK_PROBLEMS)
def test_a_book_problem_is_told_in_one_text(kind: str, language: str) -> None:
    words.use(language)
    problem = BookError(kind, "/somewhere/book.db", "form 9, known up to 3.")
    assert problem.exit_code == 4
    assert str(problem) == problem.message
    assert "/somewhere/book.db" in problem.message
    assert "{" not in problem.message
    assert kind == "missing" or "form 9, known up to 3)" in problem.message


def test_a_missing_book_names_the_command_that_makes_one() -> None:
    assert "collector init --book 'x.db'" in BookError("missing", "x.db").message


def test_a_kind_that_nobody_knows_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        BookError("gone fishing", "x.db")


def test_exit_codes_are_those_of_the_contract() -> None:
    codes = {kind: kind("text").exit_code for kind in (UsageError, Refused, AlreadyRunning)}
    assert codes == {UsageError: 2, Refused: 2, AlreadyRunning: 5}
    assert Refused("text", rule="deceased").rule == "deceased"
    assert all(issubclass(kind, CollectorError) for kind in (*codes, BookError))


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("postgresql+psycopg://ana:s3cret@db/book", "postgresql+psycopg://ana:***@db/book"),
        ("postgresql+psycopg://ana:p@ss:w/ord@db:5433/book", "postgresql+psycopg://ana:***@db:5433/book"),
        ("postgresql+psycopg://ana@db/book", "postgresql+psycopg://ana@db/book"),
        (
            "postgresql+psycopg:///book?user=ana&password=s3&host=x",
            "postgresql+psycopg:///book?user=ana&password=***&host=x",
        ),
        ("/home/ana/book@home.db", "/home/ana/book@home.db"),
    ],
)
def test_a_password_is_never_shown(where: str, shown: str) -> None:
    assert without_password(where) == shown
    assert "s3" not in BookError("away", where).message


# --- What the system says --------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EISDIR, errno.EACCES, errno.ENOSPC, errno.EROFS])
def test_the_systems_common_reasons_are_told_in_the_language_in_use(number: int) -> None:
    fault = OSError(number, os.strerror(number), "p.csv")
    words.use("en")
    assert reason(fault) == os.strerror(number), "in English as the system says it"
    words.use("ro")
    assert reason(fault) not in {os.strerror(number), ""}
    assert "p.csv" not in reason(fault), "who tells it names the file"


def test_a_rare_reason_is_as_the_system_says_it() -> None:
    words.use("ro")
    assert reason(OSError(errno.ELOOP, "Too many levels")) == "Too many levels"
    assert reason(OSError("no number")) == "no number"
    assert reason(ValueError("embedded null byte")) == "embedded null byte"
