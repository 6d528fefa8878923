"""The book to practise on: one invented debtor a situation, brought in and worked on as any other book."""

from __future__ import annotations

from datetime import date

from collector.desk.looking import resolve
from collector.desk.opening import Founding, open_desk
from collector.practice import stories
from collector.practice.roles import Drill, Role, roles
from collector.sample import numbers
from collector.sample.book import DEMO_TIME, fill_book
from collector.sample.creditors import CREDITORS, LEU, exact_sum
from collector.sample.dice import Dice
from collector.sample.pen import Pen
from collector.sample.people import Person
from collector.sample.rows import PortfolioRow, Sample

_SEED = 31
_FIRST_NUMBER = 700
_OWED_LEI = (600, 1_900)  # where the story does not say more; believable for every creditor
_USUAL_LEI = 200  # what these people can promise at a time, more or less
_AGENTS = {"ro": "maria", "en": "radu"}  # of the old notes: radu writes English
_FIRMS = {"ro": "Alfa Servicii", "en": "Alfa Services"}  # the name tells nobody what the call is about
_PAPERS = {"ro": "factura", "en": "invoice"}
_ABROAD = "outside_hours"  # lives where it is night when it is morning here


def make_practice(where: str, day: date, language: str) -> tuple[Drill, ...]:
    """Found the book at an empty place, as of 10:15 of a working day; who is in it, in the order of situations.

    UsageError when something is at that place already.
    """
    told = roles(language)
    pens = [_pen(day, number, role, language) for number, role in enumerate(told)]
    fill_book(where, _sample(day, told, pens), Founding(firm=_FIRMS[language], lang=language), DEMO_TIME)
    desk = open_desk(where, _AGENTS[language], writable=False)
    try:
        found = [resolve(desk, pen.ref) for pen in pens]
    finally:
        desk.close()
    return tuple(
        Drill(role, each.debtor_id, each.account_seq or 0) for role, each in zip(told, found, strict=True)
    )


def _pen(day: date, number: int, role: Role, language: str) -> Pen:
    """The account of this role, written."""
    dice, creditor = Dice(_SEED, number), CREDITORS[number % len(CREDITORS)]
    person = _person(dice, role, language)
    pen = Pen(day, dice, person, creditor, LEU, _FIRST_NUMBER + number, _AGENTS[language])
    pen.usual_lei = _USUAL_LEI
    stories.write(pen, role)
    return pen


def _person(dice: Dice, role: Role, language: str) -> Person:
    lives = "US" if role.situation == _ABROAD else "RO"
    zone = numbers.ZONES.get(lives, "Europe/Bucharest")
    return Person(role.name, role.form, "", language, lives, zone, (numbers.one(dice, lives),), lives)


def _sample(day: date, told: tuple[Role, ...], pens: list[Pen]) -> Sample:
    return Sample(
        day,
        _SEED,
        tuple(_row(pen, role) for pen, role in zip(pens, told, strict=True)),
        tuple(row for pen in pens for row in pen.promises),
        tuple(sorted((row for pen in pens for row in pen.payments), key=lambda row: row.paid_on)),
        tuple(sorted((row for pen in pens for row in pen.calls), key=lambda row: row.called_at)),
        (),
        tuple(sorted((event for pen in pens for event in pen.events), key=lambda e: (e.at, e.name))),
        tuple((pen.ref, role.situation) for pen, role in zip(pens, told, strict=True)),
    )


def _row(pen: Pen, role: Role) -> PortfolioRow:
    person, since = pen.person, stories.due_since(pen, role)
    owes = max(exact_sum(pen.dice, pen.money, *_OWED_LEI), pen.covers_minor)
    owes = owes if pen.owes_minor is None else pen.owes_minor
    return PortfolioRow(
        account_ref=pen.ref,
        debtor_ref=f"D{pen.number}",
        name=person.name,
        currency=pen.money.currency,
        balance=pen.amount(owes + pen.net_since(pen.anchor)),
        balance_on=pen.anchor.isoformat(),
        creditor=pen.creditor.name,
        phone=person.phones[0],
        email=person.email,
        language=person.language,
        country=person.country,
        time_zone=person.time_zone,
        address_form=person.address_form,
        due_since=since.isoformat(),
        opened_on="",
        reference=f"{_PAPERS[person.language]} {pen.number}",
        assigned_to="",
        client_code="",
    )
