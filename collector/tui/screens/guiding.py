"""The script on the card: it follows what is known of the line; its language, its other words, and why it is the one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from collector.tui import jobs
from collector.tui.drafts import Draft
from collector.tui.forms import ON_LINE
from collector.tui.hearing import BEFORE, NOTHING, Heard, heard_in, is_abuse, promised_in
from collector.tui.screens.entry import EntryScreen
from collector.tui.screens.writing import OF_CALLS
from collector.tui.views import AccountView, Answer, Done, Where
from collector.tui.widgets.form_panel import FormPanel
from collector.tui.widgets.step_box import StepBox
from collector.words import LANGUAGES, _

if TYPE_CHECKING:
    from collector.tui.scripting import Script, Wanted, Words

NO_ANSWER = "no_answer"
HARD_TALKS = 2  # so many upset people in a row, and a pause is offered


class GuidingScreen(EntryScreen):
    """The part of the account's screen that says what to do and how to say it."""

    def __init__(self, where: Where, who: str = "") -> None:
        super().__init__(where, who)
        self._told = NOTHING  # by key: it goes before what the line says
        self._language = ""  # of the script; "": the debtor's
        self._variant, self._shown = 0, 1  # which words, and how often the ask was shown in this call
        self._script: Script | None = None
        self._drawn: tuple[AccountView, Wanted] | None = None  # what it was made for
        self._entered: tuple[Heard, str, str] | None = None  # of the call being saved: line, note, situation
        self._call = ("", "")  # the call saved last here, which can be rated: a number of its own, situation

    # The script of the moment

    def heard(self) -> Heard:
        """Who is on the line, and how they are: as told by key, else as the line says."""
        return self._told.over(self._line_says())

    def _line_says(self) -> Heard:
        note = self.note()
        return NOTHING if note is None else heard_in(note, self.line.value)

    def draw_script(self) -> None:
        """Decide and fill the card for what is known now; nothing is drawn when nothing has changed."""
        view = self._view
        if view is None or view.guide is None or view.where != self._where:
            return
        from collector.tui import scripting

        note, facts = self.note(), view.guide.facts
        promised = (
            promised_in(note, facts.currency, facts.decimals) if note and self.line.value.strip() else ()
        )
        wanted = scripting.Wanted(self.heard(), self._language, self._variant, promised)
        if self._drawn is not None and self._drawn[0] is view and self._drawn[1] == wanted:
            return
        self._drawn = (view, wanted)
        self._script = scripting.script(view.guide, wanted)
        starred = scripting.starred(view.guide, self._script)
        self.query_one(StepBox).show(view, self._script, starred)

    def understand_line(self) -> None:
        self.draw_script()
        super().understand_line()

    def cue(self) -> tuple[str, ...]:
        """Before dialling: a smile is heard. A setting switches it off."""
        smile = self.desk_app.settings.smile and self._script is not None and self._script.may_smile
        return (_("Before you dial: smile, it can be heard."),) if smile else ()

    def action_language(self) -> None:
        """The script in the other language; the frame stays the agent's."""
        if self._script is not None:
            self._language = next(each for each in LANGUAGES if each != self._script.language)
            self.query_one(StepBox).explain(wanted=False)
            self.draw_script()

    def action_explain(self) -> None:
        """Why, in the place of the script; the key again brings the script back."""
        box = self.query_one(StepBox)
        box.explain(not box.explaining)

    def action_reword(self) -> None:
        """The same ask in other words: twice, then alternatives or a close."""
        view, seen = self._view, self._script
        if view is None or view.guide is None or seen is None:
            return
        from collector.tui import scripting

        refused = scripting.repeatable(view.guide, seen, self._shown)
        if refused:
            self.say(refused)
            return
        self._variant, self._shown = seen.variant + 1, self._shown + 1
        self.draw_script()

    def action_star(self) -> None:
        """Mark the words that stand here as having worked, or take the mark away."""
        view, seen = self._view, self._script
        if view is None or view.guide is None or seen is None:
            return
        from collector.tui import scripting

        texts = scripting.starrable(view.guide, seen)
        if not texts:
            self.say(_("There is one wording here only."))
            return
        if self.desk_app.drills:
            self.say(_("In practice no star is kept: your own words stay as they are."))
            return
        self.ask_door(
            "star",
            lambda _door: jobs.star(seen.language, seen.situation, texts),
            lambda found: self._starred(*found),
            last_wins=False,
        )

    def _starred(self, on: bool, words: Words) -> None:
        view = self._view
        if view is None or view.guide is None:
            return
        self._view = view._replace(guide=view.guide._replace(words=words))
        self._variant = 0  # a starred text is the first one now
        self.draw_script()
        self.say(_("Starred: these words come first next time.") if on else _("The star is taken away."))

    # Who is on the line

    async def action_on_line(self) -> None:
        await self.open_form(ON_LINE, self.heard().over(BEFORE)._asdict())

    def on_form_panel_changed(self, message: FormPanel.Changed) -> None:
        if message.panel is self.form and message.panel.form.id == ON_LINE.id:
            chosen, known = Heard(**message.panel.values()), self._line_says().over(BEFORE)
            self._told = Heard(
                *(mine if mine != its else "" for mine, its in zip(chosen, known, strict=True))
            )
            self.understand_line()
            return
        super().on_form_panel_changed(message)

    def action_save_form(self) -> None:
        if self.form is not None and self.form.form.id == ON_LINE.id:
            self.close_form(keep=False)
        else:
            super().action_save_form()

    # The call is over

    def direction(self) -> str:
        return self.heard().direction

    def remark(self, form: str, values: Mapping[str, str]) -> str:
        """Nothing to say of a call that they began."""
        return "" if self.direction() == "inbound" else super().remark(form, values)

    def _save(self, form: str, draft: Draft, then: Callable[[Answer], object]) -> None:
        """The call as the card knows it: who rang goes along where the form does not ask."""
        self._enters(draft.values.get("note", "")) if form in (*OF_CALLS, NO_ANSWER) else self._enters(None)
        if self.direction() == "inbound" and form in OF_CALLS:
            draft = draft._replace(values={"direction": "inbound", **draft.values})
        super()._save(form, draft, then)

    def save_line(self, answers: Mapping[str, str]) -> None:
        self._enters(self.line.value)
        super().save_line(answers)

    def _enters(self, note: str | None) -> None:
        """What is known of the call that is being saved; None: it is no call."""
        seen = self._script.situation if self._script else ""
        self._entered = None if note is None else (self.heard(), note, seen)

    def _done(self, answer: Done, remark: str = "") -> None:
        if self._entered is not None:
            heard, note, situation = self._entered
            self._call = (uuid.uuid4().hex, situation)
            self.call_is_over()
            remark = " · ".join(filter(None, (remark, self._pause(heard, note))))
        super()._done(answer, remark)

    def _pause(self, heard: Heard, note: str) -> str:
        """After insults, or two upset people one after the other, a pause is offered; nobody counts it."""
        app = self.desk_app
        app.hard_talks = app.hard_talks + 1 if heard.client_state == "angry" else 0
        if not is_abuse(note) and app.hard_talks < HARD_TALKS:
            return ""
        app.hard_talks = 0
        return _("That was hard. Take a few minutes; nobody counts them.")

    def call_is_over(self) -> None:
        """What was known of the line went with the call."""
        self._told, self._variant, self._shown, self._entered = NOTHING, 0, 1, None

    def action_tipped(self, to: str) -> None:
        """Where the call that was saved last here tipped, for the agent alone."""
        call, situation = self._call
        if not call:
            self.say(_("First save a call here; then say where it tipped."))
            return
        self.ask_door(
            "tipped", lambda door: jobs.tipped(door.settings, call, situation, to), self.say, last_wins=False
        )
