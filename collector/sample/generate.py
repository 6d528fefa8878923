"""One generator of an anchor day, a seed and a size: the same three give the same portfolio, to the byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from collector.rules.money import decimal_text
from collector.sample import characters, creditors, names, people
from collector.sample.creditors import CREDITORS, PURSES, Creditor, Purse, exact_sum
from collector.sample.dice import Dice
from collector.sample.names import Origin
from collector.sample.pen import Pen
from collector.sample.people import Person
from collector.sample.rows import CallRow, PaymentRow, PortfolioRow, PromiseRow, RateRow, Sample
from collector.sample.stories import PLAIN, STORIES, Story

DAYS_BACK = 425  # the fourteen months that histories reach back
_FIRST_NUMBER = 104_000
# Days from the debt to the first word about it: every age of the report occurs.
_GAPS_DAYS = ((4, (6, 26)), (4, (32, 58)), (3, (62, 88)), (5, (95, 175)), (5, (190, 355)), (4, (370, 1000)))
# One unit in lei with six decimals; real in size, invented in detail.
_RATES = (("EUR", 5_090_000), ("HUF", 13_100), ("JPY", 29_400), ("KWD", 14_350_000))

FILES = ("portfolio", "promises", "payments", "calls", "rates")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "portfolio": PortfolioRow._fields,
    "promises": PromiseRow._fields,
    "payments": PaymentRow._fields,
    "calls": CallRow._fields,
    "rates": RateRow._fields,
}
Item = TypeVar("Item")


class _Plan(NamedTuple):
    """What one debtor is going to be."""

    number: int
    story: Story
    origin: Origin
    money: Purse


def portfolio(anchor: date, seed: int = 1, debtors: int = 300) -> Sample:
    """An invented portfolio as of the morning of `anchor`, with the fourteen months before it.

    From about 70 debtors on every story occurs. `debtors` counts people; some have several accounts.
    """
    pens, rows, told = [], [], []
    for plan in _plans(Dice(seed), debtors):
        dice = Dice(seed, plan.number)
        person = people.person(dice, plan.origin, plan.story.party)
        for pen, story in _accounts(anchor, dice, plan, person):
            pens.append(pen)
            rows.append(_row(pen, f"D{plan.number:05}"))
            told.append((pen.ref, story.name))
    return Sample(
        anchor,
        seed,
        tuple(rows),
        tuple(row for pen in pens for row in pen.promises),
        tuple(sorted((row for pen in pens for row in pen.payments), key=lambda row: row.paid_on)),
        tuple(sorted((row for pen in pens for row in pen.calls), key=lambda row: row.called_at)),
        tuple(_rates(anchor, Dice(seed, 0, 0))),
        tuple(sorted((event for pen in pens for event in pen.events), key=lambda e: (e.at, e.name))),
        tuple(told),
    )


def write_files(sample: Sample, folder: Path) -> list[Path]:
    """Write the five files of a sample (UTF-8 without a mark, LF) and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in FILES:
        path = folder / f"{name}.csv"
        path.write_bytes(_csv(_COLUMNS[name], getattr(sample, name)))
        paths.append(path)
    return paths


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


# --- Who gets which story --------------------------------------------------------------------------------


def _plans(dice: Dice, debtors: int) -> list[_Plan]:
    stories = _deck(dice, [(story.weight, story) for story in STORIES], debtors)
    origins = _deck(dice, names.ORIGINS, debtors)
    purses = _deck(dice, PURSES, debtors)
    together = zip(stories, origins, purses, strict=True)
    return [_Plan(number, *parts) for number, parts in enumerate(together, 1)]


def _deck(dice: Dice, weighted: Sequence[tuple[int, Item]], count: int) -> list[Item]:
    """Each at least once while there is room, the rest as the weights say, shuffled."""
    deck = [item for _, item in weighted][:count]
    deck += [dice.weighted(weighted) for _ in range(count - len(deck))]
    return dice.shuffled(deck)


def _accounts(anchor: date, dice: Dice, plan: _Plan, person: Person) -> list[tuple[Pen, Story]]:
    """The debtor's accounts, written: the first with the story, others with something plain."""
    first = _FIRST_NUMBER + 3 * plan.number
    written = [_account(anchor, dice, person, plan.money, first, plan.story)]
    for more in range(_further_accounts(plan.number)):
        money = creditors.purse("EUR") if dice.percent(50) else creditors.LEU
        story = dice.weighted([(story.weight, story) for story in PLAIN])
        written.append(_account(anchor, dice, person, money, first + more + 1, story))
    return written


def _further_accounts(number: int) -> int:
    if number % 40 == 13:
        return 2
    return 1 if number % 9 == 5 else 0


def _account(
    anchor: date, dice: Dice, person: Person, money: Purse, number: int, story: Story
) -> tuple[Pen, Story]:
    character = dice.one(story.characters)
    agent = dice.weighted(characters.AGENTS.get(character, characters.ANY_AGENT))
    pen = Pen(anchor, dice, person, _creditor(dice, money), money, number, agent)
    from_ago = dice.between(min(story.room_days + 80, DAYS_BACK - 40), DAYS_BACK)
    characters.past(pen, character, from_ago, story.room_days)
    story.write(pen)
    return pen, story


def _creditor(dice: Dice, money: Purse) -> Creditor:
    """Only lenders have debts in other currencies."""
    lenders = [creditor for creditor in CREDITORS if creditor.most_lei > 10_000]
    return dice.one(CREDITORS if money is creditors.LEU else lenders)


# --- The line of an account ------------------------------------------------------------------------------


def _row(pen: Pen, debtor_ref: str) -> PortfolioRow:
    dice, person, creditor = pen.dice, pen.person, pen.creditor
    due_since = pen.first_on - timedelta(days=_gap(pen))
    opened_on = due_since - timedelta(days=dice.between(45, 1400))
    balance_on = pen.day(dice.one((0, 0, 1, 3, 7, 14, 23)))
    return PortfolioRow(
        account_ref=pen.ref,
        debtor_ref=debtor_ref,
        name=person.name,
        currency=pen.money.currency,
        balance=pen.amount(_owes(pen) + pen.net_since(balance_on)),
        balance_on=balance_on.isoformat(),
        creditor=creditor.name,
        phone="; ".join(person.phones),
        email=person.email,
        language=person.language,
        country=person.country,
        time_zone=person.time_zone,
        address_form=person.address_form,
        due_since=due_since.isoformat() if dice.percent(94) else "",
        opened_on=opened_on.isoformat() if dice.percent(88) else "",
        reference=f"CTR {dice.between(10_000, 99_999)}/{opened_on.year}" if dice.percent(75) else "",
        assigned_to=pen.agent if dice.percent(85) else "",
        client_code=f"{creditor.code.lower()}-{dice.between(100_000, 999_999)}" if dice.percent(70) else "",
    )


def _gap(pen: Pen) -> int:
    if pen.fresh:
        return pen.dice.between(8, 27)
    return pen.dice.between(*pen.dice.weighted(_GAPS_DAYS))


def _owes(pen: Pen) -> int:
    """What is owed at the anchor in minor units: told by the story, else a bill that covers its promises."""
    if pen.owes_minor is not None:
        return pen.owes_minor
    rest = exact_sum(pen.dice, pen.money, pen.usual_lei, max(pen.creditor.most_lei // 2, 2 * pen.usual_lei))
    return max(rest, pen.covers_minor + pen.dice.one((0, pen.money.step_minor)))


# --- Rates -----------------------------------------------------------------------------------------------


def _rates(anchor: date, dice: Dice) -> list[RateRow]:
    """A rate for the first day of each month, wandering a little."""
    days = sorted({(anchor - timedelta(days=ago)).replace(day=1) for ago in range(DAYS_BACK + 30)})
    rows = []
    for currency, start in _RATES:
        rate = start
        for day in days:
            rate += rate * dice.between(-90, 90) // 10_000
            rows.append(RateRow(currency, decimal_text(rate, 6), day.isoformat()))
    return rows
