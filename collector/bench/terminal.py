"""A program in a pseudo-terminal, seen from outside: what it writes and when, what it costs, what it answers.

The terminal answers what Textual asks of a real one (its kind, colours, modes, where the cursor stands), for a
program that waits for an answer would be measured waiting. Standard library only; there is none on Windows.
"""

from __future__ import annotations

import codecs
import importlib.util
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from collector.errors import CollectorError, UsageError
from collector.words import _

COLUMNS, ROWS = 120, 40
SUPPORTED = importlib.util.find_spec("termios") is not None
PAUSE_S = 0.005  # without a byte: the end of what was written at once
REACTION_S = 10.0  # nothing that is waited for takes longer, or something is wrong
LEAVING_S = 3.0

_QUESTIONS = re.compile(r"\x1b\[0?c|\x1b\[6n|\x1b\]1[01];\?|\x1b\[\?(?P<mode>\d+)\$p")
_ANSWERS = {
    "\x1b[c": "\x1b[?62;22c",
    "\x1b[0c": "\x1b[?62;22c",
    "\x1b[6n": "\x1b[1;1R",
    "\x1b]10;?": "\x1b]10;rgb:eeee/eeee/eeee\x1b\\",
    "\x1b]11;?": "\x1b]11;rgb:1111/1111/1111\x1b\\",
}
_LONGEST_QUESTION = 16
_MOVES = re.compile(r"\x1b\[[0-9;]*[ABCDEFGHfd]")
_SEQUENCES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, modes
    r"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"  # titles and other strings
    r"|\x1b[ -/]*[0-~]|[\x00-\x09\x0b-\x1f]",
    re.DOTALL,
)


class Moment(NamedTuple):
    """By the clock, and what the program's processor time was then; None where the system does not tell."""

    wall_s: float
    cpu_s: float | None


Shows = Callable[["Terminal"], object]  # true when what is waited for has been written


def plain(text: str) -> str:
    """What was written without its escape sequences; a place jumped to begins a line."""
    return _SEQUENCES.sub("", _MOVES.sub("\n", text))


def needed() -> None:
    """UsageError where there are no pseudo-terminals."""
    if not SUPPORTED:
        raise UsageError(
            _(
                "collector bench: the app is measured in a pseudo-terminal, and this system has none. "
                "The other parts can be measured: {known}."
            ).format(known="list, card, find, commit, nightly, import")
        )


class Terminal:
    """The program runs from the start of the `with` to its end; it is asked to leave with `leave`, else killed."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], leave: bytes) -> None:
        needed()
        self._command, self._environment, self._leave = command, environment, leave
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unanswered = ""
        self._written: list[str] = []
        self.bytes = 0  # since the mark
        self.last = Moment(0.0, None)  # when the last byte was read

    def __enter__(self) -> Self:
        import fcntl
        import pty
        import termios

        self._fd, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.started_s = time.perf_counter()
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            self._command, stdin=theirs, stdout=theirs, stderr=theirs, env=self._environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._ask_to_leave()
        finally:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            os.close(self._fd)

    def _ask_to_leave(self) -> None:
        """What it still writes is read: a program whose words nobody takes cannot end."""
        limit = time.perf_counter() + LEAVING_S
        try:
            self.send(self._leave)
            while self.process.poll() is None and time.perf_counter() < limit:
                self._read(0.05)
        except (OSError, CollectorError):
            self.process.poll()

    # What it writes

    @property
    def shown(self) -> str:
        """What was written since the mark, without escape sequences."""
        return plain(self.written)

    @property
    def written(self) -> str:
        return "".join(self._written)

    def send(self, data: bytes) -> float:
        """Write this as the keyboard does, and mark: what came before is forgotten. The moment, in seconds."""
        self._written, self.bytes = [], 0
        os.write(self._fd, data)
        return time.perf_counter()

    def seen(self, shows: Shows, within_s: float = REACTION_S) -> Moment | None:
        """When what it has written since the mark was enough; None when that does not come in time."""
        limit = time.perf_counter() + within_s
        while not shows(self):
            if not self._read(limit - time.perf_counter()):
                return None
        return self.last

    def until(self, shows: Shows, what: str, within_s: float = REACTION_S) -> Moment:
        """As `seen`; CollectorError when it does not come."""
        moment = self.seen(shows, within_s)
        if moment is None:
            text = _("The program did not show {what} within {seconds} seconds.")
            raise self._problem(text.format(what=what, seconds=round(within_s)))
        return moment

    def burst(self, within_s: float = REACTION_S) -> float:
        """The last byte of what is written next without a pause, in seconds. CollectorError when nothing is."""
        self.until(lambda terminal: terminal.bytes, _("anything"), within_s)
        return self.quiet(PAUSE_S)

    def quiet(self, for_s: float) -> float:
        """Read until nothing comes for so long; when the last byte came, in seconds."""
        limit = time.perf_counter() + REACTION_S
        while time.perf_counter() < limit and self._read(for_s):
            pass
        return self.last.wall_s

    def wait(self, for_s: float) -> None:
        """Read for so long, whatever comes."""
        limit = time.perf_counter() + for_s
        while (left := limit - time.perf_counter()) > 0:
            self._read(left)

    def _read(self, wait_s: float) -> bool:
        """Take what there is, or wait for it; whether something came."""
        if not select.select([self._fd], [], [], max(wait_s, 0))[0]:
            return False
        try:
            data = os.read(self._fd, 65_536)
        except OSError:  # so Linux says that nobody writes any more
            data = b""
        self.last = Moment(time.perf_counter(), self._cpu_s())
        if not data:
            raise self._problem(_("The program has ended by itself."))
        self.bytes += len(data)
        text = self._decoder.decode(data)
        self._written.append(text)
        self._answer(text)
        return True

    def _answer(self, text: str) -> None:
        text = self._unanswered + text
        end = 0
        for question in _QUESTIONS.finditer(text):
            mode, end = question["mode"], question.end()
            answer = f"\x1b[?{mode};0$y" if mode else _ANSWERS[question[0]]
            os.write(self._fd, answer.encode())
        self._unanswered = text[end:][-_LONGEST_QUESTION:]

    def _problem(self, text: str) -> CollectorError:
        lines = [line.strip() for line in self.shown.splitlines()]
        wrote = "\n".join([line for line in lines if line][-20:])
        return CollectorError(
            _("{problem}\nStarted as: {command}\nIt wrote: {wrote}").format(
                problem=text, command=" ".join(self._command), wrote=wrote or _("nothing")
            )
        )

    # What it costs

    def _cpu_s(self) -> float | None:
        """Processor seconds of the program, all its threads, to the microsecond; Linux tells."""
        if sys.platform != "linux":
            return None
        try:
            return time.clock_gettime(
                (~self.process.pid << 3) | 2
            )  # CLOCK_PROCESS_CPUTIME_ID of that process
        except OSError:
            return None

    def peak_mb(self) -> float | None:
        """The most memory that it has held so far; Linux tells."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return None
        return next(
            (round(int(line.split()[1]) / 1024, 1) for line in status.splitlines() if "VmHWM" in line), None
        )
