"""The next step on the card: what to do and in which tone, what to say, for whom it is good, and why.

What does not fit is left out whole, what matters least first: nobody reads half a sentence aloud.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from collector.tui.cells import hanging
from collector.tui.glyphs import Glyphs
from collector.tui.views import AccountView, ListRow
from collector.words import _

if TYPE_CHECKING:
    from collector.tui.scripting import Script

Words = Callable[[str], str]
HIGH = 30  # lines of a screen with room for what is left out at 80×24
FAINT = "$text-muted"  # what is read second: labels
TITLE_AT = 3  # cells of the rule and the blank before the next step
LABEL_LEAST, GAP = 7, 1
HISTORY_LEAST = 3  # lines of what happened that stay in sight
RULES = 2  # above and below
AROUND, LINE = 4, 2  # the line and what it is understood as, the status, the keys; the first two of them
OF_LINE_HIGH = 4  # of a form that stands below the line
STAR = "*"
FULL_RANK = 6  # from here on only where there is room to spare


class Block(NamedTuple):
    """A label and its text. Of two the one with the higher `rank` is left out first; `most` lines of it at most."""

    rank: int
    label: str
    text: str
    most: int = 9


class StepBox(Static):
    """The script of the moment, or with `explaining` why it is the one."""

    def __init__(self, row: ListRow | None, glyphs: Glyphs, words: Words) -> None:
        super().__init__(id="step", markup=False)
        self._row, self._glyphs, self._words = row, glyphs, words
        self._view: AccountView | None = None
        self._script: Script | None = None
        self._starred: frozenset[str] = frozenset()
        self.explaining = False

    def show(self, view: AccountView, script: Script | None, starred: frozenset[str] = frozenset()) -> None:
        """`starred`: the parts of the script whose words were marked as having worked."""
        if (view, script, starred) != (self._view, self._script, self._starred):
            self._view, self._script, self._starred = view, script, starred
            self.refresh(layout=True)

    def explain(self, wanted: bool) -> None:
        self.explaining = wanted
        self.refresh(layout=True)

    def render(self) -> Content:
        width = self.size.width or self.app.size.width
        blocks = [block for block in self._blocks() if block.text]
        if not blocks:
            return Content(self._rule(_("Reading the account…"), "", width))
        label = max(LABEL_LEAST, *(cell_len(block.label) for block in blocks)) + GAP
        lines = [self._title(width)]
        lines += [Content(line).stylize(FAINT, 0, label) for line in self._fitting(blocks, width, label)]
        if not self._is_tight:
            lines.append(Content(self._rule("", "", width)))
        return Content("\n").join(line.truncate(width) for line in lines)

    # What stands here

    def _blocks(self) -> list[Block]:
        view, script = self._view, self._script
        if view is None or script is None:
            return [Block(0, _("Why"), self._row.why, 2)] if self._row else []
        return _explained(view, script) if self.explaining else self._said(view, script)

    def _said(self, view: AccountView, script: Script) -> list[Block]:
        """In the order in which a call goes. While a form is open the opening has been said."""
        form, high = self.screen.has_class("-form"), self.screen.size.height >= HIGH
        return [
            Block(2, _("When"), script.when, 1),
            Block(2, _("We owe"), script.owed, 1),
            Block(3 if form else 1, self._label(_("Say"), "opening"), script.opening),
            Block(0, self._label(_("Ask"), "ask"), script.ask),
            Block(2 if form else 3, self._label(_("Or"), "alternatives"), script.alternatives),
            Block(2 if form else FULL_RANK, self._label(_("Close"), "closing"), script.closing),
            Block(4, whose_words(script.whose), script.care_client, 2),
            Block(5, _("For us"), script.care_business, 2),
            Block(FULL_RANK + 1, _("For you"), script.care_agent, 2),
            Block(1, _("Why"), script.why if high else _why(view, script, f" {self._glyphs.dot} "), 2),
            *(self._further(view) if high else ()),
        ]

    def _further(self, view: AccountView) -> list[Block]:
        """What else helps to know, where it takes no room from what happened."""
        return [
            Block(FULL_RANK + 2, _("Last"), view.last, 3),
            _chance(view, FULL_RANK + 3, 2),
            Block(FULL_RANK + 4, _("Likelier"), view.likelier, 1),
            Block(FULL_RANK + 5, _("Also"), self._others(view), 2),
        ]

    def _label(self, text: str, part: str) -> str:
        return text + STAR if part in self._starred else text

    def _others(self, view: AccountView) -> str:
        others = [a.text for a in view.accounts if a.seq != view.where.account_seq]
        return f" {self._glyphs.dot} ".join(others)

    # What fits

    def _fitting(self, blocks: list[Block], width: int, label: int) -> list[str]:
        """The lines of the blocks that have room; the last block left is cut, and shows it."""
        cut, room = self._glyphs.cut, self._room()

        def lines(block: Block, most: int) -> list[str]:
            return hanging(block.label, self._words(block.text), width, label, cut, most)

        found = {block: lines(block, block.most) for block in blocks}
        while sum(map(len, found.values())) > room and len(found) > 1:
            del found[max(found, key=lambda block: block.rank)]
        if len(found) == 1:
            found = {block: lines(block, min(room, block.most)) for block in found}
        return [line for texts in found.values() for line in texts]

    def _room(self) -> int:
        """Lines between title and rule: what the other parts of the screen leave. A form is reckoned as high as it
        may become, so that nothing moves while it is filled in."""
        screen = self.screen
        room = screen.size.height - self._above() - RULES
        room -= sum(role.size.height for role in screen.query("#role") if role.display)  # in practice
        if screen.has_class("-of-line"):
            room -= AROUND + OF_LINE_HIGH
        elif screen.has_class("-form"):
            room -= AROUND - LINE - self._is_tight + -(-screen.size.height // 2)
        else:
            least = 0 if self.explaining else 1 if screen.has_class("-low") else HISTORY_LEAST
            room -= AROUND + least
        return max(1, room)

    def _above(self) -> int:
        """Lines of what stands above the box; the head has two before it is drawn."""
        before = self.parent.children[: self.parent.children.index(self)] if self.parent else ()
        drawn = sum(widget.size.height for widget in before if widget.display)
        return drawn or 2

    @property
    def _is_tight(self) -> bool:
        """A form on the lowest screens: not even the rule below the box stays."""
        return self.screen.has_class("-low") and self.screen.has_class("-form")

    # The rules above and below

    def _title(self, width: int) -> Content:
        script = self._script
        step = script.step if script else self._row.step if self._row else ""
        words = _("Next step: {step}").format(step=step[:1].lower() + step[1:])
        if self.explaining:
            words = _("Why: {step}").format(step=step[:1].lower() + step[1:])
        rule = self._rule(words, script.tone if script else "", width)
        return Content(rule).stylize("bold $primary", TITLE_AT, TITLE_AT + len(words))

    def _rule(self, text: str, right: str, width: int) -> str:
        """A rule with a text near its start and another one near its end."""
        rule = self._glyphs.rule
        start = f"{rule * 2} {text} " if text else ""
        end = f" {right} {rule}" if right else ""
        if cell_len(start) + cell_len(end) + 2 > width:
            end = ""
        return start + rule * max(0, width - cell_len(start) - cell_len(end)) + end


def whose_words(whose: str) -> str:
    return {"her": _("For her"), "him": _("For him")}.get(whose, _("For them"))


def _why(view: AccountView, script: Script, between: str) -> str:
    """The facts, and how likely a promise is kept: said to the agent, never to the client."""
    risk = (
        _("risk {band}: kept {chance}").format(band=view.band, chance=view.chance_brief)
        if view.chance_brief
        else ""
    )
    return between.join(filter(None, (script.why, risk)))


def _chance(view: AccountView, rank: int, most: int = 9) -> Block:
    """How likely the promise is kept, and what speaks for and against it."""
    return Block(rank, _("Risk"), "; ".join(filter(None, (view.chance, view.reasons))), most)


def _explained(view: AccountView, script: Script) -> list[Block]:
    """Each line whole; of many blocked rules the last ones give way."""
    told = [Block(number, label, text) for number, (label, text) in enumerate(script.explained)]
    return [*told, _chance(view, FULL_RANK), Block(FULL_RANK + 1, _("Likelier"), view.likelier)]
