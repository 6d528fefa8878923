"""The report as tables for people: every rate with its numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collector.cli.printing import Column, heading, screen_width, table, width, wrapped
from collector.desk import saying
from collector.desk.rating import cured_of, group_name, kept_of, key_title, maturity, rate, title
from collector.rules.figures import Group, Report
from collector.words import _


def page(found: Report, by: str | None, plain: bool, model: str) -> Iterator[str]:
    """The lines of the report; `model` says what scores now."""
    groups = (*found.groups, found.total)
    yield heading(_title(found, by), plain)
    yield from wrapped(maturity(found))
    yield ""
    yield from _rate_tables(groups, found, by)
    yield ""
    yield from table(_state_columns(by), [_states(group, found) for group in groups])
    money = [row for group in groups for row in _money(group, found)]
    if money:
        yield ""
        yield from table(_money_columns(by), money)
    yield ""
    yield from wrapped(_("Expected is what a model that had not seen the outcome gave each promise."))
    yield from wrapped(model)


def _title(found: Report, by: str | None) -> str:
    if found.from_on:
        text = _("{title}, {first} to {last}")
        return text.format(title=title(by), first=found.from_on, last=found.to_on)
    return _("{title}, up to {last}").format(title=title(by), last=found.to_on)


# --- Columns and cells -----------------------------------------------------------------------------------


def _rate_tables(groups: Sequence[Group], found: Report, by: str | None) -> Iterator[str]:
    """One table; where the screen is too narrow for it, what was cured late has its own."""
    name, rates = Column(key_title(by), least=10), [_rates(group, found) for group in groups]
    cells = [[*row, *_cured(group)] for row, group in zip(rates, groups, strict=True)]
    whole = list(table([name, *_rate_columns(), *_cured_columns()], cells))
    if max(map(width, whole)) <= screen_width():
        yield from whole
        return
    yield from table([name, *_rate_columns()], rates)
    yield ""
    yield from table([name, *_cured_columns()], [[row[0], *row[-2:]] for row in cells])


def _rate_columns() -> list[Column]:
    names = (_("Kept"), _("Rate"), _("Expected"), _("95 % interval"))
    return [Column(name, right=True) for name in names]


def _cured_columns() -> list[Column]:
    return [Column(name, right=True) for name in (_("Late cured"), _("Rate"))]


def _cured(group: Group) -> list[str]:
    return [cured_of(group), rate(group.late_cure_rate)]


def _rates(group: Group, found: Report) -> list[str]:
    interval = "–"
    if group.low is not None and group.high is not None:
        interval = _("{low} to {high}").format(low=rate(group.low), high=rate(group.high))
    return [
        group_name(group, found),
        kept_of(group),
        _("too few") if group.too_few and group.judged else rate(group.kept_rate),
        rate(group.expected),
        interval,
    ]


def _state_columns(by: str | None) -> list[Column]:
    titles = (_("Promises"), _("Kept"), _("Partly kept"), _("Broken"), _("Still open"), _("Superseded"))
    return [
        Column(key_title(by), least=10),
        *(Column(title, right=True) for title in (*titles, _("Excused"))),
    ]


def _states(group: Group, found: Report) -> Sequence[object]:
    counts = (group.promises, group.kept, group.partly_kept, group.broken)
    return [group_name(group, found), *counts, group.open, group.superseded, group.excused]


def _money_columns(by: str | None) -> list[Column]:
    names = (_("Currency"), _("Received"), _("Promised"), _("Rate"))
    return [Column(key_title(by), least=10), *(Column(name, right=True) for name in names)]


def _money(group: Group, found: Report) -> Iterator[list[str]]:
    for each in group.money:
        received = saying.amount(each.received_minor, each.currency)
        promised = saying.amount(each.promised_minor, each.currency)
        yield [group_name(group, found), each.currency, received, promised, rate(each.rate)]
