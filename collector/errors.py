"""What can go wrong that a person can act on, each with the exit code of the command line.

A message is one kind text: where, what was seen, what to do. Errors of ours are no `CollectorError`: they
raise loudly and end with code 1.
"""

from __future__ import annotations

import errno
import re

from collector.rules.words import N_
from collector.words import _

DONE = 0
UNEXPECTED = 1
USAGE = 2
SOME_REFUSED = 3
BOOK_UNUSABLE = 4
ALREADY_RUNNING = 5
INTERRUPTED = 130


class CollectorError(Exception):
    """Something a person can act on: `message` for the screen, `exit_code` for the shell."""

    exit_code = UNEXPECTED

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(CollectorError):
    """Wrong usage: an option, a file, a REF, a setting."""

    exit_code = USAGE


class Refused(CollectorError):
    """A guard of the desk said no; nothing was saved. `rule` is the guard's id, for tests and logs."""

    exit_code = USAGE

    def __init__(self, message: str, rule: str = "") -> None:
        super().__init__(message)
        self.rule = rule


class AlreadyRunning(CollectorError):
    """The same job runs already on this book."""

    exit_code = ALREADY_RUNNING


class BookError(CollectorError):
    """The book cannot be used.

    `kind` is one of `BOOK_PROBLEMS`; `where` the path or URL as given (a password in it is never shown);
    `seen` what was found, as a short phrase without a full stop.
    """

    exit_code = BOOK_UNUSABLE

    def __init__(self, kind: str, where: object, seen: object = "") -> None:
        self.kind = kind
        self.where = without_password(str(where))
        self.seen = str(seen).strip().rstrip(".")
        super().__init__(_book_message(kind).format(where=self.where, seen=self.seen or "?"))


_REASONS = {
    errno.ENOENT: N_("No such file or directory"),
    errno.EISDIR: N_("Is a directory"),
    errno.EACCES: N_("Permission denied"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EROFS: N_("Read-only file system"),
}


def reason(fault: Exception) -> str:
    """Why the system would not, in the language in use; what is rare, or of another kind, as it says itself."""
    known = _REASONS.get(getattr(fault, "errno", None) or 0)
    return _(known) if known else getattr(fault, "strerror", None) or str(fault)


BOOK_PROBLEMS = ("missing", "not_a_book", "newer", "damaged", "locked", "away", "full", "read_only")


def without_password(where: str) -> str:
    """The same URL with its password replaced by `***`; a path stays as it is."""
    hidden = re.sub(r"(://[^:/@]*):.*@(?=[^@]*$)", r"\1:***@", where)
    return re.sub(r"([?&]password=)[^&]*", r"\1***", hidden)


def _book_message(kind: str) -> str:
    """The text of one kind; an unknown kind is our mistake."""
    return {
        "missing": _("There is no book at {where}. Make one with: collector init --book '{where}'"),
        "not_a_book": _(
            "{where} is not a book of this program ({seen}). It was left as it is; name another with --book."
        ),
        "newer": _(
            "{where} was made by a newer collector ({seen}). It was left as it is; "
            "install the newer program to open it."
        ),
        "damaged": _(
            "{where} is damaged ({seen}). Keep the file as it is and put back the latest copy "
            "made by: collector backup"
        ),
        "locked": _(
            "{where} is held by another program for more than 10 seconds ({seen}). Nothing was saved; "
            "close the other program, or try again in a minute."
        ),
        "away": _(
            "The server of the book {where} does not answer ({seen}). Nothing was saved; "
            "check the network and the address, then try again."
        ),
        "full": _(
            "The disk that holds {where} is full ({seen}). Nothing of this step was saved; make room and try again."
        ),
        "read_only": _(
            "{where} can be read but not written ({seen}). Nothing was saved; "
            "ask for the right to write the file and its folder."
        ),
    }[kind]
