"""All kinds of files come in, from text and from workbooks, however their columns stand and are written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from collector.desk import importing, keeping, looking
from collector.errors import UsageError
from collector.store import reading
from collector.store.bookkeeping import AuditRow, IntakeRow
from collector.store.tables import CallRow, DetailRow, table
from tests import books
from tests.desk.post import DEBTS, Counts, Post, counts
from tests.places import FoundedFile

Rows = list[list[object]]
FILES: dict[str, Rows] = {
    "portfolio": [
        ["account_ref", "debtor_ref", "name", "currency", "balance", "balance_on", "creditor", "phone"],
        ["A1", "D1", "Ștefan Țuțea", "RON", 1240.5, date(2026, 11, 1), "Telco", "0722123456"],
        ["A2", "D2", "O'Neill; Seán", "JPY", 5000, date(2026, 11, 1), "Bank, Ltd", None],
    ],
    "promises": [
        ["account_ref", "made_on", "due_on", "amount", "promise_ref", "agent"],
        ["A1", datetime(2026, 11, 2, 9, 30), date(2026, 11, 10), 300.25, "P1", "ana"],
        ["A2", date(2026, 11, 2), date(2026, 11, 20), 500, None, None],
    ],
    "payments": [
        ["account_ref", "paid_on", "amount", "payment_ref", "reverses_ref"],
        ["A1", date(2026, 11, 9), 300, "M1", None],
        ["A1", date(2026, 11, 10), 14.75, None, "M1"],
        ["A2", date(2026, 11, 9), 500, None, None],
    ],
    "calls": [
        ["account_ref", "called_at", "note", "agent", "direction"],
        ["A1", datetime(2026, 11, 3, 17, 5), "nr; revin joi", "ana", "inbound"],
    ],
    "rates": [["currency", "rate", "on"], ["JPY", 0.0285, date(2026, 11, 2)]],
}


def as_csv(path: Path, rows: Rows, mark: str = ",") -> None:
    def cell(value: object) -> str:
        text = "" if value is None else str(value)
        return f'"{text}"' if mark in text else text

    path.write_text("".join(mark.join(map(cell, row)) + "\n" for row in rows), encoding="utf-8-sig")


def as_semicolons(path: Path, rows: Rows) -> None:
    """As a Romanian spreadsheet saves it: `;`, Windows-1250, days and sums written its way."""
    import io

    def cell(value: object) -> object:
        if isinstance(value, date):
            return value.strftime("%d.%m.%Y %H:%M" if isinstance(value, datetime) else "%d.%m.%Y")
        return str(value).replace(".", ",") if isinstance(value, float) else value

    text = io.StringIO()
    for row in rows:
        told = ("" if value is None else str(cell(value)) for value in row)
        text.write(";".join(f'"{each}"' if ";" in each else each for each in told) + "\r\n")
    path.write_bytes(
        text.getvalue()
        .replace("ș", "ş")
        .replace("Ș", "Ş")
        .replace("ț", "ţ")
        .replace("Ț", "Ţ")
        .encode("cp1250")
    )


def as_workbook(path: Path, rows: Rows) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def as_mixed_up(path: Path, rows: Rows) -> None:
    """Columns backwards, headers in another case and with other marks."""
    head = [str(name).upper().replace("_", " ") for name in reversed(rows[0])]
    as_csv(path, [head, *(list(reversed(row)) for row in rows[1:])], "\t")


WRITERS = {"csv": as_csv, "semicolons": as_semicolons, "xlsx": as_workbook, "mixed": as_mixed_up}


def told(post: Post) -> object:
    """All that the files said, as the cards tell it."""
    with post.desk.book.reading() as connection:
        call = table(CallRow).c
        calls = connection.execute(select(call.called_at, call.typed, call.agent, call.direction)).all()
        rates = reading.office(connection, post.desk.today()).rates
    accounts = [post.account(ref) for ref in ("A1", "A2")]
    for account in accounts:
        account["calls"] = None
        for payment in account["payments"]:
            payment["payment_ref"] = None  # a made one
        for promise in account["promises"]:
            promise["promise_ref"], promise["evidence"] = None, len(promise["evidence"])
    return [accounts, [post.debtor(ref) for ref in ("D1", "D2")], [tuple(c) for c in calls], rates]


@pytest.fixture
def plain(tmp_path: Path, wall: books.Wall, founded_file: FoundedFile) -> object:
    """What a book tells after the plain files."""
    desk = books.a_desk(founded_file.copy(tmp_path / "plain.db"))
    other = Post(desk, tmp_path)
    for kind, rows in FILES.items():
        as_csv(tmp_path / f"{kind}.csv", rows)
    importing.import_files(desk, [tmp_path / f"{kind}.csv" for kind in FILES])
    found = told(other)
    desk.close()
    return found


@pytest.mark.parametrize("form", WRITERS)
def test_every_kind_in_every_form_in_one_command_in_any_order(form: str, plain: object, post: Post) -> None:
    write: Callable[..., None] = WRITERS[form]
    paths = []
    for kind, rows in reversed(FILES.items()):
        paths.append(post.folder / f"{kind}.{'xlsx' if form == 'xlsx' else 'csv'}")
        write(paths[-1], rows)
    found = importing.import_files(post.desk, paths)
    assert [each.kind for each in found] == list(reversed(FILES))
    assert [(each.new, each.lines) for each in found] == [(len(r) - 1,) * 2 for r in reversed(FILES.values())]
    assert told(post) == plain
    assert keeping.check(post.desk) == []
    assert [counts(each).known for each in importing.import_files(post.desk, paths)] == [
        len(rows) - 1 for rows in reversed(FILES.values())
    ]


def test_what_the_plain_files_say(plain: list[list[dict[str, object]]]) -> None:
    one, other = plain[0]
    assert (one["balance"], other["balance"]) == ("955.25", "4500")
    assert [p["state"] for p in one["promises"]] == ["kept"]  # type: ignore[attr-defined]  # 285.25 of 300.25
    assert [p["received"] for p in other["promises"]] == ["500"]  # type: ignore[attr-defined]
    assert plain[3] == {"RON": 1, "JPY": Decimal("0.0285")}


# --- Names -----------------------------------------------------------------------------------------------


def test_names_are_found_however_they_are_typed(post: Post) -> None:
    written = ("Ștefan Țuțea", "Ştefan Ţuţea", "Stefan Tutea")
    for number, name in enumerate(written):
        post.comes(f"{DEBTS.splitlines()[0]}\nA{number},D{number},{name},RON,1,")
    for typed in ("stefan", "Ștefan", "Ştefan", "ȘTEFAN", "țuțea", "tutea", "Ste", "ţ"):
        assert {row.row.account_ref for row in looking.find(post.desk, typed)} == {"A0", "A1", "A2"}, typed


def test_a_name_is_shown_clean_and_kept_as_it_came(post: Post) -> None:
    post.comes(DEBTS.replace("Ștefan Țuțea", "\u200fŞtefan\u200b  Ţuţea"))
    case = looking.card(post.desk, looking.resolve(post.desk, "D2").debtor_id).case
    assert (case.debtor.name, case.debtor.name_typed) == ("Ștefan Țuțea", "\u200fŞtefan\u200b  Ţuţea")


# --- What no column is for -------------------------------------------------------------------------------


def test_unknown_columns_are_kept_and_named(debts: Post) -> None:
    imported = debts.comes(
        "account_ref,paid_on,amount,IBAN,Branch\nA1,2026-11-09,300,RO49,\nA1,2026-11-10,1,,Cluj"
    )
    assert imported.unknown == ("IBAN", "Branch")
    with debts.desk.book.reading() as connection:
        detail = table(DetailRow).c
        rows = connection.execute(
            select(detail.field, detail.value).where(detail.field.startswith("payment"))
        ).all()
    refs = [payment["payment_ref"] for payment in debts.account("A1")["payments"]]
    assert {row.field: json.loads(row.value) for row in rows} == {
        f"payment {refs[0]}": {"IBAN": "RO49"},
        f"payment {refs[1]}": {"Branch": "Cluj"},
    }


def test_an_unknown_column_of_a_portfolio_that_changes_is_a_change(post: Post) -> None:
    header = "account_ref,debtor_ref,name,currency,balance,Segment\nA1,D1,Ana Pop,RON,10,"
    assert counts(post.comes(header + "gold")) == Counts(new=1)
    assert counts(post.comes(header + "gold")) == Counts(known=1)
    assert counts(post.comes(header + "lead")) == Counts(changed=1)


def test_a_kind_that_cannot_be_told_must_be_said(debts: Post) -> None:
    with pytest.raises(UsageError, match="no column that is known"):
        debts.comes("a,b\n1,2")
    with pytest.raises(UsageError, match="lacks the columns"):
        debts.comes("account_ref,paid_on,amount\nA1,2026-11-09,300", kind="promises")
    text = "account_ref,paid_on,amount,called_at,note\nA1,2026-11-09,300,2026-11-09,nr"
    assert debts.comes(text, kind="payments").kind == "payments"


# --- A trial, and the trail ------------------------------------------------------------------------------


def test_a_dry_run_counts_the_same_and_writes_nothing(debts: Post) -> None:
    text = "account_ref,paid_on,amount\nA1,2026-11-09,300\nA9,2026-11-09,300\nA2,2026-11-09,1"
    before = books.everything(debts.desk)
    trial = debts.comes(text, dry_run=True)
    assert books.everything(debts.desk) == before
    assert debts.comes(text) == trial
    assert counts(trial) == Counts(new=2, refused=1)


def test_each_file_that_brings_something_is_one_entry_of_the_trail(debts: Post) -> None:
    text = "account_ref,paid_on,amount\nA1,2026-11-09,300\nA9,2026-11-09,300"
    path = debts.file(text, "bank.csv")
    importing.import_files(debts.desk, [path, debts.folder / "debts.csv"])
    debts.comes(text)  # nothing new: no entry
    with debts.desk.book.reading() as connection:
        trail = connection.execute(select(table(AuditRow)).order_by(table(AuditRow).c.seq)).all()
        intakes = connection.execute(select(table(IntakeRow)).order_by(table(IntakeRow).c.id)).all()
    assert [(row.kind, row.agent, row.at) for row in trail] == [("import", "ana", books.at(books.MONDAY))] * 2
    body = json.loads(trail[1].body)
    assert body["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest() == intakes[1].sha256
    told = {key: body[key] for key in ("kind", "file", "lines", "new", "changed", "known", "refused")}
    assert told == {
        "kind": "payments",
        "file": "bank.csv",
        "lines": 2,
        "new": 1,
        "changed": 0,
        "known": 0,
        "refused": 1,
    }
    assert keeping.check(debts.desk) == []
