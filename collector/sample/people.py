"""Who owes: invented people and firms, their numbers and the language they speak."""

from __future__ import annotations

from typing import NamedTuple

from collector.sample import names, numbers
from collector.sample.dice import Dice
from collector.sample.names import Origin


class Person(NamedTuple):
    """A debtor as a creditor's file knows them."""

    name: str
    address_form: str
    email: str
    language: str
    country: str
    time_zone: str
    phones: tuple[str, ...]  # as typed
    lives: str  # the country whose clock they live by


def person(dice: Dice, origin: Origin, party: str) -> Person:
    """Somebody new. `party`: a `person`, a `firm`, or `any` of them."""
    is_firm = party == "firm" or (party == "any" and origin is names.ROMANIAN and dice.percent(11))
    name, form = names.firm(dice) if is_firm else names.full_name(dice, origin)
    lives = "RO" if is_firm else dice.weighted(origin.lives)
    return Person(
        name=name,
        address_form=form if dice.percent(55) else "",
        email=names.email(dice, name) if dice.percent(40) else "",
        language=("ro" if is_firm else origin.language) if dice.percent(85) else "",
        country=lives if dice.percent(80) or lives != "RO" else "",
        time_zone=numbers.zone_told(dice, lives),
        phones=numbers.phones(dice, lives),
        lives=lives,
    )
