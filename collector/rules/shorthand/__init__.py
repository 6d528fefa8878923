"""One typed line of shorthand in, one structured note out: `read_note`."""

from collector.rules.shorthand.note import (
    ClaimRead,
    Note,
    OursRead,
    PartRead,
    PlanRead,
    PromiseRead,
    Unclear,
)
from collector.rules.shorthand.reading import read_note

__all__ = ["ClaimRead", "Note", "OursRead", "PartRead", "PlanRead", "PromiseRead", "Unclear", "read_note"]
