"""What the call line colours and names."""

from __future__ import annotations

from tests.rules.shorthand.lines import read


def told(line: str) -> list[tuple[str, str]]:
    return [(line[part.lo : part.hi], part.kind) for part in read(line).parts]


def test_every_part_says_where_it_stands_and_what_it_is() -> None:
    assert told("cl plt 300 vn, restu pe 15, salariu intarziat") == [
        ("plt", "promise"),
        ("300", "sum"),
        ("vn", "day"),
        ("restu", "sum"),
        ("pe 15", "day"),
        ("salariu intarziat", "reason"),
    ]


def test_every_kind_of_part() -> None:
    kinds = {
        "nu raspunde": "outcome",
        "revin maine": "callback",
        "a platit ieri": "claim",
        "contesta": "dispute",
        "greutati": "hardship",
        "4 rate": "plan",
        "ii trimitem factura": "ours",
        "cu cardul": "method",
        "sotia": "who",
        "la ora 5": "hour",
        "nu": "negation",
        "n-a onorat": "history",
    }
    assert {line: told(line)[0][1] for line in kinds} == kinds


def test_places_are_those_of_the_line_as_typed() -> None:
    line = "Plătește 300 lei mâine 😀 prin BT"
    assert [(text, kind) for text, kind in told(line)] == [
        ("Plătește", "promise"),
        ("300 lei", "sum"),
        ("mâine", "day"),
        ("BT", "method"),
    ]


def test_a_mended_word_is_not_sure() -> None:
    assert [part.sure for part in read("platezte 300 vn").parts] == [False, True, True]
    assert [part.sure for part in read("plateste 300 vn").parts] == [True, True, True]


def test_what_was_left_open_is_named() -> None:
    line = "qwerty plateste 2 mil pe 31/02, 1.2.3,4"
    assert [(one.text, one.why) for one in read(line).unclear] == [
        ("qwerty", "unknown_word"),
        ("2 mil", "old_money"),
        ("31/02", "no_such_day"),
        ("1.2.3,4", "no_sum"),
    ]


def test_a_short_form_that_could_be_a_day_is_named_ambiguous() -> None:
    assert [(one.text, one.why) for one in read("plateste mi 300").unclear] == [("mi", "ambiguous")]
