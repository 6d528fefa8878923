"""import: files in, a summary each, every refused line named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from collector.cli import values
from collector.cli.asked import Asked, Progress
from collector.cli.printing import complain, safe, tell, tell_json
from collector.desk.importing import Imported, import_files
from collector.errors import DONE, SOME_REFUSED
from collector.exchange.kinds import KINDS
from collector.exchange.problems import Problem
from collector.words import _, ngettext


def bring_in(asked: Asked) -> int:
    """Bring the files in; refused lines are named and cost only themselves."""
    kind, dry_run = asked.options["kind"], bool(asked.options["dry_run"])
    kind = values.chosen("--kind", kind, KINDS) if kind else None
    paths = [Path(word) for word in asked.words]
    progress = Progress()
    with asked.desk(writable=True) as desk:
        try:
            results = import_files(desk, paths, kind, dry_run=dry_run, progress=progress)
        finally:
            progress.clear()
    for result in results:
        _tell(result, asked.settings.json)
    if dry_run and not asked.settings.json:
        tell(_("A dry run: nothing was written."))
    return SOME_REFUSED if any(result.refused for result in results) else DONE


def _tell(result: Imported, as_json: bool) -> None:
    for problem in result.problems:
        complain(_refusal(result.file, problem))
    if result.unknown:
        text = _("{file}: unknown columns, kept as notes: {columns}")
        complain(text.format(file=result.file, columns=", ".join(result.unknown)))
    if as_json:
        tell_json(_json(result))
    else:
        tell(_summary(result))


def _refusal(file: str, problem: Problem) -> str:
    column = f" {problem.column}:" if problem.column else ""
    seen = _("seen {seen}, expected {expected}").format(
        seen=problem.seen or _("nothing"), expected=problem.expected
    )
    return f"{file}:{problem.line}:{column} {seen}"


def _summary(result: Imported) -> str:
    lines = ngettext("one line of {kind}", "{count} lines of {kind}", result.lines)
    counts = _("{new} new, {changed} changed, {known} known, {refused} refused").format(
        new=result.new, changed=result.changed, known=result.known, refused=result.refused
    )
    return f"{safe(result.file)}: {lines.format(count=result.lines, kind=_kind(result.kind))}: {counts}"


def _kind(kind: str) -> str:
    """What a file holds, in words."""
    return {
        "portfolio": _("portfolio"),
        "promises": _("promises"),
        "payments": _("payments"),
        "calls": _("calls"),
        "rates": _("rates"),
    }[kind]


def _json(result: Imported) -> dict[str, Any]:
    document = {name: getattr(result, name) for name in Imported._fields if name != "unknown"}
    return document | {"problems": [problem._asdict() for problem in result.problems]}
