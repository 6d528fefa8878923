"""The kinds of files and their columns, as `collector import` documents them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from collector.errors import UsageError
from collector.exchange.problems import shown
from collector.exchange.table import folded_header
from collector.words import _


class Kind(NamedTuple):
    """What a line of such a file holds."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return self.required + self.optional


KINDS = {
    "portfolio": Kind(
        ("account_ref", "debtor_ref", "name", "currency", "balance"),
        (
            *("balance_on", "creditor", "phone", "email", "language", "country", "time_zone"),
            *("address_form", "due_since", "opened_on", "reference", "assigned_to"),
        ),
    ),
    "promises": Kind(
        ("account_ref", "made_on", "due_on", "amount"),
        ("currency", "agent", "promise_ref", "plan_ref", "method"),
    ),
    "payments": Kind(("account_ref", "paid_on", "amount"), ("currency", "payment_ref", "reverses_ref")),
    "calls": Kind(("account_ref", "called_at", "note"), ("agent", "phone", "direction")),
    "rates": Kind(("currency", "rate", "on")),
}


class Matched(NamedTuple):
    """Which header is which column; the others are kept as notes."""

    places: dict[str, int]  # column of the kind → index of the cell
    unknown: dict[str, int]  # header as typed → index of the cell


def guess_kind(path: Path, headers: Sequence[str]) -> str:
    """The kind whose columns stand in the headers. Raises UsageError when none does, or two do equally well."""
    found = {name: _places(headers, kind) for name, kind in KINDS.items()}
    complete = {
        name: len(found[name]) for name, kind in KINDS.items() if set(kind.required) <= set(found[name])
    }
    best = [name for name, count in complete.items() if count == max(complete.values())]
    if len(best) == 1:
        return best[0]
    if best:
        raise UsageError(
            _("{file}: could be {kinds}. Say which with --kind.").format(file=path, kinds=_listed(best))
        )
    nearest = max(
        KINDS, key=lambda name: len(set(KINDS[name].required) & set(found[name])) / len(KINDS[name].required)
    )
    if not set(KINDS[nearest].required) & set(found[nearest]):
        raise _no_known_header(path, headers)
    raise _missing(path, headers, nearest, found[nearest])


def match_headers(path: Path, headers: Sequence[str], kind: str) -> Matched:
    """Where the columns of this kind stand. Raises UsageError when required ones are missing."""
    places = _places(headers, KINDS[kind])
    if not set(KINDS[kind].required) <= set(places):
        raise _missing(path, headers, kind, places)
    known = set(places.values())
    unknown = {
        header or _("column {number}").format(number=at + 1): at
        for at, header in enumerate(headers)
        if at not in known
    }
    return Matched(places, unknown)


def _places(headers: Sequence[str], kind: Kind) -> dict[str, int]:
    seen = {folded_header(header): at for at, header in enumerate(headers)}
    return {column: seen[key] for column in kind.columns if (key := folded_header(column)) in seen}


def _missing(path: Path, headers: Sequence[str], kind: str, places: dict[str, int]) -> UsageError:
    missing = [column for column in KINDS[kind].required if column not in places]
    free = [header for at, header in enumerate(headers) if header and at not in places.values()]
    message = _("{file}: as a file of {kind} it lacks the columns {missing}. Seen: {seen}.").format(
        file=path, kind=kind, missing=_listed(missing), seen=_listed(headers)
    )
    hints = [_hint(column, free) for column in missing]
    return UsageError(" ".join([message, *(hint for hint in hints if hint)]))


def _hint(column: str, free: Sequence[str]) -> str:
    by_folded = {folded_header(header): header for header in free}
    near = difflib.get_close_matches(folded_header(column), by_folded, n=1, cutoff=0.6)
    if not near:
        return ""
    return _("Is “{header}” meant as {column}? Then rename it.").format(
        header=shown(by_folded[near[0]]), column=column
    )


def _no_known_header(path: Path, headers: Sequence[str]) -> UsageError:
    expected = "; ".join(f"{name}: {', '.join(kind.required)}" for name, kind in KINDS.items())
    return UsageError(
        _(
            "{file}: the first line names no column that is known here. Seen: {seen}. Expected: {expected}."
        ).format(file=path, seen=_listed(headers), expected=expected)
    )


def _listed(names: Sequence[str]) -> str:
    """The names, at most twenty of them."""
    more = ", …" if len(names) > 20 else ""
    return ", ".join(shown(name) for name in names[:20]) + more
