"""What is typed on a card: the call line, the forms, and all of it that is not yet saved."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping

from textual.widget import Widget
from textual.widgets import Input

from collector.tui import jobs
from collector.tui.drafts import LINE, Draft
from collector.tui.forms import ASKED_OF_LINE, FORMS, OUTCOME_OF_LINE, Form, end_form
from collector.tui.keys import ACTIONS
from collector.tui.screens.lining import OF_LINE, OUTCOME, LineScreen
from collector.tui.views import Answer, Done, Where
from collector.tui.widgets.card import History
from collector.tui.widgets.form_panel import FormPanel
from collector.tui.widgets.step_box import StepBox
from collector.words import _

CALL = "call"  # the form of a call as it was written down in the line
END = "end"  # what can end is of the moment: this form has no draft
OPENED_BY = {f"form('{form}')": form for form in FORMS}
KEY_OF_FORM = {OPENED_BY[action.does]: action.id for action in ACTIONS if action.does in OPENED_BY}


class EntryScreen(LineScreen):
    """The part of the account's screen that is typed on."""

    def __init__(self, where: Where, who: str = "") -> None:
        super().__init__(where, who)
        self._back_to: Widget | None = None  # what had the focus before the form

    def show_keys(self) -> None:
        """What the key bar tells while no form is open."""

    # The call line

    def on_input_changed(self, message: Input.Changed) -> None:
        if message.input is self.line:
            self.settle()
            self.keep_line()
            self.understand_line()

    def action_leave_line(self) -> None:
        """From a marked part back into the line, from the line to the letters that are keys."""
        if not self.unmark_line():
            self.set_focus(self.query_one(History))

    def action_line(self) -> None:
        if self.form is None:
            self.set_focus(self.line)

    # What is typed and not yet saved

    def read_drafts(self) -> None:
        """What was left on this account comes back: the line at once, a form when its key is pressed."""
        drafts, where = self.desk_app.drafts, self._where
        self.ask_door("drafts", lambda _door: drafts.of(where), lambda found: self.drafts_read(where, found))

    def drafts_read(self, where: Where, found: Mapping[str, Draft]) -> None:
        if self._drafts is not None or where != self._where:
            return
        self._drafts = {form: draft for form, draft in found.items() if form in FORMS}
        noted = self._drafts.get(CALL, Draft("")).values.get("note", "")
        line = found.get(LINE, Draft(""))
        self._line_id, self._outcome = line.command_id, line.values.get(OUTCOME, "")
        written = noted or line.values.get(LINE, "")
        if written:  # letters that were quicker than the disk follow it
            self.line.put(f"{written} {self.line.value}".rstrip())
        self.keep_line()
        self._tell_waiting(bool(written))

    def _tell_waiting(self, line: bool) -> None:
        waiting = [self._called(form) for form in self._drafts or () if form in KEY_OF_FORM and form != CALL]
        waiting = [_("the line"), *waiting] if line else waiting
        if waiting:
            self.say(_("Here again, not saved yet: {what}.").format(what=", ".join(waiting)))

    def _called(self, form: str) -> str:
        """A form by its name and the key that opens it."""
        return f"{_(FORMS[form].title)} ({self.desk_app.key_of(KEY_OF_FORM[form])})"

    def keep_form(self) -> None:
        """What stands in the open form is kept; nothing where nothing is typed."""
        panel = self.form
        if panel is None or self._drafts is None or panel.form.id in (END, *OF_LINE):
            return
        draft, form = panel.draft(), panel.form.id
        if is_written(panel.form, draft):
            if self._drafts.get(form) != draft:
                self._drafts[form] = draft
                self._keep(form, draft)
        elif self._drafts.pop(form, None) is not None:
            self.desk_app.drafts.drop(self._where, form)

    def keep_typed(self) -> None:
        """Before the card is left."""
        self.close_form()
        self.keep_line()

    # Forms

    async def action_form(self, form_id: str) -> None:
        """Open a form on the card; one that was left before comes back as it was. That of a call has the line
        as its note."""
        line = self.line.value.strip() if form_id == CALL else ""
        await self.open_form(FORMS[form_id], {"note": line} if line else None)

    async def action_end(self) -> None:
        """Open the form that ends what stands here."""
        if self._view is None or not self._view.ends:
            self.say(_("Nothing stands here that could end."))
        else:
            await self.open_form(end_form(self._view.ends))

    async def open_form(self, form: Form, filled: Mapping[str, str] | None = None) -> None:
        """Another form that is open gives way to it, and what was typed there is kept."""
        if self._saving or (self.form is not None and self.form.form.id == form.id):
            return
        if self._drafts is None:
            where = self._where
            self.drafts_read(where, await asyncio.to_thread(self.desk_app.drafts.of, where))
        left = self._give_way()
        self.say(left)
        draft = (self._drafts or {}).get(form.id) or Draft.new(uuid.uuid4().hex)
        draft = draft._replace(values={**draft.values, **(filled or {})})
        self.form = FormPanel(form, draft, self.glyphs)
        self._make_room(form)
        await self.mount(self.form, before="#status")
        self.form.begin()
        self.keys.show_places("form", *(("plan",) if form.repeats else ()))

    def _give_way(self) -> str:
        """Close the form that is open; what to say of it."""
        if self.form is None:
            self._back_to = self.focused if isinstance(self.focused, History) else self.line
            return ""
        left = self.form.form.id
        self.close_form()
        if left == CALL:
            return _("What was noted of the call stands in the line again, not saved.")
        if left == ASKED_OF_LINE.id:
            return _("Not saved; the line stands as it was.")
        if left not in (self._drafts or ()):
            return ""
        return _("Not saved, kept as it is: {form}.").format(form=self._called(left))

    def close_form(self, *, keep: bool = True) -> None:
        """Take the form away; what was typed stays for the next time."""
        panel = self.form
        if panel is None:
            return
        if keep:
            self.keep_form()
            if panel.form.id == CALL:
                self.line.put(panel.values().get("note", ""))
                self.keep_line()
        self.form = None
        panel.remove()
        self._make_room(None)
        self.set_focus(self._back_to or self.line)
        self.show_keys()

    def _make_room(self, form: Form | None) -> None:
        """While a form is open the line is away, if it is not about the line, and on a low screen some of the
        step box."""
        self.set_class(form is not None, "-form")
        self.set_class(form is not None and form.id in OF_LINE, "-of-line")
        self.line.can_focus = form is None  # what is typed belongs to the form
        self.query_one(StepBox).refresh(layout=True)

    def action_leave_form(self) -> None:
        self.say(self._give_way())

    def on_form_panel_changed(self, message: FormPanel.Changed) -> None:
        panel, where = message.panel, self._where
        form, values = panel.form.id, panel.values()
        if panel is self.form and form == OUTCOME_OF_LINE.id:
            self.choose_outcome(values[OUTCOME])
        elif panel is self.form:
            self.keep_form()
        if form in OF_LINE:  # the line itself tells
            return

        def show(told: dict[str, str]) -> None:
            if panel is self.form:  # it may have been left or saved meanwhile
                panel.show_understood(told)

        self.ask("understood", lambda desk: jobs.understood(desk, where, form, values), show)

    def action_save_form(self) -> None:
        panel = self.form
        if panel is not None and panel.form.id in OF_LINE:
            self.save_line(panel.answers())
        elif panel is not None:
            remark = self.remark(panel.form.id, panel.values())
            self.keep_form()
            self._save(panel.form.id, panel.draft(), lambda answer: self.answered(panel, answer, remark))

    async def answered(self, panel: FormPanel, answer: Answer, remark: str = "") -> None:
        if not isinstance(answer, Done):
            self.say("")
            await panel.show_answer(answer)
            return
        form = panel.form.id
        if panel is self.form:
            self.close_form(keep=False)
        if (self._drafts or {}).pop(form, None) is not None:
            self.desk_app.drafts.drop(self._where, form)
        if form == CALL:
            self.line_saved(panel.values().get("note", ""))
        self._done(answer, remark)


def is_written(form: Form, draft: Draft) -> bool:
    """Whether anything was typed or answered; a choice alone is soon made again."""
    typed = {field.id for row in form.rows for field in row if not field.choices}
    values = [value for name, value in draft.values.items() if name.partition(".")[0] in typed]
    return any(value.strip() for value in (*values, *draft.answers.values()))
