"""From the words of a command line to what is asked. Options may stand before and after the command."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, NoReturn

from collector.cli.commands import APP, BY_NAME, COMMANDS, EVERYWHERE, Command, Option
from collector.config import PROGRAM, Flags
from collector.errors import UsageError
from collector.words import _

_SHORT = {"--help": "-h"}
_TAKES_VALUE = {
    option.flag
    for command in (APP, *COMMANDS)
    for option in (*EVERYWHERE, *command.options)
    if option.metavar
}


class Line(NamedTuple):
    """A command line as understood: the command, its options by name (None or False: not said), its words."""

    command: Command
    options: dict[str, Any]
    words: tuple[str, ...]

    @property
    def flags(self) -> Flags:
        """What of it is a setting."""
        said = {name: self.options[name] for name in Flags._fields}
        return Flags(**said)


def read(arguments: Sequence[str]) -> Line:
    """What is asked. UsageError for an unknown command or option, a missing or superfluous word."""
    arguments, literal = _divided(arguments)
    place = _command_place(arguments)
    if place is None and literal:
        raise _surplus(APP, literal)
    command = APP if place is None else _command(arguments[place])
    others = arguments if place is None else [*arguments[:place], *arguments[place + 1 :]]
    options, rest = _options(command, others)
    words = (*_words(command, rest), *literal)
    if not (options["help"] or options["version"] or command.free):
        _check_words(command, words)
    return Line(command, options, words)


def language_asked(arguments: Sequence[str]) -> str | None:
    """What `--lang` says, before anything else is understood: complaints are made in that language too."""
    arguments, _literal = _divided(arguments)
    said = None
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            said = arguments[at + 1]
        elif argument.startswith("--lang="):
            said = argument.removeprefix("--lang=")
    return said


def _divided(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before `--`, and the words after it, which are no options whatever they begin with."""
    arguments = list(arguments)
    place = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:place], arguments[place + 1 :]


# --- The command -----------------------------------------------------------------------------------------


def _command_place(arguments: Sequence[str]) -> int | None:
    """Where the command stands: the first word that is neither an option nor the value of one."""
    is_value = False
    for at, argument in enumerate(arguments):
        if not is_value and not argument.startswith("-"):
            return at
        is_value = argument in _TAKES_VALUE and not is_value
    return None


def _command(word: str) -> Command:
    if word in BY_NAME:
        return BY_NAME[word]
    near = difflib.get_close_matches(word.lower(), BY_NAME, n=3, cutoff=0.5)
    near += [name for name in BY_NAME if word and name.startswith(word.lower()) and name not in near]
    if near:
        hint = _("Did you mean {near}?").format(near=", ".join(near))
    else:
        hint = _("There are: {known}.").format(known=", ".join(BY_NAME))
    said = _("There is no command {seen}.").format(seen=repr(word))
    raise UsageError(f"{said} {hint} {_help_hint(APP)}")


# --- Options ---------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def _options(command: Command, arguments: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The options of a command by name, and what else was said."""
    parser = _parser(command)
    try:
        found, rest = parser.parse_known_args(list(arguments))
    except argparse.ArgumentError as fault:
        raise _misused(fault, command) from None
    return vars(found), rest


def _parser(command: Command) -> argparse.ArgumentParser:
    parser = _Parser(PROGRAM, add_help=False, allow_abbrev=False, exit_on_error=False)
    for option in (*EVERYWHERE, *command.options):
        flags = [option.flag, *([_SHORT[option.flag]] if option.flag in _SHORT else [])]
        if option.metavar:
            parser.add_argument(*flags, dest=option.name, type=_reader(option))
        else:
            parser.add_argument(*flags, dest=option.name, action="store_true")
    return parser


def _reader(option: Option) -> Any:
    return lambda typed: option.read(option.flag, typed)


def _misused(fault: argparse.ArgumentError, command: Command) -> UsageError:
    """The kinds of trouble that argparse sees before we do: a value is missing, or one too many."""
    flag = (fault.argument_name or "").split("/")[0]
    option = next((o for o in (*EVERYWHERE, *command.options) if o.flag == flag), None)
    if option and option.metavar:
        said = _("{flag} needs a value, as {flag} {value}.").format(flag=flag, value=option.metavar)
    else:
        said = _("{flag} takes no value.").format(flag=flag)
    return UsageError(f"{said} {_help_hint(command)}")


# --- Words -----------------------------------------------------------------------------------------------


def _words(command: Command, rest: Sequence[str]) -> list[str]:
    """The words among what is left; an option that nobody knows is an error."""
    if command.free:
        return list(rest)
    for word in rest:
        if word.startswith("-") and word != "-":
            raise _unknown_option(word.split("=")[0], command)
    return list(rest)


def _unknown_option(flag: str, command: Command) -> UsageError:
    known = [option.flag for option in (*command.options, *EVERYWHERE)]
    said = _("There is no option {seen} here.").format(seen=repr(flag))
    near = difflib.get_close_matches(flag, known, n=1)
    hint = _("Did you mean {near}?").format(near=near[0]) if near else ""
    return UsageError(" ".join(part for part in (said, hint, _help_hint(command)) if part))


def _check_words(command: Command, words: Sequence[str]) -> None:
    many = bool(command.words) and command.words[-1].endswith("…")
    if len(words) < len(command.words) or any(not word.strip() for word in words):
        raise UsageError(
            _("{command}: {words} is missing. {hint}").format(
                command=_called(command), words=" ".join(command.words), hint=_help_hint(command)
            )
        )
    if len(words) > len(command.words) and not many:
        raise _surplus(command, words[len(command.words) :])


def _surplus(command: Command, words: Iterable[str]) -> UsageError:
    return UsageError(
        _("{seen} is one word too many for {command}. {hint}").format(
            seen=", ".join(repr(word) for word in words), command=_called(command), hint=_help_hint(command)
        )
    )


def _called(command: Command) -> str:
    return f"{PROGRAM} {command.name}".strip()


def _help_hint(command: Command) -> str:
    return _("See: {command} --help").format(command=_called(command))
