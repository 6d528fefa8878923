"""The pages of `--help`, drawn from the table of commands in the language in use."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from collector.cli.commands import COMMANDS, EVERYWHERE, Command, Option
from collector.cli.printing import screen_width
from collector.config import PROGRAM
from collector.words import _

_LABEL_COLUMNS = 24


def page(command: Command) -> Iterator[str]:
    """The help of one command; of the app, that of the whole program."""
    yield _("Usage: {usage}").format(usage=usage(command))
    yield ""
    if not command.name:
        for text in (
            _("A call assistant that remembers every promise, the debtor's and ours."),
            _("Without a command it opens the app on the book, and makes an empty one when there is none."),
        ):
            yield from textwrap.wrap(text, screen_width())
        yield from _listed(_("Commands"), [(_call(each), _(each.does)) for each in COMMANDS])
    else:
        yield from textwrap.wrap(_sentence(_(command.does)), screen_width())
    if command.choices:
        yield from _listed(command.words[0], [(each, _(does)) for each, does in command.choices])
    if command.options:
        yield from _listed(_("Options"), _rows(command.options))
    yield from _listed(_("Options that every command knows"), _rows(EVERYWHERE))
    if not command.name:
        yield ""
        yield _("More about one of them: {command}").format(command=f"{PROGRAM} import --help")


def usage(command: Command) -> str:
    """As `collector import [OPTION…] FILE…`."""
    options = "[" + _("OPTION…") + "]"
    if not command.name:
        return f"{PROGRAM} {options} [" + _("COMMAND …") + "]"
    return " ".join((PROGRAM, command.name, options, *command.words))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith("?") else ".")


def _call(command: Command) -> str:
    return " ".join((command.name, *command.words))


def _rows(options: Sequence[Option]) -> list[tuple[str, str]]:
    return [(_label(option), _(option.help)) for option in options]


def _label(option: Option) -> str:
    short = "-h, " if option.flag == "--help" else ""
    return f"{short}{option.flag} {option.metavar}".rstrip()


def _listed(title: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield ""
    yield title
    for label, text in rows:
        room = screen_width() - _LABEL_COLUMNS
        first, *others = textwrap.wrap(text, room) or [""]
        yield f"  {label:<{_LABEL_COLUMNS - 4}}  {first}"
        yield from (" " * _LABEL_COLUMNS + other for other in others)
