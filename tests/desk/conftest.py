"""A desk at a book on every database, and the clock on its wall."""

from __future__ import annotations

import pytest

from collector.desk.opening import Desk
from tests import books
from tests.books import Debt, desk, wall
from tests.desk.post import debts, post

__all__ = ["debts", "desk", "post", "wall"]


@pytest.fixture
def debt(desk: Desk) -> Debt:
    return books.a_debtor(desk)
