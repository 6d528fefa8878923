"""step: one step for every line of facts, in its place and at once; nothing stops it, and no book is needed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from collector.cli import stepping
from collector.rules import guidance
from tests.cli.sessions import Shell
from tests.rules.step.lines import LINES, USUAL

Json = dict[str, Any]

FIELDS = [
    *("id", "situation", "also", "action", "channel", "when", "tone", "ask", "say"),
    *("care_client", "care_business", "care_agent", "why"),
]
BROKEN = {
    "amount": "300.00",
    "made_on": "2026-11-05",
    "due_on": "2026-11-12",
    "status": "broken",
    "method": "card",
}
RIGHT = {**USUAL, "identity": "right_party", "lang": "en"}


class Asking:
    """Somebody who sends lines to `collector step`."""

    def __init__(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shell, self.monkeypatch = shell, monkeypatch
        self.err, self.code = "", 0

    def lines(self, raw: bytes, *options: str) -> list[Json]:
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        seen = self.shell.run("step", *options)
        self.err, self.code = seen.err, seen.code
        return [json.loads(line) for line in seen.out.splitlines()]

    def said(self, *lines: Json) -> list[Json]:
        return self.lines("".join(f"{json.dumps(line)}\n" for line in lines).encode())

    def one(self, **fields: Any) -> Json:
        (answer,) = self.said(RIGHT | fields)
        return answer

    def problem(self, **fields: Any) -> str:
        """What is wrong with a line; the one after it is answered all the same."""
        bad, good = self.said(RIGHT | {"id": 7} | fields, RIGHT)
        assert (list(bad), bad["id"], self.code) == (["id", "error"], 7, 3)
        assert good["situation"] == "verified_no_promise"
        return str(bad["error"])


@pytest.fixture
def asking(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Asking:
    return Asking(shell, monkeypatch)


# --- What a line becomes -----------------------------------------------------------------------------------


def test_a_line_becomes_its_step(asking: Asking) -> None:
    answer = asking.one(id="a1", promises=[BROKEN])
    assert list(answer) == FIELDS
    assert list(answer["say"]) == ["opening", "ask", "alternatives", "closing"]
    assert list(answer["why"]) == ["rule", "facts", "blocked", "if_instead"]
    assert (answer["id"], answer["situation"], answer["action"], answer["tone"]) == (
        "a1",
        "broken_once",
        "ask",
        "T2",
    )
    assert (answer["channel"], answer["when"]) == ("call", "2026-11-20T10:00:00+02:00")
    assert answer["ask"] == {"amount": "300.00", "due_on": "2026-11-27"}
    assert "RON 300" in answer["say"]["ask"]
    assert "Friday 27 November" in answer["say"]["ask"]
    assert answer["care_client"] != answer["care_business"]
    assert answer["why"] == {
        "rule": "broken_once",
        "facts": [
            "2026-11-20: the right person is on the line",
            "promise of 300.00 RON due 2026-11-12, made 2026-11-05: broken",
            "0.00 RON came from 2026-11-05 to 2026-11-16, grace included",
            "2026-11-20: balance 1,200.00 RON",
            "2026-11-20: no dispute open, none of our promises late",
        ],
        "blocked": [],
        "if_instead": "a payment of at least 285.00 RON by 2026-11-16: it would be: promise_kept (Say thank you)",
    }
    assert (asking.code, asking.err) == (0, "")


def test_a_refusal_names_its_rule_and_its_end(asking: Asking) -> None:
    answer = asking.one(identity="unverified", as_of="2026-11-21T10:00")
    assert (answer["situation"], answer["also"], answer["ask"]) == ("outside_hours", ["first_contact"], None)
    assert answer["why"]["blocked"] == [{"rule": "ro.weekend", "until": "2026-11-23T09:00:00+02:00"}]
    assert asking.one(holds=["insolvency"])["why"]["blocked"] == [{"rule": "hold.insolvency", "until": None}]


def test_all_lines_of_the_contract_are_answered_in_their_order(asking: Asking) -> None:
    """Twice, in both languages: the step is the same, a card is never empty, and every answer is whole."""
    both = [[{**line.facts, "id": line.story, "lang": lang} for line in LINES] for lang in ("ro", "en")]
    romanian, english = (asking.said(*lines) for lines in both)
    assert asking.code == 0
    for line, ro, en in zip(LINES, romanian, english, strict=True):
        assert list(ro) == list(en) == FIELDS
        assert ro["id"] == en["id"] == line.story
        same = ("situation", "also", "action", "channel", "when", "tone", "ask")
        assert [ro[name] for name in same] == [en[name] for name in same]
        assert (ro["why"]["rule"], ro["why"]["blocked"]) == (en["why"]["rule"], en["why"]["blocked"])
        assert len(ro["why"]["facts"]) == len(en["why"]["facts"])
        assert any(ro["say"].values())
        assert ro["care_client"]
        assert ro["care_business"]
        assert not [text for text in ro["say"].values() if text and ("{" in text or "None" in text)]


def test_what_is_not_known_is_left_out_and_named(asking: Asking) -> None:
    (answer,) = asking.lines(b'{"as_of": "2026-11-20T10:00", "lang": "en"}')
    assert (answer["id"], answer["situation"], answer["ask"]) == (None, "first_contact", None)
    assert any(text.startswith("2026-11-20: not known: ") for text in answer["why"]["facts"])
    assert "company" in answer["why"]["facts"][-1]
    assert "Beta Energie" not in str(answer)


def test_an_outbound_call_begins_with_asking_who_it_is(asking: Asking) -> None:
    answer = asking.one(identity="unverified", promises=[BROKEN])
    assert answer["situation"] == "broken_once"
    assert answer["say"]["opening"].endswith("Am I speaking with Ms Ionescu?")


LANGUAGES = [
    ({"lang": "en"}, "Thank you"),
    ({"lang": None, "preferences": {"language": "en"}}, "Thank you"),
    ({"lang": None}, "Vă mulțumesc"),
    ({"lang": "ro", "preferences": {"language": "en"}}, "Vă mulțumesc"),
]


@pytest.mark.parametrize(("fields", "thanks"), LANGUAGES)
def test_the_line_decides_the_language_then_the_person_then_romanian(
    fields: Json, thanks: str, asking: Asking
) -> None:
    assert thanks in str(asking.one(**fields)["say"])


def test_a_moment_may_be_left_out(asking: Asking) -> None:
    (answer,) = asking.lines(json.dumps(RIGHT | {"as_of": None}).encode(), "--as-of", "2026-11-24T11:00")
    assert answer["when"] == "2026-11-24T11:00:00+02:00"
    (answer,) = asking.lines(json.dumps(RIGHT | {"as_of": "2026-11-24"}).encode())
    assert answer["when"] == "2026-11-24T09:00:00+02:00"
    assert asking.shell.run("step", "--as-of", "soon").code == 2


def test_sums_may_be_numbers_and_currencies_have_their_own_decimals(asking: Asking) -> None:
    for balance, currency, expected in (
        (1200, "RON", "1200.00"),
        (1200.5, "RON", "1200.50"),
        ("1200", "JPY", "1200"),
        ("1200.505", "KWD", "1200.505"),
    ):
        assert asking.one(balance=balance, currency=currency)["ask"]["amount"] == expected


def test_an_id_comes_back_as_it_was(asking: Asking) -> None:
    for known in ("e01", 7, None, True, 1.5, ["a", 2.5], {"b": "ș"}):
        assert asking.one(id=known)["id"] == known


# --- What cannot be used -----------------------------------------------------------------------------------

BAD_FACTS: list[tuple[Json, str]] = [
    ({"policy": "ro-lax"}, "policy: 'ro-lax' cannot be used; expected eu-base, "),
    ({"policy": 7}, "policy: 7"),
    ({"policy": "../ro-strict"}, "policy: '../ro-strict'"),
    (
        {"time_zone": "Europe/Atlantis"},
        "time_zone: 'Europe/Atlantis' cannot be used; expected a name such as",
    ),
    ({"time_zone": "../etc"}, "time_zone"),
    ({"time_zone": 2}, "time_zone: 2"),
    ({"lang": "fr"}, "lang: 'fr' cannot be used; expected ro | en"),
    ({"lang": None, "preferences": {"language": "hu"}}, "preferences.language: 'hu'"),
    ({"lang": "ro", "preferences": {"language": "hu"}}, "preferences.language: 'hu'"),
    (
        {
            "promises": [
                {"amount": "300.00", "made_on": "2026-11-10", "due_on": "2026-11-22", "status": "broken"}
            ]
        },
        "promises[0].due_on: '2026-11-22' cannot be used; expected a day not after as_of",
    ),
    ({"currency": "LEI"}, "currency: 'LEI' cannot be used; expected an ISO 4217 code"),
    ({"as_of": "yesterday"}, "as_of: 'yesterday' cannot be used; expected a moment from 1900 to 2199"),
    ({"as_of": "2026-02-30T10:00"}, "as_of"),
    ({"as_of": "0001-01-01T00:00+14:00"}, "as_of"),
    ({"as_of": 20261120}, "as_of: 20261120"),
    ({"direction": "sideways"}, "direction: 'sideways' cannot be used; expected one of outbound, inbound"),
    ({"identity": ["right_party", "wrong_party"]}, "identity: ['right_party', 'wrong_party'] cannot be used"),
    ({"client_state": "difficult"}, "client_state: 'difficult'"),
    ({"limitation": "expired"}, "limitation: 'expired'"),
    ({"holds": "insolvency"}, "holds: 'insolvency' cannot be used; expected a list"),
    ({"holds": ["bankruptcy"]}, "holds[0]: 'bankruptcy' cannot be used; expected one of insolvency"),
    ({"holds": [None]}, "holds[0]: null"),
    ({"balance": "12,50"}, "balance: '12,50' cannot be used; expected an amount in quotes"),
    ({"balance": "12.505"}, "balance: '12.505'"),
    ({"balance": True}, "balance: True"),
    ({"balance": "1e3"}, "balance: '1e3'"),
    ({"debt_since": "2026-13-01"}, "debt_since: '2026-13-01'"),
    ({"dispute": True}, "dispute: True cannot be used; expected an object"),
    ({"dispute": {"open": "yes"}}, "dispute.open: 'yes' cannot be used; expected true or false"),
    ({"dispute": {"open": True, "owner": 5}}, "dispute.owner: 5 cannot be used; expected a text"),
    ({"our_promises": [{"what": "x"}]}, "our_promises[0].due_at: null"),
    ({"promises": {}}, "promises: {} cannot be used; expected a list"),
    ({"promises": ["300"]}, "promises[0]: '300' cannot be used; expected an object"),
    ({"promises": [BROKEN, BROKEN | {"status": "late"}]}, "promises[1].status: 'late'"),
    (
        {"promises": [BROKEN | {"amount": "0"}]},
        "promises[0].amount: '0' cannot be used; expected an amount above zero",
    ),
    (
        {"promises": [BROKEN | {"due_on": "2026-11-01"}]},
        "promises[0].due_on: '2026-11-01' cannot be used; expected a day not",
    ),
    (
        {"promises": [BROKEN | {"plan": {"n": -1}}]},
        "promises[0].plan.n: -1 cannot be used; expected a whole number",
    ),
    ({"promises": [BROKEN | {"trigger": []}]}, "promises[0].trigger: []"),
    ({"payments": [{"amount": "-5.00", "paid_on": "2026-11-01"}]}, "payments[0].amount: '-5.00'"),
    ({"payments": [{"amount": "5.00"}]}, "payments[0].paid_on: null"),
    ({"attempts": ["2026-11-19T10:00", "noon"]}, "attempts[1]: 'noon'"),
    (
        {"conversations": "2026-11-19T10:00"},
        "conversations: '2026-11-19T10:00' cannot be used; expected a list",
    ),
    ({"no_answer_streak": "3"}, "no_answer_streak: '3'"),
    (
        {"preferences": {"hours": ["20:00", "08:00"]}},
        "preferences.hours: ['20:00', '08:00'] cannot be used; expected hours of one day",
    ),
    ({"preferences": {"hours": ["10:00"]}}, "preferences.hours: ['10:00']"),
    ({"preferences": {"hours": ["10:00", "10:00"]}}, "preferences.hours: ['10:00', '10:00']"),
    ({"preferences": {"hours": ["ten", "12:00"]}}, "preferences.hours: ['ten', '12:00']"),
    ({"preferences": {"hours": "10:00-12:00"}}, "preferences.hours: '10:00-12:00'"),
    ({"preferences": {"channel": "pigeon"}}, "preferences.channel: 'pigeon'"),
]


@pytest.mark.parametrize(("fields", "said"), BAD_FACTS, ids=[said for _fields, said in BAD_FACTS])
def test_a_fact_that_cannot_be_used_is_told_in_its_place(fields: Json, said: str, asking: Asking) -> None:
    assert asking.problem(**fields).startswith(said)
    assert asking.err.startswith(f"line 1: {said}")


def test_what_is_no_object_is_answered_and_passed_over(asking: Asking) -> None:
    good = json.dumps(RIGHT).encode()
    for bad in (b"", b"[]", b"{", b"\xff", b'{"a": NaN}'):
        answer, after = asking.lines(bad + b"\n" + good)
        assert (list(answer), answer["id"], asking.code) == (["id", "error"], None, 3)
        assert after["situation"] == "verified_no_promise"


def test_a_mistake_of_ours_costs_one_line(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(facts: Any, terms: Any) -> Any:
        if facts.name == "bad":
            raise KeyError("unit")
        return guidance.decide(facts, terms)

    monkeypatch.setattr(stepping, "decide", fails)
    broken, fine = asking.said(RIGHT | {"name": "bad", "id": 1}, RIGHT)
    assert broken == {"id": 1, "error": "a mistake of the program, please report it (KeyError: 'unit')"}
    assert fine["situation"] == "verified_no_promise"


# --- As a process --------------------------------------------------------------------------------------------

LOADED = (
    "import sys; from collector.__main__ import main; main(['step']); print(*sys.modules, file=sys.stderr)"
)
HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "textual",
    "phonenumbers",
    "psycopg",
    "collector.store",
    "collector.tui",
)


def test_no_book_no_database_and_no_screen_are_loaded(shell: Shell) -> None:
    shell.said("COLLECTOR_BOOK", str(shell.here / "none.db"))
    done = subprocess.run(
        [sys.executable, "-c", LOADED], input=json.dumps(RIGHT), capture_output=True, encoding="utf-8"
    )
    assert json.loads(done.stdout)["situation"] == "verified_no_promise"
    loaded = done.stderr.split()
    assert "collector.rules.guidance" in loaded
    assert [name for name in HEAVY if name in loaded] == []
    assert not (shell.here / "none.db").exists()


def test_each_answer_comes_before_the_next_question(shell: Shell) -> None:
    shell.asks_in_turn("step", RIGHT)
