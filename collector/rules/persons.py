"""How a person is named and addressed: "doamna Ionescu", spoken to as "doamnă Ionescu".

The form of address is told, in a column of its own or as part of the name, and never guessed from a first name:
without one the full name serves for both. Source: docs/reference/next-step.md.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from collector.rules.givennames import is_given
from collector.rules.names import clean_name, fold

# What people write for a form of address, folded and without points.
_FORMS = dict.fromkeys(("doamna", "d-na", "dna", "mrs", "ms", "madam"), "mrs")
_FORMS |= dict.fromkeys(("domnul", "domnule", "domn", "d-l", "dl", "d-nul", "mr", "sir"), "mr")
_FORMS |= dict.fromkeys(("domnisoara", "d-soara", "dsoara", "d-ra", "dra", "miss"), "miss")
_FORMS |= {"mx": "mx", "dr": "dr"}
_TITLES = {  # nominative, vocative
    ("ro", "mrs"): ("doamna", "doamnă"),
    ("ro", "mr"): ("domnul", "domnule"),
    ("ro", "miss"): ("domnișoara", "domnișoară"),
    ("en", "mrs"): ("Ms", "Ms"),
    ("en", "mr"): ("Mr", "Mr"),
    ("en", "miss"): ("Miss", "Miss"),
    ("en", "mx"): ("Mx", "Mx"),
    ("en", "dr"): ("Dr", "Dr"),
}
_ENGLISH_WORDS = {"mrs": "Mrs", "madam": "Mrs"}  # as the person gave it
_ENGLISH = frozenset(("mrs", "ms", "mr", "miss", "mx", "dr", "madam", "sir"))
_SURNAME = re.compile(
    r".*(escu|eanu|oiu|ariu|ovici|enco)", re.IGNORECASE
)  # endings of no Romanian first name
_LETTERS = re.compile(r"[^\W\d_]+")
_LEGAL_FORMS = frozenset(
    ("srl", "sa", "pfa", "ii", "if", "ltd", "llc", "plc", "inc", "gmbh", "sc", "snc", "ong")
)


class Person(NamedTuple):
    """Whom the words are said to. `address_form` is what the file says: "doamnă", "domnul", "Mr"…; None untold."""

    name: str
    address_form: str | None = None


class Names(NamedTuple):
    """The person spoken of, and spoken to."""

    nominative: str
    vocative: str


@lru_cache(maxsize=1024)
def names_of(person: Person, language: str) -> Names:
    """The name in `ro` or `en` as a sentence speaks of the person, and to them; empty without a name."""
    form_told, words = _told_form(person)
    natural = form_told in _ENGLISH and len(words) < len(clean_name(person.name).split())
    name = " ".join(words)
    form = _FORMS.get(form_told or "")
    if not words or (language, form) not in _TITLES:
        full = _calm(name.replace(",", ""))
        return Names(full, full)
    surname = _calm(_surname(words, natural=natural))
    if language == "en" and form_told in _ENGLISH_WORDS:
        title = _ENGLISH_WORDS[form_told]
        return Names(f"{title} {surname}", f"{title} {surname}")
    nominative, vocative = _TITLES[language, form or ""]
    return Names(f"{nominative} {surname}", f"{vocative} {surname}")


def _told_form(person: Person) -> tuple[str | None, list[str]]:
    """The form of address as written, and the words of the name without it."""
    words = clean_name(person.name).split()
    if words and (begins := _form_word(words[0])) and len(words) > 1:
        return begins, words[1:]
    return _form_word(person.address_form or ""), words


def _form_word(text: str) -> str | None:
    word = fold(text).replace(".", "").strip()
    return word if word in _FORMS else None


def _surname(words: list[str], *, natural: bool) -> str:
    """The family name where the writing shows which it is; else all of the name, in the order given.

    Files write "Ionescu Ana" as often as "Ana Ionescu", and "doamnă Ana" would be too familiar. Only whoever writes
    "Ms Jane Taylor" in one (`natural`) puts the family name last.
    """
    if len(words) == 1 or words[0][0].islower():  # "domnul doctor Popescu"
        return " ".join(words)
    if words[0].endswith(","):  # "Ionescu, Ana"
        return words[0][:-1]
    capitals = [word for word in words if word.isupper() and len(word) > 2]
    shown = capitals if 0 < len(capitals) < len(words) else [w for w in words if _SURNAME.fullmatch(w)]
    for found in (shown, [word for word in words if not is_given(word)]):
        if len(found) == 1:
            return found[0]
    return words[-1] if natural and len(words) == 2 else " ".join(words).replace(",", "")


def _calm(name: str) -> str:
    """A name typed in capitals, as it is written; a firm's stays as it is."""
    words = name.split()
    if not name.isupper() or any(fold(word).replace(".", "") in _LEGAL_FORMS for word in words):
        return name
    return _LETTERS.sub(lambda letters: letters[0].capitalize(), name)
