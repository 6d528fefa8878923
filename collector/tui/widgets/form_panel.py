"""A form on the card: typed fields, what they are understood as, and what is asked before it is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from collector.tui.drafts import Draft
from collector.tui.forms import MOST_LINES, Field, Form, choice_words
from collector.tui.glyphs import Glyphs
from collector.tui.keys import bindings
from collector.tui.views import Asked, NotSaved, Question
from collector.tui.widgets.choice import Choice
from collector.words import _

ALL, SUM = "all", "sum"
LABEL_LEAST, LABEL_MOST = 8, 22  # cells of the labels that fields begin behind
ALIGNED, WIDE = 80, 100  # cells of a screen that has room for it; for the longest labels too
_NAME_OF_DOT = "-"  # an id on the screen may not hold the point of `amount.1`


class FormInput(Input):
    """A field to type in. Its Enter is the form's: what follows in the same breath finds the form saving."""

    BINDINGS = [binding for binding in bindings("form") if binding.id == "save"]


class RowHint(Static):
    """Behind a row: what its fields are read as."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        wide = any(not field.width and not field.choices for field in fields)
        super().__init__(classes="hint -behind-wide" if wide else "hint", markup=False)
        self._row_fields = fields

    def show(self, told: Mapping[str, str]) -> None:
        """A field is named where it is not the one just before the hint."""
        last = self._row_fields[-1]
        parts = [
            told[field.id] if field is last else f"{_(field.label)}: {told[field.id]}"
            for field in self._row_fields
            if field.id in told
        ]
        self.update("  ".join(parts))
        self.set_class(not parts, "-empty")


class FormPanel(VerticalScroll, can_focus=False, inherit_bindings=False):
    """One form. Saving and leaving are the screen's work."""

    BINDINGS = [*bindings("form"), *bindings("plan")]

    class Changed(Message):
        """Something was typed."""

        def __init__(self, panel: FormPanel) -> None:
            super().__init__()
            self.panel = panel

    def __init__(self, form: Form, draft: Draft, glyphs: Glyphs) -> None:
        super().__init__()
        self.form = form
        self._draft, self._glyphs = draft._replace(answers={}), glyphs
        self._answered_before = draft.answers  # they stand there again when it is asked again, not before
        lines = [key.partition(".")[2] for key, value in draft.values.items() if value]
        self._lines = max((int(n) for n in lines if n.isdecimal() and int(n) < MOST_LINES), default=0) + 1
        self._questions: tuple[Question, ...] = ()
        self._refused: tuple[dict[str, str], dict[str, str]] | None = None  # what stood here when it was

    def compose(self) -> ComposeResult:
        yield Static(_(self.form.title), classes="form-title", markup=False)
        repeated = self.form.rows[:1] if self.form.repeats else ()
        for first in repeated:
            for line in range(self._lines):
                yield self._repeated(first, line)
        for row in self.form.rows[len(repeated) :]:
            yield self._row(row)
        yield Static(id="hint-all", classes="hint", markup=False)
        yield Vertical(id="questions")
        yield Static(id="problem", markup=False)

    def begin(self) -> None:
        """The first field has the focus before the next key is taken up."""
        self._tell("#hint-all", "")
        self._tell("#problem", "")
        if fields := self._fields():
            self.screen.set_focus(fields[0])
        self.post_message(self.Changed(self))

    # Rows and fields

    @property
    def _label_cells(self) -> int:
        """The room of the first labels, so that the fields behind them begin below each other. A label that is
        longer than most stands out alone."""
        cells = [cell_len(_(row[0].label)) + 1 for row in self.form.rows]
        wide = self.app.size.width >= WIDE
        return max([LABEL_LEAST, *(n for n in cells if wide or n <= LABEL_MOST)])

    def _repeated(self, fields: tuple[Field, ...], line: int) -> Widget:
        """A line of a plan: what it is read as is long, and stands below it."""
        fields = tuple(field._replace(id=f"{field.id}.{line}") for field in fields)
        below = RowHint(fields)
        below.add_class("-below", "-empty")
        return Vertical(Horizontal(*self._parts(fields), classes="fields"), below, classes="form-row")

    def _row(self, fields: tuple[Field, ...]) -> Widget:
        return Horizontal(*self._parts(fields), RowHint(fields), classes="form-row")

    def _parts(self, fields: tuple[Field, ...]) -> list[Widget]:
        parts: list[Widget] = []
        for place, field in enumerate(fields):
            label = Static(_(field.label), classes="label" if place == 0 else "label -further", markup=False)
            if place == 0 and self.app.size.width >= ALIGNED:
                label.styles.min_width = self._label_cells
            parts += [label, self._widget(field)]
        return parts

    def _widget(self, field: Field) -> Widget:
        name = field.id.replace(".", _NAME_OF_DOT)
        value = self._draft.values.get(field.id, "")
        if field.choices:
            words = choice_words(field)
            return Choice(words, widget_id=name, glyphs=self._glyphs, value=value, asked=field.asked)
        empty = _(field.placeholder) if field.placeholder else ""
        typed = FormInput(value, empty, id=name, compact=True, classes="-wide" if not field.width else "")
        if field.width:
            typed.styles.width = field.width
        return typed

    def _fields(self) -> list[Widget]:
        """Everything that can be filled in, from top to bottom."""
        return [widget for widget in self.query("Input, Choice") if isinstance(widget, Input | Choice)]

    def _named(self) -> Iterator[tuple[str, str]]:
        for widget in self._fields():
            assert isinstance(widget, Input | Choice)
            yield (widget.id or "").replace(_NAME_OF_DOT, "."), widget.value

    # What is typed

    def values(self) -> dict[str, str]:
        return {name: value for name, value in self._named() if not name.startswith("asked.")}

    def answers(self) -> dict[str, str]:
        """What was answered to the questions so far, those asked before included."""
        given = {name.removeprefix("asked."): v for name, v in self._named() if name.startswith("asked.")}
        return {**self._draft.answers, **given}

    def draft(self) -> Draft:
        return self._draft._replace(values=self.values(), answers=self.answers())

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._changed()

    def on_choice_changed(self, message: Choice.Changed) -> None:
        message.stop()
        self._changed()

    def _changed(self) -> None:
        """What was wrong is no longer said when something else stands there."""
        if self._refused is not None and self._refused != (self.values(), self.answers()):
            self._complain("")
        self.post_message(self.Changed(self))

    def _complain(self, text: str) -> None:
        self._tell("#problem", text)
        self._refused = (self.values(), self.answers()) if text else None

    # Keys

    def action_next_field(self) -> None:
        self._step(1)

    def action_field_before(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        fields = self._fields()
        place = next((n for n, widget in enumerate(fields) if widget.has_focus), -1)
        self.screen.set_focus(fields[(place + step) % len(fields)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One more line is for promises; in any other form the key is that of the card."""
        return self.form.repeats if action == "more" else super().check_action(action, parameters)

    async def action_more(self) -> None:
        """One more line: the promise becomes a plan."""
        if self._lines >= MOST_LINES:
            self._complain(_("A plan has at most {count} parts here.").format(count=MOST_LINES))
            return
        row = self._repeated(self.form.rows[0], self._lines)
        last = self.query(".form-row")[self._lines - 1]
        self._lines += 1
        await self.mount(row, after=last)
        self.screen.set_focus(self.query_one(f"#amount-{self._lines - 1}"))

    # What comes back

    def show_understood(self, told: Mapping[str, str]) -> None:
        """Behind each row what its fields are read as; of a promise the sum stands beside the title."""
        for hint in self.query(RowHint):
            hint.show(told)
        self._tell("#hint-all", told.get(ALL, ""))
        title = [_(self.form.title), told.get(SUM, "")]
        self.query_one(".form-title", Static).update(f" {self._glyphs.dot} ".join(filter(None, title)))
        self.call_after_refresh(self._show_row)

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(self._show_row)

    def _show_row(self) -> None:
        """The whole row in which is typed, with what stands below it."""
        row = next((row for row in self.query(".form-row") if row.has_focus_within), None)
        if row is not None:
            self.scroll_to_widget(row, animate=False)

    def _tell(self, where: str, text: str) -> None:
        """A line that takes room only while it says something."""
        line = self.query_one(where, Static)
        line.update(text)
        line.display = bool(text)

    async def show_answer(self, answer: Asked | NotSaved) -> None:
        """What is missing, or what is asked; nothing typed is lost."""
        self._complain("")
        if isinstance(answer, NotSaved):
            self._complain(answer.text)
            if answer.field:
                self.screen.set_focus(self.query_one(f"#{answer.field.replace('.', _NAME_OF_DOT)}"))
            return
        again = answer.questions == self._questions
        self._questions = answer.questions
        await self._ask(answer.questions)
        if again:
            self._complain(_("Please answer what is asked: → turns to the next choice, a reason is typed."))

    async def _ask(self, questions: tuple[Question, ...]) -> None:
        self._draft = self.draft()  # what was answered before stays answered
        box = self.query_one("#questions")
        await box.remove_children()
        for question in questions:
            await box.mount(Static(question.text, classes="question", markup=False), self._answer(question))
        self.screen.set_focus(box.query("Input, Choice").first())
        self.scroll_end(animate=False)

    def _answer(self, question: Question) -> Widget:
        name = f"asked{_NAME_OF_DOT}{question.rule}"
        if question.choices:
            return Choice(question.choices, widget_id=name, glyphs=self._glyphs)
        before = {**self._answered_before, **self._draft.answers}.get(question.rule, "")
        return FormInput(before, id=name, compact=True, placeholder=_("reason"))
