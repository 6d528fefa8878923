"""One generator of a day, a seed and a size; the files of the tutorial are its files."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import phonenumbers
import pytest

from collector.config import data_file
from collector.currencies import decimals_of
from collector.exchange.kinds import KINDS
from collector.rules.counting import AGE_ORDER, AGES, OLDEST, UNKNOWN
from collector.rules.names import clean_name
from collector.sample.creditors import NO_RATE
from collector.sample.generate import FILES, portfolio, write_files
from collector.sample.rows import Sample
from collector.sample.stories import STORIES

TUTORIAL = date(2026, 11, 23)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return portfolio(TUTORIAL)


def test_the_files_of_the_tutorial_are_those_of_the_generator(sample: Sample, tmp_path: Path) -> None:
    again = "write_files(portfolio(date(2026, 11, 23)), Path('data/sample')) of collector.sample.generate"
    for path in write_files(sample, tmp_path):
        assert path.read_bytes() == data_file("sample", path.name).read_bytes(), f"write it anew: {again}"


def test_the_same_day_seed_and_size_give_the_same(sample: Sample) -> None:
    assert portfolio(TUTORIAL) == sample


@pytest.mark.parametrize("other", [(date(2026, 11, 24), 1, 300), (TUTORIAL, 2, 300), (TUTORIAL, 1, 299)])
def test_another_day_seed_or_size_gives_another(sample: Sample, other: tuple[date, int, int]) -> None:
    assert portfolio(*other).portfolio != sample.portfolio


@pytest.mark.parametrize("size", [0, 1, 5, 64, 120])
def test_a_book_of_any_size_has_so_many_debtors(size: int) -> None:
    found = portfolio(TUTORIAL, 1, size)
    assert len({row.debtor_ref for row in found.portfolio}) == size
    assert not found.promises or size


# --- The form of the files -------------------------------------------------------------------------------


def test_the_columns_are_the_documented_ones(sample: Sample, tmp_path: Path) -> None:
    for path in write_files(sample, tmp_path):
        headers = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        kind = KINDS[path.stem]
        unknown = {"portfolio": {"client_code"}}.get(path.stem, set())
        assert set(kind.required) <= set(headers)
        assert set(headers) - set(kind.columns) == unknown


def test_lines_end_as_on_unix_and_no_mark_opens_the_file(sample: Sample, tmp_path: Path) -> None:
    for path in write_files(sample, tmp_path):
        data = path.read_bytes()
        assert b"\r" not in data
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\n")


def test_every_row_stands_in_its_file(sample: Sample, tmp_path: Path) -> None:
    for path in write_files(sample, tmp_path):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        assert rows == [list(row) for row in getattr(sample, path.stem)]
    assert [path.stem for path in sorted(tmp_path.iterdir())] == sorted(FILES)


def test_references_are_unique(sample: Sample) -> None:
    accounts = [row.account_ref for row in sample.portfolio]
    promises = [row.promise_ref for row in sample.promises]
    payments = [row.payment_ref for row in sample.payments if row.payment_ref]
    events = [event.name for event in sample.events]
    for refs in (accounts, promises, payments, events):
        assert len(refs) == len(set(refs))


# --- What is in them -------------------------------------------------------------------------------------


def test_every_story_is_told(sample: Sample) -> None:
    assert {name for _ref, name in sample.stories} == {story.name for story in STORIES}


def test_amounts_have_the_decimals_of_their_currency(sample: Sample) -> None:
    currency = {row.account_ref: row.currency for row in sample.portfolio}
    amounts = [(row.account_ref, row.balance) for row in sample.portfolio]
    amounts += [(row.account_ref, row.amount) for row in (*sample.promises, *sample.payments)]
    for ref, amount in amounts:
        assert len(amount.partition(".")[2]) == decimals_of(currency[ref]), f"{ref}: {amount}"
    assert {"RON", "EUR", "HUF", "JPY", "KWD", NO_RATE} == set(currency.values())


def test_balances_are_above_at_and_below_zero(sample: Sample) -> None:
    kinds = Counter((row.balance[0] == "-") - (row.balance.strip("0.") != "") for row in sample.portfolio)
    assert kinds[-1] > 280
    assert kinds[0] > 0


def test_most_numbers_are_valid_some_are_not_and_none_is_an_operators(sample: Sample) -> None:
    from phonenumbers import carrier

    typed = [number.strip() for row in sample.portfolio for number in row.phone.split(";") if number.strip()]
    read = [number for number in map(number_of, typed) if number]
    share = len(read) / len(typed)
    assert 0.93 < share < 1
    home = [number for number in read if number.country_code == 40]
    assert len(home) > 0.8 * len(read)
    assert not [n for n in home if carrier.name_for_number(n, "en")], "somebody might own such a number"
    assert any(row.phone.count(";") == 2 for row in sample.portfolio)
    assert any(not row.phone for row in sample.portfolio)


def number_of(typed: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(typed, "RO")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def test_names_come_with_commas_cedillas_and_from_elsewhere(sample: Sample) -> None:
    names = [row.name for row in sample.portfolio]
    text = " ".join(names)
    assert all(letter in text for letter in "șțăâîŞţőüß’")
    assert any(letter in text for letter in "ễầạặũ")
    assert sum(name != clean_name(name) for name in names) >= 10
    assert {row.language for row in sample.portfolio} == {"ro", "hu", "de", "uk", "vi", "ar", "en", ""}
    assert any(name.endswith(("SRL", "S.R.L.", "SA")) for name in names)


def test_debts_are_of_every_age_of_the_report(sample: Sample) -> None:
    due_since = {row.account_ref: row.due_since for row in sample.portfolio}
    ages = Counter(age(due_since[row.account_ref], row.made_on) for row in sample.promises)
    assert all(ages[name] >= 20 for name in AGE_ORDER), ages


def age(due_since: str, made_on: str) -> str:
    if not due_since:
        return UNKNOWN
    days = (date.fromisoformat(made_on[:10]) - date.fromisoformat(due_since)).days
    assert days >= 0, "a promise before the debt was due"
    return next((name for most, name in AGES if days <= most), OLDEST)


def test_somebody_has_three_accounts_and_two_currencies(sample: Sample) -> None:
    accounts: dict[str, set[str]] = {}
    counts = Counter(row.debtor_ref for row in sample.portfolio)
    for row in sample.portfolio:
        accounts.setdefault(row.debtor_ref, set()).add(row.currency)
    assert max(counts.values()) == 3
    assert any(len(currencies) == 2 for currencies in accounts.values())


def test_promises_have_hours_and_days_alone_and_plans_have_unequal_parts(sample: Sample) -> None:
    hours = Counter(len(row.made_on) for row in sample.promises)
    assert set(hours) == {10, 16}
    plans: dict[str, list[str]] = {}
    for row in sample.promises:
        if row.plan_ref:
            plans.setdefault(row.plan_ref, []).append(row.amount)
    assert plans
    assert all(len(set(parts)) > 1 for parts in plans.values())


def test_money_was_taken_back_in_full_and_in_part(sample: Sample) -> None:
    paid = {row.payment_ref: row.amount for row in sample.payments if not row.reverses_ref}
    back = [row for row in sample.payments if row.reverses_ref]
    assert all(row.reverses_ref in paid for row in back)
    assert {row.amount == paid[row.reverses_ref] for row in back} == {True, False}


def test_some_money_has_no_reference_and_some_of_it_is_equal_on_one_day(sample: Sample) -> None:
    nameless = Counter(
        (row.account_ref, row.paid_on, row.amount) for row in sample.payments if not row.payment_ref
    )
    assert nameless.most_common(1)[0][1] == 2


def test_nothing_was_said_on_the_anchor_or_later(sample: Sample) -> None:
    """So that a book as of nine that morning takes every line."""
    today = TUTORIAL.isoformat()
    assert max(row.made_on for row in sample.promises) < today
    assert max(row.called_at for row in sample.calls) < today
    assert max(event.at.date() for event in sample.events) < TUTORIAL
    assert max(row.paid_on for row in sample.payments) > today  # a payment may be announced


def test_every_promise_was_made_in_a_call_of_its_day(sample: Sample) -> None:
    calls = {(row.account_ref, row.called_at[:10]) for row in sample.calls}
    assert all((row.account_ref, row.made_on[:10]) in calls for row in sample.promises)
