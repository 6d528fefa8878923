"""The three public sets become import files: what each line makes, what is refused, and that a book takes it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shlex
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.__main__ import main as collector
from tests.docs.markdown import DOCS, blocks, read, table
from tests.docs.walk import sessions
from tests.tools.madeup import HEADERS, LONG, SHORT, client, invoice, loan, save, story
from tools.publicsets import SETS, Bad, Commitment, Row, main, places_of

PAGE = read(DOCS / "how-to" / "test-on-public-data.md")
DAY = date(2013, 1, 26)
LINES = {"bills": client(1), "invoices": invoice(7, 3, DAY), "loans": loan(9, 4, DAY)}


def made_of(name: str, line: list[str], header: list[str] | None = None) -> list[Commitment]:
    header = header or HEADERS[name]
    return list(SETS[name].commitments(Row(header, places_of(header), line)))


def written(folder: Path) -> dict[str, list[list[str]]]:
    return {
        path.stem: list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]
        for path in folder.iterdir()
    }


# --- What a line makes ------------------------------------------------------------------------------------


def test_an_invoice_is_an_account_a_promise_and_a_payment(tmp_path: Path) -> None:
    file = save(tmp_path / "i.csv", HEADERS["invoices"], [LINES["invoices"]])
    assert main(["invoices", str(file), str(tmp_path / "out")]) == 0
    assert written(tmp_path / "out") == {
        "portfolio": [["0000000007", "C-3", "Customer C-3", "USD", "80.50", "2013-01-26", "2013-01-26"]],
        "promises": [["0000000007", "0000000007-p", "2013-01-26", "2013-02-25", "80.50", "USD"]],
        "payments": [["0000000007", "0000000007-0", "2013-02-22", "80.50", "USD"]],
    }


def test_a_loan_is_kept_or_broken_by_its_first_repayment() -> None:
    [late] = made_of("loans", loan(9, 4, DAY, late=5, term="15.0"))
    assert (late.ref, late.made_on, late.due_on, late.paid_on) == (
        "L9",
        DAY,
        date(2013, 2, 25),
        date(2013, 3, 2),
    )
    assert late.amount == late.paid == late.balance == 13000


def test_loans_of_several_repayments_are_left_out() -> None:
    assert [len(made_of("loans", loan(9, 4, DAY, term=term))) for term in (15, 30, 60, 90)] == [1, 1, 0, 0]


def test_a_bill_is_judged_by_the_status_of_the_month_after_it() -> None:
    statuses, paid = (2, 1, 0, -1, -2, 0), (70, 450, 70, 70, 70, 70)
    found = made_of("bills", client(3, statuses, (600, 500, 400, 300, 200, 100), paid, default=1))
    assert [(each.ref, each.amount, each.paid) for each in found] == [
        # the month after the oldest bill had no bill to pay: nothing is known of the oldest
        ("c3-1", 200, 200),
        ("c3-2", 300, 300),
        ("c3-3", 400, 360),  # in arrears, with more paid than the bill: at most nine tenths count
        ("c3-4", 500, 70),
        ("c3-5", 600, 0),  # of the latest only that it was not paid is known
    ]
    assert found[0].made_on == date(2004, 5, 4)
    assert {each.due_on - each.made_on for each in found} == {date(2004, 1, 26) - date(2004, 1, 1)}


def test_bills_of_nothing_or_less_are_no_promises() -> None:
    assert [e.ref for e in made_of("bills", client(3, bills=(0, -9, 400, 0, 0, 100)))] == ["c3-0", "c3-3"]


def test_the_balance_of_a_bill_is_the_limit_or_the_bill_itself_above_it() -> None:
    found = made_of("bills", client(3, bills=(150000, 1, 1, 1, 1, 1), limit="1.00E+05"))
    assert {each.balance for each in found} == {Decimal(100000), Decimal(150000)}


@pytest.mark.parametrize(
    "header",
    [SHORT, LONG, [name.replace(".", " ") for name in LONG], [name.replace("PAY_0", "PAY_1") for name in LONG]],
)  # fmt: skip
def test_bills_are_read_under_each_of_their_headers(header: list[str]) -> None:
    line = client(3, (2, 1, 0, -1, -2, 0), paid=(70, 450, 70, 70, 70, 70), default=1)
    assert made_of("bills", line, header) == made_of("bills", line)


def test_the_header_may_be_the_second_line(tmp_path: Path) -> None:
    file = save(tmp_path / "b.csv", ["", *SHORT[1:]], [LONG, client(3)])
    assert main(["bills", str(file), str(tmp_path / "out")]) == 0
    assert len(written(tmp_path / "out")["promises"]) == 6


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("bills", ["X2", "X3", "X4", "X5"]),  # sex, education, marriage, age
        ("invoices", ["countryCode", "Disputed", "DaysToSettle", "DaysLate"]),
        ("loans", ["loannumber", "closeddate", "referredby"]),
    ],
)
def test_what_must_not_enter_does_not(name: str, columns: list[str]) -> None:
    other = [
        "Yes" if title in columns else cell for title, cell in zip(HEADERS[name], LINES[name], strict=True)
    ]
    assert other != LINES[name]
    assert made_of(name, other) == made_of(name, LINES[name])


# --- Bad input --------------------------------------------------------------------------------------------

BAD = [
    ("bills", "X1", "none", "X1: seen 'none', expected a number"),
    ("bills", "X1", "-1", "X1: seen '-1', expected an amount above 0"),
    ("bills", "X12", "1e999", "X12: seen '1e999', expected a number"),
    ("bills", "X6", "99", "X6: seen '99', expected a whole number from -2 to 9"),
    ("bills", "Y", "0.5", "Y: seen '0.5', expected a whole number from 0 to 1"),
    ("invoices", "DueDate", "31/1/2013", "DueDate: seen '31/1/2013', expected a day as 2016-01-31 or 1/31/2016"),
    ("invoices", "SettledDate", "", "SettledDate: seen '', expected a value"),
    ("invoices", "SettledDate", "1/1/2013", "SettledDate: seen '1/1/2013', expected 2013-01-26 or later"),
    ("invoices", "InvoiceAmount", "NaN", "InvoiceAmount: seen 'NaN', expected a number"),
    ("loans", "approveddate", "40:48.0", "approveddate: seen '40:48.0', expected a day as 2016-01-31 or 1/31/2016"),
    ("loans", "termdays", "month", "termdays: seen 'month', expected a number"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "column", "value", "said"), BAD)
def test_a_bad_line_costs_itself_and_is_told(
    name: str, column: str, value: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = list(LINES[name])
    bad[HEADERS[name].index(column)] = value
    good = {"bills": client(2), "invoices": invoice(8, 3, DAY), "loans": loan(10, 4, DAY)}[name]
    file = save(tmp_path / "set.csv", HEADERS[name], [bad, good])
    assert main([name, str(file), str(tmp_path / "out")]) == 3
    seen = capsys.readouterr()
    assert seen.err == f"{file}:2: {said}\n"
    assert seen.out.endswith("of 1 debtors; 1 lines refused\n")
    assert {row[0] for row in written(tmp_path / "out")["promises"]} == {
        each.ref for each in made_of(name, good)
    }


def test_a_line_of_another_length_and_one_that_comes_twice_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = save(tmp_path / "train.csv", HEADERS["loans"], [loan(9, 4, DAY), loan(8, 4, DAY)[:-1]])
    # the other file of the loans lacks the first column
    other = save(tmp_path / "test.csv", HEADERS["loans"][1:], [loan(9, 4, DAY)[1:], loan(11, 4, DAY)[1:]])
    assert main(["loans", str(first), str(other), str(tmp_path / "out")]) == 3
    assert capsys.readouterr().err.splitlines() == [
        f"{first}:3: line: seen '12 values', expected 13, as in the header",
        f"{other}:2: reference: seen 'L9', expected each only once",
    ]
    assert [row[0] for row in written(tmp_path / "out")["promises"]] == ["L9", "L11"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "are missing: systemloanid, customerid"),
        (b"", "Seen: nothing."),
        (b"\xd0\xcf\x11\xe0 a spreadsheet", "Open it in a spreadsheet, save it as CSV."),
        (",".join(HEADERS["loans"]).encode(), "no line that can be used; nothing was written"),
        (None, "set.csv: No such file or directory. Check the name and the permissions"),
    ],
)
def test_a_file_of_another_kind_is_told_and_nothing_is_written(
    content: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "set.csv"
    if content is not None:
        file.write_bytes(content)
    assert main(["loans", str(file), str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Errno" not in told
    assert not (tmp_path / "out").exists()


def test_files_that_are_there_are_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "payments.csv").write_text("somebody's work", encoding="utf-8")
    file = save(tmp_path / "set.csv", HEADERS["loans"], [LINES["loans"]])
    assert main(["loans", str(file), str(tmp_path)]) == 2
    assert "Name another folder." in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"payments.csv", "set.csv"}
    assert (tmp_path / "payments.csv").read_text(encoding="utf-8") == "somebody's work"


CELLS = st.text(max_size=12) | st.text("0123456789-/.:eE+ nNaAiIfF", max_size=12)


@given(st.data())
def test_whatever_stands_in_a_cell_is_read_or_refused(data: Any) -> None:
    name = data.draw(st.sampled_from(sorted(SETS)))
    line = list(LINES[name])
    line[data.draw(st.integers(0, len(line) - 1))] = data.draw(CELLS)
    with contextlib.suppress(Bad):
        for each in made_of(name, line):
            assert each.made_on <= min(each.due_on, each.paid_on)
            assert each.amount > 0


# --- Into a book, as the page says ------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_the_page_names_every_set_with_its_currency(name: str) -> None:
    assert [row[2] for row in table(PAGE, "NAME") if row[0] == f"`{name}`"] == [SETS[name].currency]


@pytest.mark.parametrize("name", SETS)
def test_the_commands_of_the_page_end_in_a_back_test(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "default-of-credit-card-clients.csv", HEADERS[name], story(name))
    [console] = [block for block in blocks(PAGE) if block.info == "console"]
    for command, _printed in sessions(console.text.replace("TWD", SETS[name].currency)):
        words = [
            file for word in shlex.split(command) for file in sorted(map(str, Path().glob(word))) or [word]
        ]
        if words[:3] == ["python", "-m", "tools.publicsets"]:
            assert main([name, *words[4:]]) == 0
        elif words[0] == "collector":
            capsys.readouterr()
            assert collector(words[1:]) == 0, command
    printed = json.loads(capsys.readouterr().out)
    promises = len(written(tmp_path / "bills")["promises"])
    assert promises == 300
    assert 0.5 * promises < printed["tests"] <= 0.65 * promises
    [predictions] = tmp_path.glob("*predictions.csv")
    said = list(csv.DictReader(io.StringIO(predictions.read_text(encoding="utf-8"))))
    assert len(said) == printed["tests"]
    assert {row["kept"] for row in said} == {"0", "1"}
