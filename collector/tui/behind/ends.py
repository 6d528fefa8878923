"""What stands on an account and can end: our own promises, holds, disputes, open promises."""

from __future__ import annotations

from collections.abc import Iterator

from collector.desk import saying
from collector.desk.looking import Card
from collector.rules.cards import AccountCard
from collector.rules.known import standing

# An id is `fact:number:reason`, as the desk ends it.
Choice = tuple[str, str]


def endable(card: Card, seen: AccountCard) -> tuple[Choice, ...]:
    """Each way in which something here can end, with its words; what is most pressing first."""
    return (*_ours(seen), *_holds(seen), *_disputes(card, seen), *_promises(seen))


def parts(choice: str) -> tuple[str, int, str]:
    """Fact, number and reason of a chosen id."""
    fact, seq, reason = choice.split(":")
    return fact, int(seq), reason


def _ours(seen: AccountCard) -> Iterator[Choice]:
    for ours in seen.our_undone:
        yield _choice("our_promise", ours.seq, "done", saying.ours(ours.what), saying.short_day(ours.due_on))


def _holds(seen: AccountCard) -> Iterator[Choice]:
    for hold in seen.holds:
        yield _choice("hold", hold.seq, "lifted", saying.hold(hold.kind), saying.short_day(hold.from_on))


def _disputes(card: Card, seen: AccountCard) -> Iterator[Choice]:
    over = {ending.fact_seq for ending in standing(card.case.endings)}
    for dispute in card.case.disputes:
        if dispute.account_seq == seen.account.seq and dispute.seq not in over:
            words = (saying.outcome("dispute"), saying.short_day(dispute.opened_on))
            yield _choice("dispute", dispute.seq, "resolved", *words)


def _promises(seen: AccountCard) -> Iterator[Choice]:
    for verdict in seen.verdicts:
        if verdict.state == "open":
            promised = saying.verdict_amounts(verdict, seen.account.currency)
            for reason in ("withdrawn", "by_us", "error"):
                yield (
                    f"promise:{verdict.promise.seq}:{reason}",
                    f"{promised}: {saying.cancel_reason(reason)}",
                )


def _choice(fact: str, seq: int, reason: str, what: str, day: str) -> Choice:
    return (f"{fact}:{seq}:{reason}", f"{what}, {day}: {saying.ending(reason)}")
