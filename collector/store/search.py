"""Finding a debtor as it is typed: by name, phone or reference. What differs between databases lies here.

Three letters or more are found anywhere in a name, fewer at the start of a word. SQLite has its trigram
index for this; on a server a plain scan does until the book asks for more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, or_, select
from sqlalchemy import text as sql

from collector.store import bulk
from collector.store.tables import AccountRow, DebtorRow, NameWordRow, PhoneRow, table

_LAST = "\U0010ffff"
_DEBTOR, _WORD, _PHONE, _ACCOUNT = table(DebtorRow), table(NameWordRow), table(PhoneRow), table(AccountRow)


def create(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(
            sql("CREATE VIRTUAL TABLE name_part USING fts5(name, debtor_id UNINDEXED, tokenize='trigram')")
        )


def remember(connection: Connection, names: Iterable[tuple[int, str]]) -> None:
    """Make names findable: pairs of debtor id and folded name. Former names stay findable too."""
    names = list(names)
    words = {(word, debtor_id) for debtor_id, name in names for word in name.split()}
    if not words:
        return
    known: set[tuple[str, int]] = set()
    ids = sorted({debtor_id for debtor_id, _ in names})
    for start in range(0, len(ids), 500):
        batch = ids[start : start + 500]
        rows = connection.execute(select(_WORD.c.word, _WORD.c.debtor_id).where(_WORD.c.debtor_id.in_(batch)))
        known.update((row.word, row.debtor_id) for row in rows)
    bulk.add(connection, _WORD, sorted(words - known))
    remember_parts(connection, names)


def remember_parts(connection: Connection, names: Sequence[tuple[int, str]]) -> None:
    """Only the part of it that is kept outside the tables, as after a copy of all their rows."""
    if names and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO name_part(debtor_id, name) VALUES (?, ?)", list(names))


def by_name(connection: Connection, folded: str, limit: int) -> list[int]:
    """Ids of debtors whose name holds this folded text, at most `limit`."""
    if len(folded) < 3:
        return _by_start(connection, folded, limit)
    if connection.dialect.name == "sqlite":
        phrase = '"' + folded.replace('"', '""') + '"'
        found = connection.execute(
            sql("SELECT debtor_id FROM name_part WHERE name_part MATCH :phrase LIMIT :limit"),
            {"phrase": phrase, "limit": limit},
        )
        return list(dict.fromkeys(row[0] for row in found))
    formerly = select(_WORD.c.debtor_id).where(_WORD.c.word.contains(folded, autoescape=True))
    named = or_(_DEBTOR.c.name_folded.contains(folded, autoescape=True), _DEBTOR.c.id.in_(formerly))
    found = connection.execute(select(_DEBTOR.c.id).where(named).limit(limit))
    return [row[0] for row in found]


def _by_start(connection: Connection, folded: str, limit: int) -> list[int]:
    found = connection.execute(
        select(_WORD.c.debtor_id)
        .where(_WORD.c.word >= folded, _WORD.c.word < folded + _LAST)
        .order_by(_WORD.c.word, _WORD.c.debtor_id)
        .limit(limit)
    )
    return list(dict.fromkeys(row[0] for row in found))


def by_phone(connection: Connection, digits: str, limit: int) -> list[int]:
    """Ids of debtors with a number that starts or ends with these digits (of the national number)."""
    backwards = digits[::-1]
    found = connection.execute(
        select(_PHONE.c.debtor_id)
        .where(
            or_(
                (_PHONE.c.digits >= digits) & (_PHONE.c.digits < digits + ":"),
                (_PHONE.c.digits_reversed >= backwards) & (_PHONE.c.digits_reversed < backwards + ":"),
            )
        )
        .limit(limit)
    )
    return list(dict.fromkeys(row[0] for row in found))


def by_reference(connection: Connection, start: str, limit: int) -> list[int]:
    """Ids of debtors whose own reference, or one of whose accounts', starts with this text."""
    found = []
    for column, debtor in ((_ACCOUNT.c.ref, _ACCOUNT.c.debtor_id), (_DEBTOR.c.ref, _DEBTOR.c.id)):
        rows = connection.execute(
            select(debtor).where(column >= start, column < start + _LAST).order_by(column).limit(limit)
        )
        found += [row[0] for row in rows]
    return list(dict.fromkeys(found))[:limit]
