"""The role above the card in practice: who is at the other end, what they say, what the card is then told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from collector.tui.cells import fit, hanging
from collector.tui.forms import ON_LINE, choice_words
from collector.tui.glyphs import Glyphs
from collector.tui.widgets.step_box import FAINT, GAP, HIGH, LABEL_LEAST
from collector.words import _

if TYPE_CHECKING:
    from collector.practice.roles import OnLine, Role
    from collector.tui.app import CollectorApp

Words = Callable[[str], str]
MOST_LINES = 6


class Keys(NamedTuple):
    """As people read them: shows the whole role; tells the card who is on the line."""

    role: str
    on_line: str


class RoleBox(Static):
    """One line where there is little room, else the whole role; its key turns that."""

    def __init__(self, role: Role, on_line: OnLine | None, keys: Keys, glyphs: Glyphs, words: Words) -> None:
        super().__init__(id="role", markup=False)
        self._role, self._on_line, self._keys = role, on_line, keys
        self._glyphs, self._words = glyphs, words
        self._whole: bool | None = None  # as the key said; None: as there is room

    @property
    def whole(self) -> bool:
        return self.screen.size.height >= HIGH if self._whole is None else self._whole

    def turn(self) -> None:
        self._whole = not self.whole
        self.refresh(layout=True)

    def render(self) -> Content:
        width = self.size.width or self.screen.size.width
        label = _("Role")
        indent = max(LABEL_LEAST, cell_len(label)) + GAP
        lines = self._lines(label, width, indent) if self.whole else [self._line(label, width, indent)]
        return Content("\n").join(Content(line).stylize(FAINT, 0, indent) for line in lines)

    def _line(self, label: str, width: int, indent: int) -> str:
        """What is said on the telephone, else the beginning of the role."""
        text = self._words(self._said() or self._role.role)
        key = f" {self._keys.role} {_('whole role')}"
        room = max(1, width - indent - cell_len(key))
        return fit(label, indent, "") + fit(text, room, self._glyphs.cut) + key

    def _lines(self, label: str, width: int, indent: int) -> list[str]:
        texts = filter(None, (self._role.role, self._said(), self._told()))
        cut = self._glyphs.cut
        return [
            line
            for number, text in enumerate(texts)
            for line in hanging("" if number else label, self._words(text), width, indent, cut, MOST_LINES)
        ]

    def _said(self) -> str:
        return _("You say: {words}").format(words=self._role.says) if self._role.says else ""

    def _told(self) -> str:
        """What the agent then chooses in the form, in its words."""
        if self._on_line is None:
            return ""
        words = {
            choice: word for row in ON_LINE.rows for field in row for choice, word in choice_words(field)
        }
        told = ", ".join(words[choice] for choice in self._on_line if choice)
        return _("Then on the card, {key}: {words}").format(key=self._keys.on_line, words=told)


def role_boxes(app: CollectorApp, debtor_id: int, glyphs: Glyphs, words: Words) -> Iterator[RoleBox]:
    """The box of this debtor; none outside of practice, or of somebody typed in there."""
    keys = Keys(app.key_of("role"), app.key_of("on_line"))
    for drill in app.drills:
        if drill.debtor_id == debtor_id:
            yield RoleBox(drill.role, drill.on_line, keys, glyphs, words)
