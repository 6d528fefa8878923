"""The words by which the card rules know an alternative, thanks, a feeling, an action (docs/reference/lint.md).

Patterns of lower-case text with its diacritics; a sentence that says it in other words is the poorer for this list,
so it may grow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Marks = Mapping[str, re.Pattern[str]]


def _words(ro: str, en: str) -> Marks:
    return {"ro": re.compile(rf"\b(?:{ro})\b"), "en": re.compile(rf"\b(?:{en})\b")}


ALTERNATIVE = _words("sau|ori|dacă vă este mai ușor|putem", "or|if it is easier|we can")
THANKS = _words(r"mulțumesc|mulțumim|apreciem|apreciez", r"thanks?|thank you|appreciate")
CONFIRMS = _words(
    r"am notat|notez|recitesc|rămâne|confirm\w*|corect|este bine așa",
    r"(?:i|we) have noted|i note|read (?:that )?back|let me read|we stay with|confirm|right\?",
)
PAYDAY = _words(r"salari\w+|venit\w*|pensi\w+", r"salary|payday|wages?|income|pension")
PROPOSAL = _words(r"vă propun|propunerea mea", r"i propose|my proposal")
ASKS_PAYMENT = _words(
    r"vă propun|propunerea mea|plătiți|achitați|să plătiți|puteți plăti|reușiți să",
    r"i propose|my proposal|please pay|(?:can|could|would|will) you pay|you (?:can|could) pay",
)
EMPATHY = _words(
    r"îmi pare (?:sincer )?rău|înțeleg|am înțeles(?! corect)|vă ascult|supărarea|vă este greu",
    r"i am (?:truly |so )?sorry|i understand|i am (?:here and )?listening|you are upset|things are hard",
)
# First person and a verb of doing; feeling and hearing are no action.
ACTIONS = _words(
    r"pot|putem|am notat|notez|notăm|am făcut|fac|facem|verific|verificăm|oprim|trimit|trimitem|deschid|stabilim"
    r"|propun|împărțim|confirm|rămân|revedem|adaptăm|chem|vă sun|nu vă mai sunăm|respect|păstrăm|rezolv|rezolvăm",
    r"(?:i|we) (?:can|will|have noted|have already|note|propose|open|stop|stay|check|pause|send|review|respect|split)"
    r"|let us|let me",
)
