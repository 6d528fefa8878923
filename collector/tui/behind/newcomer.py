"""A debtor typed by hand: from the form to the desk, and what the fields are read as meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from collector.desk import founding, saying
from collector.desk.founding import Unfit
from collector.desk.opening import Desk
from collector.errors import CollectorError
from collector.rules import phones
from collector.tui.behind import typed
from collector.tui.views import Founded, NotSaved, Where
from collector.words import _

_FIELD_OF = {"balance": "amount", "account_ref": "reference"}  # where a form's field is no column
_COLUMN_OF = {field: column for column, field in _FIELD_OF.items()}


def preset(desk: Desk) -> dict[str, str]:
    """What stands in the form from the start."""
    return {"currency": desk.office.currency}


def new_debtor(desk: Desk, values: Mapping[str, str], command_id: str) -> Founded | NotSaved:
    """Save the debtor of the form, or say what is missing."""
    try:
        cells = {_COLUMN_OF.get(field, field): value for field, value in values.items()}
        if cells.get("due_since", "").strip():
            cells["due_since"] = _day(desk, cells["due_since"]).isoformat()
        saved = founding.new_debtor(desk, cells, command_id)
    except typed.Unclear as fault:
        return NotSaved(str(fault), "due_since")
    except Unfit as fault:
        return NotSaved(fault.message, _FIELD_OF.get(fault.column, fault.column))
    except CollectorError as fault:
        return NotSaved(fault.message)
    seen = saved.card.accounts[0]
    amount = saying.amount(seen.owed.amount_minor, seen.account.currency)
    what = _("{name} owes {amount} {currency}, reference {ref}").format(
        name=saved.card.case.debtor.name, amount=amount, currency=seen.account.currency, ref=seen.account.ref
    )
    text = _("was saved before: {what}") if saved.repeated else _("saved: {what}")
    where = Where(seen.account.debtor_id, seen.account.seq)
    return Founded(where, saved.card.case.debtor.name, text.format(what=what))


def understood(desk: Desk, values: Mapping[str, str]) -> dict[str, str]:
    """What the fields are read as, by field; nothing for what cannot be read yet."""
    told_: dict[str, str] = {}
    if values.get("phone", "").strip():
        told_["phone"] = _phone(desk, values["phone"])
    if values.get("due_since", "").strip():
        with suppress(typed.Unclear):
            told_["due_since"] = saying.day(_day(desk, values["due_since"]))
    return told_


def _phone(desk: Desk, text: str) -> str:
    number = phones.read(text.partition(";")[0], desk.office.country)
    if number.number is not None and number.valid:
        return number.number
    return _("kept as typed: it is no number that can be dialled")


def _day(desk: Desk, text: str) -> date:
    return typed.day(text, desk.today(), past=True)
