"""Who is owed: invented creditors, the codes of their references, the currencies of their debts."""

from __future__ import annotations

from typing import NamedTuple

from collector.sample.dice import Dice


class Creditor(NamedTuple):
    """A client of the agency. Debts are between these sums, in lei as a rough measure."""

    name: str
    code: str
    least_lei: int
    most_lei: int
    refs_of_payments: bool = True  # whether its bank gives payments a reference


class Purse(NamedTuple):
    """A currency as people promise in it: whole steps of so many minor units, one leu is about so many."""

    currency: str
    decimals: int
    per_leu_minor: tuple[int, int]  # minor units for so many lei
    step_minor: int


CREDITORS = (
    Creditor("Meridian Credit IFN", "MC", 1_200, 18_000),
    Creditor("Novaton Telecom", "NT", 150, 1_900, refs_of_payments=False),
    Creditor("Lumina Văii Energie", "LV", 250, 4_200),
    Creditor("Banca Trei Stejari", "BTS", 2_500, 40_000),
    Creditor("Asigurări Podișul", "AP", 300, 2_600),
    Creditor("Apa & Salubritate Lunca", "ASL", 120, 1_400, refs_of_payments=False),
)
PURSES = (
    (84, Purse("RON", 2, (100, 1), 10_00)),
    (11, Purse("EUR", 2, (20, 1), 5_00)),
    (2, Purse("HUF", 2, (7_900, 1), 500_00)),
    (1, Purse("JPY", 0, (34, 1), 500)),
    (1, Purse("KWD", 3, (135, 2), 500)),
    (1, Purse("MDL", 2, (390, 1), 50_00)),
)
LEU = PURSES[0][1]
NO_RATE = "MDL"  # left out of the rates on purpose: such accounts come last, and are named


def purse(currency: str) -> Purse:
    """The purse of a currency of the sample."""
    return next(found for _, found in PURSES if found.currency == currency)


def round_sum(dice: Dice, money: Purse, least_lei: int, most_lei: int) -> int:
    """A round sum as people promise it, in minor units, of about so many lei."""
    exact = _of_lei(money, dice.between(least_lei, most_lei))
    return max(exact // money.step_minor, 1) * money.step_minor


def exact_sum(dice: Dice, money: Purse, least_lei: int, most_lei: int) -> int:
    """A sum as a bill has it, down to the last minor unit."""
    return _of_lei(money, dice.between(least_lei, most_lei)) + dice.below(_of_lei(money, 1) or 1)


def _of_lei(money: Purse, lei: int) -> int:
    minor, per = money.per_leu_minor
    return lei * minor // per
