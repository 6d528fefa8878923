"""Where our own mistakes are written down, for whoever mends them. The file may hold names and sums."""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Sequence
from pathlib import Path

from collector import __version__
from collector.clock import real_now
from collector.config import logs_folder
from collector.errors import without_password

_LARGEST_BYTES = 4 * 1024 * 1024


def write(fault: BaseException, arguments: Sequence[str]) -> Path:
    """Append what happened to the log, readable by its owner alone, and give its path. OSError if it cannot."""
    folder = logs_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "collector.log"
    if file.exists() and file.stat().st_size > _LARGEST_BYTES:
        file.replace(file.with_suffix(".log.old"))
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(_entry(fault, arguments))
    return file


def _entry(fault: BaseException, arguments: Sequence[str]) -> str:
    said = " ".join(without_password(argument) for argument in arguments)
    return (
        f"--- {real_now().isoformat(timespec='seconds')} collector {__version__}, "
        f"Python {platform.python_version()}, {platform.system()}\n"
        f"collector {said}\n{''.join(traceback.format_exception(fault))}\n"
    )
