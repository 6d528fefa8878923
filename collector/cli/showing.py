"""show: one debtor or account on paper, every verdict in words and with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from collector.cli.asked import Asked
from collector.cli.printing import heading, tell, tell_json, wrapped
from collector.currencies import decimals_of
from collector.desk import looking, rating, saying
from collector.desk.looking import Card
from collector.desk.telling import show_json
from collector.errors import DONE
from collector.rules import phones
from collector.rules.cards import AccountCard
from collector.rules.records import Verdict
from collector.words import _


def show(asked: Asked) -> int:
    """The debtor whom REF names; of an account, that account alone."""
    with asked.desk(scoring=True) as desk:
        found = looking.resolve(desk, asked.words[0])
        card = looking.card(desk, found.debtor_id)
        told = show_json(desk, card, found.account_seq)
        country = desk.office.country
    if asked.settings.json:
        tell_json(told)
    else:
        tell(*_page(card, told, country, asked.settings.plain))
    return DONE


def _page(card: Card, told: dict[str, Any], country: str, plain: bool) -> Iterator[str]:
    yield from _debtor(card, country, plain)
    by_ref = {seen.account.ref: seen for seen in card.accounts}
    for account in told["accounts"]:
        yield ""
        yield from _account(card, by_ref[account["account_ref"]], account, plain)


# --- The debtor ------------------------------------------------------------------------------------------


def _debtor(card: Card, country: str, plain: bool) -> Iterator[str]:
    debtor = card.case.debtor
    name, *others = wrapped(f"{debtor.name} ({debtor.ref})", hanging="  ")
    yield heading(name, plain)
    yield from others
    numbers = [phones.show(phone.number, phone.as_typed, country) for phone in card.case.phones]
    there = card.now.astimezone(ZoneInfo(card.zones[0]))
    local = _("{zone}, {hour} there").format(zone=card.zones[0], hour=saying.clock_time(there))
    language = _("speaks {language}").format(language=debtor.language) if debtor.language else None
    parts = (", ".join(numbers), language, local, saying.permission(card.permission, card.now))
    yield from wrapped(" · ".join(part for part in parts if part), hanging="  ")


# --- One account -----------------------------------------------------------------------------------------


def _account(card: Card, seen: AccountCard, told: dict[str, Any], plain: bool) -> Iterator[str]:
    currency = seen.account.currency
    balance = f"{saying.amount(seen.owed.amount_minor, currency)} {currency}"
    level = _("level {level}").format(level=seen.level)
    kept = rating.kept_by_both(seen.verdicts, card.our_words(seen))
    parts = (seen.account.ref, seen.account.creditor, balance, level, kept)
    title, *others = wrapped(" · ".join(part for part in parts if part), hanging="  ")
    yield heading(title, plain)
    yield from others
    yield from wrapped(_step(card, seen), "  ", "    ")
    yield from wrapped(_score(seen), "  ", "    ")
    if likelier := saying.what_ifs(card.what_ifs(seen), currency, card.today):
        yield from wrapped(_("Likelier: {changes}").format(changes=likelier), "  ", "    ")
    yield from _promises(card, seen)
    for title, lines in (
        (_("Payments"), [_payment(p, currency, card.today) for p in told["payments"]]),
        (_("Calls"), [_call(c, card.today) for c in told["calls"]]),
        (_("Holds"), [_hold(h, card.today) for h in told["holds"]]),
        (_("Disputes"), [_dispute(d, card.today) for d in told["disputes"]]),
        (_("Our promises"), [_ours(o, card.today) for o in told["our_promises"]]),
    ):
        yield from _part(title, lines)


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"  {title}"
    for line in lines:
        yield from wrapped(line, "    ", "      ")


def _step(card: Card, seen: AccountCard) -> str:
    why = saying.why_card(seen, card.today)
    return _("Next step: {step} ({why})").format(step=saying.situation(seen.step.situation), why=why)


def _score(seen: AccountCard) -> str:
    """ "Risk D, 41 % (30 % to 52 %): broke the last 2"."""
    score = seen.score
    said = _("Risk {band}, {p} ({low} to {high}): {reasons}")
    if score.low_bp == score.high_bp:
        said = _("Risk {band}, {p}: {reasons}")
    reasons = (saying.chance(score.band), saying.supposed(seen), saying.reasons(score.reasons))
    return said.format(
        band=score.band,
        p=saying.percent(score.p_bp),
        low=saying.percent(score.low_bp),
        high=saying.percent(score.high_bp),
        reasons=" · ".join(filter(None, reasons)),
    )


# --- Its history -----------------------------------------------------------------------------------------


def _promises(card: Card, seen: AccountCard) -> Iterator[str]:
    if seen.verdicts:
        yield "  " + _("Promises")
    for verdict in seen.verdicts:
        yield from wrapped(_promise(card, seen, verdict), "    ", "      ")
        if verdict.evidence:
            yield from wrapped(_evidence(verdict, seen.account.currency), "      ", "        ")


def _promise(card: Card, seen: AccountCard, verdict: Verdict) -> str:
    promise, currency = verdict.promise, seen.account.currency
    first = card.first_states.get(promise.seq)
    said = saying.state(verdict, currency, first_state=first.state if first else None, today=card.today)
    made = _("made {day}").format(day=saying.short_day(promise.made_on, card.today))
    plan = _("plan {plan}").format(plan=promise.plan_ref) if promise.plan_ref else None
    parts = [promise.ref, saying.verdict_amounts(verdict, currency), made, promise.agent, plan]
    return ", ".join(part for part in parts if part) + ": " + said


def _evidence(verdict: Verdict, currency: str) -> str:
    taken = [f"{part.payment_ref} {saying.amount(part.amount_minor, currency)}" for part in verdict.evidence]
    return _("came: {payments}").format(payments=", ".join(taken))


def _payment(payment: dict[str, Any], currency: str, today: date) -> str:
    said = f"{_day(payment['paid_on'], today)}  {shown_amount(payment['amount'], currency)}  {payment['payment_ref']}"
    if not Decimal(payment["reversed"]):
        return said
    taken = _("{amount} of it reversed").format(amount=shown_amount(payment["reversed"], currency))
    return f"{said}, {taken}"


def _call(call: dict[str, Any], today: date) -> str:
    moment = datetime.fromisoformat(call["called_at"])
    when = f"{saying.short_day(moment.date(), today)} {saying.clock_time(moment)}"
    parts = (
        call["agent"],
        saying.who(call["who"]) if call["who"] != "unknown" else None,
        saying.outcome(call["outcome"]),
    )
    said = f"{when}  {', '.join(part for part in parts if part)}"
    note = call["note"] or call["typed"]
    return f"{said}: {note}" if note else said


def _hold(hold: dict[str, Any], today: date) -> str:
    parts = [
        saying.hold(hold["kind"]),
        _("from {day}").format(day=_day(hold["from"], today)),
        _("to {day}").format(day=_day(hold["until"], today)) if hold["until"] else None,
        _("look again {day}").format(day=_day(hold["review_on"], today)) if hold["review_on"] else None,
        hold["reason"],
    ]
    return ", ".join(part for part in parts if part)


def _dispute(dispute: dict[str, Any], today: date) -> str:
    closed, due = dispute["closed_on"], dispute["due_on"]
    parts = [
        _("opened {day}").format(day=_day(dispute["opened_on"], today)),
        _("closed {day}").format(day=_day(closed, today)) if closed else _("open"),
        dispute["valued"],
        dispute["breached"],
        _("with {owner}").format(owner=dispute["owner"]) if dispute["owner"] else None,
        _("answer due {day}").format(day=_day(due, today)) if due else None,
    ]
    return ", ".join(part for part in parts if part)


def _ours(ours: dict[str, Any], today: date) -> str:
    due = _("by {day}").format(day=_day(ours["due_at"], today))
    done = ours["done_at"]
    said = _("done {day}").format(day=_day(done, today)) if done else _("not done yet")
    return f"{saying.ours(ours['what'])} {due}: {said}"


# --- Small words -----------------------------------------------------------------------------------------


def _day(iso: str, today: date) -> str:
    return saying.short_day(date.fromisoformat(iso[:10]), today)


def shown_amount(decimal: str, currency: str) -> str:
    """A decimal string of the JSON as people write it."""
    return saying.amount(int(Decimal(decimal).scaleb(decimals_of(currency))), currency)
