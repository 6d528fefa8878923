"""The account: the call happens here. Everything for the next sentence above, what happened below."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from collector.tui import jobs
from collector.tui.forms import FORMS, Form, end_form
from collector.tui.keys import bindings
from collector.tui.screens.base import DeskScreen, nobody_left
from collector.tui.views import AccountView, Answer, Asked, Done, ListRow, NotSaved, Where
from collector.tui.widgets.card import CardHead, History, StepBox
from collector.tui.widgets.form_panel import Draft, FormPanel
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.opening import Desk

A_MINUTE = 60.0


class AccountScreen(DeskScreen):
    """The card of one account, with the form that is open on it."""

    BINDINGS = [*bindings("card")]
    PLACES = ("card", "everywhere")
    AUTO_FOCUS = "#history"

    def __init__(self, where: Where, who: str = "") -> None:
        super().__init__()
        self._where, self._who = where, who
        self._view: AccountView | None = None
        self._drafts: dict[str, Draft] = {}
        self._saving = False
        self.form: FormPanel | None = None  # the one that is open

    def parts(self) -> Iterable[Widget]:
        yield CardHead(self._who, self.glyphs, self.words)
        yield StepBox(self.glyphs, self.words)
        yield History(self.glyphs, self.words)

    # Loading

    def on_mount(self) -> None:
        self.desk_app.last_opened = self._where.debtor_id
        self.load()
        self.lease()
        self.set_interval(A_MINUTE, self.every_minute)

    def every_minute(self) -> None:
        """Hours and permissions move on, and the lease is renewed. What has not changed is not drawn."""
        self.lease()
        if self.desk_app.settings.as_of is None:  # a pretended clock stands still
            self.load()

    def lease(self) -> None:
        """Others see that this card is open. A book that cannot be written says so when something is saved."""
        door, debtor_id = self.desk_app.door, self._where.debtor_id
        self.ask(
            "lease", lambda desk: jobs.lease(desk, door.holder(), debtor_id), self.leased, lambda _text: None
        )

    def leased(self, other: str) -> None:
        if other:
            self.say(other)

    def lay_down(self) -> None:
        self.desk_app.lay_down(self._where.debtor_id)

    def load(self) -> None:
        """Judge the account as of now."""
        where = self._where
        self.ask("card", lambda desk: jobs.account(desk, where), self.show)

    def action_reload(self) -> None:
        self.load()

    def show(self, view: AccountView) -> None:
        if view == self._view or view.where != self._where:
            return
        self._view = view
        self.query_one(CardHead).show(view)
        self.query_one(StepBox).show(view)
        self.query_one(History).show(view)

    # Leaving, and other accounts

    def action_back(self) -> None:
        self.lay_down()
        self.dismiss()

    def action_next(self) -> None:
        door, after = self.desk_app.door, self._where.debtor_id
        self.ask_first("next", lambda desk: jobs.next_to_call(desk, door.holder(), after), self.open_next)

    def open_next(self, row: ListRow | None) -> None:
        if row is None:
            self.say(nobody_left())
        else:
            self.lay_down()
            self.app.switch_screen(AccountScreen(row.where, row.who))

    def action_other(self, step: int) -> None:
        if self._view is None:
            return
        seqs = [account.seq for account in self._view.accounts]
        if len(seqs) < 2:
            self.say(_("This debtor has one account only."))
            return
        place = (seqs.index(self._where.account_seq) + step) % len(seqs)
        self.close_form()
        self._where, self._drafts = self._where._replace(account_seq=seqs[place]), {}
        self.load()

    # Forms

    async def action_form(self, form_id: str) -> None:
        """Open a form on the card; one that was left before comes back as it was."""
        await self._open(FORMS[form_id])

    async def action_end(self) -> None:
        """Open the form that ends what stands here; what can end is of this moment, so no draft is kept."""
        if self._view is None or not self._view.ends:
            self.say(_("Nothing stands here that could end."))
            return
        self._drafts.pop("end", None)
        await self._open(end_form(self._view.ends))

    async def _open(self, form: Form) -> None:
        if self._saving or (self.form is not None and self.form.form.id == form.id):
            return
        self.close_form()
        self.say("")
        draft = self._drafts.get(form.id) or Draft.new(uuid.uuid4().hex)
        self.form = FormPanel(form, draft, self.glyphs)
        await self.mount(self.form, before="#status")
        self.form.begin()
        self.keys.show_places("form", *(("plan",) if form.repeats else ()))

    def close_form(self) -> None:
        """Take the form away; what was typed stays for the next time."""
        if self.form is not None:
            self._drafts[self.form.form.id] = self.form.draft()
            self.form.remove()
            self.form = None
        self.keys.show_places(*self.PLACES)
        self.set_focus(self.query_one(History))

    def action_leave_form(self) -> None:
        self.say("")
        self.close_form()

    def on_form_panel_changed(self, message: FormPanel.Changed) -> None:
        panel, where = message.panel, self._where
        form, values = panel.form.id, panel.values()

        def show(told: dict[str, str]) -> None:
            if panel is self.form:  # it may have been left or saved meanwhile
                panel.show_understood(told)

        self.ask("understood", lambda desk: jobs.understood(desk, where, form, values), show)

    def action_save_form(self) -> None:
        panel = self.form
        if panel is not None:
            self._save(panel.form.id, panel.draft(), lambda answer: self.answered(panel, answer))

    async def answered(self, panel: FormPanel, answer: Answer) -> None:
        if not isinstance(answer, Done):
            self.say("")
            await panel.show_answer(answer)
            return
        if panel is self.form:
            self.close_form()
        self._drafts.pop(panel.form.id, None)
        self._done(answer)

    # Entries

    def action_no_answer(self) -> None:
        if self._may_act():
            self._save("no_answer", Draft.new(uuid.uuid4().hex), self._simply_answered)

    def action_undo(self) -> None:
        if self._may_act():
            where = self._where
            self._write(lambda desk: jobs.undo(desk, where), self._undone)

    def _may_act(self) -> bool:
        if self.form is not None:
            self.say(_("A form is open. Esc leaves it first; nothing was saved."))
        return self.form is None and not self._saving

    def _save(self, form: str, draft: Draft, then: Callable[[Answer], object]) -> None:
        where = self._where
        self._write(
            lambda desk: jobs.enter(desk, where, form, draft.values, draft.answers, draft.command_id), then
        )

    def _write(self, job: Callable[[Desk], Answer], then: Callable[[Answer], object]) -> None:
        """One entry at a time, and no key is taken up until it is told what came of it."""
        if self._saving:
            return
        self._saving = True
        self.say(_("Saving…"))

        def finished(answer: Answer) -> object:
            self._saving = False
            return then(answer)

        def failed(text: str) -> None:
            self._saving = False
            self.say_problem(text)

        self.ask_first("write", job, finished, failed, last_wins=False)

    def _simply_answered(self, answer: Answer) -> None:
        if isinstance(answer, Done):
            self._done(answer)
        else:
            self._not_done(answer)

    def _undone(self, answer: Answer) -> None:
        if isinstance(answer, Done):
            self.show(answer.card)
            self.say(answer.text)
        else:
            self._not_done(answer)

    def _not_done(self, answer: Asked | NotSaved) -> None:
        texts = [q.text for q in answer.questions] if isinstance(answer, Asked) else [answer.text]
        self.say_problem(" ".join(texts))

    def _done(self, answer: Done) -> None:
        self.show(answer.card)
        self.say(f"{answer.text} · {self.desk_app.key_of('undo')} {_('undo')}")
