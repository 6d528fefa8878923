"""Invented facts for every situation: to read a phrase book aloud, and to check it before it is used.

The person is invented; the days are those around Thursday 12 March 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import product

from collector.rules.persons import Person
from collector.rules.phrasebook import PhraseBook
from collector.rules.phrases import Said, say
from collector.rules.values import Sum, Value

MOMENT = datetime(2026, 3, 3, 10, 15, tzinfo=timezone(timedelta(hours=2)))
_TODAY = MOMENT.date()
PERSONS = {"ro": Person("Ana Ionescu", "doamna"), "en": Person("Jane Taylor", "Ms")}
CURRENCIES = {"ro": "RON", "en": "GBP"}
_SUMS = {
    "amount": 300_00,
    "balance": 1240_00,
    "paid": 300_00,
    "rest": 940_50,
    "part": 150_00,
    "usual": 250_00,
}
_SUMS_OF = {
    "paid_partly": {"amount": 199_50, "paid": 100_50, "rest": 199_50, "part": 99_75},
    "broken_once": {"part": 300_00},
    "broken_twice": {"amount": 150_00, "part": 75_00},
    "serial_breaker": {"part": 75_00},
    "too_good_promise": {"amount": 2_000_00, "part": 250_00},
    "plan_slipping": {"paid": 620_00},
}
_DAYS: dict[str, Value] = {
    "due_date": date(2026, 3, 12),
    "alt_date": date(2026, 3, 20),
    "late_date": date(2026, 2, 26),
    "callback": datetime(2026, 3, 5, 11, 0, tzinfo=MOMENT.tzinfo),
}
_DAYS_OF: dict[str, dict[str, Value]] = {
    "due_today": {"due_date": _TODAY, "alt_date": date(2026, 3, 10)},
    "due_tomorrow": {"due_date": _TODAY + timedelta(days=1), "alt_date": date(2026, 3, 11)},
    "too_good_promise": {"due_date": date(2026, 3, 5), "alt_date": date(2026, 3, 12)},
}
_COMMON: dict[str, Value] = {"n": 3, "streak": 3, "method": "card", "channel": "email", "ticket": "117"}
_WORDS: dict[str, dict[str, Value]] = {
    "ro": {
        "agent": "Maria Dobre",
        "company": "Alfa Servicii",
        "creditor": "Beta Energie",
        "reference": "factura 4512",
        "owner": "colega mea Irina Stan",
        "our_what": "send_invoice",
        "recording_notice": "Convorbirea este înregistrată.",
        "disclosure": "Alfa Servicii recuperează creanțe.",
    },
    "en": {
        "agent": "Maria Dobre",
        "company": "Alfa Services",
        "creditor": "Beta Energy",
        "reference": "invoice 4512",
        "owner": "my colleague Irina Stan",
        "our_what": "send_invoice",
        "recording_notice": "This call is recorded.",
        "disclosure": "Alfa Services collects debts.",
    },
}


def facts(situation: str, language: str) -> dict[str, Value]:
    """All that the words of a situation may need."""
    minor = _SUMS | _SUMS_OF.get(situation, {})
    sums: dict[str, Value] = {name: Sum(amount, CURRENCIES[language]) for name, amount in minor.items()}
    return sums | _DAYS | _COMMON | _WORDS[language] | _DAYS_OF.get(situation, {})


def sample(
    book: PhraseBook, situation: str, language: str, *, variant: int = 0, hold: str | None = None
) -> Said:
    """The card of a situation with all its facts."""
    values = facts(situation, language) | ({"hold": hold} if hold else {})
    return say(
        book,
        situation,
        values,
        person=PERSONS[language],
        language=language,
        moment=MOMENT,
        variant=variant,
    )


def choices(book: PhraseBook, situation: str) -> Iterator[PhraseBook]:
    """The book with every choice of texts for a situation: each with each, as stars may put them together."""
    card = book.cards[situation]
    for texts in product(*(card[part] or (None,) for part in card)):
        chosen = {part: (text,) if text else () for part, text in zip(card, texts, strict=True)}
        yield book._replace(cards={**book.cards, situation: chosen})
