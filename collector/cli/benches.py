"""bench: the project's own measurements. They are a program of their own."""

from __future__ import annotations

from collector.cli.asked import Asked


def bench(asked: Asked) -> int:
    """Run the benchmarks; what follows the word is theirs to read, help included."""
    from collector.bench import main

    said = [f"--{name}" for name in ("json", "help") if asked.options[name]]
    try:
        return main([*asked.words, *said])
    except SystemExit as end:  # argparse ends so after its help
        return end.code if isinstance(end.code, int) else 0
