"""The model card: what the model is for and not for, what it is made of, how it did, where it is weak.

Everything comes from the training that the book remembers; without one, from the card as people wrote it.
Source of its parts: docs/reference/risk.md, "The model card".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from collector.desk import cardwords, scorecards
from collector.desk.cardwords import signed, three
from collector.desk.opening import Desk
from collector.desk.outfiles import put
from collector.rules.cardfile import read_scorecard
from collector.rules.scorecard import Scorecard
from collector.rules.words import Unreadable
from collector.store import models
from collector.store.models import Model
from collector.words import _

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
        model, card = _readable(models.latest(connection, desk.today()))
    expert = scorecards.expert()
    card = card or expert.plain
    metrics = json.loads(model.metrics) if model else {}
    terms = desk.office.terms[0]
    return {
        "firm": desk.office.firm,
        "currency": desk.office.currency,
        "made_on": desk.today().isoformat(),
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


def _readable(model: Model | None) -> tuple[Model | None, Scorecard | None]:
    """A training and its card; nothing where a newer program wrote the card: then the written one is in use."""
    try:
        return model, read_scorecard(model.card) if model else None
    except Unreadable:
        return None, None


_KEPT = (
    *("choice", "promises", "judged", "first_made", "last_made", "tests", "windows", "models", "prior"),
    *("paired", "said_by", "reliability", "line", "gains", "groups", "months", "drifting"),
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
        "prior": _("The scorecard as it was written does better than the fitted one (log loss) and is used."),
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
            interval = cardwords.interval(figures["skill_low"], figures["skill_high"])
            rows.append([names[name], *(three(figures[each]) for each in _FIGURES), interval])
    return rows


def sections(card: Mapping[str, Any]) -> Iterator[Section]:
    """The card, part by part; the first is its title."""
    yield Section(_("Model card: {version}").format(version=card["version"]), [
        _("{firm} · amounts in {currency} · made on {day}").format(
            firm=card["firm"], currency=card["currency"], day=card["made_on"]
        )
    ])  # fmt: skip
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
    yield _weights(card)
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
    fitted = card["chosen"] == "card"
    used = cardwords.trained_on(
        card["version"], card["chosen"], card["cut_on"], card["data_hash"], card["tests"] or 0
    )
    lines = [*cardwords.in_the_book(card), used, taken(card["chosen"], bool(card["drifting"]))]
    return Section(_("What it learnt from") if fitted else _("What it was compared on"), lines)


def _weights(card: Mapping[str, Any]) -> Section:
    idle = _("Not used now: these are the weights that the scorecard would have.")
    lines = [
        idle if card["chosen"] in ("kept_rate", "base_rate") else "",
        _("The prior comes from judgement and from public bills and invoices, not from telephone promises."),
        card["provenance"] or "",
        _("r: the debtor's kept rate, m: the agency's, f: the debtor's of late, a: on the same kind of day; wk, wn: promises kept and judged, the older the less they count. All of it: docs/reference/risk.md"),
    ]  # fmt: skip
    rows = [
        (
            each["name"],
            each["formula"] or "",
            *_spread(each, "mean", "sd"),
            *_spread(each, "weight", "weight_sd"),
        )
        for each in card["features"]
    ]
    columns = (_("feature"), _("formula"), _("prior"), "sd", _("weight"), "sd")
    return Section(_("Weights"), [line for line in lines if line], columns, rows)


def _spread(feature: Mapping[str, Any], weight: str, deviation: str) -> tuple[str, str]:
    return signed(feature[weight]), f"{feature[deviation]:.2f}"


def _tested(card: Mapping[str, Any]) -> Iterator[Section]:
    yield Section(_("Back-test"), [], model_titles(), model_rows({**card["models"], "prior": card["prior"]}))
    told = cardwords.said_by(card)
    yield Section(
        _("Said and kept"),
        [told, cardwords.line(card["line"])] if card.get("line") else [told],
        (_("promises"), _("said"), _("kept"), _("95 % interval")),
        [[str(b["promises"]), three(b["p"]), three(b["kept"]), cardwords.interval(b["low"], b["high"])] for b in card["reliability"]],
    )  # fmt: skip
    doubts = cardwords.doubts(card["groups"]) if card["said_by"] != "base_rate" else ""
    yield Section(
        _("Groups"),
        [told, doubts] if doubts else [told],
        (_("group"), _("promises"), _("kept"), _("said"), "AUC", "Brier", "ECE", ""),
        [_group(each, starred=bool(doubts)) for each in card["groups"]],
    )
    away = taken("card", drifting=True) if card["drifting"] else ""
    yield Section(
        _("Month by month"),
        [cardwords.told_by("card", card["chosen"]), cardwords.months(card["months"], away)],
        (_("month"), _("promises"), _("kept"), _("said"), "±", ""),
        [[m["month"], str(m["promises"]), *(three(m[key]) for key in ("kept", "predicted", "band")), _("off") if m["alarm"] else ""] for m in card["months"]],
    )  # fmt: skip


def _group(group: Mapping[str, Any], *, starred: bool) -> list[str]:
    figures = (three(group[key]) for key in ("kept", "predicted", "auc", "brier", "ece"))
    star = "*" if starred and cardwords.doubtful(group) else ""
    return [cardwords.group(group["by"], group["key"]), str(group["promises"]), *figures, star]


def write_page(card: Mapping[str, Any], path: Path) -> None:
    """The card as one HTML page with its plots. OSError when it cannot be written."""
    from collector.desk.cardpage import page

    put(path, page(card, list(sections(card))).encode())
