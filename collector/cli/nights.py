"""nightly and report: what the night wrote, and the team lead's figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from collector.cli import figuring, values
from collector.cli.asked import Asked, Progress
from collector.cli.printing import safe, tell, tell_json, wrapped
from collector.cli.showing import shown_amount
from collector.config import is_server
from collector.desk import attributing, saying
from collector.desk.reporting import report as reckon
from collector.desk.reporting import report_json
from collector.errors import DONE, UsageError
from collector.exchange.riskcolumns import FORMATS
from collector.rules.counting import KEYS
from collector.words import _, ngettext


def nightly(asked: Asked) -> int:
    """Run the night; its manifest is the answer to programs."""
    from collector.nightly import run_nightly

    out = asked.options["out"]
    if not out and is_server(asked.settings.book):
        raise UsageError(_("--out: a book on a server needs a folder for the risk list."))
    formats = _formats(asked.options["format"])
    progress = Progress()
    with asked.desk(writable=True, scoring=True) as desk:
        try:
            summary = run_nightly(desk, Path(out).expanduser() if out else None, formats, progress)
        finally:
            progress.clear()
        model = attributing.in_use(desk, why=summary.trained)
    if asked.settings.json:
        tell_json(summary.manifest)
    else:
        trained = [_("The model was trained.")] if summary.trained else []
        tell(*_night(summary.manifest, summary.out_dir, " ".join([*trained, model])))
    return DONE


def _formats(listed: str | None) -> list[str]:
    """The formats asked for, each once, in the order of the list's own."""
    names = [name.strip() for name in (listed or "csv").split(",") if name.strip()]
    asked_for = {values.chosen("--format", name, FORMATS) for name in names}
    if not asked_for:
        raise values.unusable("--format", listed or "", ", ".join(FORMATS))
    return [name for name in FORMATS if name in asked_for]


def _night(manifest: dict[str, Any], folder: Path, model: str) -> list[str]:
    rows = manifest["rows"]
    lines = [
        ngettext(
            "Night of {day}: one account on the risk list",
            "Night of {day}: {count} accounts on the risk list",
            rows,
        ).format(day=manifest["as_of"], count=rows)
    ]
    states = ("kept", "partly_kept", "broken", "open", "superseded", "cancelled")
    counts = [f"{saying.state_word(name)} {manifest['verdicts'][name]}" for name in states]
    counts.append(_("excused {count}").format(count=manifest["verdicts"]["excused"]))
    lines += wrapped(_("Verdicts: {counts}").format(counts=", ".join(counts)), "  ", "    ")
    at_risk = manifest["value_at_risk"]
    sums = [f"{shown_amount(amount, currency)} {currency}" for currency, amount in at_risk.items()]
    if sums:
        lines += wrapped(_("Value at risk: {sums}").format(sums=", ".join(sums)), "  ", "    ")
    if manifest["no_rate"]:
        codes = ", ".join(manifest["no_rate"])
        lines.append("  " + _("No rate for {codes}: these stand last.").format(codes=codes))
    lines += wrapped(model, "  ", "    ")
    files = [file["name"] for file in manifest["files"]]
    return [*lines, *(f"  {safe(folder / name)}" for name in (*files, "manifest.json"))]


def report(asked: Asked) -> int:
    """Kept rates by group, with numerators and denominators."""
    by, from_on, to_on = (asked.options[name] for name in ("by", "from", "to"))
    by = values.chosen("--by", by, KEYS) if by else None
    with asked.desk(scoring=True) as desk:
        if from_on and from_on > (to_on or desk.today()):
            raise UsageError(
                _("--from {first} lies after --to {last}.").format(first=from_on, last=to_on or desk.today())
            )
        found = reckon(desk, by, from_on, to_on)
        model = attributing.in_use(desk)
    if asked.settings.json:
        tell_json(report_json(found))
    else:
        tell(*figuring.page(found, by, asked.settings.plain, model))
    return DONE
