"""Reading shorthand: what a line costs in a warm process, and what the reader costs to import and to load.

`python -m collector.bench.notes` prints what importing and loading take in a process of their own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import datetime
from importlib import import_module

from collector.bench.figures import Figures, spread
from collector.sample.dice import Dice

AS_OF = datetime(2026, 11, 23, 10, 15)  # noqa: DTZ001 - notes have the office's time, without a zone
LONGEST = 120  # characters of a line for which the goals hold
WARM_UP = 200  # lines: the first ones make the paths through the lexicon
_SAID = (
    "cl zice ca plt {sum} {day}, restu pe {n}, salariu intarziat",
    "rpc ptp {sum} eur {day} + {sum} {n}/12 via bt",
    "nr x{x}, rev maine dupa {x}",
    "n-a primit fact {number}, contesta suma, ii trimitem duplicat azi",
    "avans {sum} azi apoi {x} rate de {sum} lunar din {n} ian, ii trimit graficul maine",
    "a promis {sum} {day} si n-a platit, acum promite {sum} pe {n}, e bolnav",
    "sotia la tel, el e la munca, revin {day} la {x} seara",
    "zice k a platit {sum} pe {n} prin BT, verific plata pana {day}",
    "dtr promised {sum} for last fri, didnt pay because his wages were late, now says he'll pay {sum} {day} by card",
    "disputes the late fees but will pay {sum} on the {n}th by bank tranfer; wants a statement, will email it tmrw",
    "spoke to wife, he's at work, ring back after {x}",
    "£{sum} pm from 1st jan by DD, setup today",
)
_DAYS = ("vn", "luni", "fri", "joi viitoare", "pe 15", "sf lunii", "next week", "in 10 zile")


def lines(times: int) -> list[str]:
    """So many lines of shorthand, plain and hard ones, none longer than the goals speak of."""
    dice = Dice(times, 23)
    found = []
    for nth in range(times):
        said = _SAID[nth % len(_SAID)].format(
            sum=dice.between(20, 3_000),
            day=_DAYS[dice.below(len(_DAYS))],
            n=dice.between(1, 28),
            x=dice.between(2, 7),
            number=dice.between(1_000, 9_999),
        )
        found.append(said[:LONGEST])
    return found


def notes(times: int) -> Figures:
    """The processor's time for each line, and for import and loading beyond bare Python."""
    from collector.lexicons import lexicon
    from collector.rules.shorthand import read_note

    known = lexicon()
    for line in lines(WARM_UP):
        read_note(line, AS_OF, "RON", 120_000, known)
    took = []
    for line in lines(times):
        before = time.thread_time()
        read_note(line, AS_OF, "RON", 120_000, known)
        took.append(time.thread_time() - before)
    return {
        "line": spread(took),
        "lines_per_cpu_s": round(times / sum(took)),
        **json.loads(_alone()),
        "goal": {"line.p95_ms": 1, "line.p99_ms": 3, "import_cpu_ms": 30},
    }


def _alone() -> str:
    command = [sys.executable, "-m", __spec__.name]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves


def load_alone() -> Figures:
    """Milliseconds of the processor for importing the reader and loading its words, in this process."""
    before = time.thread_time()
    import_module("collector.rules.shorthand")

    imported = time.thread_time()
    from collector.lexicons import lexicon

    shared = time.thread_time()
    lexicon()
    return {
        "import_cpu_ms": round(1000 * (imported - before), 1),
        "load_cpu_ms": round(1000 * (time.thread_time() - shared), 1),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(load_alone()))
