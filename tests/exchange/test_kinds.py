"""The kind of a file follows from its headers, in any order and any case."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.errors import UsageError
from collector.exchange.kinds import KINDS, guess_kind, match_headers

FILE = Path("in.csv")


@given(st.sampled_from(sorted(KINDS)), st.randoms(), st.sampled_from([" ", "-", "_", ""]), st.booleans())
def test_every_kind_is_known_by_its_headers(kind: str, random: object, part: str, capitals: bool) -> None:
    headers = [column.replace("_", part) for column in KINDS[kind].columns]
    headers = [header.upper() if capitals else header for header in headers]
    random.shuffle(headers)  # type: ignore[attr-defined]
    assert guess_kind(FILE, headers) == kind
    assert guess_kind(FILE, [*headers, "colour"]) == kind
    matched = match_headers(FILE, headers, kind)
    assert list(matched.places) == list(KINDS[kind].columns)
    assert sorted(matched.places.values()) == list(range(len(headers)))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_required_columns_are_enough(kind: str) -> None:
    assert guess_kind(FILE, KINDS[kind].required) == kind


def test_unknown_columns_are_named_with_their_places() -> None:
    headers = ["Colour", "account_ref", "", "paid_on", "amount"]
    assert match_headers(FILE, headers, "payments").unknown == {"Colour": 0, "column 3": 2}


REFUSED = [
    (
        ["account_ref", "paid on", "amout", "x"],
        (
            "in.csv: as a file of payments it lacks the columns amount. Seen: account_ref, paid on, amout, x. "
            "Is “amout” meant as amount? Then rename it."
        ),
    ),
    (["foo", "bar"], "in.csv: the first line names no column that is known here. Seen: foo, bar. Expected: portfolio: "),
    (["acount_ref"], "in.csv: the first line names no column that is known here. Seen: acount_ref. Expected: "),
    (
        [*KINDS["payments"].required, *KINDS["promises"].required[1:3], "payment_ref"],
        "in.csv: could be promises, payments. Say which with --kind.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "message"), REFUSED)
def test_wrong_headers_are_told_with_the_nearest(headers: list[str], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        guess_kind(FILE, headers)
    assert refused.value.message.startswith(message)


def test_a_kind_that_is_told_still_needs_its_columns() -> None:
    with pytest.raises(UsageError, match="as a file of calls it lacks the columns called_at, note"):
        match_headers(FILE, ["account_ref", "paid_on", "amount"], "calls")


def test_a_thousand_headers_do_not_fill_the_screen() -> None:
    with pytest.raises(UsageError) as refused:
        guess_kind(FILE, [f"header {'x' * 500} {number}" for number in range(1000)])
    assert len(refused.value.message) < 2000
