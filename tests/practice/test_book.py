"""The practice book: whatever the day and the language, the engine finds each situation by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from collector.desk import looking, steps
from collector.desk.opening import open_desk
from collector.practice.book import make_practice
from collector.practice.roles import Drill
from collector.rules.cardlint import lint_card
from collector.rules.guidance import Decision, decide
from collector.rules.persons import Person
from collector.rules.phrases import Said
from collector.rules.situations import SITUATIONS
from collector.rules.tone import FAIL
from collector.tones import tone_book

FRIDAY = date(2026, 11, 20)
LANGUAGES = ("ro", "en")
# Days behind holidays, when few working days lie near (New Year, Easter with the First of May); a leap day.
NARROW_DAYS = [date(2026, 1, 5), date(2024, 5, 7), date(2028, 2, 29)]


class Played(NamedTuple):
    """A person of the book, with the step of the moment at which the role is played."""

    drill: Drill
    decision: Decision
    said: Said


def played(where: str, day: date, language: str) -> list[Played]:
    drills = make_practice(where, day, language)
    desk = open_desk(where, "Maria Dobre", f"{day}T10:15", writable=False)
    found = []
    for drill in drills:
        card = looking.card(desk, drill.debtor_id)
        seen = card.account(drill.account_seq)
        facts = steps.next_step(desk, card, seen).facts
        if drill.on_line is not None:
            identity, state = drill.on_line
            facts = facts._replace(identity=identity, client_state=state or "calm")
        decision = decide(facts, desk.policy, seen.score.p_bp)
        person = Person(card.case.debtor.name, card.case.debtor.address_form)
        found.append(Played(drill, decision, steps.words_of(facts, decision, person)))
    desk.close()
    return found


@pytest.fixture(scope="module")
def friday(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Played]]:
    folder = tmp_path_factory.mktemp("practice")
    return {lang: played(str(folder / f"{lang}.db"), FRIDAY, lang) for lang in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_situation_is_what_the_engine_decides(friday: dict[str, list[Played]], language: str) -> None:
    found = friday[language]
    assert [each.drill.role.situation for each in found] == list(SITUATIONS)
    assert [each.decision.situation for each in found] == list(SITUATIONS)


@pytest.mark.parametrize("day", NARROW_DAYS, ids=str)
def test_it_is_so_behind_holidays_too(tmp_path: Path, day: date) -> None:
    found = played(str(tmp_path / "book.db"), day, "ro")
    assert [each.decision.situation for each in found] == list(SITUATIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_agent_says_there_passes_the_lint(friday: dict[str, list[Played]], language: str) -> None:
    for drill, _decision, said in friday[language]:
        found = lint_card(said, drill.role.situation, language, tone_book())
        failed = [each for each in found if each.rule.startswith("F") and each.verdict == FAIL]
        assert failed == [], drill.role.situation


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_in_the_language_of_the_interface(
    friday: dict[str, list[Played]], language: str
) -> None:
    """And speak to the person of the role."""
    by_situation = {each.drill.role.situation: each for each in friday[language]}
    opening = by_situation["first_contact"].said.opening or ""
    assert ("Mă numesc" if language == "ro" else "My name is") in opening
    assert by_situation["first_contact"].drill.role.name.split()[-1] in opening
