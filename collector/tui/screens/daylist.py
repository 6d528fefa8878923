"""The rows of the day: read in pages, narrowed by a filter, with the day's headline above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.widget import Widget
from textual.widgets import Static

from collector.tui import jobs
from collector.tui.cells import both_ends, joined
from collector.tui.jobs import Door
from collector.tui.screens.first_run import Beginning, FirstRunPanel
from collector.tui.views import NO_FILTER, Filter, FilterChoices, Headline, ListPage, ListRow
from collector.tui.widgets.line_list import LineList
from collector.tui.widgets.work_list import WorkList
from collector.words import _, ngettext

if TYPE_CHECKING:
    from collector.desk.opening import Desk
    from collector.tui.saved_filters import Kept, SavedFilters

AHEAD = 20  # rows before the end at which more are read, so that going down does not stop
MOST_READ_AGAIN = 1000  # rows, of many pages, that are read again on coming back


class DayList(Beginning):
    """The day's list and what stands above it. What is found in it is another matter."""

    def __init__(self) -> None:
        super().__init__()
        self._day = ListPage((), None)  # what the list shows when nobody is looked for
        self._headline: Headline | None = None
        self._loaded = False
        self._loading_more = False
        self._from_top = False  # the rows to come are others: the cursor begins at the top
        self.chosen, self._chosen_name = NO_FILTER, ""
        self._choices: FilterChoices | None = None  # the words of a filter's states
        self._saved: SavedFilters | None = None

    @property
    def is_finding(self) -> bool:
        """Whether the list shows those found instead of the day."""
        return False

    def parts(self) -> Iterable[Widget]:
        yield Static(id="title", markup=False)
        yield Static(id="narrowed", markup=False)
        yield Static(id="columns", markup=False)
        yield WorkList(widget_id="list", glyphs=self.glyphs)
        yield FirstRunPanel(self.glyphs)

    def mode(self) -> str:
        """What this is, where it is not a day's work."""
        return _("Demo") if self.desk_app.demo else ""

    @property
    def list(self) -> WorkList:
        return self.query_one("#list", WorkList)

    # Loading

    def on_mount(self) -> None:
        self.draw_head()
        self.say_busy(_("Opening the book…"))
        self.call_after_refresh(self.load)

    def load(self) -> None:
        """Read the day anew, as far as it was shown; the cursor stays on the same account."""
        chosen, wanted = self.chosen, min(len(self._day.rows), MOST_READ_AGAIN)
        self._loading_more = False
        self.ask_door("list", lambda door: day_again(door, chosen, wanted), self.show_day, self._not_read)

    def action_reload(self) -> None:
        self.say_busy(_("Reading the list again…"))
        self.load()

    def _not_read(self, text: str) -> None:
        again = _("{key} tries again").format(key=self.desk_app.key_of("reload"))
        self.say_problem(f"{text} · {again}")

    def show_day(self, page: ListPage) -> None:
        self._day, self._loaded = page, True
        if not self.is_finding:
            place = 0 if self._from_top else place_of(page.rows, self.list.current, self.list.place)
            self.show_rows(place)
        if self._from_top:
            self._say_how_many(page)
        self._from_top = False
        self.settle()
        self.call_after_refresh(self._after_rows)

    def show_rows(self, place: int) -> None:
        """Show the day's rows, with the cursor on this one."""
        self.list.show(self._day.rows, place)
        self.set_class(not self._day.rows, "-empty")
        instead = "" if self.chosen == NO_FILTER else self.words(self._nobody_words())
        self.query_one(FirstRunPanel).show(empty=not self._day.rows, instead=instead)
        self.draw_head()

    def _after_rows(self) -> None:
        """What may take longer than the rows, and must not keep them waiting."""
        self.ask_door("headline", jobs.headline, self.show_headline)

    def show_headline(self, headline: Headline) -> None:
        self._headline = headline
        self.draw_head()

    def _say_how_many(self, page: ListPage) -> None:
        count = len(page.rows)
        if page.next is None and self.chosen != NO_FILTER and count:
            text = ngettext("one account by this filter", "{count} accounts by this filter", count)
            self.say(text.format(count=count))

    # More rows

    def on_line_list_at_end(self, message: LineList.AtEnd) -> None:
        message.stop()
        if self._more_wanted():
            self.say_busy(_("Reading more…"))
            self._load_more()

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        if self.list.place >= len(self.list.items) - AHEAD and self._more_wanted():
            self._load_more()

    def _more_wanted(self) -> bool:
        return not (self.is_finding or self._day.next is None or self._loading_more)

    def _load_more(self) -> None:
        self._loading_more = True
        after, chosen = self._day.next, self.chosen
        self.ask(
            "more",
            lambda desk: jobs.next_page(desk, after, chosen),
            lambda page: self.show_more(after, page),
            self._no_more,
        )

    def show_more(self, after: object, page: ListPage) -> None:
        self.settle()
        if after is not self._day.next:  # the list was read anew meanwhile
            return
        self._loading_more = False
        self._day = ListPage(self._day.rows + page.rows, page.next)
        if not self.is_finding:
            self.list.add(page.rows)
            self.draw_head()

    def _no_more(self, text: str) -> None:
        self._loading_more = False
        self.say_problem(text)

    # Above the list

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.draw_head()

    def draw_head(self) -> None:
        width = self.size.width or 80
        dot = f" {self.glyphs.dot} "
        names = [self.mode()] if self.mode() else []
        names += [_("Today"), *((self._headline.day, self._headline.agent) if self._headline else ())]
        left = joined(names, dot, width)
        right = joined(self._headline.counts, dot, max(0, width - len(left) - 2)) if self._headline else ""
        self._draw("#title", both_ends(left, right, width, self.glyphs.cut))
        currency = self._headline.currency if self._headline else ""
        self._draw("#columns", self.list.header(self.list.line_width or width, currency))
        narrowed = self.narrowed()
        self.set_class(bool(narrowed), "-narrowed")
        self._draw("#narrowed", self.words(both_ends(*narrowed, width, self.glyphs.cut)) if narrowed else "")

    def _draw(self, part: str, text: str) -> None:
        """Put a line of text there; the same text is not drawn again, and no line moves another."""
        line = self.query_one(part, Static)
        if str(line.content) != text:
            line.update(text, layout=False)

    def narrowed(self) -> tuple[str, str] | None:
        """What the list is narrowed to and how it gets whole again; None where it is whole."""
        if self.chosen == NO_FILTER:
            return None
        words = self._filter_words()
        left = f"{self._chosen_name}: {words}" if self._chosen_name else words
        back = f"{self.desk_app.key_of('back_to_list')} {_('whole list')}"
        return _("Only {filter}").format(filter=left), back

    # Filters

    def _filter_words(self) -> str:
        from collector.tui.widgets.filter_list import filter_words

        choices = self._choices or FilterChoices((), (), (), ())
        return filter_words(self.chosen, choices, f" {self.glyphs.dot} ")

    def _nobody_words(self) -> str:
        text = _("Nobody on the list: {filter}.\n\n{key} shows the whole list; {other} chooses otherwise.")
        keys = {"key": self.desk_app.key_of("back_to_list"), "other": self.desk_app.key_of("filter")}
        return text.format(filter=self._filter_words(), **keys)

    def saved_filters(self) -> SavedFilters:
        from collector.tui.saved_filters import SavedFilters

        if self._saved is None:
            settings = self.desk_app.settings
            self._saved = SavedFilters(settings.state, settings.book)
        return self._saved

    async def action_filter(self) -> None:
        from collector.tui.screens.filter import FilterScreen

        screen = FilterScreen(self.chosen, self._chosen_name, self.saved_filters(), self.narrow)
        await self.app.push_screen(screen)

    def action_saved_filter(self) -> None:
        """The saved filter after the one in use; after the last the whole list again."""
        saved, known = self.saved_filters(), self._choices

        def job(desk: Desk) -> tuple[Kept, FilterChoices]:
            return saved.read(), known or jobs.filter_choices(desk)

        self.ask_first("saved", job, lambda found: self._next_saved(*found))

    def _next_saved(self, kept: Kept, choices: FilterChoices) -> None:
        names = [each.name for each in kept.filters]
        place = names.index(self._chosen_name) + 1 if self._chosen_name in names else 0
        if kept.trouble:
            self.say_problem(kept.trouble)
        elif not names:
            text = _("No filter is saved yet: {key} opens the page of filters, {save} saves one there.")
            app = self.desk_app
            self.say(text.format(key=app.key_of("filter"), save=app.key_of("filter_save")))
        elif place < len(names):
            self.narrow(kept.filters[place].chosen, names[place], choices)
        else:
            self.narrow(NO_FILTER, "", choices)

    def narrow(self, chosen: Filter, name: str, choices: FilterChoices | None) -> None:
        """Show only these from now on."""
        self.chosen, self._chosen_name, self._choices = chosen, name, choices
        self._from_top = True
        self._day = ListPage((), None)
        self.draw_head()
        self.say_busy(_("Reading the list…"))
        self.load()


def filter_of(app: App[None]) -> Filter:
    """The filter of the day's list, wherever in the app one is: the next to call is one of its."""
    return next((screen.chosen for screen in app.screen_stack if isinstance(screen, DayList)), NO_FILTER)


def day_again(door: Door, chosen: Filter, wanted: int) -> ListPage:
    """The first rows of the day, and as many more as were shown before."""
    page = jobs.first_page(door, chosen)
    while page.next is not None and len(page.rows) < wanted:
        more = jobs.next_page(door.desk(), page.next, chosen)
        page = ListPage(page.rows + more.rows, more.next)
    return page


def place_of(rows: Sequence[ListRow], current: ListRow | None, place: int) -> int:
    """Where the cursor goes in rows read anew: to the same account, or, where that one has moved to another
    part of the day or left, to whoever has come to its place."""
    for number, row in enumerate(rows):
        if current is not None and (row.where, row.section) == (current.where, current.section):
            return number
    return place
