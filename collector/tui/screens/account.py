"""The account: the call happens here. Everything for the next sentence above, what happened below, what is
said now in the line at the bottom."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.worker import WorkerError

from collector.tui import jobs
from collector.tui.keys import bindings
from collector.tui.screens.base import nobody_left
from collector.tui.screens.daylist import filter_of
from collector.tui.screens.guiding import GuidingScreen
from collector.tui.views import AccountView, ListRow, Where
from collector.tui.widgets.call_line import CallRow, Understood
from collector.tui.widgets.card import CardHead, History
from collector.tui.widgets.role_box import RoleBox, role_boxes
from collector.tui.widgets.status_line import StatusLine
from collector.tui.widgets.step_box import StepBox
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.opening import Desk

A_MINUTE = 60.0
AT_ONCE_SECONDS = 0.03


class AccountScreen(GuidingScreen):
    """The card of one account. The call line has the focus when it opens; Esc makes letters keys."""

    BINDINGS = [*bindings("card"), *bindings("keys"), *bindings("practice")]
    PLACES = ("line", "card", "everywhere")
    OUTSIDE_LINE = ("card", "keys", "everywhere")
    AUTO_FOCUS = "#line"

    def __init__(self, where: Where, who: str = "", row: ListRow | None = None) -> None:
        """`row` is what the list knows already: it stands on the card until the account is read."""
        super().__init__(where, who or (row.who if row else ""))
        self._row = row
        self._copied: tuple[int, str] = (-1, "")  # which thing was copied last, and what was said of it

    def parts(self) -> Iterable[Widget]:
        yield from role_boxes(self.desk_app, self._where.debtor_id, self.glyphs, self.words)
        yield CardHead(self._who, self._row, self.glyphs, self.words)
        yield StepBox(self._row, self.glyphs, self.words)
        yield History(self.glyphs, self.words)
        yield CallRow()
        yield Understood(self.glyphs)

    # Loading

    async def on_mount(self) -> None:
        self.desk_app.last_opened = self._where.debtor_id
        self.desk_app.last_place = self._row.place if self._row else None
        self.begin_line()
        await self.load_first()
        self.read_drafts()
        self.lease()
        self.set_interval(A_MINUTE, self.every_minute)
        self.watch(self, "focused", self.show_keys, init=False)

    def every_minute(self) -> None:
        """Hours and permissions move on, and the lease is renewed. What has not changed is not drawn."""
        self.lease()
        if self.desk_app.settings.as_of is None:  # a pretended clock stands still
            self.load()

    def lease(self) -> None:
        """Others see that this card is open. A book that cannot be written says so when something is saved."""
        door, debtor_id = self.desk_app.door, self._where.debtor_id
        self.ask(
            "lease",
            lambda desk: jobs.lease(desk, door.holder(), debtor_id),
            self.query_one(CardHead).show_other,
            lambda _text: None,
        )

    def lay_down(self) -> None:
        """The card is left: what is typed is kept, and others may have it."""
        self.keep_typed()
        self.desk_app.lay_down(self._where.debtor_id)

    def load(self) -> None:
        """Judge the account as of now."""
        where = self._where
        self.ask("card", lambda desk: jobs.account(desk, where), self.show)

    async def load_first(self) -> None:
        """Wait a moment for the account before anything is drawn: mostly it is there by then, and to draw the
        screen once costs half of drawing it twice."""
        where, found = self._where, list[AccountView]()

        def job(desk: Desk) -> AccountView:
            found.append(jobs.account(desk, where))
            return found[0]

        reading = self.ask("card", job, self.show)
        with suppress(TimeoutError, WorkerError):
            await asyncio.wait_for(asyncio.shield(reading.wait()), AT_ONCE_SECONDS)
        for view in found:
            self.show(view)

    def action_reload(self) -> None:
        self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A role is played in practice only."""
        return bool(self.query(RoleBox)) if action == "role" else super().check_action(action, parameters)

    def action_role(self) -> None:
        self.query_one(RoleBox).turn()
        self.call_after_refresh(lambda: self.query_one(StepBox).refresh(layout=True))

    def show(self, view: AccountView) -> None:
        if view == self._view or view.where != self._where:
            return
        self._view = view
        self.query_one(CardHead).show(view)
        self.query_one(History).show(view)
        self.line.refresh()  # it is read anew: the hour and the balance have moved on
        self.understand_line()

    def show_keys(self) -> None:
        """The key bar tells what works where the focus is; a form has shown its own."""
        if self.form is None:
            outside = isinstance(self.focused, History)
            self.keys.show_places(*(self.OUTSIDE_LINE if outside else self.PLACES))

    def action_as_typed(self) -> None:
        """The notes of the history as they were typed, or in full words."""
        as_typed = self.query_one(History).turn_notes()
        self.say(_("Notes as they were typed.") if as_typed else _("Notes in full words."))

    # Leaving, and other accounts

    def action_back(self) -> None:
        if self.form is not None:
            self.action_leave_form()
            return
        self.lay_down()
        self.dismiss()

    def action_next(self) -> None:
        if self.may_act():
            find = self.desk_app.next_after(self._where.debtor_id, filter_of(self.app))
            self.ask_first("next", find, self.open_next)

    def open_next(self, row: ListRow | None) -> None:
        if row is None:
            self.say(nobody_left())
        else:
            self.lay_down()
            self.app.switch_screen(AccountScreen(row.where, row.who, row))

    def action_other(self, step: int) -> None:
        if self._view is None or not self.may_act():
            return
        seqs = [account.seq for account in self._view.accounts]
        if len(seqs) < 2:
            self.say(_("This debtor has one account only."))
            return
        self.go_to_account(seqs[(seqs.index(self._where.account_seq) + step) % len(seqs)])

    def go_to_account(self, seq: int) -> None:
        """Another account of this debtor in the place of this one; what is typed stays with its account."""
        self.keep_typed()
        self._where = self._where._replace(account_seq=seq)
        self.other_line()
        self.call_is_over()
        self.say("")
        self.load()
        self.read_drafts()

    def goals(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """For the palette: the debtor's other accounts."""
        for account in self._view.accounts if self._view else ():
            if account.seq != self._where.account_seq:
                yield account.text, partial(self.go_to_account, account.seq)

    # The number, outside the program

    def action_dial(self) -> None:
        settings, where = self.desk_app.settings, self._where
        self.ask("dial", lambda desk: jobs.dial(settings, desk, where), self.say)

    def action_copy_card(self) -> None:
        """The number; pressed again, the reference and then the last line. Anything said between begins anew."""
        view = self._view
        if view is None:
            return
        last = f"{view.history[0].day} {view.history[0].text}" if view.history else ""
        things = [text for text in (view.phone, view.ref, last) if text]
        place, said = self._copied
        again = self.query_one(StatusLine).said == said
        place = (place + 1) % len(things) if again else 0
        self.app.copy_to_clipboard(things[place])
        text = self.words(_("Copied: {text}").format(text=things[place]))
        self._copied = (place, text)
        self.say(text)
