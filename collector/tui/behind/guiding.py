"""What the script of a card is made from: the facts of its step, the policy, the phrase books. All of it goes with the
card, so that a key that changes the script asks the book nothing."""

from __future__ import annotations

from collector.desk import saying, steps
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.rules.cards import AccountCard
from collector.rules.persons import Person
from collector.tui.behind import starring
from collector.tui.scripting import Guide


def guide(desk: Desk, card: Card, seen: AccountCard) -> Guide:
    """The facts of the step as of now, before anybody is on the line."""
    debtor = card.case.debtor
    return Guide(
        facts=steps.facts_of(desk, card, seen),
        policy=desk.policy,
        person=Person(debtor.name, debtor.address_form),
        words=starring.words(),
        standing=seen.step.situation,
        why=saying.why_card(seen, card.today),
        p_bp=seen.score.p_bp,
    )
