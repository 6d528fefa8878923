"""What is told of a measurement: percentiles, and how costs grow with size."""

from __future__ import annotations

import contextlib
import math
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


def percentile(sorted_values: Sequence[float], percent: float) -> float:
    """The value that so many in a hundred do not exceed (nearest rank)."""
    place = math.ceil(percent / 100 * len(sorted_values)) - 1
    return sorted_values[max(place, 0)]


def spread(durations_s: Iterable[float]) -> Figures:
    """Median, p95, p99 and longest of these durations, in milliseconds."""
    values = sorted(1000 * duration for duration in durations_s)
    if not values:
        raise ValueError("nothing was measured")
    told = {"p50_ms": 50.0, "p95_ms": 95.0, "p99_ms": 99.0, "longest_ms": 100.0}
    return {"times": len(values), **{key: round(percentile(values, at), 2) for key, at in told.items()}}


def timed(work: Callable[[Any], Any], over: Sequence[Any]) -> Figures:
    """Do the work once for each: the spread by the clock, and that of the processor alone."""
    wall, cpu = [], []
    for each in over:
        before_wall, before_cpu = time.perf_counter(), time.process_time()
        work(each)
        cpu.append(time.process_time() - before_cpu)
        wall.append(time.perf_counter() - before_wall)
    alone = spread(cpu)
    return spread(wall) | {"p50_cpu_ms": alone["p50_ms"], "p95_cpu_ms": alone["p95_ms"]}


def growth(sizes: Sequence[int], costs: Sequence[float]) -> float | None:
    """The exponent b of cost = a × size^b by least squares over the logarithms; None for a single size."""
    if len(set(sizes)) < 2:
        return None
    xs, ys = [math.log(size) for size in sizes], [math.log(max(cost, 1e-9)) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
    return round(slope, 3)


def peak_mb() -> float | None:
    """The most memory that this process has held; None where the system does not tell."""
    with contextlib.suppress(OSError):  # Linux: `getrusage` would tell the most of the parent as well
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return next(round(int(line.split()[1]) / 1024, 1) for line in status.splitlines() if "VmHWM" in line)
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / 1024 / (1024 if sys.platform == "darwin" else 1), 1)
