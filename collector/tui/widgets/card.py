"""The parts of the account's card: who and where, the next step and why, what happened."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from collector.tui.cells import both_ends, fit, hanging
from collector.tui.glyphs import FULL, Glyphs
from collector.tui.keys import bindings
from collector.tui.views import AccountView
from collector.words import _

Words = Callable[[str], str]
STATE_STYLES = {"kept": "$text-success", "broken": "$text-error", "partly_kept": "$text-warning"}
MOST_MARKS = 12
LABEL_WIDTH = 9
MOST_LINES = 500  # of history on the screen; nobody scrolls further during a call


class CardHead(Static):
    """Two lines: the person, the hour there, whether a call is allowed, the balance; the account and its
    promises, oldest first."""

    def __init__(self, who: str, glyphs: Glyphs, words: Words) -> None:
        super().__init__(id="head", markup=False)
        self._who, self._glyphs, self._words = who, glyphs, words
        self._view: AccountView | None = None

    def show(self, view: AccountView) -> None:
        self._view = view
        self.refresh(layout=True)

    def render(self) -> Content:
        width = self.size.width or 80
        view = self._view
        if view is None:
            return Content(fit(self._who, width, self._glyphs.cut) + "\n")
        return Content("\n").join([self._person(view, width), self._account(view, width)])

    def _person(self, view: AccountView, width: int) -> Content:
        """The name gives way before anything else."""
        dot = f" {self._glyphs.dot} "
        there = _("there {hour}").format(hour=view.local_time)
        rest = dot + dot.join(filter(None, (view.phone, there, self._words(view.permission))))
        room = width - len(rest) - len(view.balance) - 2
        name = view.who if len(view.who) <= room else fit(view.who, max(room, 8), self._glyphs.cut)
        return Content(both_ends(name + rest, view.balance, width, self._glyphs.cut))

    def _account(self, view: AccountView, width: int) -> Content:
        dot = f" {self._glyphs.dot} "
        marks = self._marks(view)
        usual = _("usually {amount}").format(amount=view.usual) if view.usual else ""
        left = Content(self._words(view.about) + dot + view.kept + ("  " if marks else "")) + marks
        room = width - left.cell_length - len(usual)
        if room < 1:
            return left.truncate(width)
        return left + Content(" " * room + usual)

    def _marks(self, view: AccountView) -> Content:
        from collector.desk.naming import state_mark

        marks = Content("")
        for state, excused in view.strip[-MOST_MARKS:]:
            sign = state_mark(state, ascii_only=self._glyphs is not FULL)
            sign = f"({sign})" if excused else sign
            marks = marks + Content.styled(sign, STATE_STYLES.get(state, "")) + Content(" ")
        return marks


class StepBox(Static):
    """The next step in words, why, how likely a promise is kept; and the debtor's other accounts."""

    def __init__(self, glyphs: Glyphs, words: Words) -> None:
        super().__init__(id="step", markup=False)
        self._glyphs, self._words = glyphs, words
        self._view: AccountView | None = None

    def show(self, view: AccountView) -> None:
        self._view = view
        self.refresh(layout=True)

    def render(self) -> Content:
        width, view = self.size.width or 80, self._view
        if view is None:
            return Content(self._rule(_("Reading the account…"), width))
        step = view.step[:1].lower() + view.step[1:]
        lines = [Content.styled(self._rule(_("Next step: {step}").format(step=step), width), "bold")]
        others = [a.text for a in view.accounts if a.seq != view.where.account_seq]
        for label, text in (
            (_("Why"), view.why),
            (_("Risk {band}").format(band=view.band), ": ".join(filter(None, (view.chance, view.reasons)))),
            (_("Also"), f" {self._glyphs.dot} ".join(others)),
        ):
            if text:
                hung = hanging(label, self._words(text), width, LABEL_WIDTH, self._glyphs.cut)
                lines += [Content(line) for line in hung]
        lines.append(Content(self._rule("", width)))
        return Content("\n").join(line.truncate(width) for line in lines)

    def _rule(self, text: str, width: int) -> str:
        rule = self._glyphs.rule
        start = f"{rule * 2} {text} " if text else ""
        return start + rule * max(0, width - len(start))


class History(VerticalScroll, can_focus=True, inherit_bindings=False):
    """What happened, newest first; long lines go on under their text."""

    BINDINGS = [*bindings("move")]

    def __init__(self, glyphs: Glyphs, words: Words) -> None:
        super().__init__(id="history")
        self._glyphs, self._words = glyphs, words
        self._view: AccountView | None = None
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, view: AccountView) -> None:
        self._view = view
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._view is None:
            return
        lines = self._view.history[:MOST_LINES]
        day_width = max((len(line.day) for line in lines), default=0)
        width = max(20, self.size.width - 1)
        texts = [
            textwrap.fill(
                self._words(line.text),
                width,
                initial_indent=f"{line.day:>{day_width}}  ",
                subsequent_indent=" " * (day_width + 2),
            )
            for line in lines
        ]
        self._text.update("\n".join(texts) or _("Nothing has happened on this account yet."))

    def action_down(self) -> None:
        self.scroll_down(animate=False)

    def action_up(self) -> None:
        self.scroll_up(animate=False)

    def action_page_down(self) -> None:
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self.scroll_page_up(animate=False)

    def action_top(self) -> None:
        self.scroll_home(animate=False)

    def action_bottom(self) -> None:
        self.scroll_end(animate=False)
