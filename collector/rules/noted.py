"""References of what old notes came to: they name the call, and so the text that was read.

A call of a file has a made reference, `c-0123456789ab`. Its n-th reading is `c-0123456789ab.n` (the first has no
number), the k-th promise read from it `c-0123456789ab/k`: that is the mark of a promise read from a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from collector.rules.records import Call, Promise

_CALL = re.compile(r"(c-[0-9a-f]{12})(?:\.([0-9]+))?")
_PROMISE = re.compile(r"(c-[0-9a-f]{12})/[0-9]+")


def reading_ref(base: str, number: int) -> str:
    """The reference of the n-th reading of a call."""
    return base if number == 1 else f"{base}.{number}"


def base_of(call_ref: str) -> str:
    """The reference of the call's first reading; any other reference is its own."""
    found = _CALL.fullmatch(call_ref)
    return found.group(1) if found else call_ref


def reading_number(call_ref: str) -> int:
    """Which reading this is: 1 for the first."""
    found = _CALL.fullmatch(call_ref)
    return int(found.group(2) or 1) if found else 1


def promise_ref(base: str, number: int) -> str:
    """The reference of the n-th promise that was ever read from a call."""
    return f"{base}/{number}"


def noted_in(promise: Promise) -> str | None:
    """The first reference of the call from whose note a promise was read; None for any other promise."""
    found = _PROMISE.fullmatch(promise.ref)
    return found.group(1) if found and promise.command_id is None else None


def promises_noted(call: Call, promises: Iterable[Promise]) -> list[Promise]:
    """The promises that were read from the note of this call."""
    base = base_of(call.ref)
    return [p for p in promises if p.account_seq == call.account_seq and noted_in(p) == base]
