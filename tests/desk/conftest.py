"""A desk at a book on every database, and the clock on its wall."""

from __future__ import annotations

from tests.books import desk, wall
from tests.desk.post import debts, post

__all__ = ["debts", "desk", "post", "wall"]
