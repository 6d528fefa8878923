"""Rows of the list and its headline as texts. Light: the first page is made before the database library is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from collector.desk import saying
from collector.desk.listing import Counts, Listed, Seen, behind
from collector.rules.contact import Permission
from collector.rules.risk import band
from collector.tui.views import Headline, ListRow, Where
from collector.words import _

NOTHING = "–"  # there is nothing to do yet, whatever the hour


def rows(
    seen: Seen, found: Iterable[Listed], numbers: Mapping[int, str], held_by: Mapping[int, str]
) -> tuple[ListRow, ...]:
    """The rows with the number to ring and who else has the card open, both by debtor."""
    made = (row(seen, listed) for listed in found)
    return tuple(
        each._replace(
            phone=numbers.get(each.where.debtor_id, ""), held_by=held_by.get(each.where.debtor_id, "")
        )
        for each in made
    )


def row(seen: Seen, listed: Listed) -> ListRow:
    """The row alone."""
    account, today = listed.row, seen.today()
    balance = account.work.balance_minor
    foreign = "" if account.currency == seen.currency else f" {account.currency}"
    return ListRow(
        where=Where(account.work.debtor_id, account.work.account_seq),
        section=account.section,
        who=account.name,
        step=saying.situation(listed.situation),
        why=saying.why_listed(listed, today),
        why_brief=saying.why_listed(listed, today, brief=True),
        band=band(listed.p_bp),
        amount=saying.amount(balance, account.currency) + foreign,
        amount_brief=saying.rounded(balance, account.currency) + foreign,
        until=NOTHING if account.section == "wait" else _until(seen, listed.permission),
        ref=account.reference or account.account_ref,
        creditor=account.creditor or "",
        place=behind(listed),
    )


def _until(seen: Seen, permission: Permission) -> str:
    """The hours of a debtor elsewhere by the clock on our wall: who looks down the list plans their own day."""
    zone = seen.office_zone
    opens, closes = permission.contact_from, permission.contact_until
    here = permission._replace(
        contact_from=opens and opens.astimezone(zone), contact_until=closes and closes.astimezone(zone)
    )
    return saying.until(here, seen.now())


def headline(seen: Seen, counts: Counts, agent: str) -> Headline:
    """The day, who is at the desk, and how many wait for what; what is none is not told."""
    told = (
        (counts.to_call, _("{count} to call")),
        (counts.due_today, _("{count} due today")),
        (counts.owed, _("we owe {count}")),
    )
    return Headline(
        day=saying.day(seen.today()),
        agent=agent,
        currency=seen.currency,
        counts=tuple(text.format(count=count) for count, text in told if count),
    )
