"""The call line at work: read with every key, told below, corrected part by part, saved by Enter."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from collector.tui import jobs
from collector.tui.drafts import LINE, Draft
from collector.tui.forms import ASKED_OF_LINE, ON_LINE, OUTCOME_OF_LINE, Form
from collector.tui.screens.writing import WritingScreen
from collector.tui.views import Answer, Asked, Done, LineFacts, NotSaved, Where
from collector.tui.widgets.call_line import CallLine, Coloured, Understood
from collector.words import _

if TYPE_CHECKING:
    from collector.rules.shorthand import Note

OUTCOME = "result"  # chosen by hand: the field of its form, and in the draft of the line
OF_LINE = (
    ASKED_OF_LINE.id,
    OUTCOME_OF_LINE.id,
    ON_LINE.id,
)  # forms that stand below the line and are about the call
NO_CALL = ("no_answer", "voicemail", "busy", "number_invalid")
COLOURS = {"sum": "call-line--sum", "day": "call-line--day", "hour": "call-line--day"}
MOST_SAVED = 100  # lines that `up` brings back


class LineScreen(WritingScreen):
    """The part of the account's screen that knows the call line."""

    def __init__(self, where: Where, who: str = "") -> None:
        super().__init__(where, who)
        self._drafts: dict[str, Draft] | None = None  # of the forms; None: not read yet
        self._no_line()

    def _no_line(self) -> None:
        self._line_id = ""  # of the command that saves it: a line saved twice is saved once
        self._outcome = ""  # chosen by hand; "": as it was read
        self._kept_line = ("", "")

    async def open_form(self, form: Form, filled: Mapping[str, str] | None = None) -> None:
        """Open a form on the card."""

    def close_form(self, *, keep: bool = True) -> None:
        """Take the form away."""

    @property
    def line(self) -> CallLine:
        return self.query_one(CallLine)

    def begin_line(self) -> None:
        self.line.saved = self.desk_app.saved_lines
        self.line.understood = self.coloured

    def other_line(self) -> None:
        """Another account: its line has not been read yet."""
        self._drafts = None
        self._no_line()
        self.line.forget()

    # What it says

    @property
    def _facts(self) -> LineFacts | None:
        """What the line is read with; None until the card of this account is here."""
        view = self._view
        return view.line if view is not None and view.where == self._where else None

    def note(self) -> Note | None:
        """What the line says, with the outcome chosen by hand; None before the card is read."""
        if self._facts is None:
            return None
        from collector.tui import lineread

        return lineread.with_outcome(lineread.read(self.line.value, self._facts), self._outcome)

    def cue(self) -> tuple[str, ...]:
        """What stands below an empty line."""
        return ()

    def coloured(self, text: str) -> list[Coloured]:
        """The parts of the line as they are drawn."""
        if self._facts is None or not text.strip():
            return []
        from collector.tui import lineread

        note = lineread.read(text, self._facts)
        parts = [(part.lo, part.hi, COLOURS.get(part.kind, "call-line--word")) for part in note.parts]
        return [*parts, *((each.lo, each.hi, "call-line--unclear") for each in note.unclear)]

    def understand_line(self) -> None:
        """Below the line: what it is understood as, and what Tab and Enter do."""
        told, note, text = self.query_one(Understood), self.note(), self.line.value
        if note is None or self._facts is None or not text.strip():
            told.tell(self.cue())
            return
        from collector.tui import lineread, linewords

        cursor = self.line.cursor_position
        parts = linewords.spelled(note, self._facts, cursor)
        word = lineread.completed(text, cursor)
        keys = [f"{self.desk_app.key_of('line_walk')} {word}"] if word else []
        keys.append(f"{self.desk_app.key_of('line_enter')} {_('save')}")
        told.tell([self.words(part) for part in parts], "  ".join(keys))

    # Correcting it

    async def action_walk_line(self) -> None:
        """Behind half a word: complete it. Else mark the next part, to be written anew; at last the outcome."""
        note, line = self.note(), self.line
        if note is None or not line.value.strip():
            self.say_what_for()
            return
        from collector.tui import lineread, linewords

        marked = not line.selection.is_empty
        word = "" if marked else lineread.completed(line.value, line.cursor_position)
        if word:
            line.replace(word, lineread.half_word(line.value, line.cursor_position)[0], line.cursor_position)
            return
        after = max(line.selection) if marked or not line.cursor_at_end else 0
        part = next((part for part in lineread.correctable(note) if part[0] >= after), None)
        if part is None:
            self.unmark_line()
            await self.open_form(OUTCOME_OF_LINE, {OUTCOME: self._outcome})
            return
        line.mark(part[0], part[1])
        keys = [self.desk_app.key_of(name) for name in ("line_walk", "line_leave")]
        self.say_busy(linewords.to_write_anew(line.value[part[0] : part[1]], part[2], *keys))

    def unmark_line(self) -> bool:
        """Nothing is marked any more; whether anything was."""
        self.settle()
        return self.line.unmark()

    def choose_outcome(self, outcome: str) -> None:
        """By hand: it holds until the line is saved or emptied."""
        self._outcome = outcome
        self.keep_line()
        self.understand_line()

    # Keeping and saving it

    def say_what_for(self) -> None:
        self.say(_("Write here what is said on the phone; Enter saves it as a call. Esc: letters are keys."))

    def keep_line(self) -> None:
        """What stands in the line is kept with every letter; it is on the disk before anybody could read it."""
        text = self.line.value
        self._outcome = self._outcome if text.strip() else ""
        if self._drafts is None or (text, self._outcome) == self._kept_line:
            return
        self._kept_line = (text, self._outcome)
        if text.strip():
            self._line_id = self._line_id or uuid.uuid4().hex
            chosen = {OUTCOME: self._outcome} if self._outcome else {}
            self._keep(LINE, Draft(self._line_id, {LINE: text, **chosen}))
        else:
            self._line_id = ""
            self.desk_app.drafts.drop(self._where, LINE)

    def _keep(self, form: str, draft: Draft) -> None:
        who = self._view.who if self._view else self._who
        self.desk_app.drafts.keep(self._where, who, form, draft)

    def action_enter_line(self) -> None:
        """The line is saved as it is told below."""
        if not self.line.value.strip():
            self.say_what_for()
        else:
            self.save_line({})

    def save_line(self, answers: Mapping[str, str]) -> None:
        note, text, where = self.note(), self.line.value.strip(), self._where
        if note is None:
            self.say(_("The account is still being read. Press the key once more."))
            return
        self.keep_line()
        self._line_id = self._line_id or uuid.uuid4().hex
        remark, command_id, direction = self._remark_of(note), self._line_id, self.direction()
        self._write(
            lambda desk: jobs.note(desk, where, note, text, answers, command_id, direction),
            lambda answer: self._line_answered(text, answer, remark),
        )

    def direction(self) -> str:
        """Who rang, where it is known better than the line tells; else ""."""
        return ""

    def _remark_of(self, note: Note) -> str:
        if note.outcome == "note":
            return ""
        return self.remark("no_answer" if note.outcome in NO_CALL else "call", {})

    async def _line_answered(self, text: str, answer: Answer, remark: str) -> None:
        mine = self.form if self.form is not None and self.form.form.id in OF_LINE[:2] else None
        if isinstance(answer, Done):
            if mine is not None:
                self.close_form(keep=False)
            self.line_saved(text)
            self._done(answer, remark)
            return
        if isinstance(answer, Asked) and (mine is None or mine.form.id != ASKED_OF_LINE.id):
            await self.open_form(ASKED_OF_LINE)
            mine = self.form
        if mine is None:
            self._not_done(answer)
            if isinstance(answer, NotSaved) and answer.span:
                start = len(self.line.value) - len(self.line.value.lstrip())
                self.line.mark(start + answer.span[0], start + answer.span[1])
        else:
            self.say("")
            await mine.show_answer(answer)

    def line_saved(self, text: str) -> None:
        self.line.remember(text)
        del self.line.saved[:-MOST_SAVED]
        self.line.put("")
        self.keep_line()
