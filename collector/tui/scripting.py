"""The step of a card in words: decided and filled at once, on the interface thread, for both are pure and take a
millisecond or two. What it is made from comes with the card, phrase books included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.desk import reasons, saying
from collector.rules.cardlint import may_repeat
from collector.rules.guidance import Decision, decide
from collector.rules.persons import Person, names_of
from collector.rules.phrasebook import SPOKEN, PhraseBook
from collector.rules.phrases import Said, chosen, say, variants
from collector.rules.situations import GROUP, PERMISSION
from collector.rules.stepfacts import Pledge, StepFacts
from collector.rules.terms import ContactPolicy
from collector.tui.hearing import NOTHING, Heard
from collector.words import _

ABOUT_RULES = "docs/reference/next-step.md"
_HER, _HIM = ("doamna", "domnișoara"), ("domnul",)
OWED_TODAY = "our_promise_due"  # of the list alone
TOO_GOOD = "too_good_promise"
_SHORT_WHY = 2  # facts told on the card where the list has no words for the step


class Words(NamedTuple):
    """The phrase books in use, by language, and which of their texts have a star."""

    books: Mapping[str, PhraseBook]
    starred: frozenset[tuple[str, str, str, str]]  # language, situation, part, text as the book writes it


class Guide(NamedTuple):
    """What a script is made from: pure facts, read in the worker that opened the card."""

    facts: StepFacts
    policy: ContactPolicy
    person: Person
    words: Words
    standing: str  # the situation that the list and the history speak of
    why: str  # the reason of that one in a few words
    p_bp: int | None = None


class Wanted(NamedTuple):
    """How the script is wanted."""

    heard: Heard = NOTHING
    language: str = ""  # "": the debtor's
    variant: int = 0  # which of the wordings
    promised: tuple[tuple[int, date], ...] = ()  # said in the line and not saved yet: minor units, day


class Script(NamedTuple):
    """The step as the card shows it. Texts are said aloud; "" where nothing is."""

    situation: str
    step: str
    tone: str
    language: str
    when: str
    owed: str  # what we owe today: done before it is late, whatever else is said
    opening: str
    ask: str
    alternatives: str
    closing: str
    care_client: str
    care_business: str
    care_agent: str
    whose: str  # `her`, `him`, `them`
    why: str
    explained: tuple[tuple[str, str], ...]  # label and text of each line of *why*
    variant: int
    may_smile: bool  # a call of ours comes next, and it is none of care


def script(guide: Guide, wanted: Wanted) -> Script:
    """The card for what is known of the line now."""
    language = wanted.language or guide.facts.language
    facts = wanted.heard.changes(guide.facts)._replace(language=language)
    facts, decision = _decided(guide, facts, wanted.promised)
    said, variant = _said(guide, wanted, facts, decision)
    now = facts.as_of
    return Script(
        situation=decision.situation,
        step=saying.situation(decision.situation),
        tone=tone_words(decision.tone),
        language=language,
        when=_when(decision, now),
        owed=guide.why if guide.standing == OWED_TODAY else "",
        opening=said.opening or "",
        ask=said.ask or "",
        alternatives=said.alternatives or "",
        closing=said.closing or "",
        care_client=said.care_client or "",
        care_business=said.care_business or "",
        care_agent=said.care_agent or "",
        whose=_whose(guide.person),
        why=_why(guide, decision, facts.as_of.date()),
        explained=tuple(_explained(guide, decision, said, now)),
        variant=variant,
        may_smile=decision.channel == "call" and decision.tone != "T0" and not facts.running,
    )


def _decided(
    guide: Guide, facts: StepFacts, promised: tuple[tuple[int, date], ...]
) -> tuple[StepFacts, Decision]:
    """With a promise that is being said and could be too good, what to answer to it; else the step as it stands."""
    today = facts.as_of.date()
    if promised:
        said = tuple(Pledge(amount, today, due, "open") for amount, due in promised)
        trial = facts._replace(promises=(*facts.promises, *said), identity="right_party")
        decision = decide(trial, guide.policy, guide.p_bp)
        if decision.situation == TOO_GOOD:
            return trial, decision
    return facts, decide(facts, guide.policy, guide.p_bp)


def _said(guide: Guide, wanted: Wanted, facts: StepFacts, decision: Decision) -> tuple[Said, int]:
    book = guide.words.books[facts.language]
    there = facts.as_of.astimezone(ZoneInfo(facts.zones[0]))
    said = say(
        book,
        decision.situation,
        decision.values,
        person=guide.person,
        language=facts.language,
        moment=there if facts.running else decision.when or there,
        variant=wanted.variant,
        unverified=decision.channel == "call" and not facts.running,
    )
    return said, wanted.variant % variants(book, decision.situation)


def tone_words(tone: str) -> str:
    """T0 to T3 as the title says it."""
    return {
        "T0": _("with care, no ask"),
        "T1": _("warm"),
        "T2": _("warm, firm"),
        "T3": _("firm, few words"),
    }[tone]


def repeatable(guide: Guide, seen: Script, shown: int) -> str:
    """Why the ask is not shown in other words once more; "" where it may be."""
    if variants(guide.words.books[seen.language], seen.situation) < 2:
        return _("There is one wording here only.")
    if not may_repeat(shown):
        return _("Said three times. Now take an alternative, or close politely.")
    return ""


def starrable(guide: Guide, seen: Script) -> list[tuple[str, str]]:
    """Part and text, as the book writes it, of what is shown and has other wordings beside it."""
    card = guide.words.books[seen.language].cards[seen.situation]
    texts = chosen(guide.words.books[seen.language], seen.situation, seen.variant)
    return [(part, texts[part].text) for part in SPOKEN if part in texts and len(card[part]) > 1]


def starred(guide: Guide, seen: Script) -> frozenset[str]:
    """The parts of what is shown that have a star."""
    texts = chosen(guide.words.books[seen.language], seen.situation, seen.variant)
    marks = {part: (seen.language, seen.situation, part, phrase.text) for part, phrase in texts.items()}
    return frozenset(part for part, mark in marks.items() if mark in guide.words.starred)


def _whose(person: Person) -> str:
    """How the client is spoken of; never guessed from a first name."""
    title = names_of(person, "ro").nominative.partition(" ")[0]
    return "her" if title in _HER else "him" if title in _HIM else "them"


def _when(decision: Decision, now: datetime) -> str:
    """When and by which way, where that is not a call now."""
    ways = {"call": _("by phone"), "sms": _("by SMS"), "email": _("by e-mail"), "letter": _("by letter")}
    way = ways.get(decision.channel, "")
    if decision.when is None:
        return ""
    if decision.when <= now:
        return "" if decision.channel in ("call", "none") else _("now, {way}").format(way=way)
    there = decision.when
    hour = f"{saying.day(there.date(), now.astimezone(there.tzinfo).date())} {saying.clock_time(there)}"
    return ", ".join(filter(None, (hour, way)))


def _why(guide: Guide, decision: Decision, today: date) -> str:
    """In a few words: those of the list where it says the same step, else the facts that came with the call."""
    if decision.situation == guide.standing:
        return guide.why
    if GROUP[decision.situation] == PERMISSION:
        step = saying.situation(guide.standing)
        return _("then: {step}").format(
            step=", ".join(filter(None, (step[:1].lower() + step[1:], guide.why)))
        )
    facts = (reasons.told(fact).removeprefix(f"{today}: ") for fact in decision.why[:_SHORT_WHY])
    return "; ".join(facts)


def _explained(guide: Guide, decision: Decision, said: Said, now: datetime) -> Iterator[tuple[str, str]]:
    """The rule with its source, the facts, what is forbidden until when, what would change it."""
    also = ", ".join(map(saying.situation, decision.also))
    rule = f"{saying.situation(decision.situation)} ({ABOUT_RULES})"
    yield _("Rule"), "; ".join(filter(None, (rule, also and _("also: {rows}").format(rows=also))))
    for number, fact in enumerate(reasons.told_all(decision.why, map(fact_words, said.missing), now.date())):
        yield _("Facts") if number == 0 else "", fact
    for number, (blocked, until) in enumerate(decision.blocked):
        yield _("Blocked") if number == 0 else "", _blocked(guide.policy, blocked, until)
    if not decision.blocked:
        yield _("Blocked"), _("nothing")
    yield _("If"), reasons.told(decision.if_instead)


def _blocked(policy: ContactPolicy, rule: str, until: datetime | None) -> str:
    cited = next((each for each in policy.rules if each.id == rule), None)
    told = f"{rule} ({', '.join(filter(None, (cited.source, _(cited.status))))})" if cited else rule
    if until is None:
        return _("{rule}, until a person lifts it").format(rule=told)
    return _("{rule}, until {until}").format(
        rule=told, until=f"{saying.day(until.date())} {saying.clock_time(until)}"
    )


def fact_words(placeholder: str) -> str:
    """What a fact is called that a sentence lacks; by its own name where the phrase book alone knows it."""
    return {
        "name": _("the name"),
        "agent": _("your name"),
        "company": _("the name of our firm"),
        "creditor": _("the creditor"),
        "owner": _("who looks into it"),
        "reference": _("the reference"),
        "method": _("the way to pay"),
        "channel": _("a way to write to them"),
        "our_what": _("what we promised"),
        "callback": _("when we call again"),
        "amount": _("the sum"),
        "part": _("a part of the sum"),
        "paid": _("what was paid"),
        "rest": _("what is missing"),
        "usual": _("what is usually paid"),
        "balance": _("the balance"),
        "due_date": _("the day"),
        "alt_date": _("another day"),
        "late_date": _("the day that has passed"),
        "n": _("the number of instalments"),
    }.get(placeholder, placeholder)
