"""note: a record for every line, in its place and at once; nothing stops it, and no book is needed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from collector import clock
from collector.cli import jsonlines, noting
from collector.lexicons import own_file
from collector.rules import shorthand
from tests import books
from tests.cli.sessions import Shell

MOMENT = "2026-11-23T10:15:00"
A_LINE = {"text": "cl plt 300 vn", "as_of": MOMENT, "lang": "ro", "currency": "RON", "balance": "1200.00"}
FRIDAY = {"amount": "300.00", "currency": "RON", "due_on": "2026-11-27"}
FIELDS = [
    *("outcome", "promises", "instalments", "callback_at", "paid_claim", "dispute", "hardship", "reason"),
    *("our_promise", "method"),
]


class Asking:
    """Somebody who sends lines to `collector note`."""

    def __init__(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shell, self.monkeypatch = shell, monkeypatch
        self.err, self.code = "", 0
        monkeypatch.delenv("COLLECTOR_AS_OF")

    def lines(self, raw: bytes, *options: str) -> list[dict[str, Any]]:
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        seen = self.shell.run("note", *options)
        self.err, self.code = seen.err, seen.code
        return [json.loads(line) for line in seen.out.splitlines()]

    def said(self, *lines: dict[str, Any]) -> list[dict[str, Any]]:
        return self.lines("".join(f"{json.dumps(line)}\n" for line in lines).encode())

    def one(self, **fields: Any) -> dict[str, Any]:
        """The answer to a line with these fields changed."""
        (answer,) = self.said(A_LINE | fields)
        return answer


@pytest.fixture
def asking(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Asking:
    return Asking(shell, monkeypatch)


# --- What a line becomes -----------------------------------------------------------------------------------


def test_a_line_becomes_its_record_with_its_id(asking: Asking) -> None:
    for known in ("e01", 7, None, True, 1.5, ["a"], {"b": "ș"}):
        answer = asking.one(id=known)
        assert list(answer) == ["id", *FIELDS]
        assert (answer["id"], answer["outcome"], answer["promises"]) == (known, "promise", [FRIDAY])
    assert list(asking.one()) == FIELDS
    assert (asking.code, asking.err) == (0, "")


def test_lines_come_back_in_their_order(asking: Asking) -> None:
    answers = asking.said(*({"text": f"plt {n} vn", "as_of": MOMENT, "id": n} for n in range(100, 200)))
    assert [(a["id"], a["promises"][0]["amount"]) for a in answers] == [
        (n, f"{n}.00") for n in range(100, 200)
    ]


def test_the_same_line_gives_the_same_bytes(asking: Asking) -> None:
    first, second = asking.said(A_LINE, A_LINE)
    assert first == second


def test_ends_of_lines_and_marks_of_files_are_no_matter(asking: Asking) -> None:
    line = json.dumps(A_LINE).encode()
    for raw in (line, line + b"\r\n", b"\xef\xbb\xbf" + line + b"\n", b"  " + line + b" \n"):
        assert [answer["outcome"] for answer in asking.lines(raw)] == ["promise"], raw


def test_nothing_in_gives_nothing_out(asking: Asking) -> None:
    assert asking.lines(b"") == []
    assert asking.code == 0
    asking.monkeypatch.setattr(sys, "stdin", None)
    assert asking.shell.run("note").code == 0


def test_an_empty_text_is_a_note(asking: Asking) -> None:
    assert asking.one(text="")["outcome"] == "note"


# --- When a line was written --------------------------------------------------------------------------------

MOMENTS = [
    # as_of                         Friday
    (MOMENT, "2026-11-27"),
    ("2026-11-23T10:15", "2026-11-27"),
    ("2026-11-23 10:15:00.123456", "2026-11-27"),
    ("2026-11-23", "2026-11-27"),
    ("2026-11-26T23:30:00+02:00", "2026-11-27"),  # the clock as it stands there: Thursday
    ("2026-11-26T23:30:00Z", "2026-11-27"),
    ("2026-11-26T23:30:00-0500", "2026-11-27"),
    ("2028-02-29T10:00:00", "2028-03-03"),
]


def test_a_line_is_read_as_of_its_own_moment(asking: Asking) -> None:
    for as_of, friday in MOMENTS:
        assert asking.one(as_of=as_of)["promises"][0]["due_on"] == friday, as_of


def test_without_a_moment_it_is_now(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: books.at("2026-12-02T12:00"))
    monkeypatch.setattr(noting, "real_now", clock.real_now)
    assert asking.one(as_of=None)["promises"][0]["due_on"] == "2026-12-04"
    assert asking.said({"text": "plt 300 vn"})[0]["promises"][0]["due_on"] == "2026-12-04"


def test_or_the_pretended_moment(asking: Asking) -> None:
    raw = b'{"text": "plt 300 vn"}\n' + json.dumps(A_LINE).encode()
    for as_of in ("2026-12-02", "2026-12-02T23:00+02:00"):
        answers = asking.lines(raw, "--as-of", as_of)
        assert [answer["promises"][0]["due_on"] for answer in answers] == ["2026-12-04", "2026-11-27"]


def test_a_pretended_moment_that_is_none_is_wrong_usage(asking: Asking) -> None:
    assert asking.lines(b'{"text": "nr"}', "--as-of", "soon") == []
    assert (asking.code, asking.err.count("\n")) == (2, 1)
    assert "--as-of: 'soon' cannot be used" in asking.err


# --- Sums --------------------------------------------------------------------------------------------------

BALANCES = [
    ("1200.00", "1200.00"),
    ("1200", "1200.00"),
    ("0.5", "0.50"),
    ("100.125", "100.13"),  # a sum of a note has two places
    ("0", None),
    ("0.00", None),
    ("-5.00", None),
    (None, None),
]


def test_all_of_it_is_the_balance(asking: Asking) -> None:
    for balance, amount in BALANCES:
        assert asking.one(text="plt tot vn", balance=balance)["promises"][0]["amount"] == amount, balance


def test_the_currency_is_the_accounts(asking: Asking) -> None:
    for currency, known in (("EUR", "EUR"), ("eur", "EUR"), ("KWD", "KWD"), (None, None)):
        assert asking.one(currency=currency)["promises"][0]["currency"] == known


# --- Lines that cannot be read -------------------------------------------------------------------------------

BAD_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"text": None}, "text: null"),
    ({"text": 5}, "text: 5"),
    ({"text": ["nr"]}, "text: ['nr']"),
    ({"text": "a" * 100_001}, "text: 100001 characters"),
    ({"as_of": 5}, "as_of: 5"),
    ({"as_of": ""}, "as_of: ''"),
    ({"as_of": "yesterday"}, "as_of: 'yesterday'"),
    ({"as_of": "2026-02-30T10:00"}, "as_of"),
    ({"as_of": "2026-11-23T25:00"}, "as_of"),
    ({"as_of": "1899-12-31T10:00"}, "1900 to 2199"),
    ({"as_of": "2200-01-01T10:00"}, "1900 to 2199"),
    ({"as_of": "23.11.2026"}, "as_of"),
    ({"lang": 5}, "lang: 5"),
    ({"currency": "XYZ"}, "currency: 'XYZ'"),
    ({"currency": ""}, "currency: ''"),
    ({"currency": 5}, "currency: 5"),
    ({"balance": 1200}, "balance: 1200"),
    ({"balance": 1200.5}, "balance: 1200.5"),
    ({"balance": "much"}, "balance: 'much'"),
    ({"balance": "1.200,00"}, "balance"),
    ({"balance": "1e3"}, "balance"),
    ({"balance": "NaN"}, "balance"),
    ({"balance": "9" * 16}, "balance"),
    ({"balance": "x" * 5000}, "balance: 'xxx"),
]


def test_a_field_that_cannot_be_used_is_named_in_the_place_of_its_line(asking: Asking) -> None:
    answers = asking.said(
        *(A_LINE | fields | {"id": n} for n, (fields, _said) in enumerate(BAD_FIELDS)), A_LINE
    )
    for number, (fields, said) in enumerate(BAD_FIELDS):
        assert list(answers[number]) == ["id", "error"], fields
        assert answers[number]["id"] == number
        assert said in answers[number]["error"]
        assert len(answers[number]["error"]) < 250
    assert answers[-1]["promises"] == [FRIDAY]
    assert asking.code == 3
    assert [line.split(":")[0] for line in asking.err.splitlines()] == [
        f"line {n}" for n in range(1, len(BAD_FIELDS) + 1)
    ]


BAD_LINES = [
    b"",
    b"   ",
    b"{",
    b"null",
    b"[]",
    b"5",
    b'"cl plt 300 vn"',
    b"cl plt 300 vn",
    b"{} {}",
    b'{"text": NaN}',
    b'{"text": "a\x00b"}',
    b'{"text": "\xff"}',
    b'{"text": "\xed\xa0\x80"}',
    b"[" * 100_000,
    b'{"id": ' + b"9" * 5000 + b', "text": "nr"}',
]


@pytest.mark.parametrize("bad", BAD_LINES, ids=range(len(BAD_LINES)))
def test_what_is_no_object_is_answered_and_passed_over(bad: bytes, asking: Asking) -> None:
    good = json.dumps(A_LINE).encode()
    before, answer, after = asking.lines(good + b"\n" + bad + b"\n" + good)
    assert before == after
    assert before["promises"] == [FRIDAY]
    assert list(answer) == ["error"]
    assert asking.code == 3


def test_a_line_without_end_costs_no_memory(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "LONGEST_LINE", 1000)
    for length in (999, 1000, 1001, 5000):
        first, second = asking.lines(b"x" * length + b"\n" + json.dumps(A_LINE).encode())
        assert list(first) == ["error"]
        assert second["promises"] == [FRIDAY]
    assert [list(answer) for answer in asking.lines(b"x" * 3000)] == [["error"]]


def test_ten_megabytes_are_too_much_of_a_note(asking: Asking) -> None:
    long, after = asking.said(A_LINE | {"text": "plt 300 vn " * 1_000_000, "id": 1}, A_LINE)
    assert long["id"] == 1
    assert "at most 100000 are read" in long["error"]
    assert after["promises"] == [FRIDAY]


STRANGE = [
    "🙂" * 50,
    "\u202e300 vn",
    "a\x1b[2Jb",
    "\ud83d",
    "1.2.3,4",
    "31/02",
    "9" * 500,
    "plt 99999999999 in 99999999 zile",
]


def test_strange_texts_have_a_record_too(asking: Asking) -> None:
    answers = asking.said(*(A_LINE | {"text": text} for text in STRANGE))
    assert [list(answer) for answer in answers] == [FIELDS] * len(STRANGE)
    assert asking.code == 0


def test_an_id_that_json_cannot_say_is_null(asking: Asking) -> None:
    (answer,) = asking.lines(b'{"id": 1e999, "text": "nr", "as_of": "2026-11-23"}')
    assert (answer["id"], answer["outcome"]) == (None, "no_answer")


def test_a_mistake_of_ours_costs_one_line(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: str, *rest: Any) -> Any:
        if text == "bad":
            raise KeyError("unit")
        return shorthand.read_note(text, *rest)

    monkeypatch.setattr(noting, "read_note", fails)
    broken, fine = asking.said(A_LINE | {"text": "bad", "id": 1}, A_LINE)
    assert broken == {"id": 1, "error": "a mistake of the program, please report it (KeyError: 'unit')"}
    assert fine["promises"] == [FRIDAY]


# --- As a process --------------------------------------------------------------------------------------------

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "sqlite3",
    "textual",
    "holidays",
    "babel",
    "phonenumbers",
    "psycopg",
)
LOADED = (
    "import sys; from collector.__main__ import main; main(['note']); print(*sys.modules, file=sys.stderr)"
)


def test_the_agencys_own_words_are_read_and_a_refused_one_is_told(asking: Asking) -> None:
    own = own_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("plct ; ro ; pay ; plătește\nvn ; ro ; pay\n", "utf-8")

    (answer,) = asking.lines(json.dumps(A_LINE | {"text": "plct 300 vn"}).encode())

    assert answer["promises"] == [FRIDAY]
    assert f"{own}, line 2: 'vn ; ro ; pay'" in asking.err
    assert "vn has a meaning already (weekday:4)" in asking.err
    assert asking.code == 0


def test_no_book_no_database_and_no_screen_are_loaded(shell: Shell) -> None:
    shell.said("COLLECTOR_BOOK", str(shell.here / "none.db"))
    done = subprocess.run(
        [sys.executable, "-c", LOADED], input=json.dumps(A_LINE), capture_output=True, encoding="utf-8"
    )
    assert json.loads(done.stdout)["promises"] == [FRIDAY]
    loaded = done.stderr.split()
    assert "collector.rules.shorthand" in loaded
    assert [
        name for name in (*HEAVY, "collector.desk", "collector.store", "collector.tui") if name in loaded
    ] == []
    assert not (shell.here / "none.db").exists()


def test_each_answer_comes_before_the_next_question(shell: Shell) -> None:
    shell.asks_in_turn("note", A_LINE)
