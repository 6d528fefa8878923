"""The JSON of every command, key by key and in their order, against docs/reference/commands.md.

The book is the sample's: every situation of a call is in it, and people's names are as people write them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collector.rules.records import HOLDS, OUR_PROMISES, OUTCOMES, STATES, WHO
from tests.cli.sessions import Seen, Shell


def names(text: str) -> list[str]:
    return text.split()


ANCHOR = date(2026, 11, 23)
DEBTORS = 60
V = names(
    "promise_ref account_ref made_on due_on amount currency agent plan_ref state received short_by deadline "
    "closed_on decided_on excused excused_why cancel_reason cured_on first_state rule evidence"
)
G = names(
    "key promises kept partly_kept broken open superseded excused kept_rate low high kept_money_rate expected "
    "late_cure_rate too_few"
)
ROW = names(
    "account_ref debtor_ref name section next_step why band p_kept amount currency contact_from contact_until"
)
ACCOUNT = names(
    "account_ref creditor currency balance level promises payments calls holds disputes our_promises score step"
)
IMPORTED = names("kind file lines new changed known refused problems")
MANIFEST = names(
    "schema as_of book_id rows files value_at_risk no_rate verdicts rules model audit started_at finished_at"
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of the anchor day, made once."""
    from collector.sample.book import make_book

    path = tmp_path_factory.mktemp("sample") / "book.db"
    make_book(str(path), ANCHOR, debtors=DEBTORS)
    return path


@pytest.fixture
def shop(shell: Shell, sample: Path) -> Shell:
    """Somebody at the sample book."""
    shell.said("COLLECTOR_BOOK", str(sample))
    return shell


def document(seen: Seen, code: int = 0) -> Any:
    assert (seen.code, seen.err) == (code, "")
    assert seen.out.endswith("\n")
    return json.loads(seen.out)


def is_amount(text: object, currency: str = "RON") -> bool:
    places = {"RON": 2, "EUR": 2, "JPY": 0, "KWD": 3}.get(currency, 2)
    pattern = rf"-?\d+\.\d{{{places}}}" if places else r"-?\d+"
    return isinstance(text, str) and re.fullmatch(pattern, text) is not None


def is_moment(text: str) -> bool:
    return datetime.fromisoformat(text).tzinfo is not None


def is_share(number: object) -> bool:
    return isinstance(number, float | int) and 0 <= number <= 1


# --- today -----------------------------------------------------------------------------------------------


def test_today_is_a_list_now_then_later_then_wait(shop: Shell) -> None:
    rows = document(shop.run("today", "--json"))
    assert all(list(row) == ROW for row in rows)
    sections = [row["section"] for row in rows]
    assert sections == sorted(sections, key=["now", "later", "wait"].index)
    assert {"now", "wait"} <= set(sections)
    assert not [ref for ref, times in Counter(row["account_ref"] for row in rows).items() if times > 1]
    for row in rows:
        assert row["band"] in "ABCDE"
        assert is_share(row["p_kept"])
        assert is_amount(row["amount"], row["currency"])
        assert all(is_moment(row[key]) for key in ("contact_from", "contact_until") if row[key])


def test_today_holds_every_open_account_and_no_hold_stands_under_now(shop: Shell) -> None:
    rows = document(shop.run("today", "--json"))
    open_accounts = set()
    for ref in {row["debtor_ref"] for row in rows}:
        shown = document(shop.run("show", ref, "--json"))
        for account in shown["accounts"]:
            if Decimal(account["balance"]) > 0:
                open_accounts.add(account["account_ref"])
    assert open_accounts <= {row["account_ref"] for row in rows}


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_a_limit_takes_the_first_of_the_list(shop: Shell, limit: int) -> None:
    everything = document(shop.run("today", "--json"))
    first = document(shop.run("today", "--json", "--limit", str(limit)))
    assert len(first) == min(limit, len(everything))
    assert {row["account_ref"] for row in first} <= {row["account_ref"] for row in everything}


def test_pages_make_no_difference(shop: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from collector.cli import listing

    everything = document(shop.run("today", "--json"))
    monkeypatch.setattr(listing, "PAGE", 3)
    assert document(shop.run("today", "--json")) == everything
    assert len(document(shop.run("today", "--json", "--limit", "10"))) == 10


def test_without_a_terminal_the_bare_program_says_what_today_says(shop: Shell) -> None:
    assert shop.run().out == shop.run("today").out
    assert document(shop.run("--json")) == document(shop.run("today", "--json"))


# --- show ------------------------------------------------------------------------------------------------


def everybody(shop: Shell) -> Iterator[dict[str, Any]]:
    for ref in sorted({row["debtor_ref"] for row in document(shop.run("today", "--json"))}):
        yield document(shop.run("show", ref, "--json"))


def test_show_has_the_keys_of_the_contract(shop: Shell) -> None:
    parts: Counter[str] = Counter()
    for shown in everybody(shop):
        assert list(shown) == ["debtor", "accounts"]
        assert list(shown["debtor"]) == ["debtor_ref", "name", "phones", "language", "time_zone"]
        for phone in shown["debtor"]["phones"]:
            assert list(phone) == ["number", "as_typed", "valid", "time_zone"]
        for account in shown["accounts"]:
            assert list(account) == ACCOUNT
            parts.update({name: len(value) for name, value in account.items() if isinstance(value, list)})
            check_account(account)
    assert {"promises", "payments", "calls", "holds", "disputes", "our_promises"} == set(+parts)


def check_account(account: dict[str, Any]) -> None:
    currency = account["currency"]
    assert is_amount(account["balance"], currency)
    assert account["level"] >= 1
    for verdict in account["promises"]:
        check_verdict(verdict, currency)
    for payment in account["payments"]:
        assert list(payment) == ["payment_ref", "paid_on", "amount", "reversed"]
        assert is_amount(payment["reversed"], currency)
    for call in account["calls"]:
        assert list(call) == ["call_ref", "called_at", "agent", "who", "outcome", "typed", "note"]
        assert (call["who"] in WHO, call["outcome"] in OUTCOMES, is_moment(call["called_at"])) == (
            True,
            True,
            True,
        )
    for hold in account["holds"]:
        assert list(hold) == ["kind", "from", "until", "review_on", "reason"]
        assert hold["kind"] in HOLDS
    for dispute in account["disputes"]:
        assert list(dispute) == ["opened_on", "closed_on", "valued", "breached", "owner", "due_on"]
    for ours in account["our_promises"]:
        assert list(ours) == ["what", "due_at", "done_at"]
        assert ours["what"] in OUR_PROMISES
    score = account["score"]
    assert list(score) == ["p", "low", "high", "band", "reasons"]
    assert score["low"] <= score["p"] <= score["high"]
    assert list(account["step"])[:2] == ["action", "why"]


def check_verdict(verdict: dict[str, Any], currency: str) -> None:
    assert list(verdict) == V
    assert verdict["state"] in STATES
    assert all(is_amount(verdict[name], currency) for name in ("amount", "received", "short_by"))
    assert isinstance(verdict["excused"], bool)
    assert verdict["excused"] is (verdict["excused_why"] is not None)
    for part in verdict["evidence"]:
        assert list(part) == ["payment_ref", "amount"]


def test_every_card_can_be_read_in_both_languages(shop: Shell) -> None:
    """No word is missing for whatever the sample holds, and nothing is wider than the screen."""
    refs = sorted({row["account_ref"] for row in document(shop.run("today", "--json"))})
    for ref in refs:
        for language in ("en", "ro"):
            seen = shop.run("show", ref, "--lang", language)
            assert (seen.code, seen.err) == (0, "")
            assert max(len(line) for line in seen.out.splitlines()) <= 80
            assert f"{ref} ·" in seen.out


def test_the_list_fits_eighty_columns(shop: Shell) -> None:
    for language in ("en", "ro"):
        seen = shop.run("today", "--lang", language)
        assert max(len(line) for line in seen.out.splitlines()) <= 80


def test_an_account_shows_itself_alone_and_a_debtor_all(shop: Shell) -> None:
    several = next(shown for shown in everybody(shop) if len(shown["accounts"]) > 1)
    for account in several["accounts"]:
        alone = document(shop.run("show", account["account_ref"], "--json"))
        assert alone == {"debtor": several["debtor"], "accounts": [account]}


# --- The others ------------------------------------------------------------------------------------------


def test_verdicts_are_an_object_a_line(shop: Shell) -> None:
    lines = shop.run("verdicts", "--json").out.splitlines()
    everything = shop.run("verdicts", "--all", "--json").out.splitlines()
    for line in everything:
        verdict = json.loads(line)
        check_verdict(verdict, verdict["currency"])
    assert [
        line for line in everything if json.loads(line)["state"] not in ("superseded", "cancelled")
    ] == lines
    assert len(everything) > len(lines) > 0


@pytest.mark.parametrize("by", [None, "agent", "week", "creditor", "age"])
def test_a_report_adds_up(shop: Shell, by: str | None) -> None:
    report = document(shop.run("report", "--json", *(("--by", by) if by else ())))
    assert list(report) == ["from", "to", "maturity", "groups", "total"]
    assert (report["from"], report["to"]) == (None, str(ANCHOR))
    for group in (*report["groups"], report["total"]):
        assert list(group) == G
        judged = group["kept"] + group["partly_kept"] + group["broken"]
        assert group["kept_rate"] is None or group["kept_rate"] == pytest.approx(
            group["kept"] / judged, abs=1e-6
        )
        assert group["too_few"] is (judged < 20)
        others = group["open"] + group["superseded"] + group["excused"]
        assert group["promises"] == judged + others
    if by:
        assert sum(group["promises"] for group in report["groups"]) == report["total"]["promises"]
        text = shop.run("report", "--by", by, "--lang", "ro")
        assert (text.code, text.err) == (0, "")
        kept, total = report["total"]["kept"], report["total"]
        assert f"{kept} din {kept + total['partly_kept'] + total['broken']}" in text.out


def test_a_period_has_both_its_days(shop: Shell) -> None:
    report = document(shop.run("report", "--json", "--from", "2026-11-01", "--to", "2026-11-10"))
    assert (report["from"], report["to"]) == ("2026-11-01", "2026-11-10")
    deadlines = [json.loads(line) for line in shop.run("verdicts", "--json", "--all").out.splitlines()]
    inside = [
        v
        for v in deadlines
        if v["state"] == "kept" and not v["closed_on"] and "2026-11-01" <= v["deadline"] <= "2026-11-10"
    ]
    assert len(inside) <= report["total"]["kept"]


def test_the_night_answers_with_its_manifest(shop: Shell, sample: Path) -> None:
    manifest = document(shop.run("nightly", "--json", "--out", "night"))
    assert list(manifest) == MANIFEST
    assert manifest == json.loads((shop.here / "night" / "manifest.json").read_text(encoding="utf-8"))
    assert all(list(file) == ["name", "rows", "bytes", "sha256"] for file in manifest["files"])
    assert list(manifest["verdicts"]) == [
        *("kept", "partly_kept", "broken", "open", "superseded", "cancelled", "excused")
    ]
    assert list(manifest["model"]) == ["version", "kind", "trained_to"]
    assert list(manifest["audit"]) == ["entries", "hash"]
    assert document(shop.run("check", "--json")) == {"whole": True, "problems": []}


def test_an_import_is_a_line_a_file(shell: Shell) -> None:
    shell.write(
        "debts.csv", "account_ref,debtor_ref,name,currency,balance\nA-1,D-1,Ana,RON,10\nA-2,D-1,Ana,LEU,10\n"
    )
    shell.write("payments.csv", "account_ref,paid_on,amount\nA-1,2026-11-20,5\n")
    shell.run("init")
    seen = shell.run("import", "debts.csv", "payments.csv", "--json")
    debts, payments = (json.loads(line) for line in seen.out.splitlines())
    assert (seen.code, list(debts), list(payments)) == (3, IMPORTED, IMPORTED)
    assert [list(problem) for problem in debts["problems"]] == [["line", "column", "seen", "expected"]]
    assert (debts["kind"], debts["file"], debts["lines"], debts["new"], debts["refused"]) == (
        *("portfolio", "debts.csv", 2, 1, 1),
    )
    assert payments["problems"] == []


def test_undo_says_what_it_took_back(shell: Shell) -> None:
    from collector.desk import acting, opening
    from collector.desk.entries import CallEntry
    from collector.desk.looking import resolve

    shell.write("debts.csv", "account_ref,debtor_ref,name,currency,balance\nA-1,D-1,Ana,RON,10\n")
    shell.run("init")
    shell.run("import", "debts.csv")
    ids = []
    for typed in ("nu raspunde", "nu raspunde iar"):
        desk = opening.open_desk(str(shell.here / "book.db"), "Maria", "2026-11-23T10:20")
        entry = CallEntry(who="nobody", outcome="no_answer", typed=typed)
        found = resolve(desk, "A-1")
        ids.append(acting.record_call(desk, found.debtor_id, found.account_seq or 0, entry).undo)
        desk.close()
    shown = json.loads(shell.run("show", "A-1", "--json", COLLECTOR_AS_OF="2026-11-23T11:00").out)
    calls = [call["call_ref"] for call in shown["accounts"][0]["calls"]]

    blocked = shell.run("undo", ids[0])
    assert (blocked.code, blocked.out) == (2, "")
    assert ids[1] in blocked.err
    taken = document(shell.run("undo", ids[1], "--json"))
    assert list(taken) == ["undone", "undo", "call_ref", "promises"]
    assert (taken["undone"], taken["call_ref"], taken["promises"]) == (ids[1], calls[1], [])
    text = shell.run("undo", ids[0])
    assert (text.code, text.out) == (0, f"Taken back: {calls[0]} (Ana)\n")
    assert shell.run("undo", ids[0]).code == 2


def test_names_and_notes_cannot_take_the_terminal_over(shell: Shell) -> None:
    """Whatever a file holds, nothing that a terminal would obey comes out; nor a formula in CSV."""
    nasty = "\x1b[31mRed\x9b2J \u202eevil"
    shell.write("debts.csv", f"account_ref,debtor_ref,name,currency,balance\n=A1,D-1,{nasty},RON,10\n")
    shell.write("calls.csv", f"account_ref,called_at,note\n=A1,2026-11-20T10:00,{nasty}\n")
    shell.write(
        "promises.csv", "account_ref,made_on,due_on,amount,agent\n=A1,2026-11-20,2026-11-27,5,@SUM(1)\n"
    )
    shell.run("init")
    outputs = [
        shell.run(*command, *extra)
        for command in (
            ["import", "debts.csv", "calls.csv", "promises.csv"],
            ["today"],
            ["show", "=A1"],
            ["verdicts"],
        )
        for extra in ([], ["--json"])
    ]
    for seen in outputs:
        assert seen.code == 0
        letters = set(seen.out + seen.err) - {"\n"}
        assert all(letter.isprintable() for letter in letters)
    assert "'=A1,2026-11-20" in outputs[6].out
    assert "'@SUM(1)" in outputs[6].out
