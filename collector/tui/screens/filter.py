"""The page of filters: which accounts the list shall show, chosen with the keys, and saved by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.widget import Widget
from textual.widgets import Input, Static

from collector.tui import jobs
from collector.tui.cells import both_ends
from collector.tui.keys import bindings
from collector.tui.saved_filters import NAME_MOST, Kept, Saved, SavedFilters
from collector.tui.screens.base import DeskScreen
from collector.tui.views import NO_FILTER, Filter, FilterChoices
from collector.tui.widgets.filter_list import FilterList, filter_words, lines
from collector.tui.widgets.line_list import LineList
from collector.words import _


class NameLine(Input):
    """The line in which a filter gets its name. Handed over at once: the next key is not for this line."""

    BINDINGS = [*bindings("naming")]

    def __init__(self, named: Callable[[str], None], left: Callable[[], None]) -> None:
        placeholder = _("a name for this filter")
        super().__init__(id="naming", placeholder=placeholder, max_length=NAME_MOST, compact=True)
        self._named, self._left = named, left

    async def action_submit(self) -> None:
        self._named(" ".join(self.value.split()))

    def action_leave(self) -> None:
        self._left()


# What to do with a filter: itself, its name if it was saved, and the words of its states.
Chosen = Callable[[Filter, str, FilterChoices], object]


class FilterScreen(DeskScreen):
    """Marks choices and hands the filter back; Esc leaves the list as it was."""

    BINDINGS = [*bindings("filter")]
    PLACES = ("filter", "everywhere")
    AUTO_FOCUS = "#list"

    def __init__(self, chosen: Filter, name: str, saved: SavedFilters, then: Chosen) -> None:
        super().__init__()
        self._chosen, self._called, self._saved, self._then = chosen, name, saved, then
        self._choices = FilterChoices((), (), (), ())
        self._kept: tuple[Saved, ...] = ()
        self._deleted: Saved | None = None

    def parts(self) -> Iterable[Widget]:
        yield Static(id="title", markup=False)
        yield FilterList(self.glyphs)
        yield NameLine(self.save_as, self.leave_name)

    @property
    def list(self) -> FilterList:
        return self.query_one("#list", FilterList)

    # What there is to choose

    def on_mount(self) -> None:
        self.draw()
        self.say_busy(_("Reading what there is to choose…"))
        saved = self._saved
        self.ask_first("choices", lambda desk: (saved.read(), jobs.filter_choices(desk)), self.show_choices)

    def show_choices(self, found: tuple[Kept, FilterChoices]) -> None:
        kept, self._choices = found
        self.settle()
        self.show_kept(kept)

    def show_kept(self, kept: Kept) -> None:
        self._kept = kept.filters
        self.draw()
        if kept.trouble:
            self.say_problem(kept.trouble)

    def draw(self) -> None:
        """The choices with their marks, the cursor where it was."""
        current = self.list.current
        self.list.show(
            lines(self._chosen, self._called, self._choices, self._kept, self.desk_app.settings.agent)
        )
        if current is not None:
            self.list.go_to(current.field, current.value)
        words = filter_words(self._chosen, self._choices, f" {self.glyphs.dot} ") or _("the whole list")
        title = f"{_('Filter')} {self.glyphs.dot} {words}"
        self.query_one("#title", Static).update(
            self.words(both_ends(title, "", self.size.width or 80, self.glyphs.cut))
        )

    # Choosing

    def _with_current(self) -> tuple[Filter, str]:
        """What is marked, with the line under the cursor."""
        line = self.list.current
        if line is None:
            return self._chosen, self._called
        if line.field == "saved":
            return line.chosen, line.value or ""
        chosen = self._chosen._replace(**{line.field: line.value})
        return chosen, self._called if chosen == self._chosen else ""

    def action_mark(self) -> None:
        line = self.list.current
        if line is not None and line.marked and line.value is not None and line.field != "saved":
            self._chosen, self._called = self._chosen._replace(**{line.field: None}), ""
        else:
            self._chosen, self._called = self._with_current()
        self.draw()

    def action_show(self) -> None:
        self._close(*self._with_current())

    async def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        self.action_show()

    def action_clear(self) -> None:
        self._close(NO_FILTER, "")

    def _close(self, chosen: Filter, name: str) -> None:
        self.dismiss()
        self._then(chosen, name, self._choices)

    def action_leave(self) -> None:
        self.dismiss()

    def action_group(self, step: int) -> None:
        self.list.go_by_groups(step)

    # Saving

    def action_save(self) -> None:
        if self._chosen == NO_FILTER:  # as Enter does: nothing marked means the line under the cursor
            self._chosen, self._called = self._with_current()
            self.draw()
        if self._chosen == NO_FILTER:
            text = _("Nothing is marked yet: {key} marks the choice under the cursor.")
            self.say(text.format(key=self.desk_app.key_of("filter_mark")))
            return
        self.add_class("-naming")
        self.keys.show_places("naming")
        field = self.query_one(NameLine)
        field.value = self._called
        self.set_focus(field)

    def leave_name(self) -> None:
        self.remove_class("-naming")
        self.keys.show_places(*self.PLACES)
        self.set_focus(self.list)

    def save_as(self, name: str) -> None:
        """Save what is marked; without a name the line stays open."""
        if not name:
            self.say(_("A name is missing."))
            return
        self.leave_name()
        self._called, chosen = name, self._chosen
        self._write(lambda: self._saved.put(Saved(name, chosen)), _("saved: {name}").format(name=name))

    def action_delete(self) -> None:
        line = self.list.current
        if line is None or line.field != "saved":
            self.say(_("Only a saved filter can be deleted."))
            return
        name = line.value or ""
        self._deleted = Saved(name, line.chosen)
        key = self.desk_app.key_of("filter_undo")
        told = _("deleted: {name}; {key} brings it back").format(name=name, key=key)
        self._write(lambda: self._saved.drop(name), told)

    def action_undo(self) -> None:
        deleted, self._deleted = self._deleted, None
        if deleted is None:
            self.say(_("No saved filter was deleted here."))
            return
        self._write(lambda: self._saved.put(deleted), _("back again: {name}").format(name=deleted.name))

    def _write(self, job: Callable[[], Kept], told: str) -> None:
        def done(kept: Kept) -> None:
            self.say(_("{told}, in place of the earlier one").format(told=told) if kept.replaced else told)
            self.show_kept(kept)

        self.ask_door("write", lambda _door: job(), done, last_wins=False)
