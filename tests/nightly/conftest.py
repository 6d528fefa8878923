"""A desk, the post that comes to it, and nights."""

from __future__ import annotations

from tests.books import desk, wall
from tests.desk.post import debts, post

__all__ = ["debts", "desk", "post", "wall"]
