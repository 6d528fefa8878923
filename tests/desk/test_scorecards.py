"""Which card the desk scores with: the shipped one, the agency's own, and what is told of one that cannot be read."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector import words
from collector.desk import looking, saying, scorecards
from collector.desk.opening import Desk
from collector.rules.features import Row
from collector.rules.reasons import reasons
from collector.rules.risk import Reason
from collector.rules.whatif import WhatIf
from tests import books
from tests.books import november
from tests.rules.risky import EXPERT, NOBODY, PLAIN, ROWS, TEXT


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an agency would keep a card of its own."""
    path = tmp_path / scorecards.OWN_CARD
    monkeypatch.setattr(scorecards, "own_file", lambda: path)
    return path


def test_the_shipped_card_is_used_from_the_first_day(own: Path) -> None:
    found = scorecards.expert()
    assert (found.card, found.plain, found.problem) == (EXPERT, PLAIN, "")


def test_an_agencys_own_card_takes_its_place_and_may_change(own: Path) -> None:
    for number, mean in enumerate(("1.25", "0.10")):
        own.write_text(TEXT.replace("mean = 0.80", f"mean = {mean}").replace('"expert"', '"ours"'), "utf-8")
        os.utime(own, ns=(number, number))
        found = scorecards.expert()
        assert found.plain is not None
        assert (found.plain.id, found.plain.weights[1]) == ("ours-2", float(mean))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("[features.lead]", "[features.leed]"), "says nothing of the feature lead"),
        (TEXT.replace("format = 1", "format = 7"), "A newer program wrote it"),
        (TEXT.replace("sd = 0.30", "sd = 0"), "0 at features.hist_logit.sd. Expected a number above zero"),
        ("\0", "This is no scorecard"),
    ],
)
def test_a_card_that_cannot_be_read_is_told_and_the_shipped_one_used(own: Path, text: str, said: str) -> None:
    own.write_text(text, "utf-8")
    found = scorecards.expert()
    assert said in found.problem
    assert found.problem.startswith(str(own))
    assert found.plain == PLAIN


def test_without_any_card_the_kept_rate_is_used(
    own: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    monkeypatch.setattr(scorecards, "_shipped", lambda: scorecards.Expert(None, problem="gone"))
    debt = books.a_debtor(desk)
    assert looking.card(desk, debt.debtor_id).accounts[0].score.p_bp == 6000


# --- At the desk -------------------------------------------------------------------------------------------


def test_a_card_says_how_likely_and_why(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    for n in range(2):
        books.promised(desk, debt, 100_00, november(2 + n), november(4 + n))
    card = looking.card(desk, debt.debtor_id)
    score = card.accounts[0].score
    assert score.band == "E"
    assert saying.reasons(score.reasons).startswith("against: broke the last one, still unpaid; ")
    assert card.accounts[0].stake[0].made_on == november(23)


def test_the_nearer_the_deadline_the_less_likely_a_promise_is(desk: Desk) -> None:
    debt = books.a_debtor(desk)
    books.promised(desk, debt, 100_00, november(10), november(27))
    days = [november(11) + timedelta(days=n) for n in range(22)]
    ps = [looking.card(books.on(desk, f"{d}T10:00"), debt.debtor_id).accounts[0].score.p_bp for d in days]
    assert ps == sorted(ps, reverse=True)
    assert ps[0] == ps[5] > 4 * ps[-1] > 0


def test_scoring_needs_no_numpy(tmp_path: Path) -> None:
    """The desk opens, shows and lists in a process of its own."""
    book = tmp_path / "book.db"
    desk = books.a_desk(books.a_book(str(book)))
    debt = books.a_debtor(desk)
    books.promised(desk, debt, 100_00, november(2), november(4))
    desk.close()
    program = (
        "import sys; from tests import books; from collector.desk import looking;"
        f"desk = books.a_desk({str(book)!r}); seen = looking.card(desk, {debt.debtor_id}).accounts[0];"
        "assert seen.score.reasons; assert looking.today(desk).rows;"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# --- In words ----------------------------------------------------------------------------------------------

IDS = [
    *("no_history", "no_break", "new_here", "pays_early", "pays_at_the_end", "better_lately", "worse_lately"),
    *(
        "month_end",
        "mid_month",
        "weekend",
        "weekday",
        "near_payday",
        "far_from_payday",
    ),
    *("moved_before", "never_moved", "disputed", "undisputed", "taker_known", "taker_unknown"),
]
SAID = [
    (Reason("broke_last", (2, 12, 30)), "broke the last 2, 12 and 30 days late"),
    (Reason("broke_last", (1, -1)), "broke the last one, still unpaid"),
    (Reason("broke_last", (4, 5, 12, 30)), "broke the last 4, 5, 12 and 30 days late"),
    (Reason("broke_last", (2, 1, -1)), "broke the last 2, 1 day late, 1 still unpaid"),
    (Reason("broke_last", (5, -1, -1, -1)), "broke the last 5, 3 still unpaid"),
    (Reason("broke_last", (3,)), "broke the last 3"),
    (Reason("kept_of", (5, 6)), "kept 5 of 6"),
    (Reason("due_in", (0,)), "due on the day it was made"),
    (Reason("due_in", (38,)), "due 38 days after it was made"),
    (Reason("others_open", (0,)), "no other promise open"),
    (Reason("still_unpaid", (1,)), "1 broken one still unpaid"),
    (Reason("unpaid_near", (0,)), "still unpaid on the last day"),
    (Reason("far_above_usual", (7,)), "the sum is over 7 times what was usually promised"),
]


@pytest.mark.parametrize(("reason", "said"), SAID, ids=[said for _, said in SAID])
def test_a_reason_with_its_raw_values(reason: Reason, said: str) -> None:
    assert saying.reason(reason) == said


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_plain_reason_has_its_words(language: str) -> None:
    words.use(language)
    said = [saying.reason(Reason(name)) for name in IDS]
    assert len(set(said)) == len(IDS)
    assert not set(said) & set(IDS)


@settings(max_examples=40)
@given(row=ROWS, streak=st.integers(-5, 5), late=st.lists(st.none() | st.integers(0, 90), max_size=3))
def test_whatever_the_card_finds_has_its_words(row: Row, streak: int, late: list[int | None]) -> None:
    said = NOBODY._replace(
        kept_count=3, resolved_count=6, streak=streak, breaks=tuple(late), broken_days_ago=4
    )
    for known in (NOBODY, said):
        assert all(saying.reason(found) for found in reasons(PLAIN, row, known))


def test_reasons_for_stand_before_reasons_against() -> None:
    told = (Reason("weekend", (), -1), Reason("kept_of", (5, 6), 1), Reason("others_open", (2,), -1))
    assert saying.reasons(told) == "for: kept 5 of 6 · against: due on a weekend; 2 other promises open"
    assert saying.reasons((Reason("no_history"),)) == "no promise judged yet"
    assert saying.reasons(()) == ""


def test_what_would_change_it_in_words() -> None:
    told = (WhatIf(5317, amount_minor=225_00), WhatIf(5602, due_on=november(24)))
    assert saying.what_ifs(told, "RON", november(23)) == "with 225 RON: 53 %, due 24 Nov: 56 %"
