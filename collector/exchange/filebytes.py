"""Takes a file whole and says, from its first bytes, what it is: the name of a file proves nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from collector.errors import UsageError, reason
from collector.words import _

SIZE_LIMIT_BYTES = 2 * 1024**3


class Stamp(NamedTuple):
    """What changes when somebody writes to a file."""

    size_bytes: int
    modified_ns: int
    inode: int


class Content(NamedTuple):
    """The bytes of a file, all of one moment. `stamp` is None for a pipe, which cannot be asked again."""

    path: Path
    data: bytes
    stamp: Stamp | None


def read_whole(path: Path) -> Content:
    """The content of a file, read in one go.

    Raises UsageError for a missing file, a folder, a file without permission, an empty one, one over
    2 GiB, and one that was changed by another program while it was read.
    """
    try:
        before = path.stat()
        _refuse_what_is_no_file(path, before)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            _("{file}: there is no such file. Check the name and the folder.").format(file=path)
        ) from None
    except OSError as error:
        raise UsageError(
            _(
                "{file}: cannot be read ({reason}). Check the permissions, or copy the file elsewhere first."
            ).format(file=path, reason=reason(error))
        ) from error
    content = Content(path, data, _stamp(before) if stat.S_ISREG(before.st_mode) else None)
    if content.stamp is not None and (len(data) != content.stamp.size_bytes or not same_as_read(content)):
        raise changed(path)
    _refuse_what_is_no_table(path, data)
    return content


def same_as_read(content: Content) -> bool:
    """Is the file on disk still the one that was read? Asked again before its lines are saved."""
    if content.stamp is None:
        return True
    try:
        return _stamp(content.path.stat()) == content.stamp
    except OSError:
        return False


def changed(path: Path) -> UsageError:
    """The error for a file that another program still writes."""
    return UsageError(
        _(
            "{file}: changed while it was read. Nothing of it was saved; import it again when it is complete."
        ).format(file=path)
    )


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def _refuse_what_is_no_file(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UsageError(_("{file}: is a folder. Name the files in it.").format(file=path))
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
        raise UsageError(_("{file}: is no file but a device. Name a CSV or XLSX file.").format(file=path))
    if status.st_size > SIZE_LIMIT_BYTES:
        raise UsageError(_("{file}: is larger than 2 GiB. Split it and import the parts.").format(file=path))


def _refuse_what_is_no_table(path: Path, data: bytes) -> None:
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UsageError(
            _("{file}: is empty. Export it again, with a line of headers on top.").format(file=path)
        )
    advice = _advice(data)
    if advice is not None:
        raise UsageError(f"{path}: {advice}")


def _advice(data: bytes) -> str | None:
    """What this is and what to do, when it is surely no table; None when it may be one."""
    head = data[:1024]
    for magics, text in _foreign():
        if head.startswith(magics):
            return text
    if b"%PDF-" in head:
        return _("is a PDF, no table. Ask for the same data as CSV or XLSX.")
    if (
        head.lstrip(b"\xef\xbb\xbf \t\r\n")[:14]
        .lower()
        .startswith((b"<!doctype", b"<html", b"<?xml", b"<table"))
    ):
        return _(
            "is a web page or XML, whatever its name says. Open it in a spreadsheet and save it as XLSX or CSV."
        )
    return None if is_zip(data) else _advice_on_nul(data)


def _foreign() -> list[tuple[bytes | tuple[bytes, ...], str]]:
    return [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            _(
                "is an old Excel workbook (.xls) or one with a password. Save it as XLSX without a password, or as CSV."
            ),
        ),
        (
            (b"\xff\xfe", b"\xfe\xff"),
            _("is UTF-16 text (Excel's “Unicode Text”). Save it as “CSV UTF-8”, or as XLSX."),
        ),
        (
            (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
            _("is a picture, no table. Ask for the same data as CSV or XLSX."),
        ),
        (b"SQLite format 3\x00", _("is a database, no table. To open a book, name it with --book.")),
        (
            (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"),
            _("is a packed archive. Unpack it and import the files in it."),
        ),
        (b"{\\rtf", _("is a text document (RTF), no table. Ask for the same data as CSV or XLSX.")),
    ]


def _advice_on_nul(data: bytes) -> str | None:
    """Zero bytes in the headers, or many of them, are no text; a few further down cost only their lines."""
    start = data[:65536]
    zeros = start.count(0)
    if not zeros:
        return None
    headers = next((line for line in start.splitlines() if line.strip()), b"")
    if 0 not in headers and zeros * 100 < len(start):
        return None
    return _("holds zero bytes, so it is no text. Save it as “CSV UTF-8”, or as XLSX.")
