"""The promises behind a figure, as rows: those that were missed first, the latest of each kind first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from collector.desk import saying, surveying
from collector.desk.opening import Desk
from collector.desk.surveying import Behind, Survey, promises_behind
from collector.rules.counting import Counted
from collector.rules.oversight import OurWord
from collector.rules.records import Verdict
from collector.tui.behind.team import days_of, surveyed
from collector.tui.behind.team_looks import OURS
from collector.tui.views import TeamAsked, TeamPromise, TeamPromises, Where
from collector.words import _, ngettext

PAGE_ROWS = 100
ORDER = ("broken", "partly_kept", "excused", "open", "superseded", "kept")


class _After(NamedTuple):
    """Where the next page begins: the rows in their order and how many were shown; how many of each state."""

    rows: Sequence[Counted]
    shown: int
    counts: Counter[str]


def page(
    desk: Desk, known: Survey | None, asked: TeamAsked, key: str | None, look: str, after: Any
) -> TeamPromises:
    """The next of the promises behind a group, with `key` None behind the total; or of those to look at."""
    seen = surveyed(desk, known, lambda *_: None)
    days = days_of(desk, asked)
    if look == OURS:
        return _ours(desk, seen.our_words(*days))
    at = after or _first(seen.to_look_at(*days)[look] if look else seen.behind(asked.by, key, *days))
    some = at.rows[at.shown : at.shown + PAGE_ROWS]
    found = promises_behind(desk, seen, some)
    shown = at.shown + len(some)
    count = len(at.rows)
    return TeamPromises(
        rows=tuple(_row(each, at.counts, desk.today()) for each in found),
        next=at._replace(shown=shown) if shown < count else None,
        how_many=ngettext("one promise", "{count} promises", count).format(count=count),
        changed=len(found) < len(some) or any(each.changed for each in found),
    )


def _ours(desk: Desk, words: Sequence[OurWord]) -> TeamPromises:
    """Our own promises, the late ones first. They are few: all of them."""
    ordered = sorted(words, key=lambda word: (word.in_time, -word.due_on.toordinal(), word.debtor_id))
    counts = Counter(word.in_time for word in words)
    accounts = surveying.first_accounts(desk, {word.debtor_id for word in words if word.account_seq is None})
    rows = [_our_row(word, counts, accounts, desk.today()) for word in ordered]
    count = ngettext("one promise", "{count} promises", len(rows)).format(count=len(rows))
    return TeamPromises(tuple(rows), None, count)


def _our_row(word: OurWord, counts: Counter[bool], accounts: dict[int, int], today: date) -> TeamPromise:
    section = _("Done in time") if word.in_time else _("Late, or not done")
    done = _("not done yet")
    if word.done_on is not None:
        done = _("done on {day}").format(day=saying.short_day(word.done_on, today))
    due, what = saying.short_day(word.due_on, today), saying.ours(word.what)
    parts = (word.name, f"{what} {saying.day(word.due_on, today)}", done, word.agent or "")
    return TeamPromise(
        where=Where(word.debtor_id, word.account_seq or accounts[word.debtor_id]),
        section=f"{section}, {counts[word.in_time]}",
        mark=saying.state_mark("kept" if word.in_time else "broken"),
        who=word.name,
        amount=what,
        due=due,
        why=done,
        why_brief=done,
        agent=word.agent or "",
        told=" · ".join(filter(None, parts)),
    )


def _first(rows: list[Counted]) -> _After:
    rows.sort(key=lambda row: (row.debtor_id, row.promise_seq))
    rows.sort(key=lambda row: row.day, reverse=True)
    rows.sort(key=lambda row: ORDER.index(row.kind.state))
    return _After(rows, 0, Counter(row.kind.state for row in rows))


def _row(found: Behind, counts: Counter[str], today: date) -> TeamPromise:
    promise, currency = found.verdict.promise, found.account.currency
    state = saying.state(found.verdict, currency, today=today)
    amount = f"{saying.amount(promise.amount_minor, currency)} {currency}"
    due = saying.short_day(promise.due_on, today)
    why = _("{state}, taken by {agent}").format(state=state, agent=promise.agent) if promise.agent else state
    by = f"{amount} {saying.day(promise.due_on, today)}"
    parts = [found.name, found.account.ref, found.account.creditor or "", by, why, promise.asked or ""]
    return TeamPromise(
        where=Where(promise.debtor_id, promise.account_seq),
        section=f"{_section(found.row.kind.state)}, {counts[found.row.kind.state]}",
        mark=saying.state_mark(found.verdict.state),
        who=found.name,
        amount=amount,
        due=due,
        why=state,
        why_brief=_brief(found.verdict, currency, today),
        agent=promise.agent or "",
        told=" · ".join(filter(None, parts)),
    )


def _section(state: str) -> str:
    word = _("excused") if state == "excused" else saying.state_word(state)
    return word[:1].upper() + word[1:]


def _brief(verdict: Verdict, currency: str, today: date) -> str:
    """What the heading above does not say: how much is missing, when it was kept or replaced."""
    if verdict.state in ("broken", "partly_kept"):
        return _("short by {amount}").format(amount=saying.amount(verdict.short_by_minor, currency))
    if verdict.state == "open":
        return _("open until {day}").format(day=saying.short_day(verdict.promise.deadline_on, today))
    return saying.state(verdict._replace(excused_why=None, cured_on=None), currency, today=today)
