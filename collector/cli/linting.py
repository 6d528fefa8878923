"""lint: a text in, its verdict and the rules it breaks out, a JSON line each, no book. A bad line has its error in its
place."""

from __future__ import annotations

from collector.cli.asked import Asked
from collector.cli.jsonlines import Json, answer_each, text_of, unusable
from collector.rules.tone import Finding, lint, verdict
from collector.tones import tone_book
from collector.words import LANGUAGES, _

LONGEST_TEXT = 100_000  # characters
_EXAMPLE = '{"lang": "ro", "text": "Vă mulțumesc."}'


def lint_lines(asked: Asked) -> int:
    """A verdict for each line of standard input; never stop at one. 3 when any was refused."""
    language, explain = asked.settings.lang, asked.options["explain"]
    return answer_each(lambda fields: _answer(fields, language, explain=explain), _EXAMPLE)


def _answer(fields: Json, default: str, *, explain: bool) -> Json:
    text = text_of(fields, LONGEST_TEXT, _("the sentence, or the whole message"))
    found = lint(text, _language(fields, default), tone_book())
    answer: Json = {"verdict": verdict(found), "rules": sorted({each.rule for each in found})}
    return answer | ({"findings": [_told(each, text) for each in found]} if explain else {})


def _told(finding: Finding, text: str) -> Json:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "seen": text[finding.lo : finding.hi],
        "better": finding.better,
    }


def _language(fields: Json, default: str) -> str:
    said = fields.get("lang")
    if said is None:
        return default
    if said not in LANGUAGES:
        raise unusable("lang", said, _("ro or en"))
    return str(said)
