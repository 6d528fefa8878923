"""The tone lists of one language, read: the TOML of `data/tone/` becomes `ToneLists`, or a kind refusal.

`[words]` are lists of words used in patterns as `<name>`. `[marks]` are patterns that lift a finding: in the same
sentence (`unless`), or anywhere in the text (`unless_text`). `[negated]` begins a promise of ours not to do a thing,
or says that a thing need not be done: it holds up to the end of its clause. `[rule.F01]` says what the rule is and
a better wording; each `[[list]]` has its rule, severity, source and patterns, one a line; `[[allow]]` has what is
no finding of that rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from collector.rules.tonepatterns import Pattern
from collector.rules.words import N_, Unreadable

RULES = tuple(f"F{number:02}" for number in range(1, 20))
SEVERITIES = ("fail", "warn")
RULE_EXPECTED = N_("every rule from F01 to F19 with class and better; found {found}")
LIST_EXPECTED = N_(
    "each [[list]] with a known rule, a severity fail or warn, a source and patterns; found {found}"
)
MARK_EXPECTED = N_("a mark that is there; found {found}")

Patterns = tuple[Pattern, ...]


class Rule(NamedTuple):
    """What a rule forbids, and what may be said instead, in the language of the lists."""

    id: str
    kind: str  # "threat"
    better: str


class ToneList(NamedTuple):
    """Patterns that break a rule."""

    rule: str
    severity: str
    source: str
    patterns: Patterns
    unless: tuple[Patterns, ...]  # marks of the sentence that lift it
    unless_text: tuple[Patterns, ...]  # marks of the whole text that do
    negated: bool  # lifted inside a negated promise
    typed: bool  # matched with diacritics as typed
    least: int  # so many matches at least


class Spelling(NamedTuple):
    """What a text shows that lacks its letters: words and endings that exist only with marks, doubtful words."""

    words: frozenset[str]
    endings: tuple[str, ...]
    but: frozenset[str]
    doubtful: frozenset[str]


class ToneLists(NamedTuple):
    """All that is known of one language."""

    rules: Mapping[str, Rule]
    lists: tuple[ToneList, ...]
    allowed: Mapping[str, Patterns]
    marks: Mapping[str, Patterns]
    negated: Patterns
    negation_ends: Patterns
    negations: frozenset[str]
    capitals: frozenset[str]  # words that are written in capitals
    spelling: Spelling


ToneBook = Mapping[str, ToneLists]  # by language


def read_tone(content: Mapping[str, Any]) -> ToneLists:
    """The lists of a TOML file already taken apart. Raises `Unreadable` with what was expected."""
    classes = content.get("words", {})
    marks = {name: _patterns(text, classes) for name, text in content.get("marks", {}).items()}
    negated = content.get("negated", {})
    return ToneLists(
        rules=_rules(content.get("rule", {})),
        lists=tuple(_list(each, classes, marks) for each in content.get("list", ())),
        allowed=_allowed(content.get("allow", ()), classes),
        marks=marks,
        negated=_patterns(negated.get("begins", ""), classes),
        negation_ends=_patterns(negated.get("ends", ""), classes),
        negations=frozenset(negated.get("words", "").split()),
        capitals=frozenset(content.get("capitals", {}).get("words", "").split()),
        spelling=_spelling(content.get("spelling", {})),
    )


def _spelling(said: Mapping[str, str]) -> Spelling:
    words, endings, but, doubtful = (said.get(name, "").split() for name in Spelling._fields)
    return Spelling(frozenset(words), tuple(endings), frozenset(but), frozenset(doubtful))


def _rules(found: Mapping[str, Any]) -> dict[str, Rule]:
    rules = {}
    for rule in RULES:
        said = found.get(rule, {})
        if not (said.get("class") and said.get("better")):
            raise Unreadable(RULE_EXPECTED, found=rule)
        rules[rule] = Rule(rule, said["class"], said["better"])
    return rules


def _list(said: Mapping[str, Any], classes: Mapping[str, str], marks: Mapping[str, Patterns]) -> ToneList:
    rule, severity = said.get("rule"), said.get("severity")
    if rule not in RULES or severity not in SEVERITIES or not said.get("source") or not said.get("patterns"):
        raise Unreadable(LIST_EXPECTED, found=f"{rule} {severity}")
    return ToneList(
        rule=str(rule),
        severity=str(severity),
        source=str(said["source"]),
        patterns=_patterns(said["patterns"], classes),
        unless=_marks(said.get("unless", ()), marks),
        unless_text=_marks(said.get("unless_text", ()), marks),
        negated=said.get("negated", False),
        typed=said.get("typed", False),
        least=said.get("least", 1),
    )


def _marks(names: Iterable[str], marks: Mapping[str, Patterns]) -> tuple[Patterns, ...]:
    for name in names:
        if name not in marks:
            raise Unreadable(MARK_EXPECTED, found=name)
    return tuple(marks[name] for name in names)


def _allowed(found: Iterable[Mapping[str, Any]], classes: Mapping[str, str]) -> dict[str, Patterns]:
    allowed: dict[str, Patterns] = {}
    for said in found:
        allowed[said["rule"]] = (*allowed.get(said["rule"], ()), *_patterns(said["patterns"], classes))
    return allowed


def _patterns(listed: str, classes: Mapping[str, str]) -> Patterns:
    """One pattern a line; a line that begins with # is a remark."""
    lines = (line.strip() for line in listed.splitlines())
    return tuple(Pattern(line, classes) for line in lines if line and not line.startswith("#"))
