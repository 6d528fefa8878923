"""The words of the model card: figures, intervals, groups and months as a newcomer reads them.

Source: docs/reference/risk.md, "The model card".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from collector.words import _, ngettext

LEAST_PROMISES = 50  # of a month or a group, to say anything: as learning/drift.py has it
MOST_ECE = 0.04  # above it the order is to be believed and not the number


def three(value: float | None) -> str:
    """A share or a measure with three decimals."""
    return "–" if value is None else f"{value:z.3f}"


def interval(low: float | None, high: float | None) -> str:
    """From one to the other. One without any width would be false certainty: nothing could be drawn anew."""
    if low is None or low == high:
        return "–"
    return _("{low} to {high}").format(low=three(low), high=three(high))


def signed(weight: float) -> str:
    """A weight with its sign; one that rounds to nothing has none."""
    text = f"{weight:+z.2f}"
    return "0.00" if text == "+0.00" else text


def trained_on(version: str, chosen: str, cut_on: object, data_hash: str | None, tests: int) -> str:
    """The model in use: what it was trained on, or, where nothing was fitted, what it was compared on."""
    if chosen == "card":
        told = _("Model {version}, trained on promises due before {day}; data {hash}.")
    elif tests:
        told = ngettext(
            "Model {version}, to which nothing was fitted; compared on {day} on one promise.",
            "Model {version}, to which nothing was fitted; compared on {day} on {count} promises.",
            tests,
        )
    else:
        told = _("Model {version}, to which nothing was fitted; on {day} there was no promise to compare on.")
    return told.format(version=version, day=cut_on, hash=(data_hash or "–")[:12], count=tests)


def said_by(card: Mapping[str, Any]) -> str:
    """Whose figures stand beside what was kept; those of an older training are the fitted card's."""
    return told_by(card["said_by"] or "card", card["chosen"])


def told_by(model: str, chosen: str) -> str:
    """Whose figures these are."""
    if model != chosen:
        return _("Told by the fitted scorecard, which is not used.")
    return {
        "card": _("Told by the fitted scorecard, which is used."),
        "prior": _("Told by the scorecard as it was written, which is used."),
        "kept_rate": _("Told by the plain kept rate, which is used."),
        "base_rate": _("Told by the agency's own rate, which is used."),
    }[model]


def line(found: Mapping[str, Any]) -> str:
    """Whether what was said was too sure or too shy."""
    told = _("On the latest promises that have fallen due: log odds = {intercept} + {slope} × what was said, slope {low} to {high} (95 %).")  # fmt: skip
    verdict = {
        "too sure": _("It was too sure: what it said lay too near to 0 and 1."),
        "too shy": _("It was too shy: what it said lay too near to the middle."),
        "": _("Chance alone explains that the slope is not 1."),
    }
    numbers = {name: f"{found[name]:z.2f}" for name in ("intercept", "slope", "low", "high")}
    return f"{told.format(**numbers)} {verdict[found['surely']]}"


# --- What was learnt from --------------------------------------------------------------------------------


def in_the_book(card: Mapping[str, Any]) -> list[str]:
    """How many promises there are, and which of them the fit saw."""
    count, labels, judged = card["promises"], card["labels"], card["judged"]
    if not count:
        return [_("There is no promise in the book.")]
    told = ngettext(
        "In the book: one promise, made on {first}; judged: {judged}.",
        "In the book: {count} promises made from {first} to {last}, {judged} of them judged.",
        count,
    )
    found = [told.format(count=count, first=card["first_made"], last=card["last_made"], judged=judged)]
    if judged:
        found.append(_labels(labels, card["cut_on"], fitted_only=card["chosen"] != "card"))
    if judged > labels > 0:
        found.append(_others(judged - labels))
    return found


def _labels(count: int, day: str, *, fitted_only: bool) -> str:
    if not count:
        return _("None of them was due before {day}, so nothing was fitted.").format(day=day)
    text = ngettext("One judged promise due before {day}", "{count} judged promises due before {day}", count)
    told = text.format(count=count, day=day) + "."
    idle = _("The fitted scorecard, which is not used, learnt from that.")
    return f"{told} {idle}" if fitted_only else told


def _others(count: int) -> str:
    return ngettext(
        "The other judged one is not yet due, or was made before the agency's own rate rested on twenty promises, or is older than the latest 500,000.",
        "The other {count} judged ones are not yet due, or were made before the agency's own rate rested on twenty promises, or are older than the latest 500,000.",
        count,
    ).format(count=count)  # fmt: skip


# --- Groups and months -----------------------------------------------------------------------------------


def group(by: str, key: str) -> str:
    """Which promises a group holds."""
    if by == "age":
        return _("{percent} % of the time has passed").format(percent=round(float(key) * 100))
    return {
        ("lead", "0-7"): _("due within 7 days"),
        ("lead", "8-14"): _("due in 8 to 14 days"),
        ("lead", "15-30"): _("due in 15 to 30 days"),
        ("lead", "31+"): _("due in more than 30 days"),
        ("amount", "smallest"): _("the smallest quarter of the sums"),
        ("amount", "smaller"): _("the second quarter of the sums"),
        ("amount", "larger"): _("the third quarter of the sums"),
        ("amount", "largest"): _("the largest quarter of the sums"),
        ("debtor", "new"): _("debtors without a judged promise"),
        ("debtor", "known"): _("debtors with judged promises"),
    }[by, key]


def doubtful(found: Mapping[str, Any]) -> bool:
    """Whether what was said of a group lies too far from what was kept to be believed as a number."""
    return bool(found["promises"] >= LEAST_PROMISES and found["ece"] > MOST_ECE)


def doubts(groups: Sequence[Mapping[str, Any]]) -> str:
    """What the star of a doubtful group means; nothing without one."""
    if not any(map(doubtful, groups)):
        return ""
    return _("* order, not number: the ECE is above 0.04. Believe which promise is likelier, not how likely it is.")  # fmt: skip


def months(found: Sequence[Mapping[str, Any]], away: str) -> str:
    """What the latest month of any size says, and how many before it were off. `away`: what is said of a drift."""
    large = [month for month in found if month["promises"] >= LEAST_PROMISES]
    if not large:
        return _("No month has fifty promises yet, so nothing is said of them.")
    as_said = _(
        "In {month}, the latest month of fifty promises or more, what was kept is what was predicted."
    )
    told = away or as_said.format(month=large[-1]["month"])
    off = sum(month["alarm"] for month in large[:-1])
    if not off:
        return told
    earlier = ngettext("One earlier month was off.", "{count} earlier months were off.", off)
    return f"{told} {earlier.format(count=off)}"
