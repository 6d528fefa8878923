"""Policies by name: those of the program, the agency's own, several together; and what cannot be used."""

from __future__ import annotations

import pytest

from collector.errors import UsageError
from collector.policyfiles import own_folder, policies, policy

OWN = 'id = "acme"\nversion = 2026-12-01\nstatus = "draft"\n[hours]\nmon-fri = ["10:00", "16:00"]\n'


def write(name: str, text: str | bytes = OWN) -> None:
    own_folder().mkdir(parents=True, exist_ok=True)
    (own_folder() / f"{name}.toml").write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_agencys_own_stand_beside_those_of_the_program() -> None:
    assert policies() == ["eu-base", "ie-cca46", "none", "ro-b2b", "ro-strict", "uk-conc", "us-regf"]
    write("acme")
    assert "acme" in policies()
    assert policy("acme").openings[0].hours_rule == "acme.hours"
    both = policy("ro-strict + acme")
    assert both.id == "ro-strict+acme"
    assert [opening.hours_rule for opening in both.openings] == ["ro.hours", "acme.hours"]


def test_a_file_of_the_agency_cannot_stand_for_one_of_the_program() -> None:
    write("none", OWN.replace("acme", "none"))
    assert policy("none").openings == ()


@pytest.mark.parametrize(
    "name", ["strict", "", "ro-strict+", "ro-strict+nobody", "../ro-strict", "a/b", "ro-strict\0"]
)
def test_a_name_that_nobody_knows_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(
        UsageError, match=r"There is no contact policy .*Give one of: eu-base, ie-cca46, none"
    ):
        policy(name)


UNUSABLE = [
    (OWN.replace("10:00", "22:00"), "none across midnight; found mon-fri"),
    (OWN.replace("acme", "acne"), "the id acme, as the file is named"),
    ("id = ", "a TOML file in UTF-8; "),
    (b'id = "\xff"', "a TOML file in UTF-8; "),
    (OWN + "[attempt]\n", "known sections only; found attempt"),
]


@pytest.mark.parametrize(("text", "told"), UNUSABLE)
def test_an_own_file_that_cannot_be_used_is_named(text: str | bytes, told: str) -> None:
    write("acme", text)
    with pytest.raises(UsageError, match=told) as refused:
        policy("acme")
    assert "acme.toml cannot be used. Expected " in str(refused.value)
