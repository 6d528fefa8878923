"""The model card: what the model is for and not for, what it is made of, how it did, where it is weak.

Everything comes from the training that the book remembers; without one, from the card as people wrote it.
Source of its parts: docs/reference/risk.md, "The model card".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from collector.desk import scorecards
from collector.desk.opening import Desk
from collector.desk.outfiles import put
from collector.rules.cardfile import read_scorecard
from collector.rules.scorecard import Scorecard
from collector.store import models
from collector.words import _, ngettext

FORMULAS: Mapping[str, str] = {
    "hist_logit": "logit r − logit m",
    "last_outcome": "+1, −1, 0",
    "broken_streak": "min(streak, 3)",
    "recent_broken": "exp(−days / 30)",
    "lateness": "ln(1 + late days / (wn + 1))",
    "lead": "ln(1 + lead days) − ln 8",
    "amt_vs_usual": "ln((amount + 1) / (mean + 1)), ±2",
    "amt_vs_balance": "amount / balance, 0..1",
    "open_count": "ln(1 + open)",
    "overdue_now": "ln(1 + overdue)",
    "disputed": "0, 1",
    "month_end": "0, 1",
    "weekend": "0, 1",
    "tenure": "ln(1 + days / 30)",
    "evidence": "ln(1 + wn)",
    "last_paid_frac": "0..1",
    "momentum": "logit f − logit r",
    "margin": "Σ margin / (wk + 1)",
    "payday": "P(due 0–4 days after payday) − P(any day)",
    "pay_cycle": "E(days after payday / 30) − E(any day)",
    "moved": "ln(1 + moved)",
    "taken_by": "0, 1",
    "steadiness": "mean of days early / their spread, ±3",
    "due_habit": "logit a − logit r",
}
_FIGURES = ("auc", "brier", "log_loss", "ece", "lift", "skill")


class Section(NamedTuple):
    """A part of the card: sentences, then a table."""

    title: str
    lines: Sequence[str]
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def described(desk: Desk) -> dict[str, Any]:
    """The model card as JSON."""
    with desk.book.reading() as connection:
        model = models.latest(connection, desk.today())
    expert = scorecards.expert()
    card = read_scorecard(model.card) if model else expert.plain
    metrics = json.loads(model.metrics) if model else {}
    terms = desk.office.terms[0]
    return {
        "version": model.version if model else card.id if card else "",
        "chosen": model.chosen if model else "prior",
        "cut_on": model.cut_on.isoformat() if model else None,
        "trained_to": card.trained_to.isoformat() if card and card.trained_to else None,
        "labels": model.labels if model else 0,
        "data_hash": model.data_hash if model else None,
        "terms": {"grace_days": terms.grace_days, "tolerance_percent": terms.tolerance_percent},
        "provenance": " ".join(expert.card.provenance.split()) if expert.card else None,
        "features": _features(card) if card else [],
        "survival": card.survival if card else [],
        "broken_share": card.broken_share if card else None,
        **{name: metrics.get(name) for name in _KEPT},
    }


_KEPT = (
    *("choice", "promises", "judged", "first_made", "last_made", "tests", "windows", "models", "prior"),
    *("paired", "reliability", "line", "gains", "groups", "months", "drifting"),
)


def _features(card: Scorecard) -> list[dict[str, Any]]:
    """Formula, prior and what was learnt of each weight."""
    names = ["intercept", *card.features]
    names += [f"{h.feature} {'>' if h.side > 0 else '<'} {h.knot:g}" for h in card.hinges]
    deviations = card.spreads
    if card.covariance is not None:
        deviations = tuple(line[-1] ** 0.5 for line in card.covariance)
    columns = zip(names, card.means, card.spreads, card.weights, deviations, strict=True)
    return [
        {
            "name": name,
            "formula": FORMULAS.get(name),
            "mean": mean,
            "sd": sd,
            "weight": w,
            "weight_sd": deviation,
        }
        for name, mean, sd, w, deviation in columns
    ]


# --- In words --------------------------------------------------------------------------------------------


def taken(chosen: str, drifting: bool) -> str:
    """Which model is used from now on, and why not the fitted one."""
    if drifting:
        return _("What is kept has moved away from what was predicted, so the fitted scorecard is not taken.")
    return {
        "card": _("The scorecard beats the plain kept rate and is used."),
        "prior": _("The scorecard as it was written does better than the fitted one and is used."),
        "kept_rate": _("The model has not earned its place yet: the plain kept rate is used."),
        "base_rate": _("Nothing beats the agency's own rate yet: it is used for everybody."),
    }[chosen]


def model_titles() -> list[str]:
    return [_("Model"), "AUC", "Brier", "log loss", "ECE", _("lift"), _("skill"), _("95 % interval")]


def model_rows(found: Mapping[str, Any]) -> list[list[str]]:
    names = {
        "base_rate": _("base rate"),
        "kept_rate": _("kept rate"),
        "card": _("scorecard"),
        "prior": _("as written"),
    }
    rows = []
    for name, figures in found.items():
        if figures:
            interval = _("{low} to {high}").format(
                low=_three(figures["skill_low"]), high=_three(figures["skill_high"])
            )
            rows.append([names[name], *(_three(figures[each]) for each in _FIGURES), interval])
    return rows


def _three(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def sections(card: Mapping[str, Any]) -> Iterator[Section]:
    """The card, part by part."""
    yield Section(_("What it is for"), [
        _("It ranks open promises by how likely they are to be kept, so that calls go first where money is at risk."),
        _("It is no reason for a legal step, a report to a bureau or another price, and none of these follow from it by themselves."),
        _("A person looks at every promise and decides. It says nothing of whether a call would help."),
    ])  # fmt: skip
    terms = card["terms"]
    yield Section(_("What counts as kept"), [
        _("At least {percent} % of the sum by the due day and {days} working days of grace. Partly kept counts as broken; excused, superseded and cancelled promises teach nothing.").format(
            percent=terms["tolerance_percent"], days=terms["grace_days"]
        )
    ])  # fmt: skip
    yield _data(card)
    yield Section(
        _("Weights"),
        [_("The prior comes from judgement and from public bills and invoices, not from telephone promises."), card["provenance"] or ""],
        (_("feature"), _("formula"), _("prior"), "sd", _("weight"), "sd"),
        [[each["name"], each["formula"] or "", *(f"{each[key]:+.2f}" for key in ("mean", "sd", "weight", "weight_sd"))] for each in card["features"]],
    )  # fmt: skip
    if card["tests"]:
        yield from _tested(card)
    yield Section(_("Limits"), [
        _("It knows promises that were made, and nothing of those who make none. The interval is that of the weights alone."),
        _("No sex, age, name, place or free text enters it; an account number neither."),
    ])  # fmt: skip


def _data(card: Mapping[str, Any]) -> Section:
    if not card["cut_on"]:
        nothing = _(
            "Nothing yet: these are the weights as people wrote them. `collector risk train` fits them."
        )
        used = _("Scorecard in use: {version}").format(version=card["version"])
        return Section(_("What it learnt from"), [nothing, used] if card["version"] else [nothing])
    count = card["labels"]
    text = ngettext("One judged promise due before {day}", "{count} judged promises due before {day}", count)
    lines = [
        text.format(count=count, day=card["cut_on"]) + ".",
        _("In the book: {promises} promises made from {first} to {last}, {judged} of them judged.").format(
            promises=card["promises"], first=card["first_made"], last=card["last_made"], judged=card["judged"]
        ),
        _("Model {version}, trained on promises due before {day}; data {hash}.").format(
            version=card["version"], day=card["cut_on"], hash=(card["data_hash"] or "–")[:12]
        ),
        taken(card["chosen"], bool(card["drifting"])),
    ]
    return Section(_("What it learnt from"), lines)


def _tested(card: Mapping[str, Any]) -> Iterator[Section]:
    yield Section(_("Back-test"), [], model_titles(), model_rows({**card["models"], "prior": card["prior"]}))
    yield Section(
        _("Said and kept"),
        [_line(card["line"])] if card.get("line") else [],
        (_("promises"), _("said"), _("kept"), _("95 % interval")),
        [[str(b["promises"]), _three(b["p"]), _three(b["kept"]), f"{_three(b['low'])} – {_three(b['high'])}"] for b in card["reliability"]],
    )  # fmt: skip
    columns = (_("group"), _("promises"), _("kept"), _("said"), "AUC", "Brier", "ECE")
    keys = ("kept", "predicted", "auc", "brier", "ece")
    yield Section(_("Groups"), [], columns, [
        [f"{g['by']} {g['key']}", str(g["promises"]), *(_three(g[key]) for key in keys)] for g in card["groups"]
    ])  # fmt: skip
    yield Section(
        _("Month by month"),
        [taken("card", drifting=True)] if card["drifting"] else [_("What is kept is what was predicted.")],
        (_("month"), _("promises"), _("kept"), _("said"), "±", ""),
        [[m["month"], str(m["promises"]), *(_three(m[key]) for key in ("kept", "predicted", "band")), _("off") if m["alarm"] else ""] for m in card["months"]],
    )  # fmt: skip


def _line(line: Mapping[str, Any]) -> str:
    """Whether the card was too sure."""
    told = _("On the latest promises that have fallen due: log odds = {intercept} + {slope} × what was said, slope {low} to {high} (95 %).")  # fmt: skip
    verdict = {
        "too sure": _("It was too sure: what it said lay too near to 0 and 1."),
        "too shy": _("It was too shy: what it said lay too near to the middle."),
        "": _("Chance alone explains that the slope is not 1."),
    }
    numbers = {name: f"{line[name]:.2f}" for name in ("intercept", "slope", "low", "high")}
    return f"{told.format(**numbers)} {verdict[line['surely']]}"


def write_page(card: Mapping[str, Any], path: Path) -> None:
    """The card as one HTML page with its plots. OSError when it cannot be written."""
    from collector.desk.cardpage import page

    put(path, page(card, list(sections(card))).encode())
