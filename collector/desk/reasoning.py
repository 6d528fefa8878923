"""The reasons of a probability in words, with the raw values: of the promise and of earlier ones, never of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from collector.desk.days import short_day
from collector.desk.whys import whole
from collector.words import _, ngettext

if TYPE_CHECKING:
    from collector.rules.risk import Reason
    from collector.rules.whatif import WhatIf

UNPAID = -1  # in place of days late, as `rules/reasons.py` gives it


def reasons(found: Sequence[Reason]) -> str:
    """What speaks for it, then what speaks against it: "for: kept 5 of 6 · against: 2 others open; due on a weekend"."""
    sides = (
        ("", [each for each in found if not each.side]),
        (_("for: {reasons}"), [each for each in found if each.side > 0]),
        (_("against: {reasons}"), [each for each in found if each.side < 0]),
    )
    told = [(text, "; ".join(map(reason, some))) for text, some in sides if some]
    return " · ".join(text.format(reasons=said) if text else said for text, said in told)


def what_ifs(found: Iterable[WhatIf], currency: str, today: date) -> str:
    """What would make it likelier: "with 225 RON: 53 %, due Tue 24 Nov: 56 %"."""
    return ", ".join(_what_if(each, currency, today) for each in found)


def _what_if(found: WhatIf, currency: str, today: date) -> str:
    p = percent(found.p_bp)
    if found.amount_minor is not None:
        sum_ = f"{whole(found.amount_minor, currency)} {currency}"
        return _("with {amount}: {p}").format(amount=sum_, p=p)
    assert found.due_on is not None
    return _("due {day}: {p}").format(day=short_day(found.due_on, today), p=p)


def percent(basis_points: int) -> str:
    """A probability in 1/10000 as whole per cent: "41 %"."""
    return f"{(basis_points + 50) // 100} %"


def reason(found: Reason) -> str:
    """Why the probability is what it is: "broke the last 2, 12 and 30 days late", "kept 5 of 6"."""
    if found.numbers:
        return _COUNTED[found.id](found.numbers)
    return _plain(found.id)


def _plain(name: str) -> str:
    return {
        "no_history": _("no promise judged yet"),
        "no_break": _("no broken promise so far"),
        "new_here": _("promises began less than a month ago"),
        "pays_early": _("kept ones were paid well before the day"),
        "pays_at_the_end": _("kept ones were paid at the last moment"),
        "on_the_day": _("money comes about on the due day"),
        "better_lately": _("kept more often this month than before"),
        "worse_lately": _("kept less often this month than before"),
        "month_end": _("due around the end of the month"),
        "mid_month": _("due in the middle of the month"),
        "weekend": _("due on a weekend"),
        "weekday": _("due on a working day of the week"),
        "near_payday": _("due when money usually comes"),
        "far_from_payday": _("due long after money usually comes"),
        "moved_before": _("earlier promises were moved"),
        "never_moved": _("no earlier promise was moved"),
        "disputed": _("a dispute of the account is open"),
        "undisputed": _("no dispute"),
        "taker_known": _("it is written down who took the promise"),
        "taker_unknown": _("it is not written down who took the promise"),
    }[name]


Numbers = Sequence[int]


def _broke_last(numbers: Numbers) -> str:
    """The breaks in a row, and how late each of the latest three was paid."""
    count, *late = numbers
    said = ngettext("broke the last one", "broke the last {count}", count).format(count=count)
    return f"{said}, {_lateness(late)}" if late else said


def _lateness(late: Numbers) -> str:
    """ "12 and 30 days late", "still unpaid", "12 days late, 1 still unpaid"."""
    days = [str(each) for each in late if each != UNPAID]
    unpaid = len(late) - len(days)
    told = []
    if days:
        said = ngettext("{days} day late", "{days} days late", int(days[-1]))
        told.append(said.format(days=_listed(days)))
    if unpaid > 1 or (unpaid and days):
        said = ngettext("{count} still unpaid", "{count} still unpaid", unpaid)
        told.append(said.format(count=unpaid))
    elif unpaid:
        told.append(_("still unpaid"))
    return ", ".join(told)


def _listed(days: Sequence[str]) -> str:
    """ "12", "12 and 30", "5, 12 and 30"."""
    if len(days) == 1:
        return days[0]
    return _("{some} and {last}").format(some=", ".join(days[:-1]), last=days[-1])


def _kept_of(numbers: Numbers) -> str:
    return _("kept {kept} of {all}").format(kept=numbers[0], all=numbers[1])


def _kept_last(numbers: Numbers) -> str:
    return ngettext("kept the last one", "kept the last {count}", numbers[0]).format(count=numbers[0])


def _kept_of_weekend(numbers: Numbers) -> str:
    return _("kept {kept} of {all} due on a weekend").format(kept=numbers[0], all=numbers[1])


def _kept_of_weekday(numbers: Numbers) -> str:
    return _("kept {kept} of {all} due on a working day").format(kept=numbers[0], all=numbers[1])


def _days_early(numbers: Numbers) -> str:
    text = ngettext(
        "money comes {count} day before the due day",
        "money comes {count} days before the due day",
        numbers[0],
    )
    return text.format(count=numbers[0])


def _days_after(numbers: Numbers) -> str:
    text = ngettext(
        "money comes {count} day after the due day", "money comes {count} days after the due day", numbers[0]
    )
    return text.format(count=numbers[0])


def _little_history(numbers: Numbers) -> str:
    text = ngettext("only one promise judged yet", "only {count} promises judged yet", numbers[0])
    return text.format(count=numbers[0])


def _known_for(numbers: Numbers) -> str:
    text = ngettext("promises for {count} month", "promises for {count} months", numbers[0])
    return text.format(count=numbers[0])


def _paid_late(numbers: Numbers) -> str:
    text = ngettext("broken ones came {count} day late", "broken ones came {count} days late", numbers[0])
    return text.format(count=numbers[0])


def _part_came(numbers: Numbers) -> str:
    return _("{percent} % of the last one came").format(percent=numbers[0])


def _broken_ago(numbers: Numbers) -> str:
    text = ngettext("last broken {count} day ago", "last broken {count} days ago", numbers[0])
    return text.format(count=numbers[0])


def _far_above_usual(numbers: Numbers) -> str:
    return _("the sum is over {times} times what was usually promised").format(times=numbers[0])


def _unpaid_near(numbers: Numbers) -> str:
    days = numbers[0]
    if days <= 0:
        return _("still unpaid on the last day")
    text = ngettext("still unpaid, {count} day to go", "still unpaid, {count} days to go", days)
    return text.format(count=days)


def _of_the_usual(numbers: Numbers) -> str:
    return _("the sum is {percent} % of what was usually promised").format(percent=numbers[0])


def _of_the_balance(numbers: Numbers) -> str:
    return _("the sum is {percent} % of the balance").format(percent=numbers[0])


def _due_in(numbers: Numbers) -> str:
    days = numbers[0]
    if days <= 0:
        return _("due on the day it was made")
    return ngettext("due {count} day after it was made", "due {count} days after it was made", days).format(
        count=days
    )


def _others_open(numbers: Numbers) -> str:
    count = numbers[0]
    if not count:
        return _("no other promise open")
    return ngettext("{count} other promise open", "{count} other promises open", count).format(count=count)


def _still_unpaid(numbers: Numbers) -> str:
    count = numbers[0]
    if not count:
        return _("nothing broken is unpaid")
    return ngettext("{count} broken one still unpaid", "{count} broken ones still unpaid", count).format(
        count=count
    )


_COUNTED: dict[str, Callable[[Numbers], str]] = {
    "broke_last": _broke_last,
    "kept_of": _kept_of,
    "kept_last": _kept_last,
    "kept_of_weekend": _kept_of_weekend,
    "kept_of_weekday": _kept_of_weekday,
    "days_early": _days_early,
    "days_after": _days_after,
    "little_history": _little_history,
    "known_for": _known_for,
    "paid_late": _paid_late,
    "part_came": _part_came,
    "broken_ago": _broken_ago,
    "of_the_usual": _of_the_usual,
    "far_above_usual": _far_above_usual,
    "unpaid_near": _unpaid_near,
    "of_the_balance": _of_the_balance,
    "due_in": _due_in,
    "others_open": _others_open,
    "still_unpaid": _still_unpaid,
}
