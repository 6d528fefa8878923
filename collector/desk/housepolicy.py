"""The contact policies that come with the program."""

from __future__ import annotations

from collector.config import data_file
from collector.errors import UsageError
from collector.rules.policies import read_policy
from collector.rules.terms import ContactPolicy
from collector.words import _


def policy(name: str) -> ContactPolicy:
    """A contact policy of `data/policies/`. UsageError when there is none of this name."""
    import tomllib

    try:
        with data_file("policies", f"{name}.toml").open("rb") as file:
            return read_policy(tomllib.load(file))
    except (FileNotFoundError, ValueError):
        raise UsageError(
            _("There is no contact policy {seen}. Give one of: {known}.").format(
                seen=repr(name), known=", ".join(policies())
            )
        ) from None


def policies() -> list[str]:
    """The names of the policies that come with the program."""
    return sorted(path.stem for path in data_file("policies").glob("*.toml"))
