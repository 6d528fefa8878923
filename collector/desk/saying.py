"""Words for people, from the ids that the rules and the book speak in, in the language in use.

Days come from `collector.desk.days`, single words from `collector.desk.naming`, why a step is the next one
from `collector.desk.whys`; all of them can be asked here. Nothing reads the book and nothing heavy is
imported: the command line and the app's workers say the same thing in the same words.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from collector.desk.days import clock_time, day, long_day, short_day, weekday_two
from collector.desk.naming import (
    cancel_reason,
    direction,
    ending,
    excuse,
    hold,
    ours,
    outcome,
    section,
    situation,
    state_mark,
    state_word,
    who,
)
from collector.desk.reasoning import percent, reason, reasons, what_ifs
from collector.desk.whys import amount, rounded, whole, why, why_card, why_listed
from collector.rules.records import Verdict
from collector.words import _

if TYPE_CHECKING:
    from collector.rules.cards import AccountCard
    from collector.rules.contact import Permission

__all__ = [
    "amount",
    "cancel_reason",
    "chance",
    "clock_time",
    "day",
    "direction",
    "ending",
    "excuse",
    "hold",
    "long_day",
    "ours",
    "outcome",
    "percent",
    "permission",
    "reason",
    "reasons",
    "rounded",
    "section",
    "short_day",
    "situation",
    "state",
    "state_mark",
    "state_word",
    "supposed",
    "until",
    "verdict_amounts",
    "weekday_two",
    "what_ifs",
    "who",
    "whole",
    "why",
    "why_card",
    "why_listed",
]

# --- Chances -------------------------------------------------------------------------------------------


def chance(band: str) -> str:
    """A band of the probability that the promise is kept, in words."""
    return {
        "A": _("very likely kept"),
        "B": _("likely kept"),
        "C": _("may be kept"),
        "D": _("rather not kept"),
        "E": _("hardly kept"),
    }[band]


def supposed(seen: AccountCard) -> str:
    """Which promise the probability is of where none is open: one made today, due in a week. "" where one is open."""
    first, currency = seen.stake[0], seen.account.currency
    if first.deadline_on is not None or first.missing_minor <= 0:
        return ""
    sum_ = f"{amount(first.missing_minor, currency)} {currency}"
    return _("if {amount} were promised today").format(amount=sum_)


# --- Verdicts --------------------------------------------------------------------------------------------


def state(
    verdict: Verdict, currency: str, *, first_state: str | None = None, today: date | None = None
) -> str:
    """A verdict in a breath: "broken, short by 300.00 (by 16 Nov)", with excuse, cure and first verdict.

    `first_state` is what the book found first, said only where it differs; `today` as in `why`.
    """
    parts = [_state_with_figures(verdict, currency, today)]
    if verdict.excused_why:
        parts.append(_("excused: {why}").format(why=excuse(verdict.excused_why)))
    if verdict.cured_on:
        parts.append(_("cured on {day}").format(day=short_day(verdict.cured_on, today)))
    if first_state and verdict.state not in (first_state, "open"):
        parts.append(_("at first {state}").format(state=state_word(first_state)))
    return ", ".join(parts)


def _state_with_figures(verdict: Verdict, currency: str, today: date | None) -> str:
    word = state_word(verdict.state)
    if verdict.state == "kept":
        return _on(word, verdict.decided_on, today)
    if verdict.state == "superseded":
        return _on(word, verdict.closed_on, today)
    if verdict.state == "cancelled":
        return f"{word}: {cancel_reason(verdict.cancel_reason or 'error')}"
    if verdict.state == "open":
        return _open(verdict, currency, today)
    short_by = _("short by {amount}").format(amount=amount(verdict.short_by_minor, currency))
    return f"{word}, {short_by} ({_end(verdict, today)})"


def _open(verdict: Verdict, currency: str, today: date | None) -> str:
    by = short_day(verdict.promise.deadline_on, today)
    if not verdict.received_minor:
        return _("open until {day}").format(day=by)
    text = _("open until {day}, {received} of {amount} came")
    received, promised = (
        amount(verdict.received_minor, currency),
        amount(verdict.promise.amount_minor, currency),
    )
    return text.format(day=by, received=received, amount=promised)


def _end(verdict: Verdict, today: date | None) -> str:
    """Until when money counted: the deadline, or the day on which the promise was closed before it."""
    if verdict.closed_on and verdict.closed_on <= verdict.promise.deadline_on:
        return _("closed on {day}").format(day=short_day(verdict.closed_on, today))
    return _("by {day}").format(day=short_day(verdict.promise.deadline_on, today))


def _on(word: str, when: date | None, today: date | None) -> str:
    if when is None:
        return word
    return _("{state} on {day}").format(state=word, day=short_day(when, today))


def verdict_amounts(verdict: Verdict, currency: str) -> str:
    """What was promised for which day: "300.00 Fri 27 Nov"."""
    return f"{amount(verdict.promise.amount_minor, currency)} {day(verdict.promise.due_on)}"


# --- Permission ------------------------------------------------------------------------------------------


def permission(seen: Permission, now: datetime | None = None) -> str:
    """Whether a call may begin: "call until 20:00", "from Mon 09:00", "no calls: insolvency".

    With `now` a later hour of the same day there is said without its day, one a week ahead with its date.
    """
    if seen.allowed:
        if seen.contact_until is None:
            return _("call at any time")
        return _("call until {hour}").format(hour=clock_time(seen.contact_until))
    if seen.rule and seen.rule.startswith("hold."):
        return _("no calls: {hold}").format(hold=hold(seen.rule.removeprefix("hold.")))
    if seen.contact_from is None:
        return _("no calls")
    return _("from {moment}").format(moment=_moment(seen.contact_from, now))


def _moment(moment: datetime, now: datetime | None) -> str:
    there = now.astimezone(moment.tzinfo) if now else None
    hour = clock_time(moment)
    if there and there.date() == moment.date():
        return hour
    if there and (moment.date() - there.date()).days >= 7:
        return f"{short_day(moment.date())} {hour}"
    return f"{day(moment.date()).split()[0]} {hour}"


def until(seen: Permission, now: datetime | None = None) -> str:
    """The same for a narrow column: "20:00", "Mo 09:00", "–" for never or no limit."""
    if seen.allowed:
        return clock_time(seen.contact_until) if seen.contact_until else "–"
    if seen.contact_from is None or (seen.rule or "").startswith("hold."):
        return "–"
    there = now.astimezone(seen.contact_from.tzinfo) if now else None
    hour = clock_time(seen.contact_from)
    if there and there.date() == seen.contact_from.date():
        return hour
    return f"{weekday_two(seen.contact_from.date())} {hour}"
