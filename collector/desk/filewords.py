"""What came of a file, in words: for the command line and for the app."""

from __future__ import annotations

from collector.desk.importing import Imported
from collector.desk.intake.understood import Understood
from collector.exchange.problems import Problem, shown
from collector.words import _, ngettext

_LONGEST_WORD = 24  # characters


def summary(result: Imported) -> str:
    """ "348 lines of portfolio: 340 new, 0 changed, 0 known, 8 refused"."""
    lines = ngettext("one line of {kind}", "{count} lines of {kind}", result.lines)
    counts = _("{new} new, {changed} changed, {known} known, {refused} refused").format(
        new=result.new, changed=result.changed, known=result.known, refused=result.refused
    )
    return f"{lines.format(count=result.lines, kind=kind(result.kind))}: {counts}"


def refusal(problem: Problem) -> str:
    """Why a line was refused: "balance: seen 12,3,4, expected an amount"."""
    column = f"{problem.column}: " if problem.column else ""
    seen = _("seen {seen}, expected {expected}").format(
        seen=problem.seen or _("nothing"), expected=problem.expected
    )
    return f"{column}{seen}"


def understood(result: Imported) -> list[str]:
    """How much of the notes of a file was understood, what came of them, and what to look at: a line each."""
    seen = result.understood
    if seen is None or not seen.notes:
        return []
    notes = ngettext("one note read", "{count} notes read", seen.notes).format(count=seen.notes)
    how = _("{fully} in full, {partly} in part, {unread} not at all").format(
        fully=seen.fully, partly=seen.partly, unread=seen.unread
    )
    lines = [f"{notes}: {how}", _made(seen), _words(seen), _left(seen)]
    return [line for line in lines if line]


def _made(seen: Understood) -> str:
    parts = []
    if seen.promises:
        text = ngettext("one promise", "{count} promises", seen.promises)
        parts.append(text.format(count=seen.promises))
    if seen.holds:
        text = ngettext("one hold to look at", "{count} holds to look at", seen.holds)
        parts.append(text.format(count=seen.holds))
    return _("found in the notes: {what}").format(what=", ".join(parts)) if parts else ""


def _words(seen: Understood) -> str:
    """The words to teach the lexicon, with how often each stands there."""
    if not seen.words:
        return ""
    words = ", ".join(f"{shown_word(word)} {count}" for word, count in seen.words)
    if seen.more_words:
        more = ngettext("and one more", "and {count} more", seen.more_words).format(count=seen.more_words)
        words = f"{words}, {more}"
    return _("not understood: {words}").format(words=words)


def shown_word(word: str) -> str:
    """A word of somebody's note, short enough for a line, with nothing in it that cannot be seen."""
    word = shown(word)
    return word if len(word) <= _LONGEST_WORD else f"{word[: _LONGEST_WORD - 1]}…"


def _left(seen: Understood) -> str:
    """What notes of earlier days speak of and nobody can tell whether it still stands."""
    told = (
        (seen.disputes, ngettext("one dispute", "{count} disputes", seen.disputes)),
        (seen.hardships, ngettext("one hardship", "{count} hardships", seen.hardships)),
        (seen.ours, ngettext("one promise of ours", "{count} promises of ours", seen.ours)),
        (seen.call_backs, ngettext("one call-back ahead", "{count} call-backs ahead", seen.call_backs)),
    )
    parts = ", ".join(text.format(count=count) for count, text in told if count)
    if not parts:
        return ""
    text = _("said before today and not opened: {what}; look at {accounts}")
    return text.format(what=parts, accounts=", ".join(seen.look_at))


def kind(name: str) -> str:
    """What a file holds, in words."""
    return {
        "portfolio": _("portfolio"),
        "promises": _("promises"),
        "payments": _("payments"),
        "calls": _("calls"),
        "rates": _("rates"),
    }[name]


def step(what: str) -> str:
    """The words for a step of an import: its id and, behind a blank, the file it is about."""
    name, _blank, file = what.partition(" ")
    text = {
        "read": _("Reading {file}"),
        "write": _("Writing {file}"),
        "notes": _("Reading the notes"),
        "judge": _("Judging promises"),
    }.get(name)
    return (text or what).replace("{file}", file).strip()
