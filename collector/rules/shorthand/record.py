"""A note as the plain record of the contract: what `collector note` prints (docs/reference/shorthand.md)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from collector.rules.shorthand.note import ClaimRead, Note, OursRead, PlanRead, PromiseRead

MINUTE_FORM = "%Y-%m-%dT%H:%M"


def record(note: Note) -> dict[str, Any]:
    """Amounts as decimal strings with two places, days as ISO, in the order of the contract."""
    return {
        "outcome": note.outcome,
        "promises": [_promise(one) for one in note.promises],
        "instalments": note.instalments and _plan(note.instalments),
        "callback_at": note.callback_at and _moment(note.callback_at),
        "paid_claim": note.paid_claim and _claim(note.paid_claim),
        "dispute": note.dispute,
        "hardship": note.hardship,
        "reason": note.reason,
        "our_promise": note.our_promise and _ours(note.our_promise),
        "method": note.method,
    }


def decimal(cents: int | None) -> str | None:
    """Hundredths as a decimal string: 12345 is `123.45`."""
    return None if cents is None else f"{cents // 100}.{cents % 100:02d}"


def _promise(one: PromiseRead) -> dict[str, Any]:
    return {"amount": decimal(one.cents), "currency": one.currency, "due_on": _day(one.due_on)}


def _plan(plan: PlanRead) -> dict[str, Any]:
    return {
        "count": plan.count,
        "amount": decimal(plan.cents),
        "currency": plan.currency,
        "every": plan.every,
        "first_due": _day(plan.first_due),
    }


def _claim(claim: ClaimRead) -> dict[str, Any]:
    return {"amount": decimal(claim.cents), "currency": claim.currency, "on": _day(claim.on)}


def _ours(ours: OursRead) -> dict[str, Any]:
    return {"what": ours.what, "due_on": _day(ours.due_on)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(moment: datetime | date) -> str:
    return moment.strftime(MINUTE_FORM) if isinstance(moment, datetime) else moment.isoformat()
