"""The night: judge the book, score it, rank it by value at risk, write the list that another program trusts."""

from __future__ import annotations

from collector.nightly.night import Summary, run_nightly

__all__ = ["Summary", "run_nightly"]
