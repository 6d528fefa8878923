"""The day's list and what is found, as rows for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from collector.desk import choosing, leasing, looking, saying
from collector.desk.choosing import Chosen
from collector.desk.leasing import Holder
from collector.desk.listing import Listed
from collector.desk.opening import Desk
from collector.tui.behind import rows
from collector.tui.views import NO_FILTER, Filter, FilterChoices, Headline, ListPage, ListRow
from collector.words import _

if TYPE_CHECKING:
    from collector.practice.roles import Drill


def first_page(desk: Desk, limit: int, chosen: Filter = NO_FILTER) -> ListPage:
    """The first rows of the day."""
    return next_page(desk, None, limit, chosen)


def next_page(desk: Desk, after: Any, limit: int, chosen: Filter = NO_FILTER) -> ListPage:
    page = looking.today(desk, limit, after, _chosen(chosen))
    return ListPage(_rows(desk, page.rows), page.next)


def headline(desk: Desk) -> Headline:
    """The day, who is at the desk, and how many wait for what."""
    return rows.headline(desk.seen_from(), looking.headline(desk), desk.agent)


def filter_choices(desk: Desk) -> FilterChoices:
    """What the list can be narrowed to: who and what is in this book, every state and band."""
    found = looking.choices(desk)
    words = _state_words()
    return FilterChoices(
        assigned=tuple(found.assigned),
        creditors=tuple(found.creditors),
        states=tuple((state, words[state]) for state in choosing.STATES),
        bands=choosing.LETTERS,
    )


def _state_words() -> dict[str, str]:
    return {
        "we_owe": _("we owe something today"),
        "due_today": _("due today"),
        "overdue": _("not paid as promised"),
        "open": _("promise open"),
        "no_promise": _("no promise"),
        "dispute": _("dispute open"),
        "hold": _("on hold"),
    }


def _chosen(chosen: Filter) -> Chosen:
    return choosing.chosen(chosen.assigned, chosen.creditor, chosen.state, chosen.band)


def find(desk: Desk, text: str) -> ListPage:
    """Accounts found by part of a name, a phone or a reference; none for an empty text."""
    return ListPage(_rows(desk, looking.find(desk, text)) if text.strip() else (), None)


def next_to_call(
    desk: Desk, holder: Holder, after: int | None, chosen: Filter = NO_FILTER, place: Any = None
) -> ListRow | None:
    """The next of those to call now whom nobody else has open, leased to this program."""
    found = leasing.next_free(desk, holder, after, _chosen(chosen), place)
    return _rows(desk, [found])[0] if found else None


def drills(desk: Desk, wanted: Sequence[Drill]) -> ListPage:
    """Everybody to practise on, in the order of situations, whether or not they may be called now."""
    found = _rows(desk, looking.of_debtors(desk, [drill.debtor_id for drill in wanted]))
    by_debtor = {row.where.debtor_id: row for row in found}
    return ListPage(tuple(_drill(drill, by_debtor[drill.debtor_id]) for drill in wanted), None)


def _drill(drill: Drill, row: ListRow) -> ListRow:
    """The row under the name of its situation, which the list itself may not know: it begins in the call."""
    row = row._replace(step=saying.situation(drill.role.situation))
    in_call = _("in the call")
    return row._replace(why=in_call, why_brief=in_call) if drill.on_line else row


def next_drill(desk: Desk, wanted: Sequence[Drill], after: int | None) -> ListRow | None:
    """The one after this debtor; after the last the first again."""
    ids = [drill.debtor_id for drill in wanted]
    place = ids.index(after) + 1 if after in ids else 0
    return drills(desk, [wanted[place % len(wanted)]]).rows[0]


def lease(desk: Desk, holder: Holder, debtor_id: int) -> str:
    """Take or renew the lease on an open card; who else has it open, in words, or nothing."""
    other = leasing.take(desk, debtor_id, holder)
    return _("{agent} has this card open too.").format(agent=other.agent) if other else ""


def lay_down(desk: Desk, holder: Holder, debtor_id: int) -> None:
    """The card is closed: others may take it."""
    leasing.release(desk, debtor_id, holder)


def _rows(desk: Desk, found: Iterable[Listed]) -> tuple[ListRow, ...]:
    found = tuple(found)
    beside = looking.beside(desk, sorted({listed.row.work.debtor_id for listed in found}))
    return rows.rows(desk.seen_from(), found, beside.numbers, beside.held_by)
