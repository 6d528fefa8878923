"""Names as people write them: cleaned for showing, folded for finding.

`stefan` finds `Ștefan` (comma below, Romanian since 2007) and `Ştefan` (cedilla, what older files hold).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# The Romanian standard SR 13411 writes ș and ț with a comma below; Windows-1250 has only the cedilla.
_COMMA_BELOW = str.maketrans("şţŞŢ", "șțȘȚ")

# Letters that have no decomposition in Unicode; people without that keyboard type them so.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ĸ": "k"}
    | {"æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"}
    | dict.fromkeys("’‘ʼʹ`´′", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def clean_name(text: str) -> str:
    """The name as it is shown: NFC, comma-below letters, nothing invisible, single spaces.

    Zero-width characters, byte-order marks, direction marks and control characters are left out; a line
    break or a tab counts as a space.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", without_invisible(text))
    return " ".join(unicodedata.normalize("NFC", composed.translate(_COMMA_BELOW)).split())


def without_invisible(text: str) -> str:
    """The text without format and control characters; those that part words become a space."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form in which names are stored for finding and in which a search is asked.

    Lower case without diacritics: `Ștefan`, `Ştefan`, `STEFAN` and `stefan` are one; `Groß` is `gross`.
    Folding twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().translate(_PLAIN_LETTERS).split())
    lower = unicodedata.normalize("NFKD", without_invisible(text)).casefold()
    plain = unicodedata.normalize("NFKD", lower.translate(_PLAIN_LETTERS))
    letters = (c for c in plain if unicodedata.category(c) != "Mn")
    return " ".join(without_invisible("".join(letters)).split())
