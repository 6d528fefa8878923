"""The notes of four agents: each has a way of writing, all keep to the conventions that a reader of notes knows.

Days and sums are said so that they can be read back without doubt (docs/reference/notes.md, sections 2 and 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from collector.rules.money import decimal_text
from collector.sample.creditors import Purse
from collector.sample.dice import Dice


class Style(NamedTuple):
    """How one agent writes. In `takes`, `{what}` is what was promised."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    near: tuple[str, str, str]  # today, tomorrow, the day after
    by: str  # before a day with its month
    on_the: str
    thousands: str
    and_: str
    takes: tuple[str, ...]
    again: tuple[str, ...]  # the promise before was broken
    plan: str
    methods: dict[str, str]
    nobody: tuple[str, ...]
    others: tuple[str, ...]  # somebody else answered, or a later call was agreed


_NAMES_OF_MONTHS = ("ian", "feb", "mar", "apr", "mai", "iun", "iul", "aug", "sept", "oct", "nov", "dec")
_ROMANIAN = Style(
    weekdays=("lun", "marti", "miercuri", "joi", "vn", "sb", "dum"),
    months=_NAMES_OF_MONTHS,
    near=("azi", "maine", "poimaine"),
    by="pe",
    on_the="pe {day}",
    thousands=".",
    and_=", ",
    takes=("cl zice ca plt {what}", "promite {what}", "ang {what}", "achita {what}", "tit, ptp {what}"),
    again=("n-a platit, reprogramat {what}", "bptp, acum promite {what}"),
    plan="esalonat: {what}",
    methods={"bank_transfer": "prin bt", "card": "cu cardul", "cash": "la ghiseu", "online": "prin link"},
    nobody=("nr", "n-a rasp x2", "tel inchis", "ocupat", "mv, las mesaj", "nu rasp", "indisp"),
    others=(
        "sotia rasp, nu e acasa",
        "mama zice ca e plecat",
        "sun inapoi maine dupa 6",
        "a inchis",
        "contab rasp",
    ),
)
_DIACRITICS = _ROMANIAN._replace(
    weekdays=("pe luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"),
    near=("azi", "mâine", "poimâine"),
    takes=("clientul plătește {what}", "promite că achită {what}", "titular: angajament {what}"),
    again=("nu a plătit, reprogramează {what}", "promisiune nerespectată; plătește {what}"),
    plan="plan de plăți: {what}",
    methods={
        "bank_transfer": "prin transfer",
        "card": "cu cardul",
        "cash": "la casierie",
        "online": "prin link",
    },
    nobody=("nu răspunde", "ocupat", "mesagerie vocală, lăsat mesaj", "telefon închis"),
    others=("soția răspunde, revine el", "sun înapoi mâine după 6", "fiica zice că e la muncă"),
)
_ENGLISH = Style(
    weekdays=("mon", "tues", "wed", "thurs", "fri", "sat", "sunday"),
    months=("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sept", "oct", "nov", "dec"),
    near=("today", "tmrw", "in 2 days"),
    by="by",
    on_the="on the {day}th",
    thousands=",",
    and_=" + ",
    takes=("rpc ptp {what}", "tt db, wbp {what}", "agreed {what}", "cust will pay {what}"),
    again=("bptp, new ptp {what}", "broken promise, now {what}"),
    plan="payment plan: {what}",
    methods={"bank_transfer": "by wire", "card": "by card", "cash": "cash", "online": "via link"},
    nobody=("na", "no ans x2", "lvm", "lb", "vm, left msg"),
    others=("tt wife, not in", "cb tmrw 11am", "hu", "brother ans, not home"),
)
_MIXED = _ROMANIAN._replace(
    takes=("rpc ptp {what}", "db zice ca plt {what}", "ptp {what}"),
    again=("bptp, reprogramat {what}",),
    nobody=("na", "nr ocupat", "lvm", "vm lasat msj", "nr x2"),
    others=("tt sotia, cb maine", "3p, revine el", "cb joi 11"),
)
STYLES = {"maria": _ROMANIAN, "ion": _MIXED, "elena": _DIACRITICS, "radu": _ENGLISH}
AGENTS = tuple(STYLES)


class Part(NamedTuple):
    """One sum promised for one day."""

    amount_minor: int
    due_on: date


def promise_note(
    dice: Dice,
    agent: str,
    on: date,
    parts: Sequence[Part],
    money: Purse,
    method: str,
    *,
    plan: bool,
    again: bool,
) -> str:
    """What an agent types while the debtor promises; `again`: the promise before was broken."""
    style = STYLES[agent]
    said = [
        f"{say_sum(dice, style, part.amount_minor, money)} {say_day(dice, style, on, part.due_on)}"
        for part in parts
    ]
    phrase = style.plan if plan else dice.one(style.again if again else style.takes)
    note = phrase.format(what=style.and_.join(said))
    return f"{note} {style.methods[method]}" if method in style.methods else note


def nobody_note(dice: Dice, agent: str) -> str:
    """An attempt that reached nobody."""
    return dice.one(STYLES[agent].nobody)


def other_note(dice: Dice, agent: str) -> str:
    """Somebody answered and nothing was agreed."""
    return dice.one(STYLES[agent].others)


def say_day(dice: Dice, style: Style, on: date, due_on: date) -> str:
    """A day as it is said on the day `on`: always one that can only mean this one."""
    ahead = (due_on - on).days
    if ahead < 3:
        return style.near[ahead]
    ways = [f"{style.by} {due_on.day} {style.months[due_on.month - 1]}"]
    if ahead <= 7:
        ways += [style.weekdays[due_on.weekday()]] * 3
    if due_on == _next_with_day(on, due_on.day) and due_on.day > 3 and due_on.day not in (21, 22, 23, 31):
        ways.append(style.on_the.format(day=due_on.day))
    return dice.one(ways)


def _next_with_day(on: date, number: int) -> date:
    """The next day strictly after `on` with this number in its month."""
    found = on + timedelta(days=1)
    while found.day != number:
        found += timedelta(days=1)
    return found


def say_sum(dice: Dice, style: Style, amount_minor: int, money: Purse) -> str:
    """A sum as agents write it; of three decimals no more than two are ever written, as three mean thousands."""
    text = decimal_text(amount_minor, money.decimals)
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    if len(part) > 2:
        return "tot"
    if part:
        number = f"{whole},{part.ljust(2, '0')}"
    else:  # "1.001" of a currency with three decimals would be a little more than one
        number = whole if money.decimals == 3 else _grouped(dice, style, whole)
    units = {"RON": ("", "", " lei", "lei"), "EUR": (" eur", "e", " euro")}.get(money.currency, ("",))
    return number + dice.one(units)


def _grouped(dice: Dice, style: Style, whole: str) -> str:
    if len(whole) <= 3:
        return whole
    ways = [whole, f"{int(whole):,}".replace(",", style.thousands)]
    if whole.endswith("00") and len(whole) <= 5:
        tenth = whole[-3]
        ways.append(whole[:-3] + (f",{tenth}k" if tenth != "0" else "k"))
    return dice.one(ways)
