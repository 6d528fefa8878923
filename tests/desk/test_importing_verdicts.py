"""Through files into the book, and judged: the stories of the page, and every verdict as an independent reckoning has it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest

from collector.desk import importing, keeping, telling
from collector.desk.importing import Imported
from collector.desk.opening import Desk
from collector.desk.telling import Json
from collector.rules.money import decimal_text
from collector.rules.promises import RULE
from collector.rules.records import History, Payment, Promise
from collector.rules.terms import PromiseTerms
from collector.store import writing
from tests import books
from tests.desk.post import DEBTS, ON_16, Post
from tests.rules import histories, referee
from tests.rules.histories import day

ACCOUNTS = 300
LAST_DAY = day(histories.LAST_OFFSET)


class Office(NamedTuple):
    """The terms of a book, and those of one creditor in it from a day on."""

    grace_days: int
    tolerance: int
    calendar: str  # a country, or `none`
    special: tuple[int, int, str, date] | None = None  # of the creditor Bank

    def judges_by(self, creditor: str, made_on: date) -> tuple[int, int, str | None]:
        terms = (self.grace_days, self.tolerance, self.calendar)
        if self.special and creditor == "Bank" and made_on >= self.special[3]:
            terms = self.special[:3]
        return (*terms[:2], None if terms[2] == "none" else terms[2])


OFFICES = {
    "as founded": Office(2, 95, "RO"),
    "by the letter": Office(0, 100, "none"),
    "with a milder bank": Office(2, 95, "RO", special=(5, 80, "DE", day(6))),
}


# --- Generated histories as files ------------------------------------------------------------------------


def moment(on: date, at: datetime | None) -> str:
    """A day, with the hour of the office if it is known (two hours ahead of UTC in these months)."""
    return f"{at + timedelta(hours=2):%Y-%m-%d %H:%M}" if at else on.isoformat()


def promise_line(account: str, p: Promise) -> str:
    amount = decimal_text(p.amount_minor, 2)
    return f"{account},{moment(p.made_on, p.made_at)},{p.due_on},{amount},{p.ref},{p.plan_ref or ''}"


def payment_line(account: str, p: Payment) -> str:
    amount = decimal_text(p.amount_minor, 2)
    return f"{account},{moment(p.paid_on, p.paid_at)},{amount},{p.ref},{p.reverses_ref or ''}"


def creditor_of(number: int) -> str:
    return "Bank" if number % 2 else "Telco"


def bring_in(desk: Desk, post: Post, facts: dict[str, History]) -> list[Imported]:
    """All of it in three files, in one command."""
    debts = ["account_ref,debtor_ref,name,currency,balance,creditor"]
    made = ["account_ref,made_on,due_on,amount,promise_ref,plan_ref"]
    paid = ["account_ref,paid_on,amount,payment_ref,reverses_ref"]
    for number, (account, history) in enumerate(facts.items()):
        debts.append(f"{account},D{number // 3},Ion Pop,RON,1,{creditor_of(number)}")
        made += [promise_line(account, p) for p in history.promises]
        paid += [payment_line(account, p) for p in history.payments]
    files = {"debts": debts, "made": made, "paid": paid}
    paths = [post.file("\n".join(rows), f"{name}.csv") for name, rows in files.items()]
    return importing.import_files(desk, paths)


def accepted(facts: dict[str, History], found: list[Imported]) -> dict[str, History]:
    """What is left when the lines that were refused are taken out of the same rows."""
    bad_promises = {problem.line for problem in found[1].problems}
    bad_payments = {problem.line for problem in found[2].problems}
    promise_at = payment_at = 1
    left = {}
    for account, history in facts.items():
        promises, payments = [], []
        for promise in history.promises:
            promise_at += 1
            if promise_at not in bad_promises:
                promises.append(promise)
        for payment in history.payments:
            payment_at += 1
            if payment_at not in bad_payments:
                payments.append(payment)
        left[account] = History(tuple(promises), tuple(payments))
    return left


def by_the_terms(office: Office, number: int, history: History) -> History:
    """The promises with the deadline and the threshold that the office's terms give them."""

    def judged(p: Promise) -> Promise:
        grace, tolerance, calendar = office.judges_by(creditor_of(number), p.made_on)
        deadline_on = referee.deadline(p.due_on, grace, calendar)
        threshold = referee.threshold(p.amount_minor, tolerance)
        return p._replace(deadline_on=deadline_on, threshold_minor=threshold)

    return history._replace(promises=tuple(map(judged, history.promises)))


def expected(account: str, history: History, as_of: date) -> list[Json]:
    """What the referee tells, in the words of the contract."""

    def iso(on: date | None) -> str | None:
        return on.isoformat() if on else None

    return [
        {
            "promise_ref": v.promise.ref,
            "account_ref": account,
            "state": v.state,
            "received": decimal_text(v.received_minor, 2),
            "short_by": decimal_text(v.short_by_minor, 2),
            "deadline": iso(v.promise.deadline_on),
            "closed_on": iso(v.closed_on),
            "decided_on": iso(v.decided_on),
            "excused": False,
            "cured_on": iso(v.cured_on),
            "evidence": [(part.payment_ref, decimal_text(part.amount_minor, 2)) for part in v.evidence],
        }
        for v in referee.judge(history, as_of, RULE)
    ]


def told(desk: Desk) -> dict[tuple[str, str], Json]:
    """The verdicts of the book by account and promise, with the fields that the referee tells."""
    keys = ("promise_ref", "account_ref", "state", "received", "short_by", "deadline", "closed_on")
    keys += ("decided_on", "excused", "cured_on")
    return {
        (v["account_ref"], v["promise_ref"]): {key: v[key] for key in keys}
        | {"evidence": [(part["payment_ref"], part["amount"]) for part in v["evidence"]]}
        for v in telling.all_verdicts(desk, everything=True)
    }


@pytest.mark.parametrize("name", OFFICES)
def test_every_verdict_is_the_referees(name: str, book_url: str, post_folder: Post, wall: books.Wall) -> None:
    office = OFFICES[name]
    terms = {"grace_days": office.grace_days, "tolerance": office.tolerance, "calendar": office.calendar}
    desk = books.a_desk(books.a_book(book_url, **terms), LAST_DAY.isoformat())
    desk = with_special_terms(desk, office)
    facts = {f"A{seed}": histories.seeded(seed)[0] for seed in range(ACCOUNTS)}
    found = bring_in(desk, post_folder, facts)
    left = accepted(facts, found)
    assert [refusals(facts, left)] == [Counter(p.column for each in found for p in each.problems)]
    states: Counter[str] = Counter()
    for as_of in (LAST_DAY, day(30), day(14)):
        there = books.on(desk, f"{as_of}T09:00")
        right = {}
        for number, (account, history) in enumerate(left.items()):
            for verdict in expected(account, by_the_terms(office, number, history), as_of):
                right[account, verdict["promise_ref"]] = verdict
        assert told(there) == right
        states.update(verdict["state"] for verdict in right.values())
        states["cured"] += sum(verdict["cured_on"] is not None for verdict in right.values())
    assert keeping.check(desk) == []
    assert {key for key, count in states.items() if count > 20} >= {
        "kept",
        "partly_kept",
        "broken",
        "open",
        "superseded",
    }
    assert states["cured"] > 0
    desk.close()


@pytest.fixture
def post_folder(tmp_path: object) -> Post:
    folder = tmp_path / "post"  # type: ignore[operator]
    folder.mkdir()
    return Post(None, folder)  # type: ignore[arg-type]


def with_special_terms(desk: Desk, office: Office) -> Desk:
    if office.special is None:
        return desk
    grace, tolerance, calendar, from_on = office.special
    terms = PromiseTerms("Bank", from_on, grace, tolerance, 30, 366, calendar, desk.clock.real_now())
    desk.book.write(lambda connection: writing.add_terms(connection, terms))
    return desk._replace(office=desk.office._replace(terms=(*desk.office.terms, terms)))


def refusals(facts: dict[str, History], left: dict[str, History]) -> Counter[str]:
    """What must be refused, said apart from the importer: due before made, back before paid or beyond it."""
    columns: Counter[str] = Counter()
    for account, history in facts.items():
        columns["due_on"] += sum(p.due_on < p.made_on for p in history.promises)
        money = {p.ref: p for p in history.payments if not p.reverses_ref}
        gone: Counter[str] = Counter()
        for back in (p for p in history.payments if p.reverses_ref):
            paid = money[back.reverses_ref or ""]
            if back.paid_on < paid.paid_on:
                columns["paid_on"] += 1
            elif gone[paid.ref] + back.amount_minor > paid.amount_minor:
                columns["amount"] += 1
            else:
                gone[paid.ref] += back.amount_minor
        assert all(p.due_on >= p.made_on for p in left[account].promises)
    return columns


# --- First and latest ------------------------------------------------------------------------------------

PROMISED = "account_ref,made_on,due_on,amount,promise_ref\nA1,2026-11-02,2026-11-10,300,P1"
PAID = "account_ref,paid_on,amount,payment_ref,reverses_ref\nA1,2026-11-09,300,M1,"
WENT_BACK = "account_ref,paid_on,amount,payment_ref,reverses_ref\nA1,2026-11-16,300,,M1"


def states(post: Post) -> list[tuple[str, str | None]]:
    """State and first state of every promise, superseded ones too."""
    return [(v["state"], v["first_state"]) for v in telling.all_verdicts(post.desk, everything=True)]


def test_the_first_verdict_stays_when_a_reversal_comes_later(post: Post) -> None:
    early = post.at("2026-11-12")
    for text in (DEBTS, PROMISED, PAID):
        early.comes(text)
    assert states(early) == [("kept", "kept")]
    late = post.at(ON_16)
    late.comes(WENT_BACK)
    assert states(late) == [("broken", "kept")]
    assert states(post.at("2026-11-15")) == [("kept", "kept")]
    assert keeping.check(post.desk) == []


def test_money_that_comes_late_to_us_mends_the_latest_verdict_alone(post: Post) -> None:
    on_13 = post.at("2026-11-13")
    for text in (DEBTS, PROMISED):
        on_13.comes(text)
    assert states(on_13) == [("broken", "broken")]
    post.comes(PAID)
    assert states(post) == [("kept", "broken")]


def test_before_it_is_decided_there_is_no_first_verdict(post: Post) -> None:
    on_12 = post.at("2026-11-12")
    for text in (DEBTS, PROMISED):
        on_12.comes(text)
    assert states(on_12) == [("open", None)]
    assert states(post) == [("broken", None)]  # live, but nothing was written since
    post.comes("account_ref,called_at,note\nA3,2026-11-20,nr")
    assert states(post) == [("broken", None)]  # another debtor
    post.comes("account_ref,called_at,note\nA2,2026-11-20,nr")
    assert states(post) == [("broken", "broken")]
    assert states(post.at("2026-11-22")) == [("broken", None)]  # nobody had found it yet on that day


def test_an_import_as_of_an_earlier_day_overwrites_no_later_verdict(post: Post) -> None:
    for text in (DEBTS, PROMISED, PAID, WENT_BACK):
        post.comes(text)
    early = post.at("2026-11-12")
    early.comes("account_ref,paid_on,amount\nA1,2026-11-12,1")
    assert states(early) == [("kept", None)]
    assert states(post) == [("partly_kept", "broken")]  # judged first on the 23rd, before the money came
    assert keeping.check(post.desk) == []
