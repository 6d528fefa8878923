"""The docs cannot rot: what the program has, they tell; what they tell, is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from collector import config, errors
from collector.cli.commands import BY_NAME, COMMANDS, EVERYWHERE, Command
from collector.desk import naming
from collector.exchange.kinds import KINDS
from collector.exchange.riskcolumns import COLUMNS
from collector.rules import figures, policies, policysections, records, risk, situations, terms
from collector.rules.contact import ASKED_ONCE
from collector.tui.keymap import checked_keymap
from tests.docs.markdown import (
    DOCS,
    REFERENCE,
    ROOT,
    anchor,
    blocks,
    codes,
    headings,
    links,
    names,
    pages,
    read,
    section,
    table,
)
from tests.rules.telling import november
from tools import contactrules
from tools import pages as made_pages

COMMANDS_PAGE = read(REFERENCE / "commands.md")
PROMISES_PAGE = read(REFERENCE / "promises.md")
CONTACT_PAGE = read(REFERENCE / "contact-rules.md")
NOTES_PAGE = read(REFERENCE / "notes.md")
BOOK_PAGE = read(REFERENCE / "book.md")
SETTINGS_PAGE = read(REFERENCE / "settings.md")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(
        path for path in found if path.suffix in {".py", ".toml", ".sh", ""} and path.stat().st_size
    )


# --- Commands, options, exit codes (docs/reference/commands.md) ---------------------------------------------


def section_of(command: Command) -> str:
    title = " ".join(("collector", command.name, *command.words))
    return section(COMMANDS_PAGE, f"`{title}`")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_its_section_with_its_options(command: Command) -> None:
    told = [code.split()[0] for code in names([row[0] for row in table(section_of(command), "option")])]
    assert told == [option.flag for option in command.options]


def test_no_command_is_told_that_is_not_there() -> None:
    told = [heading for heading in headings(COMMANDS_PAGE) if heading.startswith("`collector")]
    assert len(told) == len(COMMANDS) + 1, "one section a command, and one for the app"


def test_the_options_of_all_commands_are_told() -> None:
    everywhere = section(COMMANDS_PAGE, "Options that every command knows")
    told = {code.split()[0] for code in names([row[0] for row in table(everywhere, "option")])}
    assert told == {option.flag for option in EVERYWHERE} | {"-h"}


def test_every_exit_code_is_told() -> None:
    codes_of_errors = {
        value for key, value in vars(errors).items() if key.isupper() and isinstance(value, int)
    }
    assert {int(row[0]) for row in table(COMMANDS_PAGE, "code")} == codes_of_errors


@pytest.mark.parametrize("page", pages(), ids=name)
def test_pages_speak_of_commands_that_exist(page: Path) -> None:
    text = read(page)
    spoken = "\n".join(
        codes(text) + [b.text for b in blocks(text)] + re.findall(r"^ {4}.*", text, re.MULTILINE)
    )
    said = set(re.findall(r"\bcollector ([a-z]+)\b", spoken))
    assert said <= set(BY_NAME), "a command that is not there yet belongs into no page"


def test_the_kinds_of_files_have_the_columns_that_are_told() -> None:
    told = {names([kind])[0]: (names([required]), names([optional])) for kind, required, optional in kinds()}
    assert told == {key: (list(kind.required), list(kind.optional)) for key, kind in KINDS.items()}


def kinds() -> list[list[str]]:
    """The table of kinds, without the remarks in brackets."""
    return [[re.sub(r"\([^)]*\)", "", cell) for cell in row] for row in table(COMMANDS_PAGE, "kind")]


def test_the_columns_of_the_risk_list_are_told_in_their_order() -> None:
    told = [code for row in table(COMMANDS_PAGE, "column") for code in names([row[0]])]
    assert told == list(COLUMNS)


# --- Settings, environment, keys ----------------------------------------------------------------------------


def test_every_setting_is_told() -> None:
    assert names([row[0] for row in table(SETTINGS_PAGE, "key")]) == list(config.KNOWN_SETTINGS)


def test_every_variable_of_the_environment_is_told() -> None:
    told = set(names([row[0] for row in table(SETTINGS_PAGE, "variable")]))
    text = "".join(
        read(path) for path in sources("collector", "tests", "tools", ".ci") if path != Path(__file__)
    )
    ours = set(re.findall(r"\bCOLLECTOR_[A-Z_]+\b", text))
    asked = set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", text))
    assert ours | asked <= told
    assert {variable for variable in told if variable.startswith("COLLECTOR_")} <= ours


def test_the_settings_that_are_shown_can_be_used(tmp_path: Path) -> None:
    shown = [
        b.text
        for page in ("settings.md", "keys.md")
        for b in blocks(read(REFERENCE / page))
        if b.info == "toml"
    ]
    assert len(shown) == 2
    for text in shown:
        path = tmp_path / "settings.toml"
        path.write_text(text, encoding="utf-8")
        assert checked_keymap(path, config.read_settings(path).keys)


def test_the_page_of_keys_is_made_from_the_table_of_keys() -> None:
    assert read(made_pages.KEYS) == made_pages.keys_page(), "run `make pictures`"


def test_the_page_of_the_lexicon_is_made_from_the_lexicon() -> None:
    assert read(made_pages.LEXICON) == made_pages.lexicon_page(), "run `make pictures`"


# --- The book, and the words of the trade -------------------------------------------------------------------


def test_every_table_of_the_book_is_told() -> None:
    from sqlmodel import SQLModel

    from collector.store import bookkeeping, tables

    assert bookkeeping.RECORDS is tables.RECORDS
    assert sorted(names([row[0] for row in table(BOOK_PAGE, "table")])) == sorted(SQLModel.metadata.tables)


def test_the_endings_are_told() -> None:
    told = next(row[1] for row in table(BOOK_PAGE, "table") if row[0] == "`ending`")
    assert tuple(names([told])) == records.ENDINGS


def test_every_situation_is_told_with_its_action_and_its_words() -> None:
    page = read(REFERENCE / "next-step.md")
    told = {situation: (action, words) for _n, situation, _when, action, words in table(page, "#")}
    assert told == {
        f"`{key}`": (f"`{action}`", naming.situation(key)) for key, action in situations.ACTIONS.items()
    }


def test_every_hold_is_told_and_whether_it_forbids_a_call() -> None:
    told = {names([hold])[0]: calls for hold, calls, _still in table(CONTACT_PAGE, "hold")}
    assert told == {kind: "yes" if kind in ASKED_ONCE else "no" for kind in records.HOLDS}


def test_every_rule_of_a_policy_is_told() -> None:
    cited = {
        rule["id"]
        for path in (ROOT / "data" / "policies").glob("*.toml")
        for rule in tomllib.loads(read(path)).get("rule", [])
    }
    assert cited <= set(codes(CONTACT_PAGE))


def test_the_page_of_contact_rules_is_made_from_the_policies() -> None:
    assert contactrules.page() == CONTACT_PAGE, "python -m tools.contactrules"


def test_whatever_a_policy_file_may_hold_is_told() -> None:
    page = read(DOCS / "how-to" / "write-a-policy.md")
    told = {row[0].strip("`[]"): set(codes(row[1])) for row in table(page, "section")}
    assert set(told) == policies.CHECKED
    for name, known in policysections.NAMES.items():
        assert known - {"rule"} <= told[name] | set(terms.CHANNELS), name
    assert set(policies.UNCHECKED) | policies.HEADER | set(terms.CHANNEL_WORDS) <= set(codes(page))


def test_the_example_of_a_policy_is_one() -> None:
    (example,) = (
        b.text for b in blocks(read(DOCS / "how-to" / "write-a-policy.md")) if "[attempts]" in b.text
    )
    policy = policies.read_policy(tomllib.loads(example))
    assert (policy.id, len(policy.caps), len(policy.openings)) == ("acme", 2, 1)


def test_the_words_of_a_call_are_told() -> None:
    words = [
        tuple(names([row[0] for row in table(section(NOTES_PAGE, f"3.{n} {title}"), "word")]))
        for n, title in TITLES
    ]
    assert words == [records.WHO, records.OUTCOMES]
    assert names([section(NOTES_PAGE, "3.8 Our promises")])[: len(records.OUR_PROMISES)] == list(
        records.OUR_PROMISES
    )


TITLES = ((1, "Who"), (2, "Outcome"))


def test_every_guard_is_told() -> None:
    in_code = set(re.findall(r'Finding\(\s*"(\w+)"', read(ROOT / "collector" / "rules" / "guards.py")))
    assert set(names([row[0] for row in table(PROMISES_PAGE, "guard")])) == in_code


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["postgres"], *extras["parquet"]]
    bare = {re.split(r"[\[<>=!~ ]", each)[0].lower() for each in wanted}
    told = {
        row[0].split(",")[0].split("(")[0].strip().lower()
        for row in table(read(DOCS / "decisions.md"), "package")
    }
    assert told == bare


# --- Figures that pages repeat ------------------------------------------------------------------------------


def test_the_probability_is_told_with_its_own_numbers() -> None:
    page = read(DOCS / "explanation" / "risk.md")
    bands = ", ".join(
        f"{letter} {'from ' * (letter == 'A')}{least / 10_000:.2f}" for least, letter in risk.BANDS if least
    )
    told = (
        f"half every {risk.HALF_LIFE_DAYS} days",
        f"half every {risk.BASE_HALF_LIFE_DAYS} days",
        "12 of 20",
        f"{bands}, E below",
    )
    assert [text for text in told if text not in " ".join(page.split())] == []
    assert risk.base_rate({}, november(1)) == 12 / 20


def test_the_interval_that_is_told_is_the_one_of_the_report() -> None:
    low, high = figures.wilson(7, 10)
    text = " ".join(read(DOCS / "explanation" / "kept-rates.md").split())
    assert f"for 7 of 10 it runs from {low:.0%} to {high:.0%}".replace("%", " %") in text


# --- Links, and what the code says of the pages ---------------------------------------------------------------


@pytest.mark.parametrize("page", pages(), ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for link in links(read(page)):
        place, _, mark = link.partition("#")
        if place.startswith(("http://", "https://")):
            continue
        target = (page.parent / place).resolve() if place else page
        if not target.exists() or (mark and mark not in map(anchor, headings(read(target)))):
            lost.append(link)
    assert not lost


def test_every_page_is_reached_from_the_first() -> None:
    first = DOCS / "README.md"
    reached = {(DOCS / link.split("#")[0]).resolve() for link in links(read(first)) if "://" not in link}
    assert {path for path in DOCS.rglob("*.md") if path != first} <= reached


@pytest.mark.parametrize("page", pages(), ids=name)
def test_files_and_functions_that_are_named_exist(page: Path) -> None:
    text = read(page)
    named = re.findall(r"`(collector/[\w/]+\.py)`(?:,? (?:function )?`(\w+)`)?", text)
    missing = [
        (file, function)
        for file, function in named
        if not (ROOT / file).is_file() or (function and f"def {function}(" not in read(ROOT / file))
    ]
    assert not missing


REFERENCES = re.compile(
    r"(docs/[\w/-]+\.md)"
    r"(?:, \"(?P<title>[^\"]+)\"|, sections? (?P<sections>[\d.]+(?: and [\d.]+)*)|, rule (?P<rule>\d+)|, (?P<number>[\d.]+\d))?"
)


def test_pages_that_the_code_names_exist_and_have_the_section() -> None:
    lost, found = [], 0
    for path in sources("collector", "data", "tools"):
        if path.suffix not in {".py", ".toml"}:
            continue
        for match in REFERENCES.finditer(read(path)):
            found += 1
            page = ROOT / match[1]
            if not page.is_file() or not all(
                has_place(read(page), *place) for place in match.groupdict().items()
            ):
                lost.append(f"{name(path)}: {match[0]}")
    assert found > 10
    assert not lost


def has_place(text: str, kind: str, said: str | None) -> bool:
    if said is None:
        return True
    if kind == "title":
        return said in headings(text)
    if kind == "rule":
        return re.search(rf"^{said}\. ", text, re.MULTILINE) is not None
    return all(any(re.match(rf"{re.escape(n)}\.? ", h) for h in headings(text)) for n in said.split(" and "))


# --- README, changelog, pictures ------------------------------------------------------------------------------


def test_the_readme_names_the_two_commands() -> None:
    text = read(ROOT / "README.md")
    assert "make demo" in text
    assert "make test" in text


def test_the_changelog_has_an_unreleased_part() -> None:
    assert re.search(r"^- ", section(read(ROOT / "CHANGELOG.md"), "Unreleased"), re.MULTILINE)


def test_the_pictures_are_whole_and_fetch_nothing() -> None:
    drawn = sorted((DOCS / "pictures").glob("*.svg"))
    assert drawn
    for path in drawn:
        ET.parse(path)
        text = read(path).replace("http://www.w3.org/2000/svg", "")
        assert "@font-face" not in text
        assert "url(http" not in text
        assert "://" not in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def test_every_picture_is_shown_somewhere() -> None:
    shown = {
        (page.parent / link).resolve()
        for page in pages()
        for link in links(read(page))
        if link.endswith(".svg")
    }
    assert set((DOCS / "pictures").glob("*.svg")) == shown
