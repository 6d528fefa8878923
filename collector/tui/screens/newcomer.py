"""A debtor typed in by hand: a form, then the card."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from collector.rules.words import N_
from collector.tui import jobs
from collector.tui.drafts import Draft
from collector.tui.forms import Field, Form
from collector.tui.screens.base import DeskScreen
from collector.tui.views import Founded, NotSaved, Where
from collector.tui.widgets.form_panel import FormPanel
from collector.words import _

if TYPE_CHECKING:
    from collector.desk.opening import Desk

FORM = Form(
    "debtor",
    N_("New debtor"),
    (
        (Field("name", N_("Name"), 0),),
        (Field("phone", N_("Phone"), 18),),
        (Field("amount", N_("Owes"), 12), Field("currency", N_("Currency"), 6)),
        (Field("creditor", N_("Creditor"), 0),),
        (Field("due_since", N_("Since"), 12, placeholder=N_("not said")),),
        (Field("reference", N_("Reference"), 20, placeholder=N_("made if empty")),),
    ),
)
NOWHERE = Where(0, 0)  # the draft of somebody who is on no account yet


class NewcomerScreen(DeskScreen):
    """The form of a new debtor. What was typed and not saved is there again the next time."""

    PLACES = ("form",)

    def __init__(self) -> None:
        super().__init__()
        self._panel: FormPanel | None = None
        self._saving = False

    def parts(self) -> Iterable[Widget]:
        yield Static(id="filler")

    def on_mount(self) -> None:
        self._drafts = self.desk_app.newcomers
        self.ask_first("preset", self._last_typed, self._open)

    def _last_typed(self, desk: Desk) -> Draft:
        kept = self._drafts.of(NOWHERE).get(FORM.id)
        return kept or Draft(uuid.uuid4().hex, jobs.debtor_preset(desk))

    async def _open(self, draft: Draft) -> None:
        self._panel = FormPanel(FORM, draft, self.glyphs)
        await self.mount(self._panel, before="#filler")
        self._panel.begin()

    # Typing

    def on_form_panel_changed(self, message: FormPanel.Changed) -> None:
        panel, values = message.panel, message.panel.values()
        self._drafts.keep(NOWHERE, "", FORM.id, panel.draft())
        self.ask("understood", lambda desk: jobs.debtor_understood(desk, values), panel.show_understood)

    # Saving and leaving

    def action_save_form(self) -> None:
        panel = self._panel
        if panel is None or self._saving:
            return
        self._saving, draft = True, panel.draft()
        self.say_busy(_("Saving…"))
        self.ask_first(
            "write",
            lambda desk: jobs.new_debtor(desk, draft.values, draft.command_id),
            self._saved,
            self._failed,
            last_wins=False,
        )

    async def _saved(self, answer: Founded | NotSaved) -> None:
        self._saving = False
        self.settle()
        assert self._panel is not None
        if isinstance(answer, NotSaved):
            await self._panel.show_answer(answer)
            return
        self._drafts.drop(NOWHERE, FORM.id)
        from collector.tui.screens.account import AccountScreen

        card = AccountScreen(answer.where, answer.who)
        self.app.switch_screen(card)
        card.call_after_refresh(card.say, f"{answer.text} · {self.desk_app.key_of('undo')} {_('undo')}")

    def _failed(self, text: str) -> None:
        self._saving = False
        self.say_problem(text)

    def action_leave_form(self) -> None:
        if self._saving:
            return
        if self._panel is not None:  # the last letters may not have been told of yet
            self._drafts.keep(NOWHERE, "", FORM.id, self._panel.draft())
        self.dismiss()
