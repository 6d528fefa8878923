"""CSV as people send it: what is one row, and what a broken line costs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.errors import UsageError
from collector.exchange.csvfile import PARSE_LIMIT, SPAN_LIMIT_LINES, open_csv
from collector.exchange.filebytes import Content
from collector.exchange.sheet import open_sheet
from tests.exchange.sheets import problems_of, rows_of, written

PLAIN = [
    ("commas", "a,b\n1,2\n", [(2, ["1", "2"])]),
    ("semicolons", "a;b\n1,5;2\n", [(2, ["1,5", "2"])]),
    ("tabs", "a\tb\n1\t\n", [(2, ["1", ""])]),
    ("quoted headers with semicolons", '"a";"b"\n"1";"2"\n', [(2, ["1", "2"])]),
    ("a comma inside a quoted header", '"a,x";b;c\n1;2;3\n', [(2, ["1", "2", "3"])]),
    ("Excel's own first line", "sep=;\na;b\n1;2\n", [(3, ["1", "2"])]),
    ("a byte-order mark", "\ufeffa,b\n1,2\n", [(2, ["1", "2"])]),
    ("Windows line ends", "a,b\r\n1,2\r\n3,4\r\n", [(2, ["1", "2"]), (3, ["3", "4"])]),
    ("old Mac line ends", "a,b\r1,2\r3,4", [(2, ["1", "2"]), (3, ["3", "4"])]),
    ("no end on the last line", "a,b\n1,2", [(2, ["1", "2"])]),
    ("blank lines", "\n\na,b\n\n1,2\n , \n,\n", [(5, ["1", "2"])]),
    ("spaces around cells", " a , b \n 1 ,\u00a02\n", [(2, ["1", "2"])]),
    ("empty cells too many", "a,b,,\n1,2,,\n3,4\n5,6,,,,\n", [(2, ["1", "2"]), (3, ["3", "4"]), (4, ["5", "6"])]),
    ("quotes inside a cell", 'a,b\n1,Ion "Gigi" Pop\n', [(2, ["1", 'Ion "Gigi" Pop'])]),
    ("quoted quotes", 'a,b\n1,"he said ""yes"", then"\n', [(2, ["1", 'he said "yes", then'])]),
    ("a note over lines", 'a,b\n1,"one\ntwo, and\n\nmore"\n3,4\n', [(2, ["1", "one\ntwo, and\n\nmore"]), (6, ["3", "4"])]),
    ("a note that looks like a row", 'a,b\n1,"one\n2,two"\n3,4\n', [(2, ["1", "one\n2,two"]), (4, ["3", "4"])]),
    ("a line separator inside a cell", "a,b\n1,x\u2028y\x85z\n", [(2, ["1", "x\u2028y\x85z"])]),
    ("the same in a note", 'a,b\n1,"x\u2028\ny"\n', [(2, ["1", "x\u2028\ny"])]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "rows"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN])
def test_rows(tmp_path: Path, content: str, rows: list[tuple[int, list[str]]]) -> None:
    sheet = open_sheet(written(tmp_path, content))
    assert rows_of(sheet) == rows
    assert problems_of(sheet) == []


BROKEN = [
    ("half a line", "a,b,c\n1,2,3\n4,5", [2], [(3, "3 columns, as in the headers; here are 2")]),
    ("a column too many", "a,b\n1,2,x\n3,4\n", [3], [(2, "2 columns, as in the headers; here are 3")]),
    ("an unclosed quote", 'a,b\n1,"never\n3,4\n5,6\n', [3, 4], [(2, "a quote that is closed before")]),
    ("an unclosed quote at the end", 'a,b\n1,2\n3,"never', [2], [(3, "a quote that is closed before")]),
    ("an unclosed quote above quoted lines", 'a,b\n1,"never\n"3","4"\n"5","6"\n', [3, 4], [(2, "a quote")]),
    ("an unclosed quote above empty quoted cells", 'a,b\n1,"never\n3,""\n5,"x"\n', [3, 4], [(2, "a quote")]),
    ("text after a closed quote", 'a,b\n"1"x,2\n3,4\n', [3], [(2, "a quote")]),
    ("an unclosed quote in every line", 'a,b\n1,"x\n2,"y\n3,"z\n', [], [(2, "a quote"), (3, ""), (4, "")]),
    (
        "zero bytes in one line",
        "a,b\n" + "1,2\n" * 100 + "x\0,2\n1,2\n",
        [*range(2, 102), 103],
        [(102, "zero")],
    ),
    ("a long cell", f"a,b\n{'x' * 10_001},2\n3,4\n", [3], [(2, "at most 10000 characters")]),
    ("a name of a million letters", f'a,b\n"{"x" * 10**6}",2\n3,4\n', [3], [(2, "at most 10000 characters")]),
    ("the same without quotes", f"a,b\n{'x' * 10**6},2\n3,4\n", [3], [(2, "at most 10000 characters")]),
]


@pytest.mark.parametrize(
    ("content", "good", "refused"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_line_costs_only_itself(
    tmp_path: Path, content: str, good: list[int], refused: list[tuple[int, str]]
) -> None:
    sheet = open_sheet(written(tmp_path, content))
    problems = problems_of(sheet)
    assert [line for line, _cells in rows_of(sheet)] == good
    assert [problem.line for problem in problems] == [line for line, _expected in refused]
    for problem, (_line, expected) in zip(problems, refused, strict=True):
        assert expected in problem.expected
        assert problem.column is None
        assert len(problem.seen) <= 60


def test_a_note_may_have_fifty_lines_and_no_more(tmp_path: Path) -> None:
    note = "\n".join(f"line {number}" for number in range(SPAN_LIMIT_LINES))
    assert rows_of(open_sheet(written(tmp_path, f'a,b\n1,"{note}"\n'))) == [(2, ["1", note])]
    longer = open_sheet(written(tmp_path, f'a,b\n1,"{note}\nx"\n3,4\n'))
    assert [problem.line for problem in problems_of(longer)][:1] == [2]
    assert rows_of(longer) == [(53, ["3", "4"])]


def test_an_unclosed_quote_never_reads_on_for_long(tmp_path: Path) -> None:
    content = 'a,b\n1,"' + "x" * 9_000 + "\n" + ("y" * 9_000 + ",2\n") * 40
    sheet = open_sheet(written(tmp_path, content))
    assert [problem.line for problem in problems_of(sheet)] == [2]
    assert len(rows_of(sheet)) == 40
    assert csv.field_size_limit() == PARSE_LIMIT  # the limit that the csv module came with is left alone


def letters(text: str, encoding: str) -> bytes:
    return text.encode(encoding)


HEAD = b"a,b\n"
LETTERS = [
    ("UTF-8", letters("a,b\n1,Ștefan\n", "utf-8"), ["Ștefan"], []),
    ("Windows-1250", letters("a,b\n1,Ştefan Ţîrlea\n2,Łódź\n", "cp1250"), ["Ştefan Ţîrlea", "Łódź"], []),
    (
        "UTF-8 with one broken line",
        letters("a,b\n1,Ștefan\n", "utf-8") + b"2,\xaatefan\n" + letters("3,Ană\n", "utf-8"),
        ["Ștefan", "Ană"],
        [3],
    ),
    ("UTF-8 with a cut letter", letters("a,b\n1,Ștefan\n", "utf-8") + b"2,Ana\xc8\n", ["Ștefan"], [3]),
    (
        "Windows-1250 with a line that happens to be UTF-8",
        letters("a,b\n1,RĂŞCANU\n2,Ştefan\n3,Ţîrlea\n", "cp1250"),
        ["RĂŞCANU", "Ştefan", "Ţîrlea"],
        [],
    ),
    ("a byte that Windows-1250 does not have", HEAD + b"1,\xaatefan\n2,x\x81y\n", ["Ştefan"], [3]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "names", "refused"), [case[1:] for case in LETTERS], ids=[case[0] for case in LETTERS]
)
def test_letters(tmp_path: Path, content: bytes, names: list[str], refused: list[int]) -> None:
    sheet = open_sheet(written(tmp_path, content))
    assert [cells[1] for _line, cells in rows_of(sheet)] == names
    assert [problem.line for problem in problems_of(sheet)] == refused
    assert all("letters in " in problem.expected for problem in problems_of(sheet))


@pytest.mark.parametrize("headers", ["account_ref,amount,Account Ref", '"a";"b";"a"', "a-b\ta_b"])
def test_a_header_twice_is_refused(tmp_path: Path, headers: str) -> None:
    with pytest.raises(UsageError, match=r"file\.csv: the column “.+” stands there twice"):
        open_sheet(written(tmp_path, headers + "\n1,2,3\n"))


@pytest.mark.parametrize("first", [b'"never closed', b"x" * 200_000, b"\xc8\x99,\x81\xff"])
def test_a_first_line_that_is_no_headers(tmp_path: Path, first: bytes) -> None:
    with pytest.raises(UsageError, match="the first line cannot be read as headers"):
        open_sheet(written(tmp_path, first + b"\n" + "ș,ț\n".encode() * 3))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=12).map(str.strip)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=12), st.sampled_from(",;\t"))
def test_whatever_the_csv_module_writes_is_read(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [("a", "b", "c"), *rows]
    )
    sheet = open_csv(Content(Path("x.csv"), file.getvalue().encode(), None))
    assert problems_of(sheet) == []
    assert [tuple(cells) for _line, cells in rows_of(sheet)] == [row for row in rows if any(row)]


JUNK = st.text(alphabet='ab,;" \t\nș', max_size=12)


@given(st.lists(JUNK, max_size=30))
def test_no_good_line_is_ever_lost(junk: list[str]) -> None:
    """Whatever stands between them, each good line is a row of its own or inside a quoted note, once."""
    lines = [f"{text}\n{number},good{number}." for number, text in enumerate(junk)]
    content = ("a,b\n" + "\n".join(lines) + "\n").encode()
    sheet = open_csv(Content(Path("x.csv"), content, None))
    starts = [record[0] for record in sheet.records()]
    assert starts == sorted(set(starts))
    found = "\0".join(str(cell) for _line, cells in rows_of(sheet) for cell in cells)
    assert all(found.count(f"good{number}.") == 1 for number in range(len(junk)))


@given(st.lists(st.text(alphabet="ab,; \tș", max_size=12), max_size=30))
def test_without_quotes_every_line_is_a_row_or_a_problem_or_blank(lines: list[str]) -> None:
    sheet = open_csv(Content(Path("x.csv"), ("a,b\n" + "\n".join(lines)).encode(), None))
    told = [number for number, line in enumerate(lines, start=2) if line.strip(" ,\t")]
    assert [record[0] for record in sheet.records()] == told
