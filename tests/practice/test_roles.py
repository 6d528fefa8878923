"""The roles: one for each situation in both languages, and a file that is not whole is named."""

from __future__ import annotations

import pytest

from collector.config import data_file
from collector.practice.roles import SAID, read_roles, roles
from collector.rules.situations import SITUATIONS
from collector.rules.stepfacts import CLIENT_STATES, IDENTITIES

LANGUAGES = ("ro", "en")
ASIDE = {"wrong_party", "third_party", "bereavement"}  # somebody else is at the other end


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_person_to_play_for_every_situation(language: str) -> None:
    told = roles(language)
    assert tuple(role.situation for role in told) == SITUATIONS
    assert len({role.name for role in told}) == len({role.role for role in told}) == len(SITUATIONS)
    for role in told:
        assert 2 <= role.role.count(". ") + 1 <= 3, f"{role.situation}: two or three sentences"
        begins = role.role.startswith(f"{'Sunteți' if language == 'ro' else 'You are'} {role.name}")
        assert begins is (role.situation not in ASIDE), role.situation


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_begins_in_the_call_is_said_there(language: str) -> None:
    assert {role.situation for role in roles(language) if role.says} == set(SAID)


def test_the_card_can_be_told_who_is_on_the_line() -> None:
    assert {on_line.identity for on_line in SAID.values()} <= set(IDENTITIES)
    assert {on_line.client_state or "calm" for on_line in SAID.values()} <= set(CLIENT_STATES)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("[due_today]", "[due_to_day]", "due_to_day"),
        ('name = "Marcus Grant"', "", "angry is not whole"),
        ('says = "Yes, speaking.', 'heard = "Yes, speaking.', "verified_no_promise is not whole"),
        ('name = "Howard Dunn"', 'name = "Howard Dunn"\nsays = "Hello."', "due_today is not whole"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_its_situation(before: str, after: str, named: str) -> None:
    text = data_file("practice", "en.toml").read_text("utf-8")
    assert before in text
    with pytest.raises(ValueError, match=named):
        read_roles(text.replace(before, after))
