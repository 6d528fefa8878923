"""Saving what was entered on a card, undo, and what is said of it. Nothing is called saved before it is on the disk."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from collector.tui import jobs
from collector.tui.drafts import Draft
from collector.tui.screens.base import DeskScreen
from collector.tui.views import AccountView, Answer, Asked, Done, NotSaved, Where
from collector.tui.widgets.form_panel import FormPanel
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.opening import Desk

OF_CALLS = ("call", "promise", "call_back", "dispute", "paid_claim")  # forms that record a call


class WritingScreen(DeskScreen):
    """The part of the account's screen that writes into the book."""

    def __init__(self, where: Where, who: str = "") -> None:
        super().__init__()
        self._where, self._who = where, who
        self._view: AccountView | None = None
        self._saving = False
        self.form: FormPanel | None = None  # the one that is open

    def show(self, view: AccountView) -> None:
        """The card as it stands now."""

    def remark(self, form: str, values: Mapping[str, str]) -> str:
        """What to say beside *saved* of a call at an hour, or under a hold, that allows none of ours."""
        view = self._view
        if view is None or view.may_call or form not in (*OF_CALLS, "no_answer"):
            return ""
        if values.get("direction") == "inbound":
            return ""
        if form == "dispute" and values.get("opened", "").strip():  # it came another way, another day
            return ""
        if form == "no_answer":
            return _("No call of ours is allowed now: {why}.").format(why=view.refusal)
        text = _("No call of ours is allowed now: {why}. If they called, all is well.")
        return text.format(why=view.refusal)

    def action_no_answer(self) -> None:
        if self.may_act():
            remark = self.remark("no_answer", {})
            self._save(
                "no_answer", Draft.new(uuid.uuid4().hex), lambda answer: self._simply_answered(answer, remark)
            )

    def action_undo(self) -> None:
        if self.may_act():
            where = self._where
            self._write(lambda desk: jobs.undo(desk, where), self._undone)

    def may_act(self) -> bool:
        """Nothing else is done while a form is open: what is typed there might be meant."""
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

    def _simply_answered(self, answer: Answer, remark: str) -> None:
        if isinstance(answer, Done):
            self._done(answer, remark)
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

    def _done(self, answer: Done, remark: str = "") -> None:
        self.show(answer.card)
        undo = f"{self.desk_app.key_of('undo')} {_('undo')}"
        self.say(" · ".join(filter(None, (answer.text, undo, remark))))
