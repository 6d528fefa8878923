"""Labels of people in what is noted: a note is written as if the person it is about would read it.

Source of the lists: docs/reference/lint.md, F13. Both languages are looked at, for notes mix them.
"""

from __future__ import annotations

from collections.abc import Mapping

from collector.rules.tone import FAIL, Finding, labels_in
from collector.tones import tone_book
from collector.tui.views import NotSaved
from collector.words import LANGUAGES, _, current_language

NOTED = ("note", "valued", "breached", "reason")  # fields of forms that are written freely


def refused(texts: Mapping[str, str]) -> NotSaved | None:
    """What to write instead of the first label in these texts (by field); None when there is none."""
    for field, text in texts.items():
        found = _worst(text)
        if found is not None and found.verdict == FAIL:
            return NotSaved(_told(text, found), field or None, None if field else (found.lo, found.hi))
    return None


def doubtful(texts: Mapping[str, str]) -> str:
    """What to say beside *saved* of words that may be a label."""
    found = [(text, one) for text in texts.values() if (one := _worst(text)) is not None]
    return _told(*found[0]) if found else ""


def _worst(text: str) -> Finding | None:
    first, *others = sorted(LANGUAGES, key=lambda language: language != current_language())
    for language in (first, *others):
        found = labels_in(text, language, tone_book()) if text.strip() else ()
        if found:
            return min(found, key=lambda one: (one.verdict, one.lo))  # "fail" comes before "warn"
    return None


def _told(text: str, found: Finding) -> str:
    told = _("“{seen}” is a label, not a fact (F13). {better}")
    return told.format(seen=text[found.lo : found.hi], better=found.better)
