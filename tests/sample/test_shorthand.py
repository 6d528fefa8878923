"""Whatever the agents of the sample write, a reader that knows only the conventions reads back."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collector.rules.money import read_amount
from collector.sample import shorthand
from collector.sample.creditors import LEU, Purse, purse
from collector.sample.dice import Dice
from collector.sample.shorthand import AGENTS, STYLES, Part, Style

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
SEEDS = st.integers(0, 10_000)


def day_said(said: str, on: date, style: Style) -> date:
    """What the words mean on the day `on`, by docs/reference/notes.md 3.2."""
    if said in style.near:
        return on + timedelta(days=style.near.index(said))
    if said in style.weekdays:
        ahead = (style.weekdays.index(said) - on.weekday() - 1) % 7 + 1  # strictly after today
        return on + timedelta(days=ahead)
    number = int(re.findall(r"\d+", said)[0])
    month = next((n for n, name in enumerate(style.months, 1) if said.endswith(name)), None)
    found = on + timedelta(days=1)
    while found.day != number or month not in (None, found.month):
        found += timedelta(days=1)
    return found


@given(SEEDS, st.sampled_from(AGENTS), DAYS, st.integers(0, 60))
def test_a_day_is_said_so_that_it_means_no_other(seed: int, agent: str, on: date, ahead: int) -> None:
    style = STYLES[agent]
    due_on = on + timedelta(days=ahead)
    said = shorthand.say_day(Dice(seed), style, on, due_on)
    assert day_said(said, on, style) == due_on, said


def sum_said(said: str, money: Purse) -> int:
    """What the figure means, by docs/reference/notes.md 2."""
    number = re.sub(r"( ?(lei|eur|euro|e))$", "", said)
    if number.endswith("k"):
        whole, _, tenth = number.removesuffix("k").partition(",")
        return (int(whole) * 1000 + int(tenth or 0) * 100) * 10**money.decimals
    return read_amount(number, money.decimals)


@given(SEEDS, st.sampled_from(AGENTS), st.sampled_from(["RON", "EUR", "JPY", "KWD"]), st.integers(1, 9_999))
def test_a_sum_is_said_so_that_it_means_no_other(seed: int, agent: str, currency: str, steps: int) -> None:
    money = purse(currency)
    said = shorthand.say_sum(Dice(seed), STYLES[agent], steps * money.step_minor, money)
    assert sum_said(said, money) == steps * money.step_minor, said


def test_three_decimals_are_never_written_as_they_would_mean_thousands() -> None:
    assert shorthand.say_sum(Dice(1), STYLES["maria"], 45_500, purse("KWD")) == "45,50"
    assert shorthand.say_sum(Dice(1), STYLES["maria"], 45_255, purse("KWD")) == "tot"


def test_each_agent_has_a_hand() -> None:
    parts = [Part(250_00, date(2026, 11, 27)), Part(300_00, date(2026, 12, 15))]
    on = date(2026, 11, 23)

    def write(agent: str, *, plan: bool, again: bool = False) -> str:
        which = parts if plan else parts[:1]
        return shorthand.promise_note(Dice(4), agent, on, which, LEU, "cash", plan=plan, again=again)

    assert {agent: (write(agent, plan=False), write(agent, plan=True)) for agent in AGENTS} == NOTES
    assert write("radu", plan=False, again=True).startswith(("bptp", "broken promise"))


NOTES = {
    "maria": ("tit, ptp 250 lei vn la ghiseu", "esalonat: 250 lei vn, 300 pe 15 la ghiseu"),
    "ion": ("ptp 250 lei vn la ghiseu", "esalonat: 250 lei vn, 300 pe 15 la ghiseu"),
    "elena": (
        "titular: angajament 250 lei vineri la casierie",
        "plan de plăți: 250 lei vineri, 300 pe 15 la casierie",
    ),
    "radu": ("rpc ptp 250 lei fri cash", "payment plan: 250 lei fri + 300 on the 15th cash"),
}
