"""Where a call tipped, as the agent felt it: kept on this machine for the agent alone, never in a book, never sent.

One line of JSON a call: when, in which situation, to whom it tipped. No name and no account; what was said of a call
later holds. The file is open to its owner only.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

TIPPED = ("client", "even", "company")
FILE = "tipped.jsonl"


class Tip(NamedTuple):
    """One call. `call` only tells it from others."""

    call: str
    at: datetime
    agent: str
    situation: str
    tipped: str  # TIPPED


def keep(state: str, tip: Tip) -> Counter[str]:
    """Keep it, and count all of this agent's. OSError when it cannot be written; ValueError without a folder."""
    if not state:
        raise ValueError("no folder to keep it in")
    path = Path(state) / FILE
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = json.dumps(tip._replace(at=tip.at.isoformat(timespec="seconds"))._asdict(), ensure_ascii=False)  # type: ignore[arg-type]
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8"
    ) as file:
        file.write(line + "\n")
    return counted(path, tip.agent)


def counted(path: Path, agent: str) -> Counter[str]:
    """How often each was said by this agent; a line that is none of ours is passed over."""
    latest: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        try:
            row = json.loads(line)
            if row["agent"] == agent and row["tipped"] in TIPPED:
                latest[row["call"]] = row["tipped"]
        except (ValueError, KeyError, TypeError):
            continue
    return Counter(latest.values())
