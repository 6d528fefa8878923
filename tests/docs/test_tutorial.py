"""docs/tutorial.md is walked through; what it leaves behind has the form that the reference tells."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from collector.currencies import decimals
from tests.docs.markdown import DOCS, REFERENCE, ROOT, blocks, read
from tests.docs.walk import Reader, keys_of, pattern_of


def test_the_tutorial_goes_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the book at its end gives the JSON that the reference tells, and a list that the example reads."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    reader = Reader(monkeypatch, capsys)
    reader.follow(blocks(read(DOCS / "tutorial.md")))
    told = json_told()
    manifest = json.loads(Path("first/risk/manifest.json").read_text(encoding="utf-8"))
    seen = {
        "today": [json.loads(reader.run("collector today --json --as-of 2026-12-04"))],
        "show": [json.loads(reader.run("collector show LV-104078 --json --as-of 2026-12-04"))],
        "verdicts": [json.loads(line) for line in reader.run("collector verdicts --json").splitlines()],
        "report": [json.loads(reader.run("collector report --json --by week"))],
        "manifest.json": [manifest],
    }
    for what, documents in seen.items():
        assert keys_in(documents) <= told[what] | codes_of_currencies(), what
    run_example()
    at_risk = manifest["value_at_risk"]["RON"]
    assert capsys.readouterr().out.strip() == at_risk


def test_the_walk_notices_what_is_otherwise() -> None:
    pattern = pattern_of(["a … c", "…", "z"])
    assert re.fullmatch(pattern, "a b c\nm\nn\nz")
    assert re.fullmatch(pattern, "a b c\nz")
    assert not re.fullmatch(pattern, "a b c\nm")
    assert not re.fullmatch(pattern, "a b\nz")
    assert not re.fullmatch(pattern_of([]), "anything")
    keys = keys_of('/ F2 "b c" Enter   remark')
    assert [key.key for key in keys] == ["slash", "f2", "b", "space", "c", "enter"]


def json_told() -> dict[str, set[str]]:
    """The names in each JSON that the page of commands draws."""
    shapes = [
        set(re.findall(r'"(\w+)"', block.text))
        for block in blocks(read(REFERENCE / "commands.md"))
        if block.info == "text"
    ]
    names = ("note", "step", "lint", "today", "show", "verdicts", "call", "report", "manifest.json")
    told = dict(zip(names, shapes, strict=True))
    return told | {"show": told["show"] | told["verdicts"] | told["step"]}


def keys_in(document: Any) -> set[str]:
    if isinstance(document, dict):
        return set(document) | {key for value in document.values() for key in keys_in(value)}
    return {key for each in document for key in keys_in(each)} if isinstance(document, list) else set()


def codes_of_currencies() -> set[str]:
    """Sums stand under their currency."""
    return set(decimals())


def run_example() -> None:
    example = next(
        b.text for b in blocks(read(DOCS / "how-to" / "read-the-risk-list.md")) if b.info == "python"
    )
    here = Path.cwd()
    os.chdir(here / "first")
    try:
        exec(compile(example, "read-the-risk-list.md", "exec"), {})
    finally:
        os.chdir(here)
