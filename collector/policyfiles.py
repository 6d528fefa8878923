"""The contact policies: those of `data/policies/`, and the agency's own in the folder `policies` beside the settings.

Names joined by `+`, such as `ro-strict+acme`, hold together: a call must be allowed by each.
"""

from __future__ import annotations

from pathlib import Path

from collector.config import data_file, settings_path
from collector.errors import UsageError, reason
from collector.rules.policies import read_policy
from collector.rules.strictest import strictest
from collector.rules.terms import ContactPolicy
from collector.rules.words import Unreadable
from collector.words import _

OWN = "policies"


def policy(name: str) -> ContactPolicy:
    """The policy of this name, or of several joined by `+`. UsageError when one is unknown or cannot be read."""
    return strictest(*(_one(part.strip()) for part in name.split("+")))


def policies() -> list[str]:
    """The names of all policies that can be chosen."""
    return sorted(
        {path.stem for folder in (data_file("policies"), own_folder()) for path in folder.glob("*.toml")}
    )


def own_folder() -> Path:
    """Where an agency keeps its own policies."""
    return settings_path().parent / OWN


def _one(name: str) -> ContactPolicy:
    import tomllib

    path = _path_of(name)
    try:
        found = read_policy(tomllib.loads(path.read_text(encoding="utf-8")))
    except Unreadable as fault:
        raise _unusable(path, _(fault.expected).format(**fault.values)) from fault
    except (ValueError, OSError) as fault:  # no TOML, no UTF-8, no right to read it
        raise _unusable(path, _("a TOML file in UTF-8; {seen}").format(seen=reason(fault))) from fault
    if found.id != name:
        raise _unusable(path, _("the id {name}, as the file is named").format(name=name))
    return found


def _path_of(name: str) -> Path:
    """The program's own file first: an agency's file cannot stand for one that everybody knows by this name."""
    try:
        path = data_file("policies", f"{name}.toml")
        path = path if path.is_file() else own_folder() / path.name
        if path.is_file():
            return path
    except ValueError:  # no plain name
        pass
    raise UsageError(
        _("There is no contact policy {seen}. Give one of: {known}.").format(
            seen=repr(name), known=", ".join(policies())
        )
    )


def _unusable(path: Path, expected: str) -> UsageError:
    return UsageError(_("{file} cannot be used. Expected {expected}.").format(file=path, expected=expected))
