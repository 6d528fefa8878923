"""The report as tables for people: every rate with its numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collector.cli.printing import Column, heading, table, wrapped
from collector.desk import saying
from collector.rules.figures import UNKNOWN, Group, Report
from collector.words import _, current_language

MATURE_FROM = 0.9


def page(found: Report, by: str | None, plain: bool) -> Iterator[str]:
    """The lines of the report."""
    groups = (*found.groups, found.total)
    yield heading(_title(found, by), plain)
    yield from _maturity(found)
    yield ""
    yield from table(_rate_columns(by), [_rates(group, found) for group in groups])
    yield ""
    yield from table(_state_columns(by), [_states(group, found) for group in groups])
    money = [row for group in groups for row in _money(group, found)]
    if money:
        yield ""
        yield from table(_money_columns(by), money)


def _title(found: Report, by: str | None) -> str:
    title = {
        None: _("Kept rate"),
        "agent": _("Kept rates by agent"),
        "week": _("Kept rates by week"),
        "creditor": _("Kept rates by creditor"),
        "age": _("Kept rates by age of the debt, in days"),
    }[by]
    if found.from_on:
        return _("{title}, {first} to {last}").format(title=title, first=found.from_on, last=found.to_on)
    return _("{title}, up to {last}").format(title=title, last=found.to_on)


def _maturity(found: Report) -> Iterator[str]:
    if found.maturity is None:
        yield _("No promise falls in this period.")
        return
    text = _("Maturity {rate} ({mature} of {promises}): past their deadline, or decided.")
    said = text.format(rate=rate(found.maturity), promises=found.total.promises, mature=found.mature)
    if found.maturity < MATURE_FROM:
        said += " " + _("Careful: below 90 %, these figures will still move.")
    yield from wrapped(said)


# --- Columns and cells -----------------------------------------------------------------------------------


def _rate_columns(by: str | None) -> list[Column]:
    names = (_("Kept"), _("Rate"), _("95 % interval"), _("Late cured"), _("Rate"))
    return [Column(_key_title(by), least=10), *(Column(name, right=True) for name in names)]


def _rates(group: Group, found: Report) -> list[str]:
    interval = "–"
    if group.low is not None and group.high is not None:
        interval = _("{low} to {high}").format(low=rate(group.low), high=rate(group.high))
    missed = group.partly_kept + group.broken
    return [
        _key(group, found),
        _("{part} of {whole}").format(part=group.kept, whole=group.judged),
        _("too few") if group.too_few and group.judged else rate(group.kept_rate),
        interval,
        _("{part} of {whole}").format(part=group.cured, whole=missed),
        rate(group.late_cure_rate),
    ]


def _state_columns(by: str | None) -> list[Column]:
    titles = (_("Promises"), _("Kept"), _("Partly kept"), _("Broken"), _("Still open"), _("Superseded"))
    return [
        Column(_key_title(by), least=10),
        *(Column(title, right=True) for title in (*titles, _("Excused"))),
    ]


def _states(group: Group, found: Report) -> Sequence[object]:
    counts = (group.promises, group.kept, group.partly_kept, group.broken)
    return [_key(group, found), *counts, group.open, group.superseded, group.excused]


def _money_columns(by: str | None) -> list[Column]:
    names = (_("Currency"), _("Received"), _("Promised"), _("Rate"))
    return [Column(_key_title(by), least=10), *(Column(name, right=True) for name in names)]


def _money(group: Group, found: Report) -> Iterator[list[str]]:
    for each in group.money:
        received = saying.amount(each.received_minor, each.currency)
        promised = saying.amount(each.promised_minor, each.currency)
        yield [_key(group, found), each.currency, received, promised, rate(each.rate)]


def _key_title(by: str | None) -> str:
    return {
        None: "",
        "agent": _("Agent"),
        "week": _("Week"),
        "creditor": _("Creditor"),
        "age": _("Days"),
    }[by]


def _key(group: Group, found: Report) -> str:
    if group is found.total:
        return _("Total")
    return _("unknown") if group.key == UNKNOWN else group.key


def rate(share: float | None) -> str:
    """A share in per cent with one decimal: "57.5 %", in Romanian "57,5 %"; a dash when there is none."""
    if share is None:
        return "–"
    text = f"{100 * share:.1f} %"
    return text.replace(".", ",") if current_language() == "ro" else text
