"""The page of the lint is made from the lists; what is refused is told with every rule."""

from __future__ import annotations

import re

from collector.rules.tonelists import RULES
from collector.tones import tone_book
from tests.docs.markdown import DOCS, read
from tools import lintpage

REFUSED = read(DOCS / "explanation" / "what-is-refused.md")


def test_the_page_is_made_from_the_lists() -> None:
    assert read(lintpage.PAGE) == lintpage.page(), "run `make pictures`"


def test_every_rule_is_on_it_with_its_better_wordings() -> None:
    page = read(lintpage.PAGE)
    for lists in tone_book().values():
        for rule in lists.rules.values():
            assert f"## {rule.id}: " in page
            assert rule.better in page


def test_what_is_refused_names_every_rule() -> None:
    told = set(re.findall(r"F\d\d", REFUSED))
    for first, last in re.findall(r"F(\d\d) to F(\d\d)", REFUSED):
        told |= {f"F{number:02}" for number in range(int(first), int(last) + 1)}
    assert told == set(RULES)
