"""The risk list: every row of the sample as a second reckoning has it, and small lists that are reckoned by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from collector import words
from collector.desk import acting, looking, opening, saying, scorecards, telling
from collector.desk.entries import HoldEntry
from collector.desk.opening import Desk
from collector.rules.risk import Reason
from collector.sample.book import make_book
from tests import books
from tests.desk.post import Post
from tests.nightly import reckoning
from tests.nightly.nights import COLUMNS, Night, is_whole, night

ANCHOR = date(2026, 11, 23)
LATER = "2026-11-30"


@pytest.fixture(scope="module", autouse=True)
def kept_rate() -> Iterator[None]:
    """The figures are reckoned by the plain kept rate here; `test_scored.py` has those of the card."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scorecards, "chosen", lambda _connection, _as_of: None)
        yield


class Sample:
    """The sample book, and two nights on it."""

    def __init__(self, folder: Path) -> None:
        make_book(str(folder / "book.db"), ANCHOR, debtors=120)
        self.desk = books.a_desk(str(folder / "book.db"), ANCHOR.isoformat())
        self.first = night(self.desk, folder / "risk")
        self.later = night(self.desk, folder / "risk later", LATER)


@pytest.fixture(scope="module")
def sample(kept_rate: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    made = Sample(tmp_path_factory.mktemp("sample"))
    yield made
    made.desk.close()


def nights_of(sample: Sample) -> list[tuple[Night, Desk]]:
    return [(sample.first, sample.desk), (sample.later, books.on(sample.desk, f"{LATER}T09:00"))]


# --- The sample, reckoned twice --------------------------------------------------------------------------


def test_every_account_with_a_balance_has_its_row(sample: Sample) -> None:
    for found, desk in nights_of(sample):
        right = reckoning.reckoned(desk)
        assert sorted(found.order) == sorted(right)
        assert len(found.rows) > 100
        assert [int(row["rank"]) for row in found.rows] == list(range(1, len(right) + 1))


def test_every_figure_is_that_of_the_second_reckoning(sample: Sample) -> None:
    for found, desk in nights_of(sample):
        right = reckoning.reckoned(desk)
        for row in found.rows:
            want = right[row["account_ref"]]
            unit = Fraction(1, 10 ** reckoning.DIGITS[want.currency])
            assert (row["currency"], Fraction(row["balance"])) == (want.currency, want.balance)
            assert (row["promised"] and Fraction(row["promised"])) == (want.promised or ""), row
            assert row["due_on"] == (want.due_on or "")
            for column, p in (("p_kept", want.p), ("p_low", want.low), ("p_high", want.high)):
                assert abs(float(row[column]) - p) <= 0.5e-4 + 1e-9, (column, row)
            assert row["band"] == reckoning.band(Decimal(row["p_kept"]))
            parts = 1 if want.promised is None else 3  # each open promise is rounded for itself
            assert abs(Fraction(row["value_at_risk"]) - want.at_risk) <= unit * parts / 2
            assert (int(row["level"]), int(row["broken_streak"])) == (want.level, want.broken_streak), row
            assert row["last_promise_state"] == want.last_state


def test_the_order_is_by_value_at_risk_in_the_books_currency(sample: Sample) -> None:
    for found, desk in nights_of(sample):
        rates = desk.office.rates
        keys = []
        for row in found.rows:
            if row["currency"] in rates:
                worth = Fraction(row["value_at_risk"]) * Fraction(rates[row["currency"]])
                keys.append((0, -reckoning.round_half_up(worth * 100), row["account_ref"]))
            else:
                keys.append((1, Decimal(row["p_kept"]), row["account_ref"]))
        assert keys == sorted(keys)
        assert len({row["currency"] for row in found.rows}) > 1


def test_the_list_says_of_an_account_what_its_card_says(sample: Sample) -> None:
    """The list is of nine o'clock: the card of that moment."""
    for found, desk in nights_of(sample):
        morning = books.on(desk, f"{desk.today()}T09:00")
        for row in found.rows:
            meant = looking.resolve(morning, row["account_ref"])
            card = looking.card(morning, meant.debtor_id)
            seen = card.account(meant.account_seq)
            assert row["next_step"] == seen.step.situation
            assert row["p_kept"] == f"{seen.score.p_bp / 10_000:.4f}"
            assert row["holds"] == ";".join(sorted({hold.kind for hold in seen.holds}))
            assert row["name"] == card.case.debtor.name
            moments = (card.permission.contact_from, card.permission.contact_until)
            assert (row["contact_from"], row["contact_until"]) == tuple(
                m.isoformat() if m else "" for m in moments
            )


def test_the_shape_of_the_cells(sample: Sample) -> None:
    for found, _ in nights_of(sample):
        for row in found.rows:
            assert list(row) == COLUMNS
            digits = reckoning.DIGITS[row["currency"]]
            amount = re.compile(r"-?\d+" + (rf"\.\d{{{digits}}}" if digits else ""))
            assert all(amount.fullmatch(row[name]) for name in ("balance", "value_at_risk"))
            assert all(re.fullmatch(r"[01]\.\d{4}", row[name]) for name in ("p_kept", "p_low", "p_high"))
            assert Decimal(row["p_low"]) <= Decimal(row["p_kept"]) <= Decimal(row["p_high"])
            assert row["channel"] in ("call", "none")
            assert row["reason_1"]
        assert {row["channel"] for row in found.rows} == {"call", "none"}


def test_the_manifest_counts_what_the_files_hold(sample: Sample) -> None:
    for found, desk in nights_of(sample):
        assert is_whole(found)
        assert [(e["name"], e["rows"]) for e in found.manifest["files"]] == [
            (f"risk-list-{desk.today()}.csv", len(found.rows)),
            (f"risk-list-{desk.today()}-gone.csv", len(found.gone)),
        ]
        sums: dict[str, Decimal] = {}
        for row in found.rows:
            sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + Decimal(row["value_at_risk"])
        assert {code: Decimal(text) for code, text in found.manifest["value_at_risk"].items()} == sums
        assert found.manifest["no_rate"] == sorted(sums.keys() - desk.office.rates.keys())


def test_the_manifest_counts_every_promise_once(sample: Sample) -> None:
    for found, desk in nights_of(sample):
        want = dict.fromkeys(
            ("kept", "partly_kept", "broken", "open", "superseded", "cancelled", "excused"), 0
        )
        for verdict in telling.all_verdicts(desk, everything=True):
            if verdict["cancel_reason"] != "error":
                want["excused" if verdict["excused"] else verdict["state"]] += 1
        assert found.manifest["verdicts"] == want
        assert all(want[key] for key in ("kept", "partly_kept", "broken", "open", "superseded", "excused"))


def test_contact_hours_are_those_of_where_the_debtor_is(sample: Sample) -> None:
    offsets = set()
    for row in sample.first.rows:
        if row["contact_from"]:
            moment = datetime.fromisoformat(row["contact_from"])
            zones = looking.card(
                sample.desk, looking.resolve(sample.desk, row["account_ref"]).debtor_id
            ).zones
            assert moment.utcoffset() in {moment.astimezone(ZoneInfo(zone)).utcoffset() for zone in zones}
            offsets.add(row["contact_from"][-6:])
    assert len(offsets) > 1


# --- Small lists by hand ---------------------------------------------------------------------------------

HEADER = "account_ref,debtor_ref,name,currency,balance,balance_on\n"


def test_nobody_knows_anything_yet(post: Post, tmp_path: Path) -> None:
    """No promise, no payment: p is the prior 0.6, what would be promised is the balance."""
    post.comes(HEADER + "A1,D1,Ion Pop,RON,1000,2026-11-01")
    row = night(post.desk, tmp_path / "out").row("A1")
    assert (row["p_kept"], row["band"], row["value_at_risk"]) == ("0.6000", "C", "400.00")
    # a = 2.4, b = 1.6: logit 0.405465 ± 1.645 √(1/2.4 + 1/1.6)
    assert (row["p_low"], row["p_high"]) == ("0.2187", "0.8894")
    assert (row["promised"], row["due_on"], row["level"], row["broken_streak"]) == ("", "", "1", "0")
    assert (row["reason_1"], row["reason_2"], row["last_promise_state"]) == ("no promise judged yet", "", "")
    assert (row["change"], row["rank_before"], row["holds"], row["creditor"]) == ("new", "", "", "")


def test_one_broken_promise_and_one_open(post: Post, tmp_path: Path) -> None:
    """Broken on 13 November, decayed by ten days of 180 to the 23rd: w = 0.962224; m as of then."""
    post.comes(HEADER + "A1,D1,Ion Pop,RON,1000,2026-11-01")
    post.comes(
        "account_ref,made_on,due_on,amount\nA1,2026-11-02,2026-11-10,300\nA1,2026-11-23,2026-11-27,500"
    )
    row = night(post.desk, tmp_path / "out").row("A1")
    m = 12 / (20 + 0.5 ** (10 / 365))
    w = 0.5 ** (10 / 180)
    p = 4 * m / (4 + w)
    assert row["p_kept"] == f"{p:.4f}" == "0.4610"
    assert row["value_at_risk"] == "269.50"
    assert (row["promised"], row["due_on"], row["level"], row["broken_streak"]) == (
        "500.00",
        "2026-11-27",
        "2",
        "1",
    )
    assert (row["band"], row["reason_1"], row["last_promise_state"]) == ("D", "broke the last one", "open")


def test_what_is_usual_caps_what_would_be_promised(post: Post, tmp_path: Path) -> None:
    """Two payments of 100 and 201: the median 150.50 is asked, of which 0.4 are at risk."""
    post.comes(HEADER + "A1,D1,Ion Pop,RON,1000,2026-11-01")
    post.comes("account_ref,paid_on,amount\nA1,2026-11-02,100\nA1,2026-11-03,201")
    assert night(post.desk, tmp_path / "out").row("A1")["value_at_risk"] == "60.20"


def test_a_promise_is_scored_as_of_its_making(post: Post, tmp_path: Path) -> None:
    """What was decided on the day of making or later says nothing about that promise."""
    post.comes(HEADER + "A1,D1,Ion Pop,RON,1000,2026-11-01\nA2,D1,Ion Pop,RON,1000,2026-11-01")
    post.comes(
        "account_ref,made_on,due_on,amount\nA1,2026-11-02,2026-11-10,300\nA2,2026-11-13,2026-11-27,500"
    )
    found = night(post.desk, tmp_path / "out")
    assert found.row("A2")["p_kept"] == "0.6000"
    assert found.row("A1")["p_kept"] < "0.6000"


def test_several_open_promises_add_up(post: Post, tmp_path: Path) -> None:
    post.comes(HEADER + "A1,D1,Ion Pop,RON,1000,2026-11-01")
    header = "account_ref,made_on,due_on,amount,plan_ref\n"
    post.comes(header + "A1,2026-11-20,2026-12-10,300,x\nA1,2026-11-20,2026-11-27,200,x")
    post.comes("account_ref,paid_on,amount\nA1,2026-11-21,50")
    row = night(post.desk, tmp_path / "out").row("A1")
    assert (row["promised"], row["due_on"], row["value_at_risk"]) == ("450.00", "2026-11-27", "180.00")


def test_ranking_with_and_without_rates(post: Post, tmp_path: Path) -> None:
    """100 EUR at 5.00 come above 499 RON; a currency without a rate last, the least likely first; ties by reference."""
    post.comes(
        HEADER
        + "E1,D1,A,EUR,100,2026-11-01\nR2,D2,B,RON,499,2026-11-01\nR1,D3,C,RON,500,2026-11-01\n"
        + "U1,D4,D,USD,9999,2026-11-01\nU2,D5,E,USD,1,2026-11-01\nZ1,D6,F,RON,0,2026-11-01"
    )
    post.comes("account_ref,made_on,due_on,amount\nU2,2026-11-02,2026-11-10,1")
    post.comes("currency,rate,on\nEUR,4,2026-01-01\nEUR,5.00,2026-11-23\nEUR,9,2026-11-24")
    found = night(opening.reopened(post.desk), tmp_path / "out")
    assert found.order == ["E1", "R1", "R2", "U2", "U1"]
    assert found.manifest["no_rate"] == ["USD"]
    assert list(found.manifest["value_at_risk"]) == ["EUR", "RON", "USD"]


def test_what_looks_like_a_formula_is_disarmed(post: Post, tmp_path: Path) -> None:
    post.comes(
        "account_ref,debtor_ref,name,currency,balance,creditor\n"
        '=A1,+D1,"=HYPERLINK(""x"")",RON,-1,@c\n-A2,@D2,"-1+1, ""x""",RON,10,=2+3'
    )
    found = night(post.desk, tmp_path / "out")
    (row,) = found.rows
    assert (row["account_ref"], row["debtor_ref"], row["name"], row["creditor"]) == (
        "'-A2",
        "'@D2",
        '\'-1+1, "x"',
        "'=2+3",
    )
    data = found.files["risk-list-2026-11-23.csv"]
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\n1,'-A2,'@D2,")
    assert b"\r" not in data
    assert b'"\'-1+1, ""x"""' in data


@pytest.mark.parametrize("desk_lang", ["en", "ro"])
def test_reasons_are_in_the_language_of_the_book_and_the_rest_are_ids(
    desk_lang: str, book_url: str, tmp_path: Path, wall: books.Wall
) -> None:
    desk = books.a_desk(books.a_book(book_url, lang=desk_lang))
    words.use("en" if desk_lang == "ro" else "ro")
    Post(desk, tmp_path).comes(HEADER + "A1,D1,Ion Pop,RON,1000,2026-11-01")
    row = night(desk, tmp_path / "out").row("A1")
    words.use(desk_lang)
    assert row["reason_1"] == saying.reason(Reason("no_history"))
    assert (row["next_step"], row["channel"]) == ("first_contact", "call")
    desk.close()


def test_holds_stand_in_the_row_and_nobody_is_called(post: Post, tmp_path: Path) -> None:
    post.comes(HEADER + "A1,D1,Ion Pop,RON,1000,2026-11-01")
    found = looking.resolve(post.desk, "A1")
    for kind in ("insolvency", "vulnerable"):
        acting.place_hold(post.desk, found.debtor_id, found.account_seq, HoldEntry(kind, ANCHOR))
    row = night(post.desk, tmp_path / "out").row("A1")
    assert (row["holds"], row["channel"], row["contact_from"], row["contact_until"]) == (
        "insolvency;vulnerable",
        "none",
        "",
        "",
    )
    assert row["next_step"] == "legal_hold"


def test_an_empty_book_has_an_empty_list(desk: Desk, tmp_path: Path) -> None:
    found = night(desk, tmp_path / "out")
    assert (found.rows, found.gone, found.manifest["rows"]) == ([], [], 0)
    assert is_whole(found)
    assert found.files["risk-list-2026-11-23.csv"] == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\n"
    assert found.manifest["value_at_risk"] == {}
