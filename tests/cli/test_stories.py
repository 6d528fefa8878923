"""The stories of docs/reference/promises.md through the command line: imported, then asked by JSON and CSV.

One book, an account for each story; the desk plays what no file can bring: disputes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from collector.desk import acting, opening
from collector.desk.entries import DisputeEntry
from collector.desk.looking import resolve
from collector.rules.records import Dispute, Ending, History, Payment, Promise
from tests.cli.sessions import Shell
from tests.rules.stories import THE_PAGE
from tests.rules.telling import Story, history_of, november, said_day

OFFICE = ZoneInfo("Europe/Bucharest")
LATEST = "2026-12-04"


def ref(number: int) -> str:
    return f"A-{number:02}"


@pytest.fixture
def told(shell: Shell) -> Shell:
    """All stories in one book."""
    histories = [history_of(story.facts) for story in THE_PAGE]
    shell.write("debts.csv", debts(len(histories)))
    shell.write("promises.csv", promises(histories))
    shell.write("payments.csv", payments(histories))
    assert shell.run("init").code == 0
    seen = shell.run("import", "debts.csv", "promises.csv", "payments.csv", COLLECTOR_AS_OF=LATEST)
    assert (seen.code, seen.err) == (0, "")
    for number, story in enumerate(THE_PAGE, 1):
        play(shell, number, story)
    return shell


def debts(count: int) -> str:
    lines = [f"{ref(n)},D-{n:02},Debtor {n},RON,10000,2026-10-01" for n in range(1, count + 1)]
    return "\n".join(["account_ref,debtor_ref,name,currency,balance,balance_on", *lines, ""])


def promises(histories: Sequence[History]) -> str:
    lines = ["account_ref,promise_ref,made_on,due_on,amount,plan_ref"]
    for number, history in enumerate(histories, 1):
        for promise in history.promises:
            cells = (
                ref(number),
                promise.ref,
                made(promise),
                str(promise.due_on),
                main_unit(promise),
                promise.plan_ref or "",
            )
            lines.append(",".join(cells))
    return "\n".join([*lines, ""])


def payments(histories: Sequence[History]) -> str:
    lines = ["account_ref,payment_ref,paid_on,amount,reverses_ref"]
    for number, history in enumerate(histories, 1):
        for payment in history.payments:
            when = local(payment.paid_at) if payment.paid_at else str(payment.paid_on)
            cells = (ref(number), payment.ref, when, main_unit(payment), payment.reverses_ref or "")
            lines.append(",".join(cells))
    return "\n".join([*lines, ""])


def made(promise: Promise) -> str:
    return local(promise.made_at) if promise.made_at else str(promise.made_on)


def local(moment: datetime) -> str:
    return moment.astimezone(OFFICE).strftime("%Y-%m-%dT%H:%M")


def main_unit(fact: Promise | Payment) -> str:
    return f"{fact.amount_minor // 100}.{fact.amount_minor % 100:02}"


def play(shell: Shell, number: int, story: Story) -> None:
    """What is done at the desk: a dispute is opened, and resolved on its day."""
    for fact in story.facts:
        if isinstance(fact, Dispute | Ending):
            day = fact.opened_on if isinstance(fact, Dispute) else fact.ended_on
            desk = opening.open_desk(str(shell.here / "book.db"), "Maria", f"{day}T10:00")
            found = resolve(desk, ref(number))
            assert found.account_seq is not None
            if isinstance(fact, Dispute):
                opened = acting.open_dispute(desk, found.debtor_id, found.account_seq, DisputeEntry(day))
            else:
                acting.resolve_dispute(
                    desk, found.debtor_id, found.account_seq, opened.card.case.disputes[0].seq
                )
            desk.close()


# --- What is asked of it ---------------------------------------------------------------------------------


def said(verdict: dict[str, Any]) -> str:
    """A verdict of the JSON in the words of the stories."""
    parts = [
        verdict["state"] + said_day("", day(verdict["decided_on"])),
        f"short by {verdict['short_by']}" if verdict["short_by"] != "0.00" else "",
        said_day("closed", day(verdict["closed_on"])).strip(),
        f"excused: {verdict['excused_why']}" if verdict["excused"] else "",
        said_day("cured", day(verdict["cured_on"])).strip(),
    ]
    return ", ".join(part for part in parts if part)


def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def in_order(verdicts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(verdicts, key=lambda verdict: str(verdict["promise_ref"]))


def test_every_story_of_the_page_holds(told: Shell) -> None:
    assert len(THE_PAGE) == 17
    for number, story in enumerate(THE_PAGE, 1):
        for on, expected in story.verdicts.items():
            seen = told.run("show", ref(number), "--json", COLLECTOR_AS_OF=str(november(on)))
            assert (seen.code, seen.err) == (0, "")
            [account] = json.loads(seen.out)["accounts"]
            verdicts = in_order(account["promises"])
            assert [said(verdict) for verdict in verdicts] == expected, f"{story.title}, as of {november(on)}"
            taken_fits(verdicts)


def taken_fits(verdicts: list[dict[str, Any]]) -> None:
    """The evidence of a verdict adds up to what was received, to the cent."""
    for verdict in verdicts:
        assert sum(Decimal(part["amount"]) for part in verdict["evidence"]) == Decimal(verdict["received"])


@pytest.mark.parametrize("as_of", [str(november(13)), str(november(25)), str(november(33))])
def test_the_list_of_verdicts_says_what_the_cards_say(told: Shell, as_of: str) -> None:
    listed = [
        json.loads(line)
        for line in told.run("verdicts", "--all", "--json", COLLECTOR_AS_OF=as_of).out.splitlines()
    ]
    cards = []
    for number in range(1, len(THE_PAGE) + 1):
        document = json.loads(told.run("show", ref(number), "--json", COLLECTOR_AS_OF=as_of).out)
        cards += document["accounts"][0]["promises"]
    key = ("account_ref", "promise_ref")
    assert sorted(listed, key=lambda v: [v[k] for k in key]) == sorted(
        cards, key=lambda v: [v[k] for k in key]
    )
    without = [
        json.loads(line) for line in told.run("verdicts", "--json", COLLECTOR_AS_OF=as_of).out.splitlines()
    ]
    assert without == [verdict for verdict in listed if verdict["state"] not in ("superseded", "cancelled")]


def test_as_csv_they_are_the_same(told: Shell) -> None:
    listed = [json.loads(line) for line in told.run("verdicts", "--json").out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(told.run("verdicts").out)))
    assert [list(row) for row in rows] == [list(verdict) for verdict in listed]
    for row, verdict in zip(rows, listed, strict=True):
        evidence = ";".join(f"{part['payment_ref']}:{part['amount']}" for part in verdict.pop("evidence"))
        plain = {
            name: {None: "", True: "true", False: "false"}.get(value, value)
            for name, value in verdict.items()
        }
        assert row == {**plain, "evidence": evidence}
