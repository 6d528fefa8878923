"""How things stand on a card, in a breath: where the balance comes from, and why no call may be made now."""

from __future__ import annotations

from collector.desk import saying
from collector.desk.looking import Card
from collector.rules.cards import AccountCard
from collector.words import _


def money(card: Card, seen: AccountCard) -> str:
    """ "1,240.00 on 1 Nov, 500.00 paid since, 300.00 taken back": what was told to us, and what came after."""
    owed, account = seen.owed, seen.account
    if owed.stated_on is None:
        return ""
    paid = sum(
        payment.amount_minor
        for payment in card.case.payments
        if payment.account_seq == account.seq
        and payment.reverses_ref is None
        and owed.stated_on <= payment.paid_on <= card.today
    )
    back = paid - owed.paid_since_minor  # what else than payments lowered or raised it: reversals
    day = saying.short_day(owed.stated_on, card.today)
    told = [_("{amount} on {day}").format(amount=saying.amount(owed.stated_minor, account.currency), day=day)]
    if paid:
        told.append(_("{amount} paid since").format(amount=saying.amount(paid, account.currency)))
    if back:
        told.append(_("{amount} taken back").format(amount=saying.amount(back, account.currency)))
    return ", ".join(told)


def refusal(card: Card) -> str:
    """Which rule forbids a call now, with its id: "public holiday (ro.weekend)". Nothing when one is allowed."""
    rule = card.permission.rule
    if card.permission.allowed or rule is None:
        return ""
    if rule.startswith("hold."):
        return saying.hold(rule.removeprefix("hold."))
    blocked = card.permission.blocked[0]
    told = _("{why} ({rule}, draft)") if blocked.status == "draft" else "{why} ({rule})"
    return told.format(why=_closed(blocked.kind), rule=rule)


def still_allowed(card: Card) -> str:
    """What a hold leaves: "their representative". Nothing where only the hour is wrong."""
    permission = card.permission
    held = (permission.rule or "").startswith("hold.")
    return _(permission.still_allowed) if held and permission.still_allowed else ""


def _closed(kind: str) -> str:
    """What kind of rule forbids a call."""
    return {
        "channel": _("calls are not a channel here"),
        "weekend": _("weekend"),
        "holiday": _("public holiday"),
        "attempts": _("called often enough"),
        "conversations": _("we have spoken lately"),
    }.get(kind, _("outside the hours for calls"))
