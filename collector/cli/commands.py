"""The table of commands: what each is called, takes and does, and where it lives. Help and parser read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from collector.cli import values
from collector.rules.words import N_


class Option(NamedTuple):
    """An option. Without `metavar` it is a switch; `read` makes a value of its text, or raises UsageError."""

    flag: str
    metavar: str
    help: str  # English msgid
    read: Callable[[str, str], object] = values.text

    @property
    def name(self) -> str:
        return self.flag.lstrip("-").replace("-", "_")


class Command(NamedTuple):
    """A command. `words` are its arguments as the usage shows them; at most one unless the last has an `…`."""

    name: str
    does: str  # English msgid
    run: str  # module of collector.cli, and the function in it
    words: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    free: bool = False  # whatever follows is its own to read
    choices: tuple[tuple[str, str], ...] = ()  # what its word may be, each with what it does (English msgid)


EVERYWHERE = (
    Option(
        "--book", "PATH_OR_URL", N_("which book: a file, or a postgresql+psycopg:// URL (COLLECTOR_BOOK)")
    ),
    Option("--as-of", "DATE_OR_TIME", N_("pretend it is then; a date alone means 09:00 (COLLECTOR_AS_OF)")),
    Option("--lang", "ro|en", N_("the language of what you read (COLLECTOR_LANG)")),
    Option("--json", "", N_("machine-readable output, nothing else on standard output")),
    Option("--agent", "NAME", N_("who is at the desk (COLLECTOR_AGENT, else the login name)")),
    Option("--plain", "", N_("no colour, no box drawing (also NO_COLOR)")),
    Option("--version", "", N_("print the version")),
    Option("--help", "", N_("print this help")),
)

APP = Command("", "", "apps:app")

COMMANDS = (
    Command("demo", N_("opens the app on an invented book; nothing of yours is touched"), "apps:demo"),
    Command(
        "init",
        N_("makes a book: asks on a terminal, else takes flags or defaults"),
        "books:init",
        options=(
            Option("--firm", "NAME", N_("the name of the firm")),
            Option("--currency", "CODE", N_("the book's currency, as RON")),
            Option("--country", "CODE", N_("the office's country, as RO")),
            Option("--zone", "NAME", N_("the office's time zone, as Europe/Bucharest")),
            Option("--policy", "NAME", N_("the contact policy, as ro-strict")),
            Option("--calendar", "CODE", N_("whose public holidays; none: every day is a working day")),
            Option("--grace-days", "N", N_("working days added to a due date"), values.whole),
            Option("--tolerance", "PERCENT", N_("a promise is kept from this share on"), values.whole),
            Option("--horizon", "DAYS", N_("how far ahead a promise may fall due"), values.whole),
        ),
    ),
    Command(
        "import",
        N_("brings files of debts, promises, payments, calls and rates in"),
        "bringing:bring_in",
        words=("FILE…",),
        options=(
            Option("--kind", "KIND", N_("what the files hold; else the headers tell")),
            Option("--dry-run", "", N_("check everything, write nothing")),
        ),
    ),
    Command("open", N_("opens the app on one account"), "apps:open_account", words=("REF",)),
    Command(
        "today",
        N_("the day's list: whom to call now, later, and who waits"),
        "listing:today",
        options=(Option("--limit", "N", N_("at most so many accounts"), values.count),),
    ),
    Command("show", N_("everything about one debtor or account"), "showing:show", words=("REF",)),
    Command(
        "verdicts",
        N_("every promise with its verdict, a line each"),
        "listing:verdicts",
        options=(Option("--all", "", N_("superseded and cancelled ones too")),),
    ),
    Command(
        "call",
        N_("records a call from a line of shorthand, as the app's call line does"),
        "calling:call",
        words=("REF", "SHORTHAND…"),
        options=(
            Option("--instead", "", N_("instead of the promises made today, or of the plan that runs")),
            Option("--plan", "", N_("one plan with the promises made today, or with the plan that runs")),
            Option("--reason", "TEXT", N_("the answer to what the app would ask once more")),
        ),
    ),
    Command("undo", N_("takes back one entry, within ten minutes"), "books:undo", words=("ID",)),
    Command("note", N_("reads shorthand: JSON lines in, JSON lines out; needs no book"), "noting:note"),
    Command(
        "step", N_("the next step for facts: JSON lines in, JSON lines out; needs no book"), "stepping:step"
    ),
    Command(
        "lint",
        N_("checks the tone of texts: JSON lines in, JSON lines out; needs no book"),
        "linting:lint_lines",
        options=(Option("--explain", "", N_("also what was seen, and a better wording")),),
    ),
    Command(
        "nightly",
        N_("judges, scores and writes the risk list; safe to stop and repeat"),
        "nights:nightly",
        options=(
            Option("--out", "DIR", N_("where the files go; default: risk/ beside the book")),
            Option("--format", "LIST", N_("csv, xlsx, parquet, jsonl, with commas between")),
            Option("--full", "", N_("judge every account anew")),
        ),
    ),
    Command(
        "report",
        N_("kept rates and the other figures"),
        "nights:report",
        options=(
            Option("--by", "GROUP", N_("agent, week, creditor or age")),
            Option("--from", "DATE", N_("first day of the period"), values.day),
            Option("--to", "DATE", N_("last day of the period"), values.day),
        ),
    ),
    Command(
        "risk",
        N_("the model of the book: train, backtest or card"),
        "risk:risk",
        words=("WHAT",),
        options=(
            Option("--predictions", "FILE", N_("backtest: every prediction as a line of CSV")),
            Option("--html", "FILE", N_("card: as a page with its plots")),
        ),
        choices=(
            ("train", N_("fits the scorecard and keeps it: writes to the book")),
            ("backtest", N_("tests each model on the past; only reads the book")),
            ("card", N_("what the model is and how it did; only reads the book")),
        ),
    ),
    Command(
        "practice", N_("invented debtors for every situation, with roles to play"), "practising:practice"
    ),
    Command("backup", N_("copies the book while it is in use"), "books:backup", words=("FILE",)),
    Command("check", N_("is the book whole: file, audit trail, verdicts?"), "books:check"),
    Command("where", N_("where book, settings, data and logs are"), "books:where"),
    Command("bench", N_("measures the program on generated books"), "benches:bench", free=True),
)

BY_NAME = {command.name: command for command in COMMANDS}
