"""The report as tables for people: every rate with its numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collector.cli.printing import Column, heading, table, wrapped
from collector.desk import saying
from collector.desk.rating import cured_of, group_name, kept_of, key_title, maturity, rate, title
from collector.rules.figures import Group, Report
from collector.words import _


def page(found: Report, by: str | None, plain: bool) -> Iterator[str]:
    """The lines of the report."""
    groups = (*found.groups, found.total)
    yield heading(_title(found, by), plain)
    yield from wrapped(maturity(found))
    yield ""
    yield from table(_rate_columns(by), [_rates(group, found) for group in groups])
    yield ""
    yield from table(_state_columns(by), [_states(group, found) for group in groups])
    money = [row for group in groups for row in _money(group, found)]
    if money:
        yield ""
        yield from table(_money_columns(by), money)


def _title(found: Report, by: str | None) -> str:
    if found.from_on:
        text = _("{title}, {first} to {last}")
        return text.format(title=title(by), first=found.from_on, last=found.to_on)
    return _("{title}, up to {last}").format(title=title(by), last=found.to_on)


# --- Columns and cells -----------------------------------------------------------------------------------


def _rate_columns(by: str | None) -> list[Column]:
    names = (_("Kept"), _("Rate"), _("95 % interval"), _("Late cured"), _("Rate"))
    return [Column(key_title(by), least=10), *(Column(name, right=True) for name in names)]


def _rates(group: Group, found: Report) -> list[str]:
    interval = "–"
    if group.low is not None and group.high is not None:
        interval = _("{low} to {high}").format(low=rate(group.low), high=rate(group.high))
    return [
        group_name(group, found),
        kept_of(group),
        _("too few") if group.too_few and group.judged else rate(group.kept_rate),
        interval,
        cured_of(group),
        rate(group.late_cure_rate),
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
