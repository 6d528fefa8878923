"""The list in practice: everybody in the book, one for each situation, in the order of precedence."""

from __future__ import annotations

from collector.tui import jobs
from collector.tui.screens.today import TodayScreen
from collector.words import _


class PracticeScreen(TodayScreen):
    """The day's list, whole and in an order of its own: those who may not be called are practised on too."""

    def mode(self) -> str:
        return _("Practice")

    def load(self) -> None:
        drills = self.desk_app.drills
        self.ask("list", lambda desk: jobs.drills(desk, drills), self.show_day, self._not_read)

    async def action_filter(self) -> None:
        self._all_are_here()

    def action_saved_filter(self) -> None:
        self._all_are_here()

    def _all_are_here(self) -> None:
        self.say(_("In practice the list is always whole: a person for every situation."))
