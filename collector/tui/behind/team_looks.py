"""What a team lead should look at beside the rates, and our own word, as lines under the figures."""

from __future__ import annotations

from datetime import date

from collector.desk import rating
from collector.desk.surveying import Survey
from collector.tui.views import TeamLook
from collector.words import _, ngettext

OURS = "ours"


def looks(seen: Survey, days: tuple[date | None, date]) -> tuple[TeamLook, ...]:
    """A line for each kind of which there is one in the period; our own word wherever we gave it."""
    found = [_promises(look, len(rows)) for look, rows in seen.to_look_at(*days).items() if rows]
    words = seen.our_words(*days)
    if words:
        kept = rating.part_of(sum(word.in_time for word in words), len(words))
        late = sum(not word.in_time for word in words)
        name = _("our own promises, done in time")
        told = ngettext("one was late or is not done", "{count} were late or are not done", late)
        found.append(TeamLook(OURS, name, kept, f"{name}: {kept} · {told.format(count=late)}"))
    return tuple(found)


def _promises(look: str, count: int) -> TeamLook:
    name, why = words_of(look)
    number = rating.number(count)
    return TeamLook(look, name, number, f"{name}: {number} · {why}")


def words_of(look: str) -> tuple[str, str]:
    """The name of what there is to see, and why it is looked at."""
    return {
        "same_day": (
            _("kept by money of the day they were made"),
            _("was the money there before the promise?"),
        ),
        "serial": (
            _("replaced three times or more before they fell due"),
            _("none of these counts as kept or broken"),
        ),
        "asked": (
            _("taken although a guard asked"),
            _("the reason given stands with each"),
        ),
    }[look]
