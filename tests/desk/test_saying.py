"""What people read: every id has its words in both languages, and the figures in them are right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from collector import words
from collector.desk import saying
from collector.rules import records
from collector.rules.contact import Permission
from collector.rules.records import Promise, Verdict
from collector.rules.risk import BANDS, Reason
from collector.rules.situations import ACTIONS

NOV_12, NOV_16, NOV_27 = date(2026, 11, 12), date(2026, 11, 16), date(2026, 11, 27)
BUCHAREST = ZoneInfo("Europe/Bucharest")
NOW = datetime(2026, 11, 23, 10, 15, tzinfo=BUCHAREST)


def promise(amount_minor: int = 30000) -> Promise:
    made = datetime(2026, 11, 2, 9, tzinfo=UTC)
    return Promise(
        *(1, 3, 1, "P3", made.date(), made, NOV_12, amount_minor, NOV_16, amount_minor, None, None),
        *(None, None, None, made, None),
    )


def verdict(state: str, received_minor: int = 0, **more: object) -> Verdict:
    made = promise()
    facts: dict[str, object] = dict.fromkeys(("closed_on", "decided_on", "excused_why", "cancel_reason"))
    facts |= {"cured_on": None, "evidence": (), "rule": "promises-1", "as_of": NOV_27} | more
    short_by = max(made.amount_minor - received_minor, 0)
    return Verdict(promise=made, state=state, received_minor=received_minor, short_by_minor=short_by, **facts)  # type: ignore[arg-type]


# --- No id without words ----------------------------------------------------------------------------------

TABLES = {
    saying.situation: tuple(ACTIONS),
    saying.who: records.WHO,
    saying.outcome: records.OUTCOMES,
    saying.hold: records.HOLDS,
    saying.ours: records.OUR_PROMISES,
    saying.ending: records.ENDINGS,
    saying.state_word: records.STATES,
    saying.state_mark: records.STATES,
    saying.excuse: ("dispute", "breathing_space", "insolvency", "our_promise"),
    saying.cancel_reason: ("error", "withdrawn", "by_us"),
    saying.direction: ("outbound", "inbound"),
    saying.section: ("now", "later", "wait", "found"),
    saying.chance: tuple(letter for _least, letter in BANDS),
}


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("say", TABLES, ids=lambda say: say.__name__)
def test_every_id_has_its_words(say: object, language: str) -> None:
    words.use(language)
    said = [say(name) for name in TABLES[say]]  # type: ignore[index,operator]
    assert all(said)
    assert not set(said) & {name for name in TABLES[say] if "_" in name}, "an id is not a word"  # type: ignore[index]


@pytest.mark.parametrize("say", [saying.outcome, saying.who, saying.hold, saying.situation])
def test_romanian_says_it_in_romanian(say: object) -> None:
    english = [say(name) for name in TABLES[say]]  # type: ignore[index,operator]
    words.use("ro")
    same = {said for said in english if said in [say(name) for name in TABLES[say]]}  # type: ignore[index,operator]
    assert not same


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_step_fits_its_column(language: str) -> None:
    words.use(language)
    assert not [text for text in map(saying.situation, ACTIONS) if len(text) > 18]


def test_marks_differ_without_colour_and_without_unicode() -> None:
    for ascii_only in (False, True):
        marks = [saying.state_mark(state, ascii_only=ascii_only) for state in records.STATES]
        assert len(set(marks)) == len(marks)
        assert all(len(mark) == 1 for mark in marks)
        assert "…" not in marks, "that would read as a text that was cut"
        assert all(mark.isascii() for mark in marks) or not ascii_only


# --- Sums and days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "minor", "currency", "amount", "whole"),
    [
        ("en", 124000, "RON", "1,240.00", "1,240"),
        ("ro", 124000, "RON", "1.240,00", "1.240"),
        ("en", 1501, "RON", "15.01", "15.01"),
        ("en", 500, "JPY", "500", "500"),
        ("ro", 1250, "KWD", "1,250", "1,250"),
        ("en", -1200, "EUR", "-12.00", "-12"),
    ],
)
def test_amounts(language: str, minor: int, currency: str, amount: str, whole: str) -> None:
    words.use(language)
    assert (saying.amount(minor, currency), saying.whole(minor, currency)) == (amount, whole)


def test_days_in_both_languages() -> None:
    assert (saying.day(NOV_27), saying.short_day(NOV_27)) == ("Fri 27 Nov", "27 Nov")
    assert saying.short_day(NOV_27, date(2027, 1, 5)) == "27 Nov 2026"
    assert saying.long_day(NOV_27) == "Friday, 27 November 2026"
    words.use("ro")
    assert saying.day(NOV_27) == "vin. 27 nov."
    assert saying.long_day(date(2026, 11, 28)) == "sâmbătă, 28 noiembrie 2026"


# --- Why --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("situation", "minor", "on", "long", "brief"),
    [
        ("broken_once", 30000, NOV_12, "300 unpaid since 12 Nov", "300 unpaid"),
        ("paid_partly", 1501, NOV_12, "15.01 missing since 12 Nov", "15.01 missing"),
        ("promise_open", 30000, NOV_27, "open to 27 Nov", "open to 27 Nov"),
        ("due_today", 30000, NOV_27, "300 due today", "300 due today"),
        ("promise_kept", 30000, NOV_12, "300 kept on 12 Nov", "300 kept"),
        ("our_promise_broken", None, NOV_12, "we are late since 12 Nov", "we are late"),
        ("dispute_open", None, None, "dispute open", "dispute open"),
        ("legal_hold", None, NOV_27, "legal hold, look again 27 Nov", "legal hold"),
        ("no_answer_n", None, None, "no answer", "no answer"),
        ("promise_open", None, None, "Wait", "Wait"),
    ],
)
def test_why(situation: str, minor: int | None, on: date | None, long: str, brief: str) -> None:
    assert saying.why(situation, minor, on, "RON") == long
    assert saying.why(situation, minor, on, "RON", brief=True) == brief


def test_why_names_what_we_promised_and_which_hold_lies() -> None:
    assert saying.why("our_promise_broken", None, NOV_12, "RON", detail="call_back") == "missed: call back"
    assert saying.why("legal_hold", None, None, "RON", detail="insolvency") == "insolvency"


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("name", ACTIONS)
def test_every_situation_says_why(name: str, language: str) -> None:
    words.use(language)
    for on in (None, NOV_12):
        said = saying.why(name, 30000, on, "RON")
        assert said
        assert "{" not in said


# --- Verdicts ---------------------------------------------------------------------------------------------

SHORT_BY = "short by 300.00"


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (verdict("open"), "open until 16 Nov"),
        (verdict("open", 10000), "open until 16 Nov, 100.00 of 300.00 came"),
        (verdict("kept", 30000, decided_on=NOV_12), "kept on 12 Nov"),
        (verdict("broken"), f"broken, {SHORT_BY} (by 16 Nov)"),
        (verdict("partly_kept", 28499), "partly kept, short by 15.01 (by 16 Nov)"),
        (verdict("broken", closed_on=NOV_12), f"broken, {SHORT_BY} (closed on 12 Nov)"),
        (
            verdict("broken", excused_why="dispute"),
            f"broken, {SHORT_BY} (by 16 Nov), excused: a dispute was open",
        ),
        (verdict("broken", cured_on=NOV_27), f"broken, {SHORT_BY} (by 16 Nov), cured on 27 Nov"),
        (verdict("superseded", closed_on=date(2026, 11, 5)), "superseded on 5 Nov"),
        (verdict("cancelled", cancel_reason="withdrawn"), "cancelled: the debtor took it back"),
    ],
)
def test_a_verdict_in_a_breath(seen: Verdict, said: str) -> None:
    assert saying.state(seen, "RON") == said


def test_the_first_verdict_is_told_where_it_was_another() -> None:
    kept = verdict("kept", 30000, decided_on=NOV_12)
    assert saying.state(kept, "RON", first_state="broken") == "kept on 12 Nov, at first broken"
    assert saying.state(kept, "RON", first_state="kept") == "kept on 12 Nov"


def test_a_verdict_in_romanian() -> None:
    words.use("ro")
    assert saying.state(verdict("broken"), "RON") == "nerespectată, lipsesc 300,00 (până la 16 nov.)"


# --- Chances ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "english", "romanian"),
    [
        (Reason("no_history"), "no promise judged yet", "nicio promisiune judecată încă"),
        (Reason("kept_of", (5, 6)), "kept 5 of 6", "respectate 5 din 6"),
        (Reason("broke_last", (1,)), "broke the last one", "ultima promisiune nerespectată"),
        (Reason("broke_last", (2,)), "broke the last 2", "ultimele 2 promisiuni nerespectate"),
        (Reason("broke_last", (20,)), "broke the last 20", "ultimele 20 de promisiuni nerespectate"),
        (Reason("kept_last", (3,)), "kept the last 3", "ultimele 3 promisiuni respectate"),
        (Reason("little_history", (1,)), "only one promise judged yet", "o singură promisiune judecată"),
    ],
)
def test_reasons(reason: Reason, english: str, romanian: str) -> None:
    assert saying.reason(reason) == english
    words.use("ro")
    assert saying.reason(reason) == romanian


def test_per_cent_is_rounded_half_up() -> None:
    assert [saying.percent(bp) for bp in (0, 4149, 4150, 10000)] == ["0 %", "41 %", "42 %", "100 %"]


# --- Permission -------------------------------------------------------------------------------------------


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=BUCHAREST)


@pytest.mark.parametrize(
    ("seen", "long", "narrow"),
    [
        (Permission(True, None, None, at(23, 10), at(23, 20), None), "call until 20:00", "20:00"),
        (Permission(True, None, None, at(23, 10), None, None), "call at any time", "–"),
        (Permission(False, "ro.hours", "", at(23, 18), at(23, 20), ""), "from 18:00", "18:00"),
        (Permission(False, "ro.hours", "", at(24, 9), at(24, 20), ""), "from Tue 09:00", "Tu 09:00"),
        (Permission(False, "ro.hours", "", at(30, 9), at(30, 20), ""), "from 30 Nov 09:00", "Mo 09:00"),
        (Permission(False, "hold.insolvency", "", None, None, ""), "no calls: insolvency", "–"),
        (Permission(False, "ro.channel", "", None, None, ""), "no calls", "–"),
    ],
)
def test_permission(seen: Permission, long: str, narrow: str) -> None:
    assert (saying.permission(seen, NOW), saying.until(seen, NOW)) == (long, narrow)


def test_an_hour_is_said_where_the_debtor_is() -> None:
    there = datetime(2026, 11, 23, 20, tzinfo=ZoneInfo("Europe/London"))
    seen = Permission(True, None, None, there, there, None)
    assert saying.permission(seen, NOW) == "call until 20:00"
