"""Every text is there in every language, says the same things, and is the one of the source."""

from __future__ import annotations

import string
import threading
from gettext import c2py

import pytest
from babel.messages.catalog import Message

from collector import words
from collector.words import LANGUAGES, SOURCE, _, ngettext, speaking
from tools import catalogues

TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
CEDILLAS = set("ŞşŢţ")  # Romanian is written with commas: Șș Țț
HOW = "run `make catalogues`, then fill the empty msgstr lines of {path}"


def texts(language: str) -> list[Message]:
    return [message for message in catalogues.read(language) if message.id]


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def holes(text: str) -> set[str]:
    """The names of the placeholders in a text."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_what_is_told_once_is_told_in_each_language() -> None:
    asked: list[str] = []

    @words.told_once
    def told(name: str) -> str:
        asked.append(name)
        return _(name)

    for language in ("ro", "en", "ro"):
        with speaking(language):
            assert (told("Wait"), told("Remind")) == (_("Wait"), _("Remind"))
    assert asked == ["Wait", "Remind"] * 2
    assert told("Wait") == "Wait"


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_untranslated(language: str) -> None:
    how = HOW.format(path=catalogues.po_path(language))
    assert not catalogues.untranslated(catalogues.read(language)), how
    assert not [message.id for message in texts(language) if message.fuzzy], how


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_the_texts_of_the_source(language: str) -> None:
    there = {ids(message) for message in texts(language)}
    needed = {ids(message) for message in catalogues.texts_of_source() if message.id}
    assert (needed - there, there - needed) == (set(), set()), HOW.format(path=catalogues.po_path(language))
    written = catalogues.po_path(language).read_bytes()
    assert catalogues.po_bytes(catalogues.updated(language)) == written, "run `make catalogues`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    compiled = catalogues.mo_path(language).read_bytes()
    same = catalogues.mo_bytes(catalogues.updated(language)) == compiled  # showing where not takes a minute
    assert same, "run `make catalogues`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_placeholders_of_the_text(language: str) -> None:
    """A plural form may leave one out ("one line" for "{count} lines"), but the last form, for many, may not."""
    wrong = []
    for message in texts(language):
        needed = holes(ids(message)[-1])
        *others, last = catalogues.strings(message)
        if not last:
            continue  # untranslated: another test says so
        if holes(last) != needed or any(not holes(text) <= needed for text in others):
            wrong.append((message.id, message.string))
    assert not wrong


def test_romanian_is_written_with_comma_letters() -> None:
    assert not [
        text for message in texts("ro") for text in catalogues.strings(message) if CEDILLAS & set(text)
    ]


def test_romanian_counts_twenty_and_more_with_de() -> None:
    """The form for 20 says "de" before what is counted; texts that count without a noun need no plural."""
    plurals = [message for message in texts("ro") if message.pluralizable]
    for_many = [catalogues.strings(message)[2] for message in plurals]
    assert not [text for text in for_many if text and " de " not in text]


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, 1),
        (1, 0),
        (2, 1),
        (19, 1),
        (20, 2),
        (99, 2),
        (100, 2),
        (101, 1),
        (119, 1),
        (120, 2),
        (1000, 2),
        (1001, 1),
    ],
)
def test_the_romanian_form_of_a_number(number: int, form: int) -> None:
    """1 leu, 19 lei, 20 de lei, 101 lei, 120 de lei: the rule of CLDR for whole numbers."""
    assert c2py(catalogues.read("ro").plural_expr)(number) == form


# --- Choosing a language ------------------------------------------------------------------------------------


def test_a_language_holds_for_every_thread_of_the_process() -> None:
    words.use("ro")
    heard: list[str] = []
    thread = threading.Thread(target=lambda: heard.append(words.current_language()))
    thread.start()
    thread.join()
    assert heard == ["ro"]


def test_a_stretch_of_work_may_speak_another_language() -> None:
    text = "There is no book at {where}. Make one with: collector init --book '{where}'"
    with speaking("ro"):
        assert words.current_language() == "ro"
        assert _(text) != text
    assert words.current_language() == "en"
    assert _(text) == text


def test_english_counts_one_and_many() -> None:
    assert [ngettext("one line", "{n} lines", n) for n in (0, 1, 2)] == ["{n} lines", "one line", "{n} lines"]


def test_a_text_without_translation_stays_english_and_no_text_stays_none() -> None:
    words.use("ro")
    assert _("a text that nobody wrote") == "a text that nobody wrote"
    assert _("") == ""


def test_a_language_nobody_speaks_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="'de'"):
        words.use("de")
