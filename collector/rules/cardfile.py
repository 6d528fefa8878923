"""A scorecard as a file that a person can read and change (TOML), and as the book keeps it (JSON).

Both have the same parts. Whatever is missing or wrong is said in words, with its place in the file, so that the
program can go on with the next safer choice: the shipped card, then the plain kept rate.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from collector.rules.features import FEATURES
from collector.rules.scorecard import GRID, Hinge, Scorecard
from collector.rules.words import N_, Unreadable

FORMAT = 1
_SIDES = {"above": 1, "below": -1}
_MOST = 1e6  # no weight, knot or median is anywhere near: a slip of the keyboard
_WORD = N_("a word")
_PART = N_("a part of its own")

Tree = Mapping[str, Any]


class Within(NamedTuple):
    """What a number may be, and how that is said."""

    least: float
    most: float
    expected: str


_ANY = Within(-_MOST, _MOST, N_("a number"))
_SPREAD = Within(1e-6, _MOST, N_("a number above zero"))
_SHARE = Within(0.0, 1.0, N_("a number from 0 to 1"))


def read_scorecard(text: str) -> Scorecard:
    """The card that this text is. `Unreadable` says in words what is missing, wrong or from a newer program."""
    tree = _tree(text)
    seen = tree.get("format")
    if seen is None:
        raise _wrong("format", seen, str(FORMAT))
    if seen not in range(1, FORMAT + 1) or isinstance(seen, bool):
        raise Unreadable(
            N_("The scorecard has the format {seen}; this program reads {known}. A newer program wrote it."),
            seen=seen,
            known=FORMAT,
        )
    features = {name: _part(tree, "features", name) for name in _feature_names(tree)}
    bends = _bends(tree)
    known = [(f"features.{name}", each) for name, each in features.items()]
    terms = [("intercept", _part(tree, "intercept")), *known, *bends]
    return Scorecard(
        name=_word(tree, "name"),
        version=_whole(tree, "version"),
        kind=_one_of(tree, "kind", ("prior", "card")),
        provenance=_word(tree, "provenance"),
        features=tuple(features),
        hinges=tuple(_hinge(where, each, tuple(features)) for where, each in bends),
        means=tuple(_number(each, where, "mean", default=0.0) for where, each in terms),
        spreads=tuple(_number(each, where, "sd", _SPREAD) for where, each in terms),
        weights=tuple(_weight(each, where) for where, each in terms),
        covariance=_covariance(tree, len(terms)),
        medians=tuple(_number(each, where, "median") for where, each in known),
        quiet=tuple(name for name, each in features.items() if each.get("quiet") is True),
        survival=_survival(tree),
        broken_share=_number(tree, "", "broken_share", _SHARE),
        trained_to=_day(tree, "trained_to"),
        labels=_whole(tree, "labels", default=0),
        data_hash=str(tree.get("data_hash", "")),
        metrics=dict(tree.get("metrics", {})),
    )


def write_scorecard(card: Scorecard) -> str:
    """The card as JSON; read again it is the same to the last bit."""
    terms = list(zip(card.means, card.spreads, card.weights, strict=True))
    size = 1 + len(card.features)
    features = zip(card.features, terms[1:size], card.medians, strict=True)
    hinges = zip(card.hinges, terms[size:], strict=True)
    tree: dict[str, Any] = {
        "format": FORMAT,
        "name": card.name,
        "version": card.version,
        "kind": card.kind,
        "provenance": card.provenance,
        "broken_share": card.broken_share,
        "survival": card.survival,
        "intercept": _term(terms[0]),
        "features": {
            name: {**_term(term), "median": median, "quiet": name in card.quiet}
            for name, term, median in features
        },
        "hinges": [
            {"feature": h.feature, "side": _side_name(h.side), "knot": h.knot, **_term(term)}
            for h, term in hinges
        ],
        "covariance": card.covariance,
        "trained_to": card.trained_to and card.trained_to.isoformat(),
        "labels": card.labels,
        "data_hash": card.data_hash,
        "metrics": dict(card.metrics),
    }
    return json.dumps(tree, ensure_ascii=False)


def _term(term: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("mean", "sd", "weight"), term, strict=True))


def _side_name(side: int) -> str:
    return next(name for name, value in _SIDES.items() if value == side)


# --- Reading, part by part ---------------------------------------------------------------------------------


def _tree(text: str) -> Tree:
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(N_("This is no scorecard: {fault}"), fault=str(fault)) from None
    assert isinstance(found, dict)  # a JSON text that begins with a brace is nothing else
    return found


def _feature_names(tree: Tree) -> tuple[str, ...]:
    """All features that the program reckons, in their order. A fitted card goes on without those it never saw."""
    given = _part(tree, "features")
    for name in FEATURES:
        if name not in given and tree.get("kind") != "card":
            raise Unreadable(N_("The scorecard says nothing of the feature {name}."), name=name)
    for name in given:
        if name not in FEATURES:
            raise Unreadable(N_("The scorecard has a feature that is not known here: {name}."), name=name)
    return tuple(name for name in FEATURES if name in given)


def _bends(tree: Tree) -> list[tuple[str, Tree]]:
    given = tree.get("hinges", [])
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise _wrong("hinges", given, _PART)
    return [(f"hinges[{n}]", each) for n, each in enumerate(given, 1)]


def _hinge(where: str, each: Tree, features: tuple[str, ...]) -> Hinge:
    feature = _one_of(each, "feature", features, where)
    side = _SIDES[_one_of(each, "side", tuple(_SIDES), where)]
    return Hinge(feature, _number(each, where, "knot"), side)


def _weight(each: Tree, where: str) -> float:
    """As written, the weight is the mean of the prior."""
    return _number(each, where, "weight" if "weight" in each else "mean", default=0.0)


def _survival(tree: Tree) -> tuple[float, ...]:
    given = _numbers(tree, "survival", GRID)
    if sorted(given, reverse=True) != list(given) or not 0.0 <= min(given) <= max(given) <= 1.0:
        raise _wrong("survival", list(given), N_("numbers from 1 down to 0, none above the one before it"))
    return given


def _covariance(tree: Tree, size: int) -> tuple[tuple[float, ...], ...] | None:
    given = tree.get("covariance")
    if given is None:
        return None
    if not isinstance(given, list) or len(given) != size:
        raise _wrong("covariance", type(given).__name__, N_("a row for each weight"))
    lines = tuple(_numbers({"covariance": line}, "covariance", n) for n, line in enumerate(given, 1))
    if any(line[-1] < 0.0 for line in lines):
        raise _wrong("covariance", min(line[-1] for line in lines), _SPREAD.expected)
    return lines


# --- Reading, value by value -------------------------------------------------------------------------------


def _part(tree: Tree, *path: str) -> Tree:
    for name in path:
        found = tree.get(name)
        if not isinstance(found, dict):
            raise _wrong(".".join(path), found, _PART)
        tree = found
    return tree


def _number(tree: Tree, where: str, name: str, within: Within = _ANY, default: float | None = None) -> float:
    value = tree.get(name, default)
    sound = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if not sound or not within.least <= value <= within.most:
        raise _wrong(f"{where}.{name}".strip("."), value, within.expected)
    return float(value)


def _numbers(tree: Tree, name: str, count: int) -> tuple[float, ...]:
    given = tree.get(name)
    if not isinstance(given, list) or len(given) != count:
        raise _wrong(name, given, N_("a list of numbers, as many as the card that came with the program has"))
    return tuple(_number({name: each}, "", name) for each in given)


def _whole(tree: Tree, name: str, default: int | None = None) -> int:
    value = tree.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(name, value, N_("a whole number"))
    return value


def _word(tree: Tree, name: str) -> str:
    value = tree.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(name, value, _WORD)
    return value


def _one_of(tree: Tree, name: str, known: tuple[str, ...], where: str = "") -> str:
    value = tree.get(name)
    if value not in known:
        raise _wrong(f"{where}.{name}".strip("."), value, ", ".join(known))
    return str(value)


def _day(tree: Tree, name: str) -> date | None:
    value = tree.get(name)
    if value is None or (isinstance(value, date)):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(name, value, N_("a day such as 2026-11-23")) from None


def _wrong(where: str, seen: object, expected: str) -> Unreadable:
    return Unreadable(
        N_("The scorecard has {seen} at {where}. Expected {what}."),
        where=where,
        seen=N_("nothing") if seen is None else repr(seen),
        what=expected,
    )
