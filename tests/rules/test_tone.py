"""The lint: what is caught, what is let through, and how the lists are read (docs/reference/lint.md)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.rules.tone import Finding, labels_in, lint, verdict
from collector.rules.tonelists import RULES, read_tone
from collector.rules.tonepatterns import Pattern
from collector.rules.words import Unreadable
from collector.tones import tone_book
from collector.words import LANGUAGES

DATA = Path(__file__).parent.parent / "data" / "tone"
GRAVE = {"F01", "F02", "F03", "F07", "F16"}  # of a plain bad sentence none of these may be missed


def sentences(*names: str) -> list[dict[str, Any]]:
    lines = (line for name in names for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines]


def found(text: str, language: str, **more: Any) -> tuple[Finding, ...]:
    return lint(text, language, tone_book(), **more)


def rules(text: str, language: str, **more: Any) -> list[str]:
    return [finding.rule for finding in found(text, language, **more)]


def right(sentence: dict[str, Any]) -> bool:
    """A good one passes; a bad one fails by its rule; a hard bad one does not pass unseen."""
    findings = found(sentence["text"], sentence["lang"])
    told = verdict(findings)
    if sentence["kind"] in {"good", "hard good"}:
        return told == "pass"
    if sentence["kind"] == "hard bad":
        return told != "pass"
    return told == "fail" and sentence["rule"] in {finding.rule for finding in findings}


# --- Figures on sentences ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", sentences("public"), ids=lambda sentence: sentence["text"][:40])
def test_the_sentences_of_the_specification_are_all_right(sentence: dict[str, Any]) -> None:
    assert right(sentence)


@pytest.mark.parametrize("name", ["ro", "en", "ro-held", "en-held"])
def test_plain_and_hard_sentences_are_judged_as_people_would(name: str) -> None:
    all_of, well = Counter[str](), Counter[str]()
    for sentence in sentences(name):
        all_of[sentence["kind"]] += 1
        well[sentence["kind"]] += right(sentence)
    share = {kind: well[kind] / all_of[kind] for kind in all_of}
    assert min(share["good"], share["bad"]) >= 0.95, share
    assert share["hard good"] >= 0.85, share
    assert share["hard bad"] >= 0.60, share


def test_no_plain_threat_shame_pressure_or_disclosure_is_missed() -> None:
    grave = [
        s for s in sentences("ro", "en", "ro-held", "en-held") if s["kind"] == "bad" and s["rule"] in GRAVE
    ]
    missed = [s["text"] for s in grave if verdict(found(s["text"], s["lang"])) == "pass"]
    assert (len(grave) > 100, missed) == (True, [])


# --- Traps -------------------------------------------------------------------------------------------------

TRAPS = [
    # language, text, rules
    ("ro", "Se ține de plan și vă ține la curent.", []),
    ("ro", "Am o veste pentru tine.", ["F10"]),
    ("ro", "Fața casei și fata vecinului arată bine.", []),
    ("ro", "Imediat ce apare plata, vă confirm.", []),
    ("ro", "Plătiți imediat.", ["F08"]),
    ("ro", "Trebuie doar să alegeți o zi.", []),
    ("ro", "Nu vă cer să vă împrumutați.", []),
    ("ro", "Nu vă cer mult, împrumutați-vă de la cineva.", ["F07"]),
    ("ro", "Nu vă cer să plătiți azi, dar vindeți mașina.", ["F07"]),
    ("ro", "Diferența este în favoarea dumneavoastră.", []),
    ("ro", "Factura noastră a fost greșită și ne este rușine.", []),
    ("ro", "Nu putem.", ["F15"]),
    ("ro", "Nu putem muta toată suma, dar putem face trei rate.", []),
    ("ro", "Soția sa a sunat ieri.", []),
    ("ro", "Va multumesc, platiti pana maine.", ["F17"]),
    ("ro", "Mulţumesc.", ["F17"]),
    ("ro", "Mulţumesc.", ["F17"]),  # a t with a combining cedilla
    ("ro", "N-ați plătit niciodată la timp.", ["F04"]),
    ("ro", "Aţi promis şi n-aţi plătit.", ["F04", "F17"]),
    ("ro", "DOAMNA ana este aici.", ["F11"]),
    ("ro", "Bună ziua, doamnă IONESCU POPESCU.", []),
    ("ro", "Plata prin IBAN la BCR, pentru firma SRL, este de 300 RON.", []),
    ("ro", "Bună ziua, {NAME_VOC}!", []),
    ("ro", "Bravo! Felicitări!", ["F11"]),
    ("en", "We can't move the date.", ["F15"]),
    ("en", "We can’t move the date.", ["F15"]),
    ("en", "We can't move the date, but we can split it.", []),
    ("en", "I understand that you can't pay now.", []),
    ("en", "I will not ask you to borrow.", []),
    ("en", "I'm not hanging up until you pay.", ["F07"]),
    ("en", "Our invoice was wrong and we regret the delay.", []),
    ("en", "You will regret the delay.", ["F01"]),
    ("en", "Thank you, Sue.", []),
    ("en", "Ms Taylor asked for it by post.", []),
    ("en", "It is in your favour.", []),
    ("en", "I made an error; no excuses from us.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), TRAPS)
def test_traps(language: str, text: str, expected: list[str]) -> None:
    assert sorted(rules(text, language)) == expected


def test_case_diacritics_and_quotes_are_no_matter_to_the_words() -> None:
    for text in ("Vă dăm în judecată.", "vă dam in judecata.", "Vă „dăm” în judecată"):
        assert "F02" in rules(text, "ro")
    for text in ("You don't pay or else", "Or else!", "or  else", "or\nelse"):
        assert "F01" in rules(text, "en")


def test_a_finding_tells_where_it_is_and_what_to_say_instead() -> None:
    text = "Bună ziua. Vă dăm în judecată, domnule."
    (finding,) = found(text, "ro")
    assert (finding.rule, finding.verdict, text[finding.lo : finding.hi]) == (
        "F02",
        "fail",
        "Vă dăm în judecată",
    )
    assert finding.better == tone_book()["ro"].rules["F02"].better


def test_an_unsure_case_is_told_and_not_passed_in_silence() -> None:
    findings = found("Ar fi păcat să afle cineva.", "ro")
    assert (verdict(findings), [finding.rule for finding in findings]) == ("warn", ["F01"])
    assert verdict(()) == "pass"


# --- Where it runs -----------------------------------------------------------------------------------------


def test_values_and_placeholders_are_opaque_for_what_a_text_looks_like() -> None:
    text = "Bună ziua, POPESCU ANDREI, aici pt Alfa."
    assert set(rules(text, "ro")) == {"F09", "F11"}
    assert rules(text, "ro", values=("POPESCU ANDREI", "pt Alfa")) == []
    assert rules("Vă sun de la {company}, pentru {amount}.", "ro") == []


def test_raw_shorthand_may_be_short_but_not_unkind() -> None:
    assert rules("CL ZICE CA PLT 300 MN, pt rata, multumesc, platiti", "ro", raw=True) == []
    assert rules("cl e rau-platnic, ok", "ro", raw=True) == ["F13"]


def test_a_word_of_debt_is_for_the_person_alone() -> None:
    text = "Vă sun despre restanța de 300 de lei."
    assert rules(text, "ro") == []
    for situation in ("third_party", "wrong_party", "voicemail"):
        assert rules(text, "ro", situation=situation) == ["F16"]
    assert rules(text, "ro", verified=False) == ["F16"]
    assert rules("Aș dori să vorbesc cu doamna Ionescu.", "ro", situation="third_party") == []


LABELS = [
    ("ro", "Client dificil, sunați altă dată.", "Client dificil"),
    ("ro", "este un rău-platnic", "rău-platnic"),
    ("ro", "rau platnic notoriu", "rau platnic"),
    ("ro", "Două plăți întârziate, a cerut amânare.", None),
    ("ro", "O situație dificilă, copilul este bolnav.", None),
    ("en", "Known bad payer.", "bad payer"),
    ("en", "Two payments late, asked for a later date.", None),
]


@pytest.mark.parametrize(("language", "note", "label"), LABELS)
def test_labels_in_notes_are_flagged(language: str, note: str, label: str | None) -> None:
    seen = [note[finding.lo : finding.hi] for finding in labels_in(note, language, tone_book())]
    assert label is None if not seen else label in seen[0] or seen[0] in str(label)
    assert bool(seen) == (label is not None)


# --- Any text at all -----------------------------------------------------------------------------------------

WORDS = [
    "nu",
    "vă",
    "plătiți",
    "executor",
    "dacă",
    "we",
    "can't",
    "pay",
    "court",
    "!!",
    "{name}",
    ".",
    "N-ați",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_any_text_is_judged_the_same_twice_with_places_inside_it(text: str, language: str) -> None:
    findings = found(text, language)
    assert findings == found(text, language)
    assert len({finding.rule for finding in findings}) == len(findings)
    for finding in findings:
        assert 0 <= finding.lo < finding.hi <= len(text)
        assert finding.rule in RULES
        assert finding.verdict in {"fail", "warn"}


def test_a_very_long_text_takes_no_longer_than_its_length() -> None:
    assert verdict(found("Vă mulțumesc pentru răspuns. " * 300, "ro")) == "pass"
    assert "F15" in rules("nu " * 3000 + "putem", "ro")


# --- The lists ------------------------------------------------------------------------------------------------


def every_pattern() -> Iterator[Pattern]:
    for lists in tone_book().values():
        yield from (pattern for each in lists.lists for pattern in each.patterns)
        for patterns in (*lists.allowed.values(), *lists.marks.values(), lists.negated, lists.negation_ends):
            yield from patterns


def test_every_pattern_can_be_matched_with() -> None:
    assert sum(pattern.found_in(". . ") == [] for pattern in every_pattern()) > 1000
    assert [pattern.written for pattern in every_pattern() if not pattern.anchors] == [
        pattern.written for pattern in every_pattern() if pattern.written.strip("$ ^") == ""
    ], "a pattern of common words alone is looked for in every text"


def test_both_languages_have_every_rule_and_what_they_offer_passes() -> None:
    for language, lists in tone_book().items():
        assert list(lists.rules) == list(RULES)
        for rule in lists.rules.values():
            assert found(rule.better, language) == (), rule


PATTERNS = [
    # pattern, text, found
    ("executor*", "La executorul judecătoresc.", True),
    ("executor", "La executorul judecătoresc.", False),
    ("(trei|patru) rate", "în patru rate", True),
    ("vom (mai)? suna", "vom suna", True),
    ("vom !nu suna", "vom suna", True),
    ("imediat !ce", "imediat ce vine", False),
    ("daca .. plata", "dacă vine toată suma, plata", True),
    ("daca .. plata", "dacă vine. Plata", False),
    ("daca .. plata", "dacă una două trei patru plata", False),
    ("daca ... plata", "dacă una două trei patru plata", True),
    ("^ hai", "Bine. Hai", True),
    ("^ hai", "Bine hai", False),
    ("asta e $", "Asta e.", True),
    ("asta e $", "Asta e bine", False),
    ("<zi> buna", "o vineri, bună", True),
    ("can not", "We can't", True),
    ("nu ati", "N-ați", True),
]


@pytest.mark.parametrize(("pattern", "text", "is_found"), PATTERNS)
def test_patterns(pattern: str, text: str, is_found: bool) -> None:
    from collector.rules.tonetext import Written

    assert bool(Pattern(pattern, {"zi": "luni vineri"}).found_in(Written(text).plain)) is is_found


@pytest.mark.parametrize("pattern", ["(a", "a)", "", "|", "<nothing>", "a ()", "*"])
def test_a_pattern_that_cannot_be_read_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(Unreadable):
        Pattern(pattern, {}).found_in("")


def test_lists_that_lack_something_are_refused_in_words() -> None:
    whole = {"rule": {rule: {"class": "a", "better": "b"} for rule in RULES}}
    assert read_tone(whole).lists == ()
    a_list = {"rule": "F01", "severity": "fail", "source": "s", "patterns": "a"}
    for wrong in (
        {"rule": {}},
        whole | {"list": [a_list | {"rule": "F20"}]},
        whole | {"list": [a_list | {"severity": "bad"}]},
        whole | {"list": [a_list | {"source": ""}]},
        whole | {"list": [a_list | {"unless": ["nothing"]}]},
    ):
        with pytest.raises(Unreadable):
            read_tone(wrong)
    assert len(read_tone(whole | {"list": [a_list]}).lists) == 1
