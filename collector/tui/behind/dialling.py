"""Dialling by the person's own command, as a softphone takes it; the program itself rings nobody.

The command is run without a shell: what stands in the book can become an argument and nothing else.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import threading

from collector.config import Settings, settings_path
from collector.desk import looking, saying
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.errors import Refused, UsageError, reason
from collector.rules import phones
from collector.rules.records import Phone
from collector.tui.behind.standing import refusal
from collector.tui.views import Where
from collector.words import _

PLACE = "{number}"  # where the number goes in the command
SECONDS_TO_FAIL = 0.3  # a command that fails at once is told; one that goes on is ringing


def dial(settings: Settings, desk: Desk, where: Where) -> str:
    """Run the settings' command with the number as E.164; what to say of it. UsageError when there is no such
    command, no number or no such program, Refused when no call may be made now."""
    command = _command(settings)
    card = looking.card(desk, where.debtor_id)
    if not card.permission.allowed:
        raise Refused(_not_now(card), card.permission.rule or "")
    phone = number_to_ring(card)
    if phone is None or phone.number is None:
        raise UsageError(_no_number(phone))
    _run([part.replace(PLACE, phone.number) for part in command])
    return _("Dialling {number}").format(
        number=phones.show(phone.number, phone.as_typed, desk.office.country)
    )


def number_to_ring(card: Card) -> Phone | None:
    """The latest number that can be dialled, else the latest of all."""
    known = sorted(card.case.phones, key=lambda phone: (phone.valid, phone.number is not None, phone.seq))
    return known[-1] if known else None


def _command(settings: Settings) -> list[str]:
    if not settings.dial:
        text = _('No dial command is set. Write into {file}: dial = "softphone --call {number}"')
        raise UsageError(text.format(file=settings_path(), number=PLACE))
    try:
        parts = shlex.split(settings.dial, posix=sys.platform != "win32")
    except ValueError:  # a quotation mark that is not closed
        parts = []
    if not any(PLACE in part for part in parts[1:]):
        text = _(
            '{file}, dial: {seen} cannot be used. Expected a program and {number}, as "softphone --call {number}".'
        )
        raise UsageError(text.format(file=settings_path(), seen=repr(settings.dial), number=PLACE))
    return parts


def _not_now(card: Card) -> str:
    why = refusal(card)
    if card.permission.contact_from is None:
        return _("Not dialled: no calls, {why}.").format(why=why)
    when = saying.permission(card.permission, card.now)
    return _("Not dialled: no call now, {why}; {when}.").format(why=why, when=when)


def _no_number(phone: Phone | None) -> str:
    if phone is None:
        return _("Not dialled: this debtor has no phone number.")
    return _("Not dialled: {number} is no number that can be dialled.").format(number=phone.as_typed)


def _run(command: list[str]) -> None:
    """Start it and let go of it: it lives on when the app is left."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 the person's own command, and no shell reads it
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except (OSError, ValueError) as fault:
        text = _("Not dialled: {program} cannot be started ({seen}). See dial in {file}.")
        raise UsageError(text.format(program=command[0], seen=reason(fault), file=settings_path())) from None
    try:
        code = process.wait(SECONDS_TO_FAIL)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True, name="dial").start()  # so that no dead child stays
        return
    if code:
        text = _("Not dialled: {program} ended with code {code}. See dial in {file}.")
        raise UsageError(text.format(program=command[0], code=code, file=settings_path()))
