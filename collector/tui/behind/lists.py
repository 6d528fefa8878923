"""The day's list and what is found, as rows for the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from collector.desk import leasing, looking, saying
from collector.desk.leasing import Holder
from collector.desk.looking import Listed
from collector.desk.opening import Desk
from collector.rules.contact import Permission
from collector.rules.risk import band
from collector.tui.views import Headline, ListPage, ListRow, Where
from collector.words import _

PAGE_ROWS = 100
NOTHING = "–"  # there is nothing to do yet, whatever the hour


def first_page(desk: Desk) -> ListPage:
    """The first rows of the day with the headline above them."""
    page = looking.today(desk, PAGE_ROWS)
    return ListPage(_rows(desk, page.rows), page.next, _headline(desk))


def next_page(desk: Desk, after: Any) -> ListPage:
    page = looking.today(desk, PAGE_ROWS, after)
    return ListPage(_rows(desk, page.rows), page.next)


def find(desk: Desk, text: str) -> ListPage:
    """Accounts found by part of a name, a phone or a reference; none for an empty text."""
    return ListPage(_rows(desk, looking.find(desk, text)) if text.strip() else (), None)


def next_to_call(desk: Desk, holder: Holder, after: int | None) -> ListRow | None:
    """The next of those to call now whom nobody else has open, leased to this program."""
    found = leasing.next_free(desk, holder, after)
    return _row(desk, found) if found else None


def lease(desk: Desk, holder: Holder, debtor_id: int) -> str:
    """Take or renew the lease on an open card; who else has it open, in words, or nothing."""
    other = leasing.take(desk, debtor_id, holder)
    return _("{agent} has this card open too.").format(agent=other.agent) if other else ""


def lay_down(desk: Desk, holder: Holder, debtor_id: int) -> None:
    """The card is closed: others may take it."""
    leasing.release(desk, debtor_id, holder)


def _rows(desk: Desk, found: Iterable[Listed]) -> tuple[ListRow, ...]:
    return tuple(_row(desk, row) for row in found)


def _row(desk: Desk, listed: Listed) -> ListRow:
    row, today = listed.row, desk.today()
    balance = row.work.balance_minor
    foreign = "" if row.currency == desk.office.currency else f" {row.currency}"
    return ListRow(
        where=Where(row.work.debtor_id, row.work.account_seq),
        section=row.section,
        who=row.name,
        step=saying.situation(listed.situation),
        why=saying.why_listed(listed, today),
        why_brief=saying.why_listed(listed, today, brief=True),
        band=band(listed.p_bp),
        amount=saying.amount(balance, row.currency) + foreign,
        amount_brief=saying.rounded(balance, row.currency) + foreign,
        until=NOTHING if row.section == "wait" else _until(desk, listed.permission),
    )


def _until(desk: Desk, permission: Permission) -> str:
    """The hours of a debtor elsewhere by the clock on our wall: who looks down the list plans their own day."""
    zone = ZoneInfo(desk.office.zone)
    opens, closes = permission.contact_from, permission.contact_until
    here = permission._replace(
        contact_from=opens and opens.astimezone(zone), contact_until=closes and closes.astimezone(zone)
    )
    return saying.until(here, desk.now())


def _headline(desk: Desk) -> Headline:
    """The day, who is at the desk, and how many wait for what; what is none is not told."""
    seen = looking.headline(desk)
    counts = (
        (seen.to_call, _("{count} to call")),
        (seen.due_today, _("{count} due today")),
        (seen.owed, _("we owe {count}")),
    )
    return Headline(
        day=saying.day(desk.today()),
        agent=desk.agent,
        currency=desk.office.currency,
        counts=tuple(text.format(count=count) for count, text in counts if count),
    )
