"""Work that makes millions of small values: Python would look through all of them for cycles again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def growing() -> Iterator[None]:
    """Leave cycles alone as long as the block runs.

    Facts, verdicts and rows hold no cycles, so nothing piles up; the search for them costs a night a third of
    its time, and more the larger the book is.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
