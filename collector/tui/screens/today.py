"""Today: whom to call, in the order of the day; opening them, one after the other."""

from __future__ import annotations

from collector.tui import jobs
from collector.tui.drafts import Waiting
from collector.tui.keys import bindings
from collector.tui.screens.base import nobody_left
from collector.tui.screens.finding import FindingList, FindLine
from collector.tui.views import NO_FILTER, ListPage, ListRow, Where
from collector.tui.widgets.line_list import LineList
from collector.words import _, ngettext

__all__ = ["FindLine", "TodayScreen"]


class TodayScreen(FindingList):
    """The screen that the app begins with."""

    BINDINGS = [*bindings("today")]
    PLACES = ("today", "everywhere")
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._drafts: tuple[Waiting, ...] = ()
        self._told_drafts = False

    # Opening

    async def action_open(self) -> None:
        text = self._field.value
        if not self._typing or text == self._found_by:
            await self.open_current()
        elif text.strip():  # the list still shows what fewer letters found
            self.ask_first(
                "find", lambda desk: jobs.find(desk, text), lambda page: self.open_found(text, page)
            )
        else:
            self.action_leave_find()

    async def open_found(self, text: str, page: ListPage) -> None:
        self.show_found(text, page)
        await self.open_current()

    async def open_current(self) -> None:
        row = self.list.current
        if row is None:
            return
        if self._typing:
            self._close_line()
        await self._open(row.where, row.who, row)

    async def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        await self.open_current()

    def action_next(self) -> None:
        app = self.desk_app
        self.ask_first("next", app.next_after(app.last_opened, self.chosen), self.open_next)

    async def open_next(self, row: ListRow | None) -> None:
        if row is not None:
            await self._open(row.where, row.who, row)
        elif self.chosen == NO_FILTER:
            self.say(nobody_left())
        else:
            text = _("Nobody further to call by this filter. {key} shows the whole list.")
            self.say(text.format(key=self.desk_app.key_of("back_to_list")))

    async def _open(self, where: Where, who: str, row: ListRow | None = None) -> None:
        from collector.tui.screens.account import AccountScreen  # not needed for the first screen

        await self.app.push_screen(AccountScreen(where, who, row))

    async def action_team(self) -> None:
        from collector.tui.screens.team import TeamScreen

        await self.app.push_screen(TeamScreen())

    def action_copy(self) -> None:
        """Put the phone number, else the reference, into the clipboard of the terminal, over SSH too."""
        row = self.list.current
        if row is None or not (row.phone or row.ref):
            self.say(_("There is nothing to copy here."))
            return
        self.app.copy_to_clipboard(row.phone or row.ref)
        text = _("copied: {text} of {who}") if row.phone else _("no phone number; copied: {text} of {who}")
        self.say(text.format(text=row.phone or row.ref, who=row.who))

    # Drafts

    def _after_rows(self) -> None:
        super()._after_rows()
        drafts = self.desk_app.drafts
        self.ask_door(
            "drafts",
            lambda _door: (drafts.waiting(), jobs.own_card_problem()),
            lambda it: self.show_drafts(*it),
        )

    def show_drafts(self, waiting: tuple[Waiting, ...], problem: str = "") -> None:
        """Their rows get a sign; at the start it is said whose they are, and before that what is wrong with the
        agency's own scorecard."""
        self._drafts = waiting
        self.list.mark_drafts(each.where for each in waiting)
        if not self._told_drafts:
            words = drafts_words(waiting, self.desk_app.key_of("draft")) if waiting else ""
            if problem:
                self.say_problem(" · ".join(filter(None, (problem, words))))
            elif words:
                self.say(words)
        self._told_drafts = True

    async def action_draft(self) -> None:
        """The card typed on last; pressed again, the one after it."""
        if not self._drafts:
            self.say(_("Nothing typed waits to be saved."))
            return
        last = next(
            (n for n, each in enumerate(self._drafts) if each.where.debtor_id == self.desk_app.last_opened),
            -1,
        )
        each = self._drafts[(last + 1) % len(self._drafts)]
        await self._open(each.where, each.who)


def drafts_words(waiting: tuple[Waiting, ...], key: str) -> str:
    """Whose card has something typed and not saved, and the key that opens it."""
    told = ngettext(
        "typed and not saved: {who} · {key} opens the card",
        "typed and not saved on {count} cards, the latest {who} · {key} opens them one by one",
        len(waiting),
    )
    return told.format(who=waiting[0].who, count=len(waiting), key=key)
