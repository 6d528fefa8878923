"""docs/reference/situations.md: every situation with its card, as it is said in both languages.

Made from `data/phrases/` and the invented facts of `collector.rules.cardsamples`; `make pictures` writes it, a test
keeps it equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from collector import phrasebooks
from collector.rules.booklint import piece_said
from collector.rules.cardsamples import choices, sample
from collector.rules.phrasebook import PARTS, PERIOD_HOLDS, PIECES, PhraseBook
from collector.rules.phrases import Said
from collector.rules.situations import PRECEDENCE, TONES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "situations.md"

_HEAD = """\
# Every situation and its card

What the card says in each of the {count} situations, in Romanian and in English. The facts are invented: Ana Ionescu and Jane Taylor
owe 1,240.00, and today is Tuesday, 3 March 2026, 10:15. This page is made from the [phrase books](../how-to/write-a-phrase-book.md)
that come with the program. When a situation is opened, and what is asked in it: [the next step](next-step.md).

The situations stand in the order in which they are looked at: of two that fit, the first one is taken. *Say*, *ask*, *or* and *close*
are spoken; *for the client*, *for the business* and *for you* stand on the card and tell what each side gains. Where a part has
several texts, the first is shown, or the one that was starred.

A sentence that lacks a fact is not said, and the card tells which fact is missing.
"""
_GROUPS = (
    *("Life", "Privacy", "Legal stop", "Care", "What we owe", "Truth before request", "Not now"),
    *("Feeling", "An answer just given", "Good news", "The state of the promise", "Reaching the person"),
)
_TITLES = {
    "safety_risk": "danger to life or safety",
    "wrong_party": "the wrong person",
    "third_party": "somebody else answered",
    "legal_hold": "insolvency, or another legal stop",
    "cease_contact": "asked us to stop",
    "represented": "has a lawyer or an adviser",
    "bereavement": "a death was reported",
    "vulnerable": "a vulnerable person",
    "hardship": "cannot meet basic costs",
    "our_promise_broken": "we did not keep our word",
    "dispute_open": "the debt is contested",
    "time_barred": "possibly too old to be claimed",
    "outside_hours": "outside the permitted hours",
    "contact_cap": "called often enough",
    "angry": "upset",
    "refuses": "says no",
    "too_good_promise": "more than they ever paid",
    "vague_promise": "words without sum or day",
    "paid_in_full": "paid in full",
    "promise_kept": "paid as promised, a balance remains",
    "due_today": "a promise due today",
    "due_tomorrow": "a promise due tomorrow",
    "promise_open": "a promise that runs",
    "paid_partly": "paid in part",
    "plan_slipping": "an instalment plan falls behind",
    "serial_breaker": "several broken promises",
    "broken_twice": "two broken promises in a row",
    "broken_once": "a first broken promise",
    "no_answer_n": "no answer, several times",
    "verified_no_promise": "the right person, no promise yet",
    "first_contact": "first contact",
}
_TONES = {"T0": "care, nothing is asked", "T1": "warm", "T2": "warm and firm", "T3": "firm, fewer words"}
_PARTS = dict(
    zip(PARTS, ("say", "ask", "or", "close", "for the client", "for the business", "for you"), strict=True)
)
_PIECES = {
    "voicemail": "a message, where one may be left",
    "broken_record": "the same ask again, twice at most",
    "fogging": "granting what is true",
    "i_message": "what I need",
    "desc": "fact, effect, request, what it makes possible",
    "pause": "a pause",
    "no_with_choices": "no, with choices",
    "good_wishes": "an answer to good wishes",
    "end_call": "ending a call that insults",
}

Cards = dict[str, list[str]]


def page() -> str:
    """The whole page."""
    books = {language: phrasebooks.shipped_book(language) for language in ("ro", "en")}
    lines = [_HEAD.format(count=len(_TITLES))]
    for group, situations in zip(_GROUPS, PRECEDENCE, strict=True):
        lines.append(f"## {group}\n")
        for situation in situations:
            lines += _section(books, situation)
    lines.append("## Short lines at hand\n\n| line | Romanian | English |\n| --- | --- | --- |")
    for piece in PIECES:
        ro, en = (piece_said(book, piece, language).text for language, book in books.items())
        lines.append(f"| {_PIECES[piece]} (`{piece}`) | {ro} | {en} |")
    return "\n".join(lines) + "\n"


def write() -> Path:
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return PAGE


def _section(books: dict[str, PhraseBook], situation: str) -> Iterator[str]:
    tone = TONES[situation]
    yield f"### `{situation}`: {_TITLES[situation]}\n\nTone {tone}: {_TONES[tone]}.\n"
    yield "| | Romanian | English |\n| --- | --- | --- |"
    cards = {language: _texts(book, situation, language) for language, book in books.items()}
    for part, name in _PARTS.items():
        ro, en = (" *or* ".join(cards[language][part]) for language in books)
        if ro or en:
            yield f"| {name} | {ro} | {en} |"
    if situation == "legal_hold":
        period = " | ".join(_period(book, language) or "" for language, book in books.items())
        yield f"| say, in a breathing space or before the notice of assignment | {period} |"
    yield ""


def _texts(book: PhraseBook, situation: str, language: str) -> Cards:
    """Every text of every part once, filled."""
    said = [sample(chosen, situation, language) for chosen in choices(book, situation)]
    return {part: list(dict.fromkeys(text for card in said if (text := _part(card, part)))) for part in PARTS}


def _part(said: Said, part: str) -> str | None:
    text: str | None = getattr(said, part)
    return text


def _period(book: PhraseBook, language: str) -> str | None:
    return sample(book, "legal_hold", language, hold=PERIOD_HOLDS[0]).opening


if __name__ == "__main__":
    print(write())
