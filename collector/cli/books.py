"""Making, keeping and checking a book: init, where, backup, check, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from collector.cli.asked import Asked, Progress
from collector.cli.printing import complain, safe, someone_is_there, tell, tell_json, wrapped
from collector.config import is_server, places
from collector.desk import keeping, opening
from collector.desk.opening import Founding
from collector.desk.undoing import undo as take_back
from collector.errors import BOOK_UNUSABLE, DONE, UsageError, without_password
from collector.words import _, ngettext

# --- init ------------------------------------------------------------------------------------------------


def init(asked: Asked) -> int:
    """Make a book, asking whoever is there for what was not said."""
    where = asked.settings.book
    said = {name: asked.options[name] for name in Founding._fields if asked.options.get(name) is not None}
    facts = Founding(lang=asked.settings.lang)._replace(**said)
    if someone_is_there() and not asked.settings.json:
        _refuse_taken(where)
        facts = _ask_all(facts, said)
    facts = opening.checked(facts)
    opening.found(where, facts)
    if asked.settings.json:
        tell_json({"book": without_password(where), **facts._asdict()})
    else:
        tell(*_made(where, facts))
    return DONE


def _refuse_taken(where: str) -> None:
    """Nobody is asked nine questions for a book that cannot be made; a server is asked at the end."""
    if not is_server(where) and Path(where).exists():
        opening.found(where, Founding())


def _ask_all(facts: Founding, said: dict[str, Any]) -> Founding:
    tell(_("A new book. Enter takes what stands in brackets."))
    for name, question in _questions():
        if name not in said:
            facts = _ask(facts, name, question)
    return facts


def _questions() -> list[tuple[str, str]]:
    return [
        ("firm", _("Name of the firm")),
        ("currency", _("Currency")),
        ("country", _("Country")),
        ("zone", _("Time zone")),
        ("policy", _("Contact policy ({known})").format(known=", ".join(opening.policies()))),
        ("calendar", _("Public holidays of (none: every day is a working day)")),
        ("grace_days", _("Working days of grace")),
        ("tolerance", _("Kept from so many per cent")),
        ("horizon", _("Promises at most so many days ahead")),
    ]


def _ask(facts: Founding, name: str, question: str) -> Founding:
    """Ask until the answer can be used."""
    shown = getattr(facts, name)
    if name == "calendar" and shown is None:
        shown = facts.country.upper()
    while True:
        try:
            typed = input(f"  {question} [{shown}]: ").strip()
        except EOFError:
            raise UsageError(_("No answer came; no book was made.")) from None
        try:
            answered = facts._replace(**{name: _value(name, typed or shown)})
            opening.checked(answered)
        except UsageError as problem:
            complain(problem.message)
        else:
            return answered


def _value(name: str, typed: Any) -> Any:
    if isinstance(Founding._field_defaults[name], int):
        return int(typed) if str(typed).isdecimal() and len(str(typed)) < 10 else -1
    return typed


def _made(where: str, facts: Founding) -> list[str]:
    rows = [
        (_("Firm"), facts.firm),
        (_("Currency"), facts.currency),
        (_("Country, time zone"), f"{facts.country}, {facts.zone}"),
        (_("Contact policy"), facts.policy),
        (_("Calendar"), facts.calendar or ""),
        (_("Terms"), _terms(facts)),
    ]
    label = max(len(name) for name, _value in rows)
    return [
        _("Made the book {where}").format(where=safe(without_password(where))),
        *(each for name, value in rows for each in wrapped(value, f"  {name:<{label}}  ", " " * (label + 4))),
        _("Next, bring the debts in: collector import FILE…"),
    ]


def _terms(facts: Founding) -> str:
    return _("grace {days} (working days), tolerance {percent} %, horizon {horizon} (days)").format(
        days=facts.grace_days, percent=facts.tolerance, horizon=facts.horizon
    )


# --- where, backup, check, undo --------------------------------------------------------------------------


def where(asked: Asked) -> int:
    """One line a place."""
    found = places(asked.settings.book)
    document = {
        "book": without_password(found.book),
        "settings": str(found.settings),
        "data": str(found.data),
        "logs": str(found.logs),
    }
    if asked.settings.json:
        tell_json(document)
        return DONE
    names = {"book": _("Book"), "settings": _("Settings"), "data": _("Data"), "logs": _("Logs")}
    label = max(len(name) for name in names.values())
    tell(*(f"{names[key]:<{label}}  {safe(place)}" for key, place in document.items()))
    return DONE


def backup(asked: Asked) -> int:
    """Copy the book, as one SQLite file."""
    progress = Progress()
    with asked.desk() as desk:
        try:
            copied = keeping.backup(desk, Path(asked.words[0]).expanduser(), progress)
        finally:
            progress.clear()
    entries, digest = copied.audit.entries, copied.audit.hash
    if asked.settings.json:
        tell_json({"file": str(copied.file), "bytes": copied.bytes, "entries": entries, "hash": digest})
        return DONE
    tell(_("Copied to {file} ({bytes} B)").format(file=safe(copied.file), bytes=copied.bytes))
    text = ngettext(
        "It holds one entry of the audit trail, with the hash {hash}",
        "It holds {count} entries of the audit trail, the last with the hash {hash}",
        entries,
    )
    tell(text.format(count=entries, hash=digest))
    return DONE


def check(asked: Asked) -> int:
    """Say what is wrong with the book; a book that is not whole ends with the code of a damaged one."""
    progress = Progress()
    with asked.desk() as desk:
        try:
            problems = keeping.check(desk, progress)
        finally:
            progress.clear()
    if asked.settings.json:
        tell_json({"whole": not problems, "problems": problems})
    elif problems:
        tell(*(safe(problem) for problem in problems))
        text = ngettext("One problem.", "{count} problems.", len(problems)).format(count=len(problems))
        tell(text + " " + _("Keep the book as it is, and put back the latest backup that checks clean."))
    else:
        tell(_("The book is whole: file, audit trail and verdicts."))
    return BOOK_UNUSABLE if problems else DONE


def undo(asked: Asked) -> int:
    """Take back one entry, by the id that was printed when it was saved."""
    with asked.desk(writable=True) as desk:
        saved = take_back(desk, asked.words[0])
    name = saved.card.case.debtor.name
    if asked.settings.json:
        tell_json(
            {
                "undone": asked.words[0],
                "undo": saved.undo,
                "call_ref": saved.call_ref,
                "promises": list(saved.promise_refs),
            }
        )
        return DONE
    refs = ", ".join(ref for ref in (saved.call_ref, *saved.promise_refs) if ref)
    tell(_("Taken back: {what} ({name})").format(what=safe(refs or asked.words[0]), name=safe(name)))
    return DONE
