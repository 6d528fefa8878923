"""From a file to typed lines: a wrong cell costs its line, and every other line is in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collector.errors import UsageError
from collector.exchange.lines import (
    CallLine,
    PaymentLine,
    PortfolioLine,
    PromiseLine,
    RateLine,
    amount_of,
    read_lines,
    stream_lines,
)
from collector.exchange.sheet import open_sheet
from collector.rules.words import Unreadable
from collector.words import speaking
from tests.exchange.sheets import DECIMALS, OFFICE, read, workbook, written

NOON = datetime(2026, 11, 10, 10, 0, tzinfo=UTC)  # in Bucharest


def test_a_portfolio(tmp_path: Path) -> None:
    content = (
        "Name;Account Ref;DEBTOR-REF;currency;balance;phone;balance_on;language;country;time_zone;due_since;Colour\n"
        'Ştefan  Ţîrlea;A1;D1;ron;-1.250,40;"0722 1; +40 2";01.11.2026;RO;ro;Europe/Bucharest;2026-01-31;blue\n'
        "=1+1;A2;D2;JPY;500;;;;;;;\n"
    )
    lines, problems, unknown = read(tmp_path, "portfolio", content)
    assert problems == []
    assert unknown == ("Colour",)
    empty: dict[str, Any] = dict.fromkeys(PortfolioLine._fields)
    assert lines[0] == PortfolioLine(
        **empty
        | {"line": 2, "account_ref": "A1", "debtor_ref": "D1", "currency": "RON", "balance_minor": -125_040}
        | {"name": "Ștefan Țîrlea", "name_typed": "Ştefan  Ţîrlea", "phones": ("0722 1", "+40 2")}
        | {
            "balance_on": date(2026, 11, 1),
            "language": "ro",
            "country": "RO",
            "time_zone": "Europe/Bucharest",
        }
        | {"due_since": date(2026, 1, 31), "extra": (("Colour", "blue"),)}
    )
    assert lines[1] == PortfolioLine(
        **empty
        | {"line": 3, "account_ref": "A2", "debtor_ref": "D2", "currency": "JPY", "balance_minor": 500}
        | {"name": "=1+1", "name_typed": "=1+1", "phones": (), "extra": ()}
    )


def test_promises(tmp_path: Path) -> None:
    content = (
        "account_ref,made_on,due_on,amount,currency,agent,promise_ref,plan_ref,method\n"
        "A1,2026-11-10 12:00,2026-11-20,300.00,RON,Ana,P1,L1,card\n"
        "A1,2026-11-10,2026-11-10,300,,,,,\n"
    )
    lines, problems, _unknown = read(tmp_path, "promises", content)
    assert problems == []
    day = date(2026, 11, 10)
    assert lines == [
        PromiseLine(
            2, "A1", day, NOON, date(2026, 11, 20), "300.00", 30_000, "RON", "Ana", "P1", "L1", "card", ()
        ),
        PromiseLine(3, "A1", day, None, day, "300", None, None, None, None, None, None, ()),
    ]


def test_payments_and_their_reversals(tmp_path: Path) -> None:
    content = (
        "amount;paid_on;account_ref;reverses_ref;payment_ref;currency\n75,5;10.11.2026 12:00;A1;R1;;EUR\n"
    )
    lines, problems, _unknown = read(tmp_path, "payments", content)
    assert problems == []
    assert lines == [PaymentLine(2, "A1", date(2026, 11, 10), NOON, "75,5", 7_550, "EUR", None, "R1", ())]


def test_calls_keep_the_note_as_typed(tmp_path: Path) -> None:
    content = (
        "account_ref,called_at,note,agent,phone,direction\n"
        'A1,2026-11-10 12:00,"rpc, ptp 300\nvn",Ana,0722,Outbound\n'
        "A1,2026-11-10,,,,\n"
    )
    lines, problems, _unknown = read(tmp_path, "calls", content)
    assert problems == []
    day = date(2026, 11, 10)
    assert lines == [
        CallLine(2, "A1", day, NOON, "rpc, ptp 300\nvn", "Ana", "0722", "outbound", ()),
        CallLine(4, "A1", day, None, "", None, None, None, ()),
    ]


def test_rates(tmp_path: Path) -> None:
    lines, problems, _unknown = read(tmp_path, "rates", "currency;rate;on\neur;4,975;2026-11-10\n")
    assert problems == []
    assert lines == [RateLine(2, "EUR", "4.975", date(2026, 11, 10), ())]


def test_an_amount_waits_for_the_currency_of_its_account(tmp_path: Path) -> None:
    content = "account_ref,paid_on,amount\nA1,2026-11-10,10.50\nA2,2026-11-10,2.750\nA3,2026-11-10,-1\n"
    lines, problems, _unknown = read(tmp_path, "payments", content)
    assert problems == []
    euros, thousands, negative = (line for line in lines if isinstance(line, PaymentLine))
    assert amount_of(euros, 2) == 1_050
    assert amount_of(thousands, 0) == 2_750
    for line, decimals in [(euros, 0), (negative, 2)]:
        with pytest.raises(Unreadable):
            amount_of(line, decimals)
    named = euros._replace(amount_minor=5)
    assert amount_of(named, 3) == 5  # a line that names its currency was read with it


WRONG = [
    ("payments", "A1,31.02.2026,5,RON", "paid_on", "31.02.2026", "there is no 31.02.2026"),
    ("payments", "A1,2026-11-10,-5,RON", "amount", "-5", "an amount above zero"),
    ("payments", "A1,2026-11-10,0,RON", "amount", "0", "an amount above zero"),
    ("payments", "A1,2026-11-10,1.005,JPY", None, "", ""),  # one thousand and five yen
    ("payments", "A1,2026-11-10,10.50,JPY", "amount", "10.50", "no more than 0 decimals"),
    ("payments", "A1,2026-11-10,5,XXQ", "currency", "XXQ", "a currency code of three letters"),
    ("payments", "A1,2026-11-10,,RON", "amount", "", "the cell is empty"),
    ("payments", ",2026-11-10,5,RON", "account_ref", "", "the cell is empty"),
    ("payments", "A1,2026-11-10", None, "A1,2026-11-10", "4 columns, as in the headers; here are 2"),
    ("promises", "A1,2026-11-10,2026-11-09,5", "due_on", "2026-11-09", "on or after made_on, 2026-11-10"),
    ("promises", "A1,2026-11-10,soon,5", "due_on", "soon", "a day such as"),
    ("calls", "A1,yesterday,note", "called_at", "yesterday", "a day, with or without a time"),
    ("rates", "EUR,0,2026-11-10", "rate", "0", "a rate above zero"),
]
HEADERS = {
    "payments": "account_ref,paid_on,amount,currency",
    "promises": "account_ref,made_on,due_on,amount",
    "calls": "account_ref,called_at,note",
    "rates": "currency,rate,on",
}


@pytest.mark.parametrize(("kind", "row", "column", "seen", "expected"), WRONG)
def test_a_wrong_cell_costs_its_line(
    tmp_path: Path, kind: str, row: str, column: str | None, seen: str, expected: str
) -> None:
    good = {"payments": "A1,2026-11-10,5,RON", "promises": "A1,2026-11-10,2026-11-10,5"}
    good |= {"calls": "A1,2026-11-10,note", "rates": "EUR,4.9,2026-11-10"}
    content = f"{HEADERS[kind]}\n{good[kind]}\n{row}\n{good[kind]}\n"
    lines, problems, _unknown = read(tmp_path, kind, content)
    refused = [] if not expected else [3]
    assert [line.line for line in lines] == [number for number in (2, 3, 4) if number not in refused]
    assert [(p.line, p.column, p.seen) for p in problems] == [(line, column, seen) for line in refused]
    assert all(expected in problem.expected for problem in problems)


def test_a_stream_tells_lines_and_problems_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = "account_ref,paid_on,amount\nA1,never,5\nA2,2026-11-10,5\nA3\nA4,2026-11-10,5\n"
    sheet = open_sheet(written(tmp_path, content))
    told = list(stream_lines(sheet, "payments", OFFICE, DECIMALS))
    assert [(line.line, type(line).__name__) for line in told] == [
        (2, "Problem"),
        (3, "PaymentLine"),
        (4, "Problem"),
        (5, "PaymentLine"),
    ]


def test_a_workbook_gives_the_same_lines_as_the_csv(tmp_path: Path) -> None:
    rows = [
        ["account_ref", "paid_on", "amount", "currency"],
        [1001, datetime(2026, 11, 10), 75.5, "RON"],
        ["A2", datetime(2026, 11, 10, 12), "2.750,40", "RON"],
        ["A3", 46336, 1, "RON"],
    ]
    book = read_lines(open_sheet(workbook(tmp_path, rows)), "payments", OFFICE, DECIMALS)
    text = (
        "account_ref;paid_on;amount;currency\n1001;2026-11-10;75,5;RON\n"
        "A2;10.11.2026 12:00;2.750,40;RON\nA3;46336;1;RON\n"
    )
    lines, problems, _unknown = read(tmp_path, "payments", text)
    assert [line._replace(amount_cell=None) for line in book.lines if isinstance(line, PaymentLine)] == [
        line._replace(amount_cell=None) for line in lines if isinstance(line, PaymentLine)
    ]
    assert book.problems == problems
    assert book.lines[0][4] == Decimal("75.5")


def test_missing_columns_are_told_before_any_line(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, "account_ref,amount\nA1,5\n"))
    with pytest.raises(UsageError, match="lacks the columns paid_on"):
        stream_lines(sheet, "payments", OFFICE, DECIMALS)


def test_problems_speak_the_language_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "collector.exchange.problems._", lambda text: text.replace("above zero", "peste zero")
    )
    with speaking("en"):
        _lines, problems, _unknown = read(
            tmp_path, "payments", f"{HEADERS['payments']}\nA1,2026-11-10,0,RON\n"
        )
    assert [problem.expected for problem in problems] == ["an amount peste zero"]


def test_a_name_of_a_million_letters_costs_its_line(tmp_path: Path) -> None:
    header = "account_ref,debtor_ref,name,currency,balance\n"
    content = header + f"A1,D1,{'x' * 10**6},RON,5\nA2,D2,{'y' * 201},RON,5\nA3,D3,Ion,RON,5\n"
    lines, problems, _unknown = read(tmp_path, "portfolio", content)
    assert [line.line for line in lines] == [4]
    assert [(problem.line, problem.column) for problem in problems] == [(2, None), (3, "name")]
    assert all(len(problem.seen) <= 60 for problem in problems)
