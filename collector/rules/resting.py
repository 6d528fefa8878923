"""From the calls of a debtor to how often we called and spoke, and how long the debtor is left in peace.

Every call that we placed is an attempt, answered or not; a talk with the debtor or a person authorised is a
conversation, whoever called. All accounts of a debtor count together: the person rests, not the debt. What an
agent writes down of one talk in several entries is one call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from collector.rules.caps import Contacts, longest_days, rest_until, still_holds
from collector.rules.known import our_undone, standing, taken_back
from collector.rules.records import RIGHT_PARTY, Call, Case, OurPromise
from collector.rules.terms import ContactPolicy

NO_CALL = "note"  # the outcome of an entry that was no call
SAME_TALK = timedelta(minutes=30)  # so long after a talk the same agent's next entry of a talk belongs to it
_LAST_SECOND = time(23, 59, 59)  # of a day: no hour was agreed


def contacts_of(case: Case, now: datetime, today: date, since: datetime | None = None) -> Contacts:
    """What has been up to `now` (in the office's zone), and the call that was agreed, if one is owed."""
    recent = [call for call in case.calls if call.called_at <= now and (not since or since < call.called_at)]
    if not recent:
        return Contacts()
    mistaken = taken_back(standing(case.endings))
    calls = _each_once(call for call in recent if call.seq not in mistaken and call.outcome != NO_CALL)
    talks = [call.called_at for call in calls if _spoken(call)]
    return Contacts(
        [call.called_at for call in calls if call.direction == "outbound"],
        talks,
        min(_agreed(our_undone(case, today), now), default=None) if still_holds(talks, now) else None,
    )


def in_talk(contacts: Contacts, now: datetime) -> bool:
    """Whether what is entered now may still be of the last talk."""
    return any(now - SAME_TALK <= talk <= now for talk in contacts.conversations)


def _each_once(entries: Iterable[Call]) -> list[Call]:
    """The calls, oldest first; a talk of several entries counts as its first."""
    calls: list[Call] = []
    for entry in sorted(entries, key=lambda call: (call.called_at, call.seq)):
        if not (_spoken(entry) and any(_goes_on(call, entry) for call in calls[-1:])):
            calls.append(entry)
    return calls


def _goes_on(talk: Call, entry: Call) -> bool:
    return _spoken(talk) and talk.agent == entry.agent and entry.called_at - talk.called_at < SAME_TALK


def _spoken(call: Call) -> bool:
    return call.who in RIGHT_PARTY


def _agreed(undone: Iterable[OurPromise], now: datetime) -> list[datetime]:
    """From when the calls that we owe are expected: from the hour agreed, else from the start of the day."""
    found = []
    for ours in undone:
        if ours.what == "call_back":
            there = ours.due_at.astimezone(now.tzinfo)
            by_day = there.time().replace(microsecond=0) == _LAST_SECOND
            found.append(datetime.combine(there, time(0), now.tzinfo) if by_day else there)
    return found


class Resting(NamedTuple):
    """By which policy, and in which zones, debtors rest."""

    policy: ContactPolicy
    zones: Mapping[int, tuple[str, ...]]  # by zone group
    now: datetime  # a rest that was over by then is none
    known_until: datetime  # calls are known up to this moment, in the office's zone
    since: datetime  # what was earlier bears on nothing any more

    @classmethod
    def of(
        cls, policy: ContactPolicy, zones: Mapping[int, tuple[str, ...]], now: datetime, known_until: datetime
    ) -> Resting:
        return cls(policy, zones, now, known_until, now - timedelta(days=longest_days(policy)))

    def until(self, case: Case, today: date) -> datetime | None:
        """Until when no cap and no gap allows a call; None when the debtor does not rest."""
        contacts = contacts_of(case, self.known_until, today, self.since)
        if not (contacts.attempts or contacts.conversations):
            return None
        found = rest_until(self.policy, self.zones[case.debtor.zone_group], contacts)
        return found if found and found > self.now else None
