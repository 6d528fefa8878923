"""The lint of what a text looks like: shouting (F11) and Romanian without its letters (F17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from collector.rules.tonelists import Spelling, ToneLists
from collector.rules.tonetext import Written

_MARKS = re.compile(r"[!?](?:\s*[!?])+")
_EXCLAMATION = re.compile("!")
_WORD = re.compile(r"\{[^{}\s]*\}|[^\W\d_]+(?:[-'’][^\W\d_]+)*(?=[\W_]|$)")
_TITLE = re.compile(
    r"\b(?:doamn[aăe]i?|domn(?:ul|ule|ului)|dl|d-na|d-l|dna|mr|mrs|ms|miss|dr|sir|madam)\.?\s+$",
    re.IGNORECASE,
)
_CEDILLA = re.compile("[ŞşŢţ]|[sStT]\u0327")
_LETTERS = re.compile("[ăâîșțşţ]", re.IGNORECASE)
_FACES = re.compile(
    "[\u2600-\u27bf\u2b50\u2b55\u231a\u231b\U0001f000-\U0001faff]|(?<![\\w:])[:;=]-?[)(DPp|](?![\\w)])|<3"
)
LONG = 4  # letters: a word in capitals that shouts by itself

Span = tuple[int, int]


def shouted(text: str, capitals: frozenset[str]) -> Iterator[Span]:
    """Words in capitals, `!!`, `??`, `?!`, a second exclamation mark, faces. `capitals` may be written so."""
    yield from (match.span() for match in _MARKS.finditer(text))
    yield from [match.span() for match in _EXCLAMATION.finditer(text)][1:]
    yield from (match.span() for match in _FACES.finditer(text))
    loud = list(_loud(text, capitals))
    if len(loud) > 1 or any(hi - lo >= LONG for lo, hi in loud):
        yield from loud


def _loud(text: str, capitals: frozenset[str]) -> Iterator[Span]:
    named = -1  # the end of a name after a title, which may come in capitals
    for match in _WORD.finditer(text):
        word = match.group()
        if word.startswith("{") or len(word) < 2 or word != word.upper() or word in capitals:
            continue
        before = text[: match.start()]
        if _TITLE.search(before) or (named >= 0 and not text[named : match.start()].strip(" -")):
            named = match.end()
        elif not set(word) <= set("IVXLCM"):
            yield match.span()


def weak_spelling(written: Written, lists: ToneLists) -> Iterator[tuple[str, int, int]]:
    """Cedilla letters fail; so do two words, or one and a doubtful one, that lack their marks. One alone in a text
    with no such letter at all is doubtful."""
    if not lists.spelling.words:
        return
    yield from (("fail", *match.span()) for match in _CEDILLA.finditer(written.text))
    words = [word for word in written.typed.words if word.text.isalpha()]
    sure = [word for word in words if _lacks(word.text, lists.spelling)]
    doubtful = [word for word in words if word.text in lists.spelling.doubtful]
    if sure and len(sure) + len(doubtful) > 1:
        yield "fail", sure[0].lo, sure[0].hi
    elif sure and not _LETTERS.search(written.text):
        yield "warn", sure[0].lo, sure[0].hi


def _lacks(word: str, spelling: Spelling) -> bool:
    """Whether the word exists only with marks."""
    return word in spelling.words or (
        len(word) >= LONG and word.isascii() and word.endswith(spelling.endings) and word not in spelling.but
    )
