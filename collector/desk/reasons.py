"""Why a step is the next one, in words: dated facts with ISO dates, and what would make another step of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from collector.desk.naming import hold as hold_words
from collector.desk.naming import ours, situation
from collector.rules import money
from collector.rules.grounds import ABSENT, MOST_FACTS, STATES_SAID, Reason
from collector.rules.records import OUR_PROMISES
from collector.rules.values import Sum, Value
from collector.words import _, current_language


def told(reason: Reason) -> str:
    """One reason in the language in use."""
    return _(reason.text).format(**{name: _value(name, value) for name, value in reason.values})


def told_all(reasons: Iterable[Reason], missing: Iterable[str], today: date) -> list[str]:
    """At most five facts; of what a sentence was left out for, the names stand last."""
    texts = [told(reason) for reason in reasons]
    names = ", ".join(missing)
    if not names:
        return texts[:MOST_FACTS]
    return [*texts[: MOST_FACTS - 1], _(ABSENT).format(on=today.isoformat(), names=names)]


def _value(name: str, value: Value | None) -> str:
    if isinstance(value, Sum):
        return f"{money.show(value.amount_minor, value.decimals, current_language())} {value.currency}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and name in _WORDS:
        return _WORDS[name](value)
    return "" if value is None else str(value)


def _ours(what: str) -> str:
    return ours(what) if what in OUR_PROMISES else what


_WORDS: dict[str, Callable[[str], str]] = {
    "hold": hold_words,
    "ours": _ours,
    "state": lambda state: _(STATES_SAID[state]),
    "situation": lambda name: f"{name} ({situation(name)})",
}
