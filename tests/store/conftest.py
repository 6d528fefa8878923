"""A desk at a book on every database, and the clock on its wall."""

from __future__ import annotations

from tests.books import desk, wall

__all__ = ["desk", "wall"]
