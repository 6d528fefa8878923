"""Choosing a next step with its words, as `collector step` does: what a line of facts costs in a warm process."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from collector.bench.figures import Figures, spread
from collector.sample.dice import Dice

AS_OF = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
WARM_UP = 100  # lines
_BROKEN = [
    {"amount": "300.00", "made_on": f"2026-{month}-02", "due_on": f"2026-{month}-12", "status": "broken"}
    for month in ("08", "09", "10")
]
_PAID = [{"amount": "250.00", "paid_on": f"2026-{month}-14"} for month in ("04", "05", "06", "07")]
_TOLD: tuple[dict[str, Any], ...] = (
    {},
    {"identity": "right_party"},
    {"promises": _BROKEN[:1], "payments": _PAID},
    {"promises": _BROKEN, "attempts": ["2026-11-10T10:00", "2026-11-17T11:00"]},
    {"promises": [{"amount": "200.00", "made_on": "2026-11-10", "due_on": "2026-11-21", "status": "open"}]},
    {"dispute": {"open": True, "owner": "Ana", "due_on": "2026-11-25"}, "promises": _BROKEN},
    {"our_promises": [{"what": "call_back", "due_at": "2026-11-20T09:00"}]},
    {"holds": ["insolvency"]},
    {"as_of": "2026-11-21T10:00", "conversations": ["2026-11-19T10:00"]},
    {"client_state": "refuses", "identity": "right_party", "payments": _PAID},
)


def lines(times: int) -> list[str]:
    """So many lines of facts, of the common situations, in both languages."""
    dice = Dice(times, 29)
    return [
        json.dumps(
            {
                "as_of": "2026-11-20T10:00",
                "name": "doamna Ionescu",
                "agent": "Maria Dobre",
                "company": "Alfa Servicii",
                "balance": f"{dice.between(20, 9_000)}.00",
                "lang": ("ro", "en")[nth % 2],
            }
            | _TOLD[nth % len(_TOLD)]
        )
        for nth in range(times)
    ]


def steps(times: int) -> Figures:
    """The processor's time for each line, from its text to the text of its answer."""
    answer = _answering()
    for line in lines(WARM_UP):
        answer(line)
    took = []
    for line in lines(times):
        before = time.thread_time()
        answer(line)
        took.append(time.thread_time() - before)
    return {
        "line": spread(took),
        "lines_per_cpu_s": round(times / sum(took)),
        "goal": {"line.p95_ms": 2},
    }


def _answering() -> Callable[[str], str]:
    from collector.desk.steps import Next, step_json, words_of
    from collector.policyfiles import policy
    from collector.rules.factfields import Place
    from collector.rules.factreading import read_facts
    from collector.rules.guidance import decide
    from collector.rules.persons import Person

    terms = policy("ro-strict")

    def answer(line: str) -> str:
        fields = json.loads(line)
        facts = read_facts(fields, Place("RON", 2, terms.zones, AS_OF, fields["lang"]))
        decision = decide(facts, terms)
        return json.dumps(
            step_json(Next(facts, decision, words_of(facts, decision, Person(facts.name or ""))))
        )

    return answer
