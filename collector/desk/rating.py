"""Kept rates and the team lead's other figures in words, for the command line and the app alike. Nothing heavy is imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from collector.desk.days import short_day
from collector.rules.counting import JUDGED, UNKNOWN
from collector.rules.figures import Group, MoneyRate, Report
from collector.rules.oversight import OurWord
from collector.rules.records import Verdict
from collector.words import _, current_language

MATURE_FROM = 0.9
NONE = "–"


def rate(share: float | None) -> str:
    """A share in per cent with one decimal: "57.5 %", in Romanian "57,5 %"; a dash when there is none."""
    return NONE if share is None else f"{_per_cent(share)} %"


def interval(group: Group) -> str:
    """The 95 % interval of the kept rate in a few letters: "38.7–78.1 %"."""
    if group.low is None or group.high is None:
        return NONE
    return f"{_per_cent(group.low)}–{_per_cent(group.high)} %"


def points(difference: float) -> str:
    """A difference of two rates in points: "+2.5", "−11.0"."""
    sign = "−" if difference < 0 else "+"
    return sign + _per_cent(abs(difference))


def _per_cent(share: float) -> str:
    text = f"{100 * share:.1f}"
    return text.replace(".", ",") if current_language() == "ro" else text


def number(count: int) -> str:
    """A whole number in groups of three: "12,000", in Romanian "12.000"."""
    text = f"{count:,}"
    return text.replace(",", ".") if current_language() == "ro" else text


def part_of(part: int, whole: int) -> str:
    """ "12 of 20"."""
    return _("{part} of {whole}").format(part=part, whole=whole)


def kept_of(group: Group) -> str:
    """Kept, of those judged."""
    return part_of(group.kept, group.judged)


def kept(verdicts: Iterable[Verdict]) -> str:
    """ "kept 2 of 3", over those that were judged and count."""
    states = [verdict.state for verdict in verdicts if verdict.state in JUDGED and not verdict.excused]
    if not states:
        return _("no promise judged yet")
    return _("kept {kept} of {all}").format(kept=states.count("kept"), all=len(states))


def we_kept(words: Sequence[OurWord]) -> str:
    """ "we kept 2 of 3", of our own promises; nothing where none was due or done."""
    if not words:
        return ""
    return _("we kept {kept} of {all}").format(kept=sum(word.in_time for word in words), all=len(words))


def kept_by_both(verdicts: Iterable[Verdict], words: Sequence[OurWord]) -> str:
    """ "kept 3 of 5 · we kept 2 of 3"."""
    return " · ".join(filter(None, (kept(verdicts), we_kept(words))))


def cured_of(group: Group) -> str:
    """Cured late, of those missed."""
    return part_of(group.cured, group.partly_kept + group.broken)


def money_rate(group: Group, currency: str) -> MoneyRate | None:
    """The rate in money of one currency: this one where the group has it, else its first."""
    for each in group.money:
        if each.currency == currency:
            return each
    return group.money[0] if group.money else None


# --- Titles, keys, maturity --------------------------------------------------------------------------------


def title(by: str | None) -> str:
    """What is told: "Kept rates by agent"."""
    return {
        None: _("Kept rate"),
        "agent": _("Kept rates by agent"),
        "week": _("Kept rates by week"),
        "creditor": _("Kept rates by creditor"),
        "age": _("Kept rates by age of the debt, in days"),
    }[by]


def key_title(by: str | None) -> str:
    """What stands above the names of the groups."""
    return {
        None: "",
        "agent": _("Agent"),
        "week": _("Week"),
        "creditor": _("Creditor"),
        "age": _("Days"),
    }[by]


def group_name(group: Group, found: Report) -> str:
    """The name of a group, or of the total."""
    if group is found.total:
        return _("Total")
    return _("unknown") if group.key == UNKNOWN else group.key


def week_name(key: str) -> str:
    """A week with its Monday: "2026-W47, 16 Nov"."""
    year, _w, week = key.partition("-W")
    return f"{key}, {short_day(date.fromisocalendar(int(year), int(week), 1))}"


def maturity(found: Report) -> str:
    """How much of the period is decided, with a warning while it will still move much."""
    if found.maturity is None:
        return _("No promise falls in this period.")
    text = _("Maturity {rate} ({mature} of {promises}): past their deadline, or decided.")
    said = text.format(rate=rate(found.maturity), promises=found.total.promises, mature=found.mature)
    if found.maturity < MATURE_FROM:
        said += " " + _("Careful: below 90 %, these figures will still move.")
    return said


# --- Periods -----------------------------------------------------------------------------------------------

PERIODS = ("all", "this_month", "last_month", "last_30_days", "this_year")


def period(name: str, today: date) -> tuple[date | None, date]:
    """The first and the last day of a period, both included; none ends after today."""
    first_of_month = today.replace(day=1)
    if name == "last_month":
        last = first_of_month - timedelta(days=1)
        return last.replace(day=1), last
    firsts = {
        "all": None,
        "this_month": first_of_month,
        "last_30_days": today - timedelta(days=29),
        "this_year": today.replace(month=1, day=1),
    }
    return firsts[name], today


def period_name(name: str) -> str:
    return {
        "all": _("everything so far"),
        "this_month": _("this month"),
        "last_month": _("last month"),
        "last_30_days": _("the last 30 days"),
        "this_year": _("this year"),
    }[name]


def span(from_on: date | None, to_on: date) -> str:
    """The days of a period: "1 Oct to 31 Oct 2026", "up to 23 Nov 2026"."""
    last = f"{short_day(to_on)} {to_on.year}"
    if from_on is None:
        return _("up to {last}").format(last=last)
    return _("{first} to {last}").format(first=short_day(from_on, to_on), last=last)
