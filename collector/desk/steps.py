"""The next step of an account on the desk, with its words; and a step as JSON. Light: no database library is needed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from collector.config import PROGRAM
from collector.currencies import decimals_of
from collector.desk import reasons
from collector.phrasebooks import phrase_book
from collector.rules.guidance import Decision, decide
from collector.rules.money import decimal_text
from collector.rules.persons import Person
from collector.rules.phrases import Said, say
from collector.rules.resting import contacts_of
from collector.rules.stepfacts import StepFacts
from collector.words import LANGUAGES, current_language, speaking

if TYPE_CHECKING:
    from collector.desk.looking import Card
    from collector.desk.opening import Desk
    from collector.rules.cards import AccountCard

Json = dict[str, Any]
SPOKEN = ("opening", "ask", "alternatives", "closing")


class Next(NamedTuple):
    """One step: the facts it was chosen from, what it is, and how to say it."""

    facts: StepFacts
    decision: Decision
    said: Said


def next_step(desk: Desk, card: Card, seen: AccountCard) -> Next:
    """The step of an account on this card, in the debtor's language.

    It is the one that the list names; where no call may begin now, its channel and moment say what may be done.
    """
    debtor, facts = card.case.debtor, facts_of(desk, card, seen)
    decision = decide(facts, desk.policy, seen.score.p_bp, standing=True)
    return Next(facts, decision, words_of(facts, decision, Person(debtor.name, debtor.address_form)))


def facts_of(desk: Desk, card: Card, seen: AccountCard) -> StepFacts:
    """All facts of the step of an account, as of the card's moment and before anybody is on the line."""
    debtor = card.case.debtor
    contacts = contacts_of(card.case, card.now, card.today)
    return seen.facts._replace(
        zones=card.zones,
        decimals=decimals_of(seen.account.currency),
        language=debtor.language if debtor.language in LANGUAGES else current_language(),
        attempts=tuple(contacts.attempts),
        conversations=tuple(contacts.conversations),
        agreed_at=contacts.agreed_at,
        name=debtor.name,
        agent=desk.agent,
        company=_company(desk.office.firm),
    )


def _company(firm: str) -> str | None:
    """The program's name never stands for a firm that has not said its own."""
    return None if firm.casefold() == PROGRAM else firm


def words_of(facts: StepFacts, decision: Decision, person: Person) -> Said:
    """The card of a step. The greeting is that of the hour at which it is spoken, where the debtor is."""
    return say(
        phrase_book(facts.language),
        decision.situation,
        decision.values,
        person=person,
        language=facts.language,
        moment=facts.as_of if facts.running else decision.when or facts.as_of,
        unverified=decision.channel == "call"
        and facts.identity == "unverified"
        and facts.direction == "outbound",
    )


def step_json(step: Next) -> Json:
    """The answer of `collector step` (docs/reference/commands.md), in the language of its facts."""
    facts, decision, said = step
    ask = decision.ask
    with speaking(facts.language):
        why = {
            "rule": decision.situation,
            "facts": reasons.told_all(decision.why, said.missing, facts.as_of.date()),
            "blocked": [{"rule": rule, "until": _iso(until)} for rule, until in decision.blocked],
            "if_instead": reasons.told(decision.if_instead),
        }
    amount = ask and {
        "amount": decimal_text(ask.amount_minor, facts.decimals),
        "due_on": ask.due_on.isoformat(),
    }
    return {
        "situation": decision.situation,
        "also": list(decision.also),
        "action": decision.action,
        "channel": decision.channel,
        "when": _iso(decision.when),
        "tone": decision.tone,
        "ask": amount,
        "say": {part: getattr(said, part) for part in SPOKEN},
        "care_client": said.care_client,
        "care_business": said.care_business,
        "care_agent": said.care_agent,
        "why": why,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
