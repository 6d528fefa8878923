"""Collects the texts of the program and keeps its catalogues: `make catalogues`.

Each catalogue holds exactly the texts of the source, sorted, without dates or line numbers, so that a change
of the program changes only the lines that it means. The compiled `.mo` lies beside its `.po` in the project:
whoever runs from a checkout needs no tool. A text that left the source leaves the catalogue.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "collector"
TRANSLATED = ("ro",)  # the source is English
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
HEADER = """\
# The texts of collector, language: LANGUAGE.
# Written by `make catalogues`; people edit the msgstr lines."""


class Plain(Catalog):
    """A catalogue whose header says only what a reader of it needs: the same texts give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "collector"),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def po_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "collector.po"


def mo_path(language: str) -> Path:
    return po_path(language).with_suffix(".mo")


def texts_of_source() -> Catalog:
    """Every text marked in the source, with the files that use it."""
    catalog = Catalog()
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for filename, _line, text, comments, context in found:
        catalog.add(text, None, [(f"collector/{filename}", 0)], auto_comments=comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    """The catalogue as it lies in the project; an empty one when there is none yet."""
    path = po_path(language)
    with io.BytesIO(path.read_bytes() if path.exists() else b"") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The texts of the source, each with the translation that the present catalogue has for it."""
    old = read(language)
    new = Plain(
        locale=language, header_comment=HEADER.replace("LANGUAGE", language), fuzzy=False, charset="utf-8"
    )
    for message in texts_of_source():
        if not message.id:
            continue
        kept = old.get(message.id, message.context)
        new[message.id] = Message(
            message.id,
            _kept_strings(message, kept),
            sorted(set(message.locations)),
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments if kept else (),
            context=message.context,
        )
    return new


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a text: one, or one for each plural form; empty where missing."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def _kept_strings(message: Message, kept: Message | None) -> str | tuple[str, ...]:
    """The old translation, when it is one of the same form (one text, or one for each plural)."""
    if kept and message.pluralizable == kept.pluralizable and not kept.fuzzy:
        return strings(kept) if kept.pluralizable else strings(kept)[0]
    return ("", "", "") if message.pluralizable else ""


def po_bytes(catalog: Catalog) -> bytes:
    with io.BytesIO() as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
        return file.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    with io.BytesIO() as file:
        write_mo(file, catalog)
        return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """The texts without a translation; of a plural every form is needed."""
    return [str(message.id) for message in catalog if message.id and not all(strings(message))]


def main() -> None:
    """Bring every catalogue up to date, compile it and tell what is missing."""
    for language in TRANSLATED:
        catalog = updated(language)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        po_path(language).write_bytes(po_bytes(catalog))
        mo_path(language).write_bytes(mo_bytes(catalog))
        missing = untranslated(catalog)
        print(f"{language}: {len(catalog)} texts, {len(missing)} without a translation")
        for text in missing:
            print(f"  {text}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
