"""What the night keeps of an account while it judges the rest of the book: a few hundred bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from collector.rules.cards import AccountCard, Stake, work_of
from collector.rules.records import Case, Verdict, Work
from collector.rules.risk import Outcome
from collector.rules.situations import WAITING


class Sketch(NamedTuple):
    """One account with a balance, judged and not yet scored."""

    account_ref: str
    debtor_ref: str
    name: str
    creditor: str | None
    currency: str
    promised_minor: int | None  # None: no open promise
    level: int
    broken_streak: int
    last_state: str | None
    holds: str  # kinds joined by `;`
    zone_group: int
    waits: bool
    stake: Stake
    past: tuple[Outcome, ...]
    work: Work  # its place on the list, without the score
    seq_next: int  # of the debtor: it moves with every new fact


def sketch(case: Case, card: AccountCard, rest_until: datetime | None) -> Sketch:
    """The sketch of one account of a debtor who rests until then."""
    kinds = sorted({hold.kind for hold in card.holds})
    return Sketch(
        account_ref=card.account.ref,
        debtor_ref=case.debtor.ref,
        name=case.debtor.name,
        creditor=card.account.creditor,
        currency=card.account.currency,
        promised_minor=None if card.stake[0].deadline_on is None else card.promised_minor,
        level=card.level,
        broken_streak=card.broken_streak,
        last_state=last_state(card.verdicts),
        holds=";".join(kinds),
        zone_group=case.debtor.zone_group,
        waits=card.step.situation in WAITING,
        stake=card.stake,
        past=card.past,
        work=work_of(case, card, 0, rest_until),
        seq_next=case.debtor.seq_next,
    )


def last_state(verdicts: Iterable[Verdict]) -> str | None:
    """The state of the promise made last, leaving out those typed by mistake."""
    made = [v for v in verdicts if v.cancel_reason != "error"]
    newest = max(made, key=lambda v: (v.promise.made_on, v.promise.due_on, v.promise.seq), default=None)
    return newest.state if newest else None


class Tallies:
    """Counts of the night: verdicts by state, and kept and resolved promises by day of decision."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self._outcomes: Counter[Outcome] = Counter()

    def count(self, verdicts: Iterable[Verdict], past: Iterable[Outcome]) -> None:
        """The verdicts of one debtor, and those of them that count."""
        self.states.update(
            "excused" if v.excused else v.state for v in verdicts if v.cancel_reason != "error"
        )
        self._outcomes.update(past)

    @property
    def days(self) -> dict[date, tuple[int, int]]:
        found: dict[date, tuple[int, int]] = {}
        for (day, is_kept), count in self._outcomes.items():
            kept, resolved = found.get(day, (0, 0))
            found[day] = (kept + is_kept * count, resolved + count)
        return found
