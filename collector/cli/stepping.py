"""step: facts in, the next step out, a JSON line each, no book. A line that cannot be used has its error in its place."""

from __future__ import annotations

from functools import lru_cache

from collector.cli.asked import Asked
from collector.cli.jsonlines import Json, answer_each, unusable
from collector.clock import office_zone, parse_as_of, real_now
from collector.currencies import decimals
from collector.desk.steps import Next, step_json, words_of
from collector.errors import UsageError
from collector.policyfiles import policies, policy
from collector.rules.factfields import BadFact, Place
from collector.rules.factreading import read_facts
from collector.rules.guidance import decide
from collector.rules.persons import Person
from collector.rules.terms import ContactPolicy
from collector.words import LANGUAGES, _

DEFAULT_POLICY = "ro-strict"
DEFAULT_LANGUAGE = "ro"
DEFAULT_ZONE = "Europe/Bucharest"
_CURRENCY_OF_LAW = {"us": "USD", "uk": "GBP", "ie": "EUR", "eu": "EUR"}  # else RON
_EXAMPLE = '{"as_of": "2026-11-23T10:15", "balance": "1200.00", "identity": "right_party"}'


def step(asked: Asked) -> int:
    """One step for each line of standard input; never stop at one. 3 when any was refused."""
    pretended = asked.settings.as_of
    if pretended is not None:
        parse_as_of(pretended, DEFAULT_ZONE)  # a mistake in it is said once, before any line is read
    return answer_each(lambda fields: _answer(fields, pretended), _EXAMPLE, exact=True)


def _answer(fields: Json, pretended: str | None) -> Json:
    language = _language(fields)
    terms = _policy(fields.get("policy"))
    place = _place(fields, terms, pretended, language)
    try:
        facts = read_facts(fields, place)
    except BadFact as bad:
        raise unusable(bad.field, bad.seen, _(bad.expected).format(**bad.values)) from None
    decision = decide(facts, terms)
    return step_json(Next(facts, decision, words_of(facts, decision, Person(facts.name or ""))))


# --- Whose law, which place, which language --------------------------------------------------------------


def _language(fields: Json) -> str:
    """That of the line, else the one they wish, else Romanian."""
    wished = fields.get("preferences")
    both = {
        "lang": fields.get("lang"),
        "preferences.language": wished.get("language") if isinstance(wished, dict) else None,
    }
    said = {name: language for name, language in both.items() if language is not None}
    for name, language in said.items():
        if language not in LANGUAGES:
            raise unusable(name, language, " | ".join(LANGUAGES))
    return str(next(iter(said.values()), DEFAULT_LANGUAGE))


def _policy(said: object) -> ContactPolicy:
    name = DEFAULT_POLICY if said is None else said
    if not isinstance(name, str):
        raise unusable("policy", said, ", ".join(policies()))
    try:
        return _read_policy(name)
    except (UsageError, OSError, ValueError) as problem:  # also a name that no file can have
        raise unusable("policy", said, ", ".join(policies())) from problem


@lru_cache(maxsize=64)
def _read_policy(name: str) -> ContactPolicy:
    return policy(name)


def _place(fields: Json, terms: ContactPolicy, pretended: str | None, language: str) -> Place:
    zones = _zones(fields.get("time_zone"), terms)
    currency = _currency(fields.get("currency"), terms)
    now = parse_as_of(pretended, zones[0]) if pretended is not None else real_now()
    return Place(currency, decimals()[currency], zones, now, language)


def _zones(said: object, terms: ContactPolicy) -> tuple[str, ...]:
    """The zone told, else all that are plausible under the policy."""
    if said is None:
        return terms.zones or (DEFAULT_ZONE,)
    try:
        return (office_zone(said if isinstance(said, str) else "").key,)
    except UsageError:
        raise unusable("time_zone", said, _("a name such as Europe/Bucharest")) from None


def _currency(said: object, terms: ContactPolicy) -> str:
    if said is None:
        return _CURRENCY_OF_LAW.get(terms.id.partition("-")[0], "RON")
    code = said.upper() if isinstance(said, str) else ""
    if code not in decimals():
        raise unusable("currency", said, _("an ISO 4217 code such as RON or EUR"))
    return code
