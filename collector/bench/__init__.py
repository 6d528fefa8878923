"""The program's own measurements, on generated books in a temporary place."""

from __future__ import annotations

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Measure what the words ask for and print the figures; 0 whatever they are, for machines differ."""
    from collector.bench.measuring import run
    from collector.bench.options import read

    return run(read(arguments))
