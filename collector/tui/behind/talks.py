"""The last time that somebody of this debtor was spoken with: what a call begins with."""

from __future__ import annotations

from collections.abc import Sequence

from collector.desk import saying
from collector.rules.cards import calls_of
from collector.rules.noted import promises_noted
from collector.rules.records import Call, Promise
from collector.tui.behind.history import Past, call_words
from collector.words import _, ngettext

UNREACHED = (
    "no_answer",
    "busy",
    "voicemail",
    "number_invalid",
)  # of a call that does not say who was reached


def last_talk(past: Past) -> str:
    """The last call that reached somebody, about any account: when, who, what it came to, the note; and how
    often it was tried since. When nobody was ever reached, the last attempt. Nothing: there was no call."""
    calls = _calls(past)
    place = next((n for n in range(len(calls) - 1, -1, -1) if _reached(calls[n])), len(calls) - 1)
    if place < 0:
        return ""
    call, tries = calls[place], len(calls) - 1 - place
    day = past.day(past.desk.day_of(call.called_at))
    told = f"{day}, {call_words(past, call, _came_to(past, call))}"
    if call.account_seq != past.seen.account.seq:
        told = _("{talk} (about {account})").format(talk=told, account=_ref(past, call.account_seq))
    if tries:
        since = ngettext("tried once since", "tried {count} times since", tries).format(count=tries)
        told = f"{told} · {since}"
    return told


def _calls(past: Past) -> list[Call]:
    """The calls of all accounts that stand, oldest first."""
    case, now = past.card.case, past.card.now
    calls = [call for account in case.accounts for call in calls_of(case, account.seq, now)]
    return sorted(calls, key=lambda call: (call.called_at, call.seq))


def _reached(call: Call) -> bool:
    return call.who != "nobody" and (call.who != "unknown" or call.outcome not in UNREACHED)


def _came_to(past: Past, call: Call) -> str:
    """ "promised 300.00 for Fri 27 Nov", by the promises that the call made; nothing for any other call."""
    made = _promises(past, call)
    if not made:
        return ""
    currency = past.currency_of(call.account_seq)
    parts = [f"{saying.amount(p.amount_minor, currency)} {past.day(p.due_on)}" for p in made]
    return _("promised {promises}").format(promises=", ".join(parts))


def _promises(past: Past, call: Call) -> Sequence[Promise]:
    promises = past.card.case.promises
    if call.command_id is None:
        made = promises_noted(call, promises)
    else:
        made = [p for p in promises if p.command_id == call.command_id]
    return [promise for promise in made if promise.seq not in past.mistaken]


def _ref(past: Past, account_seq: int) -> str:
    return next(a.ref for a in past.card.case.accounts if a.seq == account_seq)
