"""Which rows of the table the facts open, in the order of precedence.

Source: docs/reference/next-step.md, "The situations, in their order". Permission (outside_hours, contact_cap) is not asked here:
it changes with the hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from collector.rules.situations import (
    RANK,
    SITUATION_OF_HOLD,
    SITUATION_OF_STATE,
    open_situation,
)
from collector.rules.stepfacts import StepFacts
from collector.rules.streaks import Past, came_on, is_recent, is_serial, is_slipping, too_good

FEW_ANSWERS = 3  # calls in a row that nobody answered


def open_rows(facts: StepFacts, past: Past, limitation_years: int | None) -> list[str]:
    """All situations that these facts open, the first to be taken first; never none."""
    found = {SITUATION_OF_HOLD[kind] for kind in facts.holds}
    found.update(_said_now(facts))
    found.update(_ours(facts))
    if _is_old(facts, past.today, limitation_years):
        found.add("time_barred")
    found.update(_answers(facts, past))
    found.update(_news(facts, past))
    found.update(_promise_states(past))
    found.add(_contact(facts))
    return sorted(found, key=RANK.__getitem__)


def first_row(facts: StepFacts, past: Past, limitation_years: int | None) -> str:
    """The first of `open_rows`."""
    return open_rows(facts, past, limitation_years)[0]


def _said_now(facts: StepFacts) -> Iterator[str]:
    if facts.identity in ("wrong_party", "third_party"):
        yield facts.identity
    if facts.client_state in SITUATION_OF_STATE:
        yield SITUATION_OF_STATE[facts.client_state]


def _ours(facts: StepFacts) -> Iterator[str]:
    if facts.late_word() is not None:
        yield "our_promise_broken"
    if facts.dispute_open:
        yield "dispute_open"


def _is_old(facts: StepFacts, today: date, years: int | None) -> bool:
    """Whether the debt may be barred by its age. Not knowing since when it is owed opens nothing."""
    if facts.limitation in ("barred", "possible"):
        return True
    if facts.limitation == "in_time" or facts.debt_since is None or years is None:
        return False
    return today > years_on(facts.debt_since, years)


def years_on(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, where there is none, the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _answers(facts: StepFacts, past: Past) -> Iterator[str]:
    if too_good(past, facts.balance_minor) is not None:
        yield "too_good_promise"
    if past.said_last is not None and past.said_last.status == "vague":
        yield "vague_promise"


def _news(facts: StepFacts, past: Past) -> Iterator[str]:
    if facts.balance_minor is not None and facts.balance_minor <= 0:
        yield "paid_in_full"
    elif past.newest is not None and past.newest.status == "kept":
        came = came_on(past.newest, past)
        if came is not None and is_recent(came, past) and not _spoken_since(came, facts):
            yield "promise_kept"


def _spoken_since(day: date, facts: StepFacts) -> bool:
    """A talk of the day itself may have been before the money: then the thanks are still to be said."""
    zone = facts.as_of.tzinfo
    return any(day < at.astimezone(zone).date() for at in facts.conversations if at <= facts.as_of)


def _promise_states(past: Past) -> Iterator[str]:
    for pledge in past.open:
        if pledge.due_on is not None:
            yield open_situation(pledge.due_on, past.today)
    if past.newest is not None and past.newest.status == "partly_kept":
        yield "paid_partly"
    if is_slipping(past):
        yield "plan_slipping"
    if is_serial(past):
        yield "serial_breaker"
    elif past.broken_streak:
        yield "broken_once" if past.broken_streak == 1 else "broken_twice"


def _contact(facts: StepFacts) -> str:
    if facts.identity == "right_party":
        return "verified_no_promise"
    return (
        "no_answer_n"
        if facts.identity == "unverified" and facts.no_answer_streak >= FEW_ANSWERS
        else "first_contact"
    )
