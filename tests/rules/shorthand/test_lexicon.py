"""The words of the trade as data, and the words that an agency adds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from collector import lexicons
from collector.rules.shorthand import read_note
from collector.rules.shorthand.forms import parsed
from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.own import read_own
from collector.rules.shorthand.rows import LANGUAGES, Word
from collector.rules.shorthand.tags import PLAIN, VALUED, is_tag
from tests.rules.shorthand.lines import MONDAY, read, words

SOURCE = Path(lexicons.__file__).parent / "rules" / "shorthand"
ROWS = lexicons.shipped_rows()


# --- The data ---------------------------------------------------------------------------------------------


def test_every_row_keeps_the_form_of_the_file() -> None:
    for row in ROWS:
        assert row.forms
        assert row.tags
        assert row.lang in LANGUAGES
        assert re.fullmatch(r"(?:[SR]\d|D)(?:,(?:[SR]\d|D))*", row.source), row


def test_every_tag_of_the_data_is_known_to_the_code() -> None:
    assert sorted({tag for row in ROWS for tag in row.tags if not is_tag(tag)}) == []


def names_in_data() -> set[str]:
    return {tag.rstrip("?").partition(":")[0] for row in ROWS for tag in row.tags}


def test_every_tag_that_is_documented_stands_in_the_data() -> None:
    assert sorted((PLAIN.keys() | VALUED.keys()) - names_in_data()) == []


ASKING = ("has", "said", "denied", "any", "any_said")


def asked_tags() -> set[str]:
    """Every tag that the code asks a unit, a part or a clause for."""
    calls = [
        node
        for path in SOURCE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING
    ]
    arguments = [argument for call in calls for argument in call.args]
    return {one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_tag_that_the_code_asks_for_stands_in_the_data() -> None:
    names = {tag for tag in asked_tags() if not tag.endswith(":")}
    data = {tag for row in ROWS for tag in row.tags} | {tag.rstrip("?") for row in ROWS for tag in row.tags}
    assert len(names) > 60
    assert sorted(names - data) == []


def test_no_form_stands_for_two_values_of_a_kind() -> None:
    """`un sfert` cannot be a quarter and a third."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in ROWS:
        for tag in row.tags:
            name, _, value = tag.partition(":")
            if (
                value
                and name in ("share", "number", "weekday", "month", "currency", "every")
                and not tag.endswith("?")
            ):
                for form in row.forms:
                    found.setdefault((form, name), set()).add(value)
    assert {key: values for key, values in found.items() if len(values) > 1} == {}


# --- Forms ------------------------------------------------------------------------------------------------

FORMS = [
    ("nu raspunde", ["nu", "raspunde"]),
    ("n-a rasp", ["nu", "a", "rasp"]),
    ("didn't pay", ["did", "not", "pay"]),
    ("didnt pay", ["did", "not", "pay"]),
    ("contest*", ["contest*"]),
    ("not|never paid", [[["not"], ["never"]], "paid"]),
    ("(lost|has no) job", [[["lost"], ["has", "no"]], "job"]),
    ("(a (b|c)|) d", [[["a", [["b"], ["c"]]], []], "d"]),
]


@pytest.mark.parametrize(("form", "pieces"), FORMS)
def test_a_form_is_cut_into_words_and_choices(form: str, pieces: list[object]) -> None:
    assert parsed(form) == pieces


@pytest.mark.parametrize("form", ["(a", "a)", "(a|b"])
def test_brackets_must_match(form: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        parsed(form)


def small(*rows: tuple[str, str]) -> Lexicon:
    return Lexicon([Word(tuple(forms.split(", ")), "ro", (tag,), "", "", "D") for forms, tag in rows])


def test_the_longest_form_is_found_over_little_words() -> None:
    lexicon = small(("nu", "not"), ("nu raspunde", "outcome:no_answer"), ("contest*", "disputes"))
    found = lexicon.longest(["nu", "mai", "raspunde", "azi"], 0)
    assert found is not None
    assert found[0].tags == {"outcome:no_answer"}
    assert found[1] == 3
    assert lexicon.longest(["nu", "vine"], 0) == (lexicon.entry("nu"), 1)
    assert lexicon.entry("contestatia") is not None
    assert lexicon.longest(["cont"], 0) is None


SPELLINGS = [
    ("platezte", "plateste"),
    ("plateste", "plateste"),
    ("palteste", "plateste"),
    ("platete", "plateste"),
    ("platteste", "plateste"),
    ("platzeste", "plateste"),
    ("cat", "cat"),  # too short to be mended
    ("zzzzzz", "zzzzzz"),
]


@pytest.mark.parametrize(("typed", "known"), SPELLINGS)
def test_a_misspelt_word_is_the_nearest_known_one(typed: str, known: str) -> None:
    assert small(("plateste", "pay"), ("cad", "pay")).spelt(typed) == known


BARE = [
    # without its vowels, and what it is there
    (("sptl",), "spital"),
    (("lst", "job"), "lost"),  # of several the one that makes a phrase
    (("mrf",), "marfa"),
    (("mrt",), "mrt"),  # two meanings
    (("spt",), "spt"),  # a form of its own
    (("spital",), "spital"),
    (("sp",), "sp"),  # too short
]


@pytest.mark.parametrize(("typed", "known"), BARE)
def test_a_word_without_its_vowels_is_the_only_one_it_can_be(typed: tuple[str, ...], known: str) -> None:
    lexicon = small(
        *(
            ("spital*", "cause:illness"),
            ("spt", "unit:week"),
            ("lost job", "cause:job_loss"),
            ("last", "last"),
        ),
        *(("marfa", "goods"), ("marta", "third"), ("mort", "death")),
    )
    assert lexicon.fleshed(typed, 0)[0] == known


FLESHED = [
    ("tit in sptl", "illness"),
    ("dbtr lst job", "job_loss"),
    ("nvr rcvd inv", "invoice_missing"),
    ("sptl7", None),  # glued to a digit
    ("dcdt", None),  # never an end of the account
]


@pytest.mark.parametrize(("line", "reason"), FLESHED)
def test_chat_words_without_vowels_are_read_but_not_sure(line: str, reason: str | None) -> None:
    note = read(line)
    assert note.reason == reason
    assert note.outcome != "deceased"
    assert not reason or any(not part.sure for part in note.parts)


def test_a_promise_is_fleshed_out_only_beside_a_sum_or_a_day() -> None:
    assert read("prmt 300 vn").promises
    assert [one.text for one in read("ceva prmtm altceva zxcv").unclear if one.text == "prmtm"]


def test_of_two_near_words_with_other_meanings_neither_is_taken() -> None:
    assert small(("marfa", "goods"), ("marta", "third")).spelt("marxa") == "marxa"


def test_a_known_word_is_completed() -> None:
    found = words().completions("platest")
    assert "plateste" in found
    assert list(found) == sorted(found, key=lambda word: (len(word), word))
    assert words().completions("") == ()
    assert words().completions("zzzz") == ()


# --- Own words --------------------------------------------------------------------------------------------


def test_an_own_word_is_read() -> None:
    own, refused = read_own("gigi; ro; third; Gigi\n# a remark\n\nface cinste; ro; pay\n", words())
    assert refused == []
    taught = Lexicon([*ROWS, *own])
    assert read_note("face cinste 300 vn", MONDAY, "RON", None, taught).outcome == "promise"
    assert read_note("vb cu gigi", MONDAY, "RON", None, taught).outcome == "third_party"


REFUSED = [
    ("plateste; ro; third", "has a meaning already"),
    ("vn; ro; paid", "has a meaning already"),
    ("pla*; ro; third", "would hide"),
    ("300; ro; pay", "a number stays a number"),
    ("gigi; de; third", "a language"),
    ("gigi; ro; nosuchtag", "a tag"),
    ("gigi; ro;", "a tag"),
    ("gigi", "parted by semicolons"),
    ("; ro; pay", "at least one form"),
    ("(gigi; ro; pay", "brackets"),
]


@pytest.mark.parametrize(("row", "reason"), REFUSED)
def test_a_word_that_would_clash_is_refused_with_the_reason(row: str, reason: str) -> None:
    own, refused = read_own(f"ok1x; ro; pay\n{row}\nok2x; ro; pay\n", words())
    assert [word.forms for word in own] == [("ok1x",), ("ok2x",)]  # a bad line costs only itself
    assert [(one.line, one.seen) for one in refused] == [(2, row)]
    assert reason in str(refused[0].reason)


def test_the_agencys_file_is_read_and_its_problems_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicons, "settings_path", lambda: tmp_path / "settings.toml")
    lexicons._loaded.cache_clear()
    (tmp_path / "lexicon.txt").write_text("face cinste; ro; pay\nplateste; ro; third\n", "utf-8")
    assert read_note("face cinste 300 vn", MONDAY, "RON", None, lexicons.lexicon()).outcome == "promise"
    assert len(lexicons.problems()) == 1
    assert "lexicon.txt, line 2: 'plateste; ro; third'" in lexicons.problems()[0]
    lexicons._loaded.cache_clear()


def test_without_an_own_file_there_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicons, "settings_path", lambda: tmp_path / "settings.toml")
    lexicons._loaded.cache_clear()
    assert lexicons.problems() == []
    lexicons._loaded.cache_clear()


def test_no_form_has_two_meanings_of_one_kind() -> None:
    """Which of two causes held would be chance: `waiting on wages` is a late salary or a wait for others, never both."""
    found: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for row in ROWS:
        for form in row.forms:
            words = tuple(piece for piece in parsed(form) if isinstance(piece, str))
            for tag in row.tags if len(words) == len(parsed(form)) else ():
                name, _, value = tag.partition(":")
                if name in ("cause", "outcome", "method", "every", "share") and not tag.endswith("?"):
                    found.setdefault(words, {}).setdefault(name, set()).add(value)
    assert [
        (" ".join(words), by) for words, by in found.items() if any(len(v) > 1 for v in by.values())
    ] == []
