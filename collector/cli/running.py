"""One command line from its words to its exit code. Nothing leaves here as a traceback."""

from __future__ import annotations

import errno
import importlib
import os
from collections.abc import Callable, Sequence
from typing import cast

from collector import __version__, words
from collector.cli import printing
from collector.cli.asked import Asked
from collector.cli.parser import Line, language_asked, read
from collector.config import PROGRAM, Flags, settle
from collector.errors import (
    BOOK_UNUSABLE,
    DONE,
    INTERRUPTED,
    UNEXPECTED,
    USAGE,
    CollectorError,
    UsageError,
    reason,
)
from collector.words import _

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ABOUT_A_FILE = {
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST),
    *(errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTEMPTY),
}


def run(arguments: Sequence[str]) -> int:
    """Do what these words ask; the exit code is that of docs/reference/commands.md."""
    printing.prepare()
    try:
        words.use(_language(arguments))
        line = read(arguments)
        code = _answer(line)
        printing.flush()
    except KeyboardInterrupt:
        printing.complain(_("Stopped."))
        return INTERRUPTED
    except BrokenPipeError:
        printing.hush()
        return DONE
    except CollectorError as problem:
        printing.complain(problem.message)
        if isinstance(problem, printing.OutputLost):
            printing.hush()
        return problem.exit_code
    except OSError as fault:
        return _of_the_system(fault, arguments)
    except Exception as fault:  # noqa: BLE001 - the last door: whatever it is, a person reads one kind line
        return _unexpected(fault, arguments)
    return code


def _answer(line: Line) -> int:
    if line.options["help"] and not line.command.free:
        from collector.cli import helping

        printing.tell(*helping.page(line.command))
        return DONE
    if line.options["version"]:
        printing.tell(f"{PROGRAM} {__version__}")
        return DONE
    settings = settle(line.flags, _environment(line))
    words.use(settings.lang)
    return _function(line.command.run)(Asked(settings, line.options, line.words))


def _environment(line: Line) -> dict[str, str]:
    """The environment; to demo and practice, which touch nothing of the user's, no book is named in it."""
    hidden = "COLLECTOR_BOOK" if line.command.name in ("demo", "practice") else None
    return {name: value for name, value in os.environ.items() if name != hidden}


def _function(place: str) -> Callable[[Asked], int]:
    """The function of a command; its module comes with everything that the command needs."""
    module, name = place.split(":")
    return cast("Callable[[Asked], int]", getattr(importlib.import_module(f"collector.cli.{module}"), name))


def _language(arguments: Sequence[str]) -> str:
    """The language to complain in, known before the line is; what is wrong with it is said later."""
    said = language_asked(arguments)
    try:
        return settle(Flags(book=PROGRAM, lang=said, agent=PROGRAM)).lang
    except UsageError:
        known = said if said in words.LANGUAGES else os.environ.get("COLLECTOR_LANG")
        return known if known in words.LANGUAGES else words.SOURCE


# --- What nobody meant to happen -------------------------------------------------------------------------


def _of_the_system(fault: OSError, arguments: Sequence[str]) -> int:
    """A file that the system would not give: a full disk, a right that is missing, a name that is wrong."""
    where = fault.filename or _("the disk")
    if fault.errno in _NO_ROOM:
        printing.complain(
            _("There is no room left for {where} ({reason}). Make room and try again.").format(
                where=where, reason=reason(fault)
            )
        )
        return BOOK_UNUSABLE
    if fault.errno in _ABOUT_A_FILE and fault.filename:
        printing.complain(
            _("{where}: {reason}. Check the name and the permissions.").format(
                where=where, reason=reason(fault)
            )
        )
        return USAGE
    return _unexpected(fault, arguments)


def _unexpected(fault: Exception, arguments: Sequence[str]) -> int:
    from collector.cli import faultlog

    kind = type(fault).__name__
    try:
        file = faultlog.write(fault, arguments)
    except OSError as problem:
        text = _(
            "Something went wrong that should not ({kind}: {what}). It is a mistake of the program: please "
            "report it. The details could not be written ({reason})."
        )
        printing.complain(text.format(kind=kind, what=fault, reason=reason(problem)))
    else:
        text = _(
            "Something went wrong that should not ({kind}). It is a mistake of the program: please report it. "
            "The details are in {file}"
        )
        printing.complain(text.format(kind=kind, file=file))
    return UNEXPECTED
