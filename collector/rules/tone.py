"""The lint of everything that is said, sent or noted: the F rules of docs/reference/lint.md, sentence by sentence.

The lists are data (`data/tone/`); `collector.tones` loads them and hands them over as a `ToneBook`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from collector.rules.tonelists import Patterns, ToneBook, ToneList, ToneLists
from collector.rules.toneshape import shouted, weak_spelling
from collector.rules.tonetext import Written

FAIL, WARN, PASS = "fail", "warn", "pass"

FREE_OF_RAW = frozenset(("F09", "F11", "F17"))  # what raw shorthand may do
OPAQUE_VALUES = frozenset(("F09", "F10", "F11", "F17"))  # what a value put into a placeholder may do
STRANGERS = frozenset(("third_party", "wrong_party", "voicemail"))  # who must not hear of a debt

Span = tuple[int, int]


class Finding(NamedTuple):
    """One rule that a text breaks: from `lo` up to `hi` of the text as given. `better` is another wording,
    in the language of the text."""

    rule: str  # F01 … F19
    verdict: str  # "fail" or "warn"
    lo: int
    hi: int
    better: str


def lint(
    text: str,
    language: str,
    book: ToneBook,
    *,
    situation: str | None = None,
    verified: bool = True,
    raw: bool = False,
    values: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """What must (`fail`) or should (`warn`) be said otherwise, one finding a rule, in the order of the text.

    Empty: all is well. `situation` and `verified` are the card's: a word of debt fails F16 in `third_party`,
    `wrong_party`, on `voicemail`, and before the identity is verified. `raw` shorthand is free of F09, F11 and F17.
    `values` are the texts put into placeholders, opaque for F09, F10, F11 and F17. KeyError for a language without
    lists.
    """
    lists = book[language]
    opaque = [place for value in values if value for place in _places(text, value)]
    found: dict[str, Finding] = {}
    for rule, severity, lo, hi in _all(Written(text), lists, not verified or situation in STRANGERS):
        if (raw and rule in FREE_OF_RAW) or (rule in OPAQUE_VALUES and _inside((lo, hi), opaque)):
            continue
        known = found.get(rule)  # "fail" comes before "warn", then the first and longest
        if known is None or (severity, lo, -hi) < (known.verdict, known.lo, -known.hi):
            found[rule] = Finding(rule, severity, lo, hi, lists.rules[rule].better)
    return tuple(sorted(found.values(), key=lambda finding: (finding.lo, finding.rule)))


def verdict(findings: Iterable[Finding]) -> str:
    """`fail`, `warn` or `pass`: the worst of the findings."""
    found = {finding.verdict for finding in findings}
    return FAIL if FAIL in found else WARN if found else PASS


def labels_in(note: str, language: str, book: ToneBook) -> tuple[Finding, ...]:
    """The labels of people in a note (F13), such as "rău-platnic": a note is written as if its person read it."""
    lists = book[language]
    labels = lists._replace(lists=tuple(each for each in lists.lists if each.rule == "F13"))
    return tuple(found for found in lint(note, language, {language: labels}, raw=True) if found.rule == "F13")


def _all(written: Written, lists: ToneLists, strangers: bool) -> Iterator[tuple[str, str, int, int]]:
    """Every breach: rule, severity and place in the text."""
    for each in lists.lists:
        for lo, hi in _breaches(each, written, lists):
            yield each.rule, each.severity, *written.place(lo, hi)
    if strangers:
        for lo, hi in _found(lists.marks["debt"], written.plain):
            yield "F16", FAIL, *written.place(lo, hi)
    for lo, hi in shouted(written.text, lists.capitals):
        yield "F11", FAIL, lo, hi
    for severity, lo, hi in weak_spelling(written, lists):
        yield "F17", severity, lo, hi


def _breaches(each: ToneList, written: Written, lists: ToneLists) -> list[Span]:
    """Where a list is broken, in the plain text, without what is allowed, negated or lifted by a mark."""
    plain = (written.typed if each.typed else written).plain
    found = _found(each.patterns, plain)
    if not found:
        return []
    allowed = _found(lists.allowed.get(each.rule, ()), written.plain)
    negated = _negated(written.plain, lists) if each.negated else []
    found = [
        span
        for span in found
        if not _overlaps(span, allowed)
        and not (_begins(span, negated) and _affirms(span, plain, lists))
        and not _lifted(span, each, written)
    ]
    return found if len(found) >= each.least else []


def _lifted(span: Span, each: ToneList, written: Written) -> bool:
    lo, hi = written.sentence(*span)
    plain = written.plain
    near = (place for marks in each.unless for place in _found(marks, plain) if lo <= place[0] < hi)
    # Anywhere in the text, but beside the match: "we can" within a match of "we can not" offers nothing.
    beside = (
        place for marks in each.unless_text for place in _found(marks, plain) if not _overlaps(place, [span])
    )
    return any(near) or any(beside)


def _negated(plain: str, lists: ToneLists) -> list[Span]:
    """What a negated promise speaks of: "I will not ask you to borrow", up to the end of its clause."""
    ends = [end for end, _hi in _found(lists.negation_ends, plain)]
    begins = [(lo, lo + len(plain[lo:hi].rstrip(" ,"))) for lo, hi in _found(lists.negated, plain)]
    return [(lo, min((end for end in ends if end >= hi), default=len(plain))) for lo, hi in begins]


def _found(patterns: Patterns, plain: str) -> list[Span]:
    return [span for pattern in patterns for span in pattern.found_in(plain)]


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(lo < span[1] and span[0] < hi for lo, hi in others)


def _begins(span: Span, others: Iterable[Span]) -> bool:
    """Whether it begins within one of them, after its first word."""
    return any(lo < span[0] < hi for lo, hi in others)


def _affirms(span: Span, plain: str, lists: ToneLists) -> bool:
    """Whether a match has no negation of its own, which the one before it would not turn round."""
    return lists.negations.isdisjoint(plain[slice(*span)].split())


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(lo <= span[0] and span[1] <= hi for lo, hi in others)


def _places(text: str, value: str) -> Iterator[Span]:
    at = text.find(value)
    while at >= 0:
        yield at, at + len(value)
        at = text.find(value, at + 1)
