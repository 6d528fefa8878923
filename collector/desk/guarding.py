"""The guards on taking a promise, in words: what is refused, what is asked once more with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from collector.currencies import decimals_of
from collector.desk import naming
from collector.desk.days import long_day
from collector.desk.entries import CallEntry
from collector.desk.facts import running_plan, todays_promises
from collector.desk.scene import Scene
from collector.errors import CollectorError, Refused
from collector.rules import money
from collector.rules.guards import Finding, Proposal, Situation, check
from collector.words import _, current_language, ngettext

RELATIONS = ("instead", "besides", "plan")


class Question(NamedTuple):
    """Something asked once more. A `relation` wants one of `choices`, anything else a reason in words."""

    rule: str
    text: str
    choices: tuple[str, ...] = ()


class Asks(CollectorError):
    """The entry is held back until these are answered; nothing was saved, what was typed is the caller's."""

    exit_code = 2

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(" ".join(question.text for question in questions))
        self.questions = tuple(questions)


def guard(scene: Scene, entry: CallEntry) -> None:
    """Let the promises of this entry pass, refuse them, or ask."""
    findings = check(_proposals(entry), _situation(scene, entry))
    for finding in findings:
        if finding.refuses:
            raise Refused(_refusal(finding), finding.rule)
    asked = [Question(f.rule, _question(scene, f)) for f in findings if not entry.reasons.get(f.rule)]
    relation = _relation(scene, entry)
    if asked or relation:
        raise Asks([*relation, *asked])


def _proposals(entry: CallEntry) -> list[Proposal]:
    return [
        Proposal(p.amount_minor, p.due_on) for p in entry.promises if p.amount_minor is not None and p.due_on
    ]


def _situation(scene: Scene, entry: CallEntry) -> Situation:
    terms = scene.terms
    in_plan = len(entry.promises) > 1 or entry.relation == "plan"
    seqs = {a.seq for a in scene.case.accounts if a.currency == scene.account.currency}
    return Situation(
        today=scene.today,
        who=entry.who,
        holds=[hold.kind for hold in scene.card.holds],
        balance_minor=scene.card.owed.amount_minor,
        horizon_days=terms.plan_horizon_days if in_plan else terms.horizon_days,
        verdicts=[verdict for card in scene.cards for verdict in card.verdicts],
        payments=[payment for payment in scene.case.payments if payment.account_seq in seqs],
        currency_of_account=scene.account.currency,
    )


def _relation(scene: Scene, entry: CallEntry) -> list[Question]:
    """How a further promise stands to one made today, or to a plan that runs, is asked and never guessed."""
    if entry.relation in RELATIONS:
        return []
    if todays_promises(scene):
        text = _("There is a promise of today on this account. Instead of it, besides it, or one plan?")
        return [Question("relation", text, RELATIONS)]
    if running_plan(scene):
        text = _("A plan runs on this account. Does this join the plan, or replace it?")
        return [Question("relation", text, ("plan", "instead"))]
    return []


def _refusal(finding: Finding) -> str:
    if finding.rule == "amount_not_above_zero":
        return _("A promise needs an amount above zero.")
    if finding.rule == "due_in_the_past":
        return _("{day} has passed. Give today or a later day.").format(day=_day(finding))
    if finding.rule == "hold":
        return _("A hold lies on this debtor ({hold}): no promise may be taken.").format(
            hold=naming.hold(finding.word or "")
        )
    return _("Only the debtor or somebody authorised may promise; on the line was: {who}.").format(
        who=naming.who(finding.word or "")
    )


def _day(finding: Finding) -> str:
    """The day as it is read everywhere else, with its year: these days lie far away."""
    return long_day(finding.on) if finding.on else ""


def _question(scene: Scene, finding: Finding) -> str:
    if finding.rule == "hold":
        return _("A hold lies on this debtor ({hold}). Take the promise all the same? Why?").format(
            hold=naming.hold(finding.word or "")
        )
    if finding.rule == "above_balance":
        return _("{amount} is more than the balance of {balance}. Why?").format(
            amount=_money(scene, finding.amount_minor), balance=_money(scene, scene.card.owed.amount_minor)
        )
    if finding.rule == "beyond_horizon":
        return _("{day} is further ahead than promises are usually taken. Why?").format(day=_day(finding))
    if finding.rule == "many_breaks":
        breaks = int(finding.word or 0)
        text = ngettext(
            "{count} promise was broken in the last 90 days. Why is this one different?",
            "{count} promises were broken in the last 90 days. Why is this one different?",
            breaks,
        )
        return text.format(count=breaks)
    return _("{amount} is far from what is usually paid ({usual}). What makes it certain?").format(
        amount=_money(scene, finding.amount_minor), usual=_money(scene, scene.card.usual_minor)
    )


def _money(scene: Scene, amount_minor: int | None) -> str:
    if amount_minor is None:
        return "?"
    currency = scene.account.currency
    return f"{money.show(amount_minor, decimals_of(currency), current_language())} {currency}"
