"""Turns the rows of a sheet into typed lines; a row with a wrong cell becomes a Problem and costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from typing import Any, NamedTuple

from collector.exchange import values
from collector.exchange.columns import AMOUNTS, Reader, readers
from collector.exchange.kinds import KINDS, match_headers
from collector.exchange.linetypes import (
    CallLine,
    Extra,
    Line,
    PaymentLine,
    PortfolioLine,
    PromiseLine,
    RateLine,
)
from collector.exchange.problems import Problem, problem
from collector.exchange.sheet import Sheet
from collector.exchange.table import Cell, text_of
from collector.rules.words import N_, Unreadable
from collector.words import _

__all__ = [
    "CallLine",
    "Line",
    "PaymentLine",
    "PortfolioLine",
    "Problem",
    "PromiseLine",
    "RateLine",
    "Reading",
    "amount_of",
    "read_lines",
    "stream_lines",
    "unknown_columns",
]

EXTRA_LIMIT = 40_000  # characters, more than a cell can hold: an unknown column never costs its line


class Reading(NamedTuple):
    """A whole file: its good lines, its refused ones, and the headers that were kept as notes."""

    lines: list[Line]
    problems: list[Problem]
    unknown: tuple[str, ...]


def read_lines(sheet: Sheet, kind: str, zone: tzinfo, decimals: Mapping[str, int]) -> Reading:
    """All lines of a sheet at once.

    `zone` is the office's; `decimals` has every known currency. Raises UsageError for missing columns.
    """
    reading = Reading([], [], unknown_columns(sheet, kind))
    for line in stream_lines(sheet, kind, zone, decimals):
        if isinstance(line, Problem):
            reading.problems.append(line)
        else:
            reading.lines.append(line)
    return reading


def stream_lines(
    sheet: Sheet, kind: str, zone: tzinfo, decimals: Mapping[str, int]
) -> Iterator[Line | Problem]:
    """The same, one by one in the order of the file, for a million lines in little memory.

    Raises UsageError for missing columns at once, and for a workbook that turns out damaged while it is read.
    """
    plan = _plan(sheet, kind, zone, decimals)
    return (
        record if isinstance(record, Problem) else _typed(record[0], record[1], plan)
        for record in sheet.records()
    )


def unknown_columns(sheet: Sheet, kind: str) -> tuple[str, ...]:
    """The headers that this kind does not know; their cells are in each line's `extra`."""
    return tuple(match_headers(sheet.path, sheet.headers, kind).unknown)


def amount_of(line: PromiseLine | PaymentLine, decimals: int) -> int:
    """The amount in minor units, once the account's currency, and so its decimals, are known.

    Raises Unreadable when the cell holds no amount above zero in such a currency.
    """
    return (
        values.positive_amount(line.amount_cell, decimals) if line.amount_minor is None else line.amount_minor
    )


# Columns whose cells must hold something: the required ones, but a call may have no note.
_NEVER_EMPTY = {name: frozenset(kind.required) - {"note"} for name, kind in KINDS.items()}

# --- From cells to values ------------------------------------------------------------------------------


class _Step(NamedTuple):
    """How one column is read."""

    slot: int  # in the kind's columns
    place: int  # in the row
    column: str
    required: bool
    read: Reader


class _Amount(NamedTuple):
    """The column whose reading waits for the line's currency."""

    slot: int
    place: int
    column: str
    currency_slot: int
    read: Callable[[Cell, int], int]


class _Plan(NamedTuple):
    steps: tuple[_Step, ...]
    amount: _Amount | None
    extra: tuple[tuple[str, int], ...]
    decimals: Mapping[str, int]
    width: int  # columns of the kind
    build: Callable[[int, list[Any], Extra], Line]


class _WrongTogether(Exception):
    """Cells that are right alone and wrong beside each other."""

    def __init__(self, column: str, seen: object, error: Unreadable) -> None:
        super().__init__(str(error))
        self.column, self.seen, self.error = column, seen, error


def _typed(line: int, cells: list[Cell], plan: _Plan) -> Line | Problem:
    """The line, or the first cell of it that cannot be read."""
    found: list[Any] = [None] * plan.width
    column, cell = "", None
    try:
        for slot, place, column, required, read in plan.steps:
            cell = cells[place]
            if cell != "" and cell is not None:
                found[slot] = read(cell)
            elif required:
                return problem(line, column, "", _("a value; the cell is empty"))
        if plan.amount is not None:
            column, cell = plan.amount.column, cells[plan.amount.place]
            found[plan.amount.slot] = _amount(cell, found, plan.amount, plan.decimals)
        return plan.build(line, found, _extra(cells, plan.extra) if plan.extra else ())
    except Unreadable as error:
        return problem(line, column, text_of(cell), error)
    except _WrongTogether as wrong:
        return problem(line, wrong.column, wrong.seen, wrong.error)


def _amount(
    cell: Cell, found: list[Any], step: _Amount, decimals: Mapping[str, int]
) -> tuple[Cell, int | None]:
    """The cell, and its minor units when the line names its currency."""
    if cell == "" or cell is None:
        raise Unreadable(N_("a value; the cell is empty"))
    currency = found[step.currency_slot]
    return cell, step.read(cell, decimals[currency]) if isinstance(currency, str) else None


def _extra(cells: list[Cell], unknown: tuple[tuple[str, int], ...]) -> Extra:
    found = ((header, values.text(cells[place], EXTRA_LIMIT)) for header, place in unknown)
    return tuple((header, text) for header, text in found if text)


def _plan(sheet: Sheet, kind: str, zone: tzinfo, decimals: Mapping[str, int]) -> _Plan:
    matched = match_headers(sheet.path, sheet.headers, kind)
    columns = KINDS[kind].columns
    read = readers(kind, zone, decimals)
    waiting = AMOUNTS.get(kind)
    steps = tuple(
        _Step(slot, matched.places[column], column, column in _NEVER_EMPTY[kind], read[column])
        for slot, column in enumerate(columns)
        if column in matched.places and (waiting is None or column != waiting[0])
    )
    amount = None
    if waiting is not None:
        column, read_amount = waiting
        amount = _Amount(
            columns.index(column), matched.places[column], column, columns.index("currency"), read_amount
        )
    return _Plan(steps, amount, tuple(matched.unknown.items()), decimals, len(columns), _BUILD[kind])


# --- From values to lines ------------------------------------------------------------------------------
# The values stand in the order of the kind's columns in `kinds.py`.


def _portfolio(line: int, found: list[Any], extra: Extra) -> PortfolioLine:
    account_ref, debtor_ref, names, currency, balance, balance_on, creditor, phones, *rest = found
    told = (account_ref, debtor_ref, *names, currency, balance[1], balance_on, creditor, phones or ())
    return PortfolioLine._make((line, *told, *rest, extra))


def _promise(line: int, found: list[Any], extra: Extra) -> PromiseLine:
    account_ref, (made_on, made_at), due_on, (cell, minor), *rest = found
    if due_on < made_on:
        raise _WrongTogether(
            "due_on", due_on, Unreadable(N_("a day on or after made_on, {day}"), day=made_on)
        )
    return PromiseLine._make((line, account_ref, made_on, made_at, due_on, cell, minor, *rest, extra))


def _payment(line: int, found: list[Any], extra: Extra) -> PaymentLine:
    account_ref, (paid_on, paid_at), (cell, minor), currency, payment_ref, reverses_ref = found
    return PaymentLine(
        line, account_ref, paid_on, paid_at, cell, minor, currency, payment_ref, reverses_ref, extra
    )


def _call(line: int, found: list[Any], extra: Extra) -> CallLine:
    account_ref, (called_on, called_at), note, agent, phone, direction = found
    return CallLine(line, account_ref, called_on, called_at, note or "", agent, phone, direction, extra)


def _rate(line: int, found: list[Any], extra: Extra) -> RateLine:
    return RateLine._make((line, *found, extra))


_BUILD: dict[str, Callable[[int, list[Any], Extra], Line]] = {
    "portfolio": _portfolio,
    "promises": _promise,
    "payments": _payment,
    "calls": _call,
    "rates": _rate,
}
