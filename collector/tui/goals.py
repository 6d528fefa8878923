"""Where the palette leads: what works in front of it, what is elsewhere, and by which names they are found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from collector import words
from collector.rules.words import N_
from collector.tui import jobs
from collector.tui.keymap import shown
from collector.tui.keys import BY_ID, PLACES, Action
from collector.tui.reach import Reach, in_reach
from collector.words import _

if TYPE_CHECKING:
    from collector.tui.app import CollectorApp
    from collector.tui.saved_filters import Saved
    from collector.tui.screens.daylist import DayList

FROM_TODAY = (
    "team",
    "find",
    "filter",
    "import",
    "new_debtor",
    "quit",
)  # done from wherever one is, by going there


class Entry(NamedTuple):
    """A line of the palette: what it says, by which names it is found, what Enter does."""

    heading: str
    text: str
    keys: str
    names: tuple[str, ...]  # the most important first
    go: Callable[[], object]


def of_action(reach: Reach, go: Callable[[], object], *, ascii_only: bool) -> Entry:
    """An action that works where the palette was opened, found by its words in either language and its id."""
    keys = " ".join(shown(key, ascii_only=ascii_only) for key in reach.keys)
    return Entry(_("Here"), _(reach.action.text), keys, names_of(reach.action), go)


def of_screen(text: str, msgid: str, go: Callable[[], object]) -> Entry:
    """A screen; `msgid` is its English name, empty for what a person named."""
    return Entry(_("Elsewhere"), text, "", (text, *in_all_languages(msgid)), go)


def names_of(action: Action) -> tuple[str, ...]:
    """What an action is called: in the language in use, by its id, in the others; with its place at last."""
    said = (_(action.text), _(action.short), action.id, *in_all_languages(action.text, action.short))
    return (*said, f"{_(PLACES[action.where])} {_(action.text)}")


def in_all_languages(*texts: str) -> list[str]:
    """These texts in every language there is."""
    found = []
    for language in words.LANGUAGES:
        with words.speaking(language):
            found += [_(text) for text in texts]
    return found


def entries(app: CollectorApp) -> list[Entry]:
    """Everything that works on the screen in front, what only moves the cursor last; then the screens."""
    reaches = [reach for reach in in_reach(app.screen, app.keymap) if reach.action.id != "palette"]
    reaches.sort(key=lambda reach: reach.action.where == "move")
    found = [of_action(reach, partial(app.do, reach), ascii_only=app.settings.plain) for reach in reaches]
    return found + screens(app, {reach.action.id for reach in reaches})


def screens(app: CollectorApp, near: set[str]) -> list[Entry]:
    """The screens that are elsewhere: the day's list, and what is reached from it."""
    found = []
    if app.screen is not days_list(app):
        found.append(of_screen(_("Today"), N_("Today"), app.go_today))
    for action in (BY_ID[action_id] for action_id in FROM_TODAY if action_id not in near):
        there = of_screen(_(action.text), action.text, partial(from_today, app, action.id))
        found.append(there._replace(names=names_of(action)))
    return found


def days_list(app: CollectorApp) -> DayList | None:
    """The list of the day, wherever under the palette it is."""
    from collector.tui.screens.daylist import DayList

    return next((screen for screen in app.screen_stack if isinstance(screen, DayList)), None)


async def from_today(app: CollectorApp, action_id: str) -> None:
    """Do what can be done from the day's list only."""
    await app.go_today()
    for reach in in_reach(app.screen, app.keymap):
        if reach.action.id == action_id:
            await app.do(reach)


async def narrowed(app: CollectorApp, saved: Saved) -> None:
    """The day's list with a saved filter."""
    await app.go_today()
    day = days_list(app)
    if day is not None:
        day.ask_first(
            "saved", jobs.filter_choices, lambda choices: day.narrow(saved.chosen, saved.name, choices)
        )
