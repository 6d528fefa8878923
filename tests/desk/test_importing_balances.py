"""What is owed: a balance is as at the start of its day, and a portfolio that comes again tells only what is new."""

from __future__ import annotations

from collector.desk import keeping, looking
from tests.desk.post import DEBTS, Counts, Post, counts, wrong

FULL = (
    "account_ref,debtor_ref,name,currency,balance,balance_on,creditor,phone,email,language,country,"
    "time_zone,address_form,due_since,opened_on,reference,assigned_to\n"
    "A1,D1,Ana Pop,RON,1000,2026-11-01,Telco,0722 123 456;0723123456,ana@example.org,ro,RO,"
    "Europe/Bucharest,doamnă,2026-01-15,2025-01-15,C-77,ana"
)


def test_only_money_of_the_balances_day_or_later_lowers_it(debts: Post) -> None:
    debts.comes("account_ref,paid_on,amount\nA1,2026-10-31,1\nA1,2026-11-01,20\nA1,2026-11-23,300")
    assert debts.account("A1")["balance"] == "680.00"
    assert debts.at("2026-11-22").account("A1")["balance"] == "980.00"


def test_without_a_day_a_balance_is_of_the_day_of_the_import(post: Post) -> None:
    post.comes("account_ref,debtor_ref,name,currency,balance\nA1,D1,Ana Pop,RON,1000")
    post.comes("account_ref,paid_on,amount\nA1,2026-11-22,1\nA1,2026-11-23,20")
    assert post.account("A1")["balance"] == "980.00"


TOLD_LATER = [
    # balance and its day   what it is,  and then there is owed (300 were paid on the 9th)
    ("1000.00,2026-11-01", "known", "700.00"),
    ("1000.00,", "known", "700.00"),
    ("900.00,2026-11-01", "changed", "600.00"),
    ("900.00,2026-11-10", "changed", "900.00"),  # the payment of the 9th is in it already
    ("1000.00,2026-11-10", "changed", "1000.00"),
    ("900.00,2026-10-01", "changed", "700.00"),  # an older day changes nothing today
    ("0,", "changed", "0.00"),
    ("-5,", "changed", "-5.00"),
]


def test_a_later_line_tells_another_balance_or_none(post: Post) -> None:
    header = "account_ref,debtor_ref,name,currency,balance,balance_on\n"
    for number, (told, outcome, balance) in enumerate(TOLD_LATER):
        who = f"A{number},D{number},Ion Popescu,RON,"
        post.comes(f"{header}{who}1000.00,2026-11-01")
        post.comes(f"account_ref,paid_on,amount\nA{number},2026-11-09,300")
        assert counts(post.comes(header + who + told)) == Counts(**{outcome: 1}), told
        assert post.account(f"A{number}")["balance"] == balance, told
        assert counts(post.comes(header + who + told)) == Counts(known=1), told
    assert keeping.check(post.desk) == []


def test_the_days_export_is_known_until_something_is_paid(post: Post) -> None:
    """A daily export without days: the same sum is known, another one counts from the day it comes."""
    header = "account_ref,debtor_ref,name,currency,balance\nA1,D1,Ana Pop,RON,"
    assert counts(post.at("2026-11-16").comes(header + "1000")) == Counts(new=1)
    assert counts(post.at("2026-11-17").comes(header + "1000")) == Counts(known=1)
    assert counts(post.at("2026-11-18").comes(header + "700")) == Counts(changed=1)
    post.comes("account_ref,paid_on,amount\nA1,2026-11-17,300")
    assert post.account("A1")["balance"] == "700.00"
    assert post.at("2026-11-17").account("A1")["balance"] == "700.00"


def test_back_to_a_sum_told_before_is_a_change(post: Post) -> None:
    header = "account_ref,debtor_ref,name,currency,balance\nA1,D1,Ana Pop,RON,"
    for day, told in (("2026-11-16", "1000"), ("2026-11-17", "700"), ("2026-11-18", "1000")):
        imported = post.at(day).comes(header + told)
        assert imported.known == 0
    assert post.account("A1")["balance"] == "1000.00"


OTHERWISE = {
    "name": "Ana Maria Pop",
    "balance": "999",
    "phone": "0721 000 111",
    "creditor": "Bank",
    "email": "a@example.org",
    "language": "en",
    "country": "MD",
    "time_zone": "Europe/Chisinau",
    "address_form": "doamna",
    "due_since": "2026-02-15",
    "opened_on": "2025-02-15",
    "reference": "C-78",
    "assigned_to": "dan",
}


def test_another_particular_is_a_change_once(post: Post) -> None:
    header, line = FULL.splitlines()
    for number, (column, value) in enumerate(OTHERWISE.items()):
        own = line.replace("A1,D1", f"A{number},D{number}")
        cells = dict(zip(header.split(","), own.split(","), strict=True)) | {column: value}
        came = [f"{header}\n{row}" for row in (own, own, ",".join(cells.values()), ",".join(cells.values()))]
        found = [counts(post.comes(text)) for text in came]
        assert found == [Counts(new=1), Counts(known=1), Counts(changed=1), Counts(known=1)], column
    assert keeping.check(post.desk) == []


def test_what_a_later_line_leaves_out_stays(post: Post) -> None:
    post.comes(FULL)
    short = "account_ref,debtor_ref,name,currency,balance\nA1,D1,Ana Pop,RON,1000"
    assert counts(post.comes(short)) == Counts(known=1)
    assert post.account("A1")["creditor"] == "Telco"
    debtor = post.debtor("D1")
    assert [phone["number"] for phone in debtor["phones"]] == ["+40722123456", "+40723123456"]
    assert (debtor["language"], debtor["time_zone"]) == ("ro", "Europe/Bucharest")


def test_a_number_written_otherwise_is_the_same_number(post: Post) -> None:
    header = "account_ref,debtor_ref,name,currency,balance,phone\nA1,D1,Ana Pop,RON,1000,"
    post.comes(header + "0722 123 456")
    assert counts(post.comes(header + "+40 722.123.456;0722123456")) == Counts(known=1)
    assert counts(post.comes(header + "no phone")) == Counts(changed=1)
    assert counts(post.comes(header + "no phone")) == Counts(known=1)
    assert [p["as_typed"] for p in post.debtor("D1")["phones"]] == ["0722 123 456", "no phone"]


def test_two_accounts_of_one_debtor_may_write_the_name_in_two_ways(post: Post) -> None:
    text = (
        "account_ref,debtor_ref,name,currency,balance,email\n"
        "A1,D1,Ana Pop,RON,1,\nA2,D1,POP-IONESCU ANA,RON,2,ana@example.org"
    )
    assert counts(post.comes(text)) == Counts(new=2)
    assert counts(post.comes(text)) == Counts(known=2)
    case = looking.card(post.desk, looking.resolve(post.desk, "D1").debtor_id).case
    assert (case.debtor.name, case.debtor.email) == ("Ana Pop", "ana@example.org")
    for typed in ("ana pop", "ionescu"):
        assert {row.row.account_ref for row in looking.find(post.desk, typed)} == {"A1", "A2"}


def test_an_account_twice_in_one_file_is_the_later_line(post: Post) -> None:
    text = "account_ref,debtor_ref,name,currency,balance\nA1,D1,Ana Pop,RON,10\nA1,D1,Ana Popa,RON,20"
    assert counts(post.comes(text)) == Counts(new=1, changed=1)
    assert post.account("A1")["balance"] == "20.00"
    assert post.debtor("D1")["name"] == "Ana Popa"


def test_a_debtor_moved_to_another_country_is_called_by_its_clock(post: Post) -> None:
    header = "account_ref,debtor_ref,name,currency,balance,country\nA1,D1,Ana Pop,RON,10,"
    post.comes(header + "RO")
    assert post.debtor("D1")["time_zone"] == "Europe/Bucharest"
    post.comes(header + "IE")
    assert post.debtor("D1")["time_zone"] == "Europe/Dublin"
    (listed,) = looking.today(post.desk).rows
    assert listed.permission.contact_until is not None
    assert (
        listed.permission.contact_until.utcoffset()
        == looking.may_contact(
            post.desk.policy, (), ("Europe/Dublin",), post.desk.now()
        ).contact_until.utcoffset()
    )  # type: ignore[union-attr]


REFUSED = [
    ("A1,D2,Ion Popescu,RON,1000.00,", "debtor_ref", "D2"),
    ("A1,D9,Ion Popescu,RON,1000.00,", "debtor_ref", "D9"),
    ("A1,D1,Ion Popescu,EUR,1000.00,", "currency", "EUR"),
    ("A9,D1,Ion Popescu,RON,1000.0012,", "balance", "1000.0012"),
    ("A9,D1,Ion Popescu,XXY,1000.00,", "currency", "XXY"),
    ("A9,D1,,RON,1000.00,", "name", ""),
]


def test_what_a_portfolio_cannot_say_is_refused(debts: Post) -> None:
    for line, column, seen in REFUSED:
        assert wrong(debts.comes(f"{DEBTS.splitlines()[0]}\n{line}")) == [(2, column, seen)], line
    assert debts.account("A1")["balance"] == "1000.00"
