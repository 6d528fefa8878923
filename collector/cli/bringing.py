"""import: files in, a summary each, every refused line named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from collector.cli import values
from collector.cli.asked import Asked, Progress
from collector.cli.printing import complain, safe, tell, tell_json
from collector.desk import filewords
from collector.desk.importing import Imported, import_files
from collector.errors import DONE, SOME_REFUSED
from collector.exchange.kinds import KINDS
from collector.exchange.problems import Problem
from collector.words import _

_NOT_IN_JSON = ("unknown", "understood")


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
    understood = [f"{safe(result.file)}: {safe(line)}" for line in filewords.understood(result)]
    if understood:
        _tell_own_words()
    if as_json:  # the document has its fixed keys: what was understood of notes goes beside it
        tell_json(_json(result))
        for line in understood:
            complain(line)
    else:
        tell(_summary(result), *understood)


def _tell_own_words() -> None:
    """What is wrong in the agency's own words, where notes were read with them."""
    from collector.lexicons import problems

    for problem in problems():
        complain(safe(problem))


def _refusal(file: str, problem: Problem) -> str:
    return f"{file}:{problem.line}: {filewords.refusal(problem)}"


def _summary(result: Imported) -> str:
    return f"{safe(result.file)}: {filewords.summary(result)}"


def _json(result: Imported) -> dict[str, Any]:
    document = {name: getattr(result, name) for name in Imported._fields if name not in _NOT_IN_JSON}
    return document | {"problems": [problem._asdict() for problem in result.problems]}
