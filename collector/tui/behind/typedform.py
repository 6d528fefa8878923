"""A form as typed, read field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from collector.desk import looking
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.rules.records import Account
from collector.tui.behind import typed
from collector.tui.forms import MOST_LINES, who_reached
from collector.tui.views import Where
from collector.words import _

Read = TypeVar("Read")


class FieldUnclear(Exception):
    """What stands in one field cannot be read."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def reached(values: Mapping[str, str]) -> str:
    """Who was reached, as the form of a call says, else as its outcome says."""
    return values.get("who") or who_reached(values.get("result", ""))


class Typed(NamedTuple):
    """A form as typed, for an account, with what is needed to read it."""

    desk: Desk
    where: Where
    card: Card
    values: Mapping[str, str]
    answers: Mapping[str, str]

    @classmethod
    def of(cls, desk: Desk, where: Where, values: Mapping[str, str], answers: Mapping[str, str]) -> Typed:
        return cls(desk, where, looking.card(desk, where.debtor_id), values, answers)

    @property
    def account(self) -> Account:
        return self.card.account(self.where.account_seq).account

    def text(self, field: str) -> str:
        return self.values.get(field, "").strip()

    def chosen(self, field: str, wanted: str) -> str:
        """The id that was chosen; `wanted` says what is missing while nothing is."""
        if not self.values.get(field):
            how = _("{wanted}: → turns to the next, a letter goes to the word that begins with it.")
            raise FieldUnclear(field, how.format(wanted=wanted))
        return self.values[field]

    def day(self, field: str, *, past: bool = False) -> date:
        return self._read(field, lambda said: typed.day(said, self.desk.today(), past=past))

    def day_or_today(self, field: str) -> date:
        """A day up to today; an empty field is today."""
        return self.day(field, past=True) if self.text(field) else self.desk.today()

    def day_if_any(self, field: str, *, past: bool = False) -> date | None:
        return self.day(field, past=past) if self.text(field) else None

    def amount(self, field: str) -> int:
        return self._read(field, lambda said: typed.amount_minor(said, self.account.currency))

    def moment_of(self, on: date) -> datetime | None:
        """The moment of the field `hour` on this day, None when no hour was said."""
        if not self.text("hour"):
            return None
        return self._read("hour", lambda said: typed.moment(on, said, self.desk.office.zone))

    def lines(self) -> list[str]:
        """The numbers of the lines of a plan in which something stands; the first always."""
        numbers = map(str, range(MOST_LINES))
        return [n for n in numbers if n == "0" or self.text(f"amount.{n}") or self.text(f"due.{n}")]

    def _read(self, field: str, read: Callable[[str], Read]) -> Read:
        try:
            return read(self.text(field))
        except typed.Unclear as fault:
            raise FieldUnclear(field, str(fault)) from None
