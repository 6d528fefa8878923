"""Columns as the tables of the book use them: short names, so that a table reads like its record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Text
from sqlmodel import Field

from collector.store.types import Day, Moment

STRICT: dict[str, Any] = {"sqlite_strict": True}
CHILD: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


def check(rule: str) -> CheckConstraint:
    return CheckConstraint(rule)


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})")


def whole(**more: Any) -> Any:
    return Field(sa_type=BigInteger, **more)


# In the order of code points on every database: ranges of words and digits must not follow a server's language.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def text(**more: Any) -> Any:
    return Field(sa_type=_TEXT, **more)


def day(**more: Any) -> Any:
    return Field(sa_type=Day, **more)


def moment(**more: Any) -> Any:
    return Field(sa_type=Moment, **more)


def debtor_key() -> Any:
    return Field(
        sa_type=BigInteger,
        primary_key=True,
        foreign_key="debtor.id",
        sa_column_kwargs={"autoincrement": False},
    )


def number_key() -> Any:
    return Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
