"""The parts of the account's card above and below the next step: who and where, what happened."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content, Span
from textual.widgets import Static

from collector.tui.cells import both_ends, by_parts, fit, visible, wrapped
from collector.tui.glyphs import FULL, Glyphs
from collector.tui.views import AccountView, ListRow
from collector.tui.widgets.scrolled import Scrolled
from collector.words import _

Words = Callable[[str], str]
STATE_STYLES = {"kept": "$text-success", "broken": "$text-error", "partly_kept": "$text-warning"}
MOST_MARKS = 12
FAINT = "$text-muted"  # what is read second: labels and days
LEAST_ABOUT = 20  # cells of creditor and reference that marks do not push away
WIDE = 100  # from here on there is room for what is left out at 80×24
MOST_LINES = 500  # of history on the screen; nobody scrolls further during a call


class CardHead(Static):
    """The person, the hour there, whether a call is allowed, the balance; the account and its promises, oldest
    first. Below, where there is something to say: which rule forbids a call, who else has the card open, our own
    kept rate where it has no room beside theirs, the promises of all accounts, where the balance comes from."""

    def __init__(self, who: str, row: ListRow | None, glyphs: Glyphs, words: Words) -> None:
        super().__init__(id="head", markup=False)
        self._who, self._row, self._glyphs, self._words = who, row, glyphs, words
        self._view: AccountView | None = None
        self._other = ""

    def show(self, view: AccountView) -> None:
        self._view = view
        self.refresh(layout=True)

    def show_other(self, text: str) -> None:
        """Who else has this card open now; nothing when nobody has."""
        if text != self._other:
            self._other = text
            self.refresh(layout=True)

    @property
    def _dot(self) -> str:
        return f" {self._glyphs.dot} "

    def render(self) -> Content:
        width = self.size.width or self.app.size.width
        view = self._view
        if view is None:
            return self._known(width)
        return Content("\n").join([self._person(view, width), self._account(view, width), *self._more(width)])

    def _known(self, width: int) -> Content:
        """What the list knew, until the account is read."""
        row = self._row
        if row is None:
            return Content(fit(self._who, width, self._glyphs.cut) + "\n").stylize("bold")
        left = self._dot.join(filter(None, (self._who, row.phone)))
        line = Content(both_ends(left, row.amount, width, self._glyphs.cut))
        return _first_and_last(line, visible(self._who), row.amount) + Content("\n" + self._words(row.ref))

    def _hours(self, view: AccountView) -> str:
        there = _("there {hour}").format(hour=view.local_time)
        return there + self._dot + self._words(view.permission)

    def _has_room(self, view: AccountView, width: int) -> bool:
        """Whether the hours stand beside the name; where they do not, they open the line further down."""
        parts = (visible(view.who), view.phone, self._hours(view))
        return cell_len(self._dot.join(filter(None, parts))) + cell_len(view.balance) + 2 <= width

    def _person(self, view: AccountView, width: int) -> Content:
        hours = self._hours(view) if self._has_room(view, width) else ""
        rest = "".join(self._dot + part for part in (view.phone, hours) if part)
        room = max(8, width - cell_len(rest) - cell_len(view.balance) - 2)
        name = visible(view.who)
        name = name if cell_len(name) <= room else fit(name, room, self._glyphs.cut)
        line = Content(both_ends(name + rest, view.balance, width, self._glyphs.cut))
        return _first_and_last(line, name, view.balance)

    def _account(self, view: AccountView, width: int) -> Content:
        """What is usually paid stays whatever the width: the oldest marks give way, then the account's name."""
        usual = _usual(view)
        ours = (view.ours,) if self._ours_beside(view, width) else ()
        kept = self._dot.join(("", view.kept, *ours))
        room = width - cell_len(kept) - cell_len(usual) - (1 if usual else 0)
        about = visible(self._words(view.about))
        marks = self._marks(view, room - min(cell_len(about), LEAST_ABOUT))
        about_room = max(8, room - marks.cell_length)
        about = about if cell_len(about) <= about_room else fit(about, about_room, self._glyphs.cut)
        left = Content(about + kept) + marks
        gap = width - left.cell_length - cell_len(usual)
        return (left + Content(" " * gap + usual) if gap > 0 else left).truncate(width)

    def _ours_beside(self, view: AccountView, width: int) -> bool:
        """Whether our kept rate stands beside theirs; where it would cut the account's name, it stands below."""
        about = min(cell_len(visible(self._words(view.about))), LEAST_ABOUT)
        rest = " ".join(filter(None, (self._dot.join(("", view.kept, view.ours)), _usual(view))))
        return view.ours != "" and about + cell_len(rest) <= width

    def _marks(self, view: AccountView, room: int) -> Content:
        """A sign for each promise, as many of the latest as have room; in brackets what is excused."""
        from collector.desk.naming import state_mark

        marks, cells = Content(""), 1
        for state, excused in reversed(view.strip[-MOST_MARKS:]):
            sign = state_mark(state, ascii_only=self._glyphs is not FULL)
            sign = f"({sign})" if excused else sign
            cells += len(sign) + 1
            if cells > room:
                break
            marks = Content(" ") + Content.styled(sign, STATE_STYLES.get(state, "")) + marks
        return Content(" ") + marks if marks else marks

    def _more(self, width: int) -> list[Content]:
        view = self._view
        assert view is not None
        hours = "" if self._has_room(view, width) else self._hours(view)
        ours = "" if self._ours_beside(view, width) else view.ours
        left = self._dot.join(filter(None, (hours, _forbidden(view), self._other, ours, view.overall)))
        money = view.money if view.money_moved or width >= WIDE else ""
        left, money = self._words(left), self._words(money)
        if not left and not money:
            return []
        if cell_len(left) + cell_len(money) + 2 <= width:
            return [Content(both_ends(left, money, width, self._glyphs.cut))]
        lines = by_parts(left, width, self._dot)
        return [*map(Content, lines), Content(fit(money, width, self._glyphs.cut, right=True))]


def _first_and_last(line: Content, name: str, balance: str) -> Content:
    """Who it is and what is owed stand out: the eye comes back to them through the whole call."""
    return line.stylize("bold", 0, len(name)).stylize("bold", max(0, len(line) - len(balance)))


def _usual(view: AccountView) -> str:
    return _("usually {amount}").format(amount=view.usual) if view.usual else ""


def _forbidden(view: AccountView) -> str:
    """Which rule forbids a call; a hold is named in the line above, so here stands what it still allows."""
    if view.allowed:
        return _("still allowed: {what}").format(what=view.allowed)
    return _("no call now: {why}").format(why=view.refusal) if view.refusal else ""


class History(Scrolled):
    """What happened, newest first; long lines go on under their text."""

    def __init__(self, glyphs: Glyphs, words: Words) -> None:
        super().__init__(id="history")
        self._glyphs, self._words = glyphs, words
        self._view: AccountView | None = None
        self._text = Static(markup=False)
        self._as_typed = False
        self._drawn = (0, False)  # for which width, and whether as typed

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, view: AccountView) -> None:
        self._view, self._drawn = view, (0, False)
        self._draw()
        self.scroll_home(animate=False)

    def turn_notes(self) -> bool:
        """Notes as they were typed, or in full words again; whether they now stand as typed."""
        self._as_typed = not self._as_typed
        self._draw()
        return self._as_typed

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = max(20, (self.size or self.app.size).width - 1)
        if self._view is None or self._drawn == (width, self._as_typed):
            return
        self._drawn = (width, self._as_typed)
        lines = self._view.history[:MOST_LINES]
        days = max((cell_len(line.day) for line in lines), default=0)
        texts: list[str] = []
        faint, length = list[Span](), 0
        for line in lines:
            text = (self._as_typed and line.typed) or line.text
            first, *others = wrapped(self._words(text), max(10, width - days - 2))
            faint.append(Span(length, length + days, FAINT))
            texts.append(" " * (days - cell_len(line.day)) + f"{line.day}  {first}")
            texts += [" " * (days + 2) + other for other in others]
            length += sum(len(text) + 1 for text in texts[-1 - len(others) :])
        nothing = _("Nothing has happened on this account yet.")
        self._text.update(Content("\n".join(texts), faint) if texts else nothing)
