"""References of what old notes came to name the call, whatever reading of it they are of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.rules import noted
from collector.rules.records import Promise
from tests.rules.telling import promised

BASE = "c-0123456789ab"


def a_promise(**fields: str) -> Promise:
    return promised(2, 6, 300)._replace(**fields)  # type: ignore[arg-type]


BASES = st.text("0123456789abcdef", min_size=12, max_size=12).map("c-{}".format)


@given(BASES, st.integers(1, 10_000))
def test_every_reading_names_the_first_and_its_number(base: str, number: int) -> None:
    ref = noted.reading_ref(base, number)
    assert (noted.base_of(ref), noted.reading_number(ref)) == (base, number)
    assert (ref == base) == (number == 1)


@given(BASES, st.integers(1, 10_000))
def test_a_promise_names_the_call_that_it_was_read_from(base: str, number: int) -> None:
    assert noted.noted_in(a_promise(ref=noted.promise_ref(base, number))) == base


@pytest.mark.parametrize(
    "ref", ["P7", "C12", "PR-104003-1", BASE, "c-0123456789ab.2", "c-0123/1", "x" + BASE + "/1"]
)
def test_no_other_reference_is_one(ref: str) -> None:
    assert noted.noted_in(a_promise(ref=ref)) is None
    assert noted.base_of("C12") == "C12"


def test_a_promise_of_the_desk_is_never_one() -> None:
    assert noted.noted_in(a_promise(ref=f"{BASE}/1", command_id="abc")) is None
