"""Numpy comes through the door that it has in the program, so that it keeps to one thread here too."""

from __future__ import annotations

import collector.learning  # noqa: F401
