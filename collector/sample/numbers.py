"""Phone numbers that are formed rightly and ring nowhere.

Abroad they come from the ranges that regulators keep for films: Ofcom, Bundesnetzagentur, ARCEP, PTS, ACMA, and
555-01xx in North America. Romania keeps none: mobiles are of ranges given to no operator, landlines have a
subscriber number that begins with 1.
"""

from __future__ import annotations

from collector.sample.dice import Dice

_RO_MOBILE = ("703", "704", "706", "707", "708", "709", "710")
_RO_AREAS = ("21", "232", "241", "251", "256", "259", "264", "265", "268", "269", "230", "236")
_ABROAD = {  # mask, # is a digit
    "GB": ("+44 20 7946 0###", "0044 161 496 0###", "+44 20 7946 0###"),
    "DE": ("+49 30 23125 ###", "+49 171 39200##", "0049 69 90009 ###"),
    "FR": ("+33 1 99 00 ## ##", "+33 1 99 00 ## ##"),
    "SE": ("+46 70 174 06 ##",),
    "US": ("+1 212 555 01##", "+1 (617) 555-01##", "+1 305-555-01##"),
    "AU": ("+61 491 570 1##",),
}
_INVALID = ("0721", "07xx 123 456", "n/a", "0040 7", "fără telefon", "12345", "0264-???")
ZONES = {
    "GB": "Europe/London",
    "DE": "Europe/Berlin",
    "FR": "Europe/Paris",
    "SE": "Europe/Stockholm",
    "US": "America/New_York",
    "AU": "Australia/Sydney",
}


def phones(dice: Dice, lives: str) -> tuple[str, ...]:
    """None to three numbers as somebody typed them; a few are no numbers at all."""
    count = dice.weighted(((3, 0), (62, 1), (28, 2), (7, 3)))
    typed = [one(dice, lives) for _ in range(count)]
    if lives != "RO" and count > 1:
        typed[-1] = one(dice, "RO")  # the number from before they moved
    if dice.percent(3):
        typed.append(dice.one(_INVALID))
    return tuple(dict.fromkeys(typed))


def one(dice: Dice, lives: str) -> str:
    """A valid number of this country, typed in one of the ways of people."""
    masks = _ABROAD.get(lives)
    if masks:
        return _filled(dice, dice.one(masks))
    return _mobile(dice) if dice.percent(82) else _landline(dice)


def zone_told(dice: Dice, lives: str) -> str:
    """The time zone where a file says it: for people abroad, now and then."""
    return ZONES.get(lives, "") if dice.percent(45) else ""


def mobile_digits(dice: Dice) -> str:
    """The nine national digits of a Romanian mobile number."""
    return f"{dice.one(_RO_MOBILE)}{dice.below(1_000_000):06}"


def _mobile(dice: Dice) -> str:
    digits = mobile_digits(dice)
    shape = dice.weighted(
        ((5, "0{a}{b}{c}"), (4, "0{a} {b} {c}"), (3, "+40{a}{b}{c}"), (1, "0040 {a}.{b}.{c}"))
    )
    return shape.format(a=digits[:3], b=digits[3:6], c=digits[6:])


def _landline(dice: Dice) -> str:
    area = dice.one(_RO_AREAS)
    rest = _filled(dice, "1" + "#" * (8 - len(area)))
    return dice.one((f"0{area}{rest}", f"0{area} {rest[:3]} {rest[3:]}", f"0{area}/{rest}"))


def _filled(dice: Dice, mask: str) -> str:
    return "".join(str(dice.below(10)) if char == "#" else char for char in mask)
