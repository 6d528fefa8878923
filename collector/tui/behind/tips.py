"""Keeping where a call tipped, and telling the agent how it has tipped so far."""

from __future__ import annotations

from collector.clock import real_now
from collector.config import Settings
from collector.errors import CollectorError, reason
from collector.tui import tipping
from collector.tui.tipping import Tip
from collector.words import _


def keep(settings: Settings, call: str, situation: str, to: str) -> str:
    """In the person's own folder, never in the book. CollectorError when it cannot be written."""
    try:
        count = tipping.keep(settings.state, Tip(call, real_now(), settings.agent, situation, to))
    except (OSError, ValueError) as fault:
        raise CollectorError(_("That could not be kept: {error}").format(error=reason(fault))) from None
    text = _("Kept for you alone. So far: to the client {client}, even {even}, to the company {company}.")
    return text.format(**{name: count[name] for name in tipping.TIPPED})
