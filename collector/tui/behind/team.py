"""The team's figures as texts: the same numbers as `collector report`, from one reading of the book a session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.desk import attributing, rating, saying
from collector.desk.opening import Desk
from collector.desk.surveying import Survey, survey
from collector.rules.figures import Group, MoneyRate, Report
from collector.tui.behind.periods import typed_period
from collector.tui.behind.team_looks import looks
from collector.tui.views import Bar, TeamAsked, TeamGroup, TeamPeriod, TeamView
from collector.words import _, ngettext

Days = tuple[date | None, date]
TYPED = "typed"


def days_of(desk: Desk, asked: TeamAsked) -> Days:
    """The first and last day of the period that is asked for. UsageError for days that cannot be read."""
    if asked.period == TYPED:
        return typed_period(asked.typed, desk.today())
    return rating.period(asked.period, desk.today())


def surveyed(desk: Desk, known: Survey | None, progress: Callable[[int, int], None]) -> Survey:
    """The survey that is known, if it is of today; else a new one."""
    if known is not None and known.as_of == desk.today():
        return known
    return survey(desk, progress)


def view(desk: Desk, seen: Survey, asked: TeamAsked, days: Days) -> TeamView:
    """The figures of a period as the screen shows them."""
    found = seen.report(asked.by, *days)
    at = _Seen(found, asked, desk.office.currency, _period(asked, days))
    groups = [*found.groups, found.total] if found.total.promises else []
    if asked.by == "week":
        groups = [*reversed(found.groups), *groups[-1:]]  # the latest is what is asked for
    moment = seen.counted_at.astimezone(ZoneInfo(desk.office.zone))
    return TeamView(
        asked=asked,
        title=rating.title(asked.by),
        key_title=rating.key_title(asked.by),
        period=at.period,
        whole=_breath(found.total),
        about=_about(found) if groups else "",
        model=attributing.in_use(desk) if groups else "",
        groups=tuple(_group(group, at) for group in groups),
        looks=looks(seen, days) if groups else (),
        empty="" if groups else _nothing(seen),
        counted=_("counted at {hour}").format(hour=saying.clock_time(moment)) if groups else "",
    )


class _Seen(NamedTuple):
    """What the groups of one view share."""

    report: Report
    asked: TeamAsked
    currency: str
    period: str


def _period(asked: TeamAsked, days: Days) -> str:
    if asked.period == TYPED:
        return rating.span(*days)
    return f"{rating.period_name(asked.period)}: {rating.span(*days)}"


def periods(today: date) -> tuple[TeamPeriod, ...]:
    """The named periods with their days, and the one that is typed."""
    named = [
        TeamPeriod(name, rating.period_name(name), rating.span(*rating.period(name, today)))
        for name in rating.PERIODS
    ]
    return (*named, TeamPeriod(TYPED, _("from – to"), _("type two days, a month or a year")))


def _about(found: Report) -> str:
    """What a period means, and how much of it is decided."""
    if found.from_on is None:
        text = _("Promises whose deadline fell up to {last}; if closed earlier, the day of that counts.")
    else:
        text = _(
            "Promises whose deadline fell from {first} to {last}; if closed earlier, the day of that counts."
        )
    first = saying.short_day(found.from_on, found.to_on) if found.from_on else ""
    said = text.format(first=first, last=f"{saying.short_day(found.to_on)} {found.to_on.year}")
    return f"{said} {rating.maturity(found)}"


def _nothing(seen: Survey) -> str:
    if not len(seen):
        return _(
            "Nobody has promised anything in this book yet.\n\n"
            "As soon as promises fall due, here stands how many of them were kept: by agent, week, creditor "
            "and age of the debt, with the promises behind each number."
        )
    return _("No promise falls in this period. {key} chooses another.")


def _breath(total: Group) -> str:
    """The whole, however few they are: the bar and the rate say when it is too few."""
    if not total.judged:
        return ""
    if total.too_few:
        return _("kept {part}, too few to say").format(part=rating.kept_of(total))
    return _("kept {part}, {rate}").format(part=rating.kept_of(total), rate=rating.rate(total.kept_rate))


# --- One group -------------------------------------------------------------------------------------------


def _group(group: Group, at: _Seen) -> TeamGroup:
    money = rating.money_rate(group, at.currency)
    told = f" {_DOT} ".join(_told(group, at))
    return TeamGroup(
        key=None if group is at.report.total else group.key,
        name=_name(group, at),
        kept=rating.kept_of(group) if group.judged else rating.NONE,
        rate=rating.NONE if group.too_few else rating.rate(group.kept_rate),
        interval=rating.interval(group),
        money=rating.rate(money.rate) if money else rating.NONE,
        expected=rating.rate(group.expected),
        lift=_lift(group),
        counts=_counts(group),
        bar=_bar(group),
        few=_few(group),
        told=told,
    )


_DOT = "·"


def _name(group: Group, at: _Seen) -> str:
    name = rating.group_name(group, at.report)
    return rating.week_name(group.key) if at.asked.by == "week" and name == group.key else name


def _few(group: Group) -> str:
    if not group.judged:
        return _("none judged yet")
    return _("too few") if group.too_few else ""


def _lift(group: Group) -> str:
    if group.kept_rate is None or group.expected is None or group.too_few:
        return rating.NONE
    return rating.points(group.kept_rate - group.expected)


def _bar(group: Group) -> Bar | None:
    if group.too_few or group.kept_rate is None or group.low is None or group.high is None:
        return None
    return Bar(group.kept_rate, group.low, group.high, group.expected)


def _counts(group: Group) -> tuple[str, ...]:
    """In the order of the columns on a wide screen."""
    before = (group.promises, group.partly_kept, group.broken, group.open, group.excused)
    cured = rating.cured_of(group) if group.partly_kept + group.broken else rating.NONE
    return (*map(str, before), cured, str(group.superseded))


def _told(group: Group, at: _Seen) -> list[str]:
    """Every number of a group in words, so that a narrow screen and what is copied lack none."""
    rate = _("too few to say") if group.too_few else rating.rate(group.kept_rate)
    parts = [f"{_name(group, at)}: " + _("kept {part}").format(part=rating.kept_of(group))]
    if group.judged:
        interval = _("95 % interval {range}").format(range=rating.interval(group))
        parts += [f"{rate} ({interval})", *(_money(each) for each in group.money)]
    if group.expected is not None:
        parts.append(_("expected {rate}").format(rate=rating.rate(group.expected)))
    promises = ngettext("one promise", "{count} promises", group.promises).format(count=group.promises)
    parts.append(f"{promises}: {', '.join(_states(group))}")
    if group.cured:
        parts.append(_("cured late {part}").format(part=rating.cured_of(group)))
    return parts


def _money(each: MoneyRate) -> str:
    return _("money {received} of {promised} {currency}, {rate}").format(
        received=saying.amount(each.received_minor, each.currency),
        promised=saying.amount(each.promised_minor, each.currency),
        currency=each.currency,
        rate=rating.rate(each.rate),
    )


def _states(group: Group) -> list[str]:
    """Those that there are; what is none is not told."""
    states = ("kept", "partly_kept", "broken", "open", "superseded")
    counts = [(saying.state_word(state), getattr(group, state)) for state in states]
    counts.append((_("excused"), group.excused))
    return [f"{word} {count}" for word, count in counts if count]
