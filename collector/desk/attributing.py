"""Which model the risk numbers come from now, in one sentence: on the Team screen, after a night, under a report."""

from __future__ import annotations

import json

from collector.desk import rating, scorecards
from collector.desk.days import short_day
from collector.desk.describing import taken
from collector.desk.opening import Desk
from collector.desk.scorecards import Expert
from collector.store import models
from collector.store.models import Model
from collector.words import _, ngettext


def in_use(desk: Desk, *, why: bool = False) -> str:
    """The model that scores as of the desk's day, since when and on how many judged promises.

    With `why`, what it was taken for. Told in any case: the alarm of the latest training that what is kept has moved
    away, and an agency's own scorecard that cannot be read. Source: docs/reference/risk.md, "The back-test".
    """
    expert = scorecards.expert()
    with desk.book.reading() as connection:
        model = models.latest(connection, desk.today())
    card, said = scorecards.card_of(model), []
    if model is None or (card is not None and card is expert.plain):  # or what was fitted cannot be read
        said.append(_unfitted(expert))
    else:
        said.append(_fitted(model))
        drifting = bool(json.loads(model.metrics).get("drifting"))
        said += [taken(model.chosen, drifting)] if why or drifting else []
    return " ".join(filter(None, (*said, expert.problem)))


def _unfitted(expert: Expert) -> str:
    if expert.plain is None:
        return _("Risk: the plain kept rate, for there is no scorecard.")
    text = _("Risk: the scorecard as written ({id}), not yet fitted to your promises.")
    return text.format(id=expert.plain.id)


def _fitted(model: Model) -> str:
    name = {
        "card": _("the fitted scorecard"),
        "prior": _("the scorecard as written ({id})"),
        "kept_rate": _("the plain kept rate"),
        "base_rate": _("the agency's own rate for everybody"),
    }[model.chosen].format(id=model.version)
    text = ngettext(
        "Risk: {model} since {day}, on one judged promise.",
        "Risk: {model} since {day}, on {count} judged promises.",
        model.labels,
    )
    day = f"{short_day(model.cut_on)} {model.cut_on.year}"
    return text.format(model=name, day=day, count=rating.number(model.labels))
