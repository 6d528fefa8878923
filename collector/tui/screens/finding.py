"""Finding: those found take the place of the day's list, while they are typed for and after it until Esc."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.widget import Widget
from textual.widgets import Input

from collector.tui import jobs
from collector.tui.keys import bindings
from collector.tui.screens.daylist import DayList, place_of
from collector.tui.views import NO_FILTER, Filter, FilterChoices, ListPage
from collector.tui.widgets.line_list import LineList
from collector.tui.widgets.status_line import StatusLine
from collector.words import _, ngettext

MANY = 200  # accounts: of no more debtors is told who is found by a few letters


class FindLine(Input):
    """The line in which somebody is looked for."""

    BINDINGS = [*bindings("find")]


class FindingList(DayList):
    """The day's list with its find line."""

    def __init__(self) -> None:
        super().__init__()
        self._typing = False  # the find line is open
        self._found_by: str | None = None  # the text by which the list now shows those found
        self._place = 0  # of the cursor in the day's list, while others are found
        self._here = ""  # what the status line says of the row under the cursor

    def parts(self) -> Iterable[Widget]:
        yield from super().parts()
        yield FindLine(id="find", placeholder=_("name, phone or reference"), compact=True)

    @property
    def is_finding(self) -> bool:
        return self._found_by is not None

    @property
    def _field(self) -> Input:
        return self.query_one("#find", Input)

    def on_screen_resume(self) -> None:
        if self._loaded:  # coming back from an account: things may have changed there
            self.load()
            if self._found_by is not None:
                self.find(self._found_by)

    def action_reload(self) -> None:
        super().action_reload()
        if self._found_by is not None:
            self._here = ""
            self.find(self._found_by)

    # What is said of the row under the cursor

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        super().on_line_list_moved(message)
        self.show_here()

    def show_here(self, before: str = "") -> None:
        """Which of those found this is, who else has it open, what waits on it; else what was said stays."""
        text = " · ".join(self._words_here())
        if text == self._here and not before:
            return
        if text or self._here:
            self._say_in_place(f"{before} {text}".strip())
        self._here = text

    def _say_in_place(self, text: str) -> None:
        """One line for another moves nothing: laying out anew would cost more than the key."""
        status = self.query_one(StatusLine)
        text = self.words(text)
        if "\n" in str(status.content) or cell_len(text) > status.size.width:
            self.say(text)
            return
        status.said = text
        status.remove_class("-problem")
        status.update(text, layout=False)

    def _words_here(self) -> Iterable[str]:
        row = self.list.current
        if self._found_by is not None:
            yield found_words(self._found_by, self.list.place, len(self.list.items))
        if row is None:
            return
        if row.held_by:
            yield _("{agent} has this card open.").format(agent=row.held_by)
        if self.list.has_draft(row):
            yield _("Something typed here is not saved yet.")

    # Finding

    def action_find(self) -> None:
        if not self.is_finding:
            self._place = self.list.place
        self._typing = True
        self.add_class("-finding")
        self.keys.show_places("find")
        self.set_focus(self._field)
        self.draw_head()

    def on_input_changed(self, message: Input.Changed) -> None:
        if not self._typing:
            return
        if message.value.strip():
            self.find(message.value)
        elif self.is_finding:
            self._show_the_day()

    def find(self, text: str) -> None:
        self.ask("find", lambda desk: jobs.find(desk, text), lambda page: self.show_found(text, page))

    def show_found(self, text: str, page: ListPage) -> None:
        if text != self._field.value:  # it was changed or left meanwhile
            return
        place = place_of(page.rows, self.list.current, self.list.place) if text == self._found_by else 0
        self._found_by = text
        self.remove_class("-empty")
        self.list.show(page.rows, place)
        self.draw_head()
        self.show_here()

    def narrowed(self) -> tuple[str, str] | None:
        if self._typing:  # a line here too, so that no row moves away under the mouse when the find line goes
            return _("Looking in the whole book"), ""
        if self._found_by is None:
            return super().narrowed()
        app = self.desk_app
        keys = (("find_next", _("next")), ("find_before", _("before")), ("back_to_list", _("whole list")))
        told = "  ".join(f"{app.key_of(action)} {word}" for action, word in keys)
        return _("Found by “{text}” in the whole book").format(text=self._found_by.strip()), told

    def action_found(self, step: int) -> None:
        self.list.action_down() if step > 0 else self.list.action_up()

    def action_find_next(self, step: int) -> None:
        count = len(self.list.items)
        if not self.is_finding or not count:
            self.say(_("Nobody is looked for: {key} finds.").format(key=self.desk_app.key_of("find")))
            return
        place = self.list.place + step
        self.list.move_to(place % count)
        if not 0 <= place < count:
            self.show_here(_("From the top again:") if step > 0 else _("From the bottom again:"))

    def action_leave_find(self) -> None:
        """Out of the line. Those found stay to be walked; where nobody is, the list comes back."""
        text = self._field.value
        self._close_line()
        if text == self._found_by and not self.list.items:
            self._show_the_day()
            self.say(nobody_words(text))
        elif not text.strip():
            self._show_the_day()

    def _close_line(self) -> None:
        self._typing = False
        self.remove_class("-finding")
        self.keys.show_places(*self.PLACES)
        self.set_focus(self.list)
        self.draw_head()

    def _show_the_day(self) -> None:
        """The day's rows instead of those found."""
        if self.is_finding:
            self._found_by = None
            self.show_rows(self._place)
            self.say("")
            self._here = ""

    def narrow(self, chosen: Filter, name: str, choices: FilterChoices | None) -> None:
        self._field.value, self._found_by, self._here = "", None, ""  # a filter is of the day's list
        if self._typing:
            self._close_line()
        super().narrow(chosen, name, choices)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """By Tab or the mouse out of the line: the same as by Esc."""
        if self._typing and event.widget is self.list:
            self.action_leave_find()

    def action_back_to_list(self) -> None:
        if self.is_finding or self._field.value:
            self._field.value = ""
            self._show_the_day()
        elif self.chosen != NO_FILTER:
            self.narrow(NO_FILTER, "", self._choices)


def found_words(text: str, place: int, count: int) -> str:
    """Which of how many this is."""
    if not count:
        return nobody_words(text)
    if count >= MANY:
        told = _("{place} of the first {count} accounts found; more letters find fewer")
        return told.format(place=place + 1, count=count)
    told = ngettext("one account found", "{place} of {count} accounts found", count)
    return told.format(place=place + 1, count=count)


def nobody_words(text: str) -> str:
    return _("Nobody found by “{text}”.").format(text=text.strip())
