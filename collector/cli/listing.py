"""The lists: today, whom to call and who waits; verdicts, every promise a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from collector.cli.asked import Asked, Progress
from collector.cli.printing import Column, heading, json_text, layout, line, safe, screen_width, tell, wrapped
from collector.currencies import decimals_of
from collector.desk import looking, saying
from collector.desk.listing import Listed
from collector.desk.looking import DaysList
from collector.desk.opening import Desk
from collector.desk.telling import all_verdicts, today_json
from collector.errors import DONE
from collector.exchange.riskcolumns import guarded
from collector.rules import risk
from collector.words import _

PAGE = 200
SECTIONS = ("now", "later", "wait")
_ROOM_FOR_DAYS = 100  # columns; on a narrower terminal a reason is said without its day

# --- today -----------------------------------------------------------------------------------------------


def today(asked: Asked) -> int:
    """The whole list, or its first `--limit` accounts."""
    with asked.desk(scoring=True) as desk, _opened(desk) as held:
        if asked.settings.json:
            _tell_json(held, asked.options.get("limit"))
        else:
            _tell_text(held, asked.options.get("limit"), asked.settings.plain)
    return DONE


@contextmanager
def _opened(desk: Desk) -> Iterator[DaysList]:
    """The list; that of an earlier day is made first, which takes a while with many accounts."""
    progress = Progress()
    progress("list")
    try:
        with looking.days_list(desk) as held:
            progress.clear()
            yield held
    finally:
        progress.clear()


def _pages(held: DaysList, limit: int | None) -> Iterator[Sequence[Listed]]:
    """The list, page by page, at most `limit` rows of it."""
    after, left = None, limit
    while left is None or left > 0:
        page = held.page(PAGE if left is None else min(left, PAGE), after)
        yield page.rows
        after = page.next
        if after is None:
            return
        left = None if left is None else left - len(page.rows)


def _tell_json(held: DaysList, limit: int | None) -> None:
    """One list. Rows are kept as text until their section's turn: a book may hold a million accounts."""
    sections: dict[str, list[str]] = {name: [] for name in SECTIONS}
    for page in _pages(held, limit):
        for listed in page:
            sections[listed.row.section].append(json_text(today_json(held.desk, listed)))
    tell("[" + ",\n ".join(row for name in SECTIONS for row in sections[name]) + "]")


def _tell_text(held: DaysList, limit: int | None, plain: bool) -> None:
    columns = _columns()
    sections: dict[str, list[str]] = {name: [] for name in SECTIONS}
    widths: list[int] = []
    for page in _pages(held, limit):
        rows = [[safe(cell) for cell in _cells(held.desk, listed)] for listed in page]
        widths = widths or layout(columns, rows, indent=2, gap=1)
        for listed, cells in zip(page, rows, strict=True):
            sections[listed.row.section].append("  " + line(columns, widths, cells, gap=1))
    head, *more = wrapped(_headline(held))
    tell(heading(head, plain), *more)
    titles = "  " + line(columns, widths, [column.title for column in columns], gap=1)
    for name in (name for name in SECTIONS if sections[name]):
        tell("", heading(saying.section(name), plain), titles, *sections[name])
    if not any(sections.values()):
        tell("", _("No account is open. Bring debts in with: collector import FILE…"))


def _headline(held: DaysList) -> str:
    desk, counts = held.desk, held.headline()
    parts = (
        _("{count} to call").format(count=counts.to_call),
        _("{count} due today").format(count=counts.due_today),
        _("we owe {count}").format(count=counts.owed),
    )
    return " · ".join((saying.day(desk.today()), desk.agent, *parts))


def _columns() -> list[Column]:
    return [
        Column(_("Account")),
        Column(_("Who"), least=11),
        Column(_("Next step"), least=12),
        Column(_("Why"), least=11),
        Column(_("Risk")),
        Column(_("Balance"), right=True),
        Column(_("Until"), right=True),
    ]


def _cells(desk: Desk, listed: Listed) -> list[str]:
    row = listed.row
    brief = screen_width() < _ROOM_FOR_DAYS
    return [
        row.account_ref,
        row.name,
        saying.situation(listed.situation),
        saying.why_listed(listed, desk.today(), brief=brief),
        risk.band(listed.p_bp),
        f"{_balance(row.work.balance_minor, row.currency, brief)} {row.currency}",
        "–" if row.section == "wait" else saying.until(listed.permission, desk.now()),
    ]


def _balance(amount_minor: int, currency: str, brief: bool) -> str:
    """Where room is short, larger sums in whole units, half a unit rounded up."""
    unit = 10 ** decimals_of(currency)
    if brief and abs(amount_minor) >= 100 * unit:
        amount_minor = (amount_minor + unit // 2) // unit * unit
    return saying.whole(amount_minor, currency)


# --- verdicts --------------------------------------------------------------------------------------------

COLUMNS = (
    *("promise_ref", "account_ref", "made_on", "due_on", "amount", "currency", "agent", "plan_ref", "state"),
    *("received", "short_by", "deadline", "closed_on", "decided_on", "excused", "excused_why"),
    *("cancel_reason", "cured_on", "first_state", "rule", "evidence"),
)
_WORDS_OF_PEOPLE = {"promise_ref", "account_ref", "agent", "plan_ref", "evidence"}


def verdicts(asked: Asked) -> int:
    """Every promise with its verdict: a JSON object a line, or CSV with a line of headers."""
    with asked.desk() as desk:
        found = all_verdicts(desk, everything=bool(asked.options["all"]))
        if asked.settings.json:
            for verdict in found:
                tell(json_text(verdict))
        else:
            tell(_csv_line(COLUMNS))
            for verdict in found:
                tell(_csv_line([_csv_cell(name, verdict[name]) for name in COLUMNS]))
    return DONE


def _csv_line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _csv_cell(name: str, value: Any) -> str:
    """What people wrote cannot act as a formula in a spreadsheet; truth is `true` or `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "evidence":
        value = ";".join(f"{part['payment_ref']}:{part['amount']}" for part in value)
    text = "" if value is None else safe(value)
    return guarded(text) if name in _WORDS_OF_PEOPLE else text
