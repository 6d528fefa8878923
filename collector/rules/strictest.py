"""Several policies that hold together: of the jurisdiction, of the creditor, of the firm.

Each can only remove options, so together they allow what all of them allow: their rules stand side by side, and
a refusal names whichever forbids. What the person wishes is asked besides (`Preferences`).
"""

from __future__ import annotations

from decimal import Decimal

from collector.rules.terms import ContactPolicy


def strictest(first: ContactPolicy, *others: ContactPolicy) -> ContactPolicy:
    """The policy that allows what all of these allow."""
    both = first
    for other in others:
        both = _both(both, other)
    return both


def _both(one: ContactPolicy, other: ContactPolicy) -> ContactPolicy:
    reviewed = one.status == other.status == "reviewed"
    years = [each.limitation_years for each in (one, other) if each.limitation_years is not None]
    floors = [each.ask_floor for each in (one, other) if each.ask_floor is not None]
    return ContactPolicy(
        id=f"{one.id}+{other.id}",
        version=max(one.version, other.version),
        status="reviewed" if reviewed else "draft",
        reviewed_by=f"{one.reviewed_by}, {other.reviewed_by}" if reviewed else None,
        reviewed_on=max(one.reviewed_on, other.reviewed_on)
        if one.reviewed_on and other.reviewed_on
        else None,
        openings=one.openings + other.openings,
        caps=one.caps + other.caps,
        gaps=one.gaps + other.gaps,
        channels=one.channels + other.channels,
        zones=tuple(dict.fromkeys(one.zones + other.zones)),
        limitation_years=min(years, default=None),
        ask_floor=max(floors, key=Decimal, default=None),
        rules=one.rules + other.rules,
        unchecked=tuple(dict.fromkeys(one.unchecked + other.unchecked)),
    )
