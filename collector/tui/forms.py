"""The forms of the account as data: which fields, in which rows. What they mean is read behind the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from collector.rules.words import N_
from collector.words import _


class Field(NamedTuple):
    """One field. With `choices` one of these ids is chosen, named by that function of `collector.desk.naming`."""

    id: str
    label: str  # English msgid
    width: int = 14  # characters of room for typing; 0: all that is left
    choices: tuple[str, ...] = ()
    naming: str = ""
    placeholder: str = ""  # English msgid: what an empty field means
    words: tuple[str, ...] = ()  # of the choices, when they are of this account alone
    asked: bool = False  # nothing is chosen from the start: what it does is not soon undone


class Form(NamedTuple):
    """A form: its title and its rows of fields. With `repeats` the first row can stand several times."""

    id: str
    title: str  # English msgid
    rows: tuple[tuple[Field, ...], ...]
    repeats: bool = False


MOST_LINES = 12

_HOLDS = (
    *("hardship", "vulnerable", "insolvency", "breathing_space", "represented", "cease_contact"),
    *("deceased", "capacity", "assignment_notice", "legal_hold", "safety_risk"),
)
_OURS = (
    *("send_invoice", "send_statement", "send_documents", "send_payment_details", "send_plan"),
    *("send_confirmation", "check_payment", "check_dispute", "ask_approval", "call_back", "other"),
)
_SPOKE = ("right_party", "authorised")
# What came of a call by itself; a promise, a later call, a dispute and a payment claim have their own forms.
_OUTCOMES = (
    *("right_party", "vague", "refused", "hardship", "no_answer", "voicemail", "busy", "hung_up"),
    *("third_party", "wrong_number", "number_invalid", "cease_contact", "represented", "insolvency"),
    *("deceased", "note"),
)
_REACHED = (*_SPOKE, "third_party", "wrong_party", "nobody")
_BY_OUTCOME = ""  # who was reached, unless it is said
# Who is reached when this came of a call and nothing else was said; with all others it was the debtor.
_REACHED_BY = dict.fromkeys(("no_answer", "voicemail", "busy", "number_invalid", "note"), "nobody")
_REACHED_BY |= {
    "third_party": "third_party",
    "wrong_number": "wrong_party",
    "deceased": "third_party",
    "hung_up": "unknown",
}

_FORMS = (
    Form(
        "call",
        N_("Call"),
        (
            (Field("result", N_("Outcome"), choices=_OUTCOMES, naming="outcome", asked=True),),
            (
                Field("who", N_("Reached"), choices=(_BY_OUTCOME, *_REACHED), naming="reached"),
                Field("direction", N_("Who rang"), choices=("outbound", "inbound"), naming="direction"),
            ),
            (Field("note", N_("Note"), 0),),
        ),
    ),
    Form(
        "promise",
        N_("Promise to pay"),
        (
            (Field("amount", N_("Amount"), 11), Field("due", N_("Due"), 22)),
            (Field("who", N_("Who"), choices=_SPOKE, naming="who"), Field("note", N_("Note"), 0)),
        ),
        repeats=True,
    ),
    Form(
        "call_back",
        N_("Call back"),
        (
            (Field("on", N_("Day"), 18), Field("hour", N_("Hour"), 8)),
            (
                Field("by", N_("Who dials"), choices=("us", "them"), naming="dials"),
                Field("who", N_("Spoke with"), choices=(*_SPOKE, "third_party"), naming="who"),
            ),
            (Field("note", N_("Note"), 0),),
        ),
    ),
    Form(
        "dispute",
        N_("Dispute"),
        (
            (Field("valued", N_("What matters to them"), 0),),
            (Field("breached", N_("Where we fell short"), 0),),
            (
                Field("opened", N_("Open since"), 14, placeholder=N_("today")),
                Field("answer", N_("We answer by"), 18),
            ),
        ),
    ),
    Form(
        "hold",
        N_("Hold"),
        (
            (Field("kind", N_("Kind"), choices=_HOLDS, naming="hold", asked=True),),
            (Field("from", N_("From"), 14, placeholder=N_("today")), Field("until", N_("Until"), 18)),
            (Field("review", N_("Look again"), 18),),
            (Field("reason", N_("Reason"), 0),),
        ),
    ),
    Form(
        "ours",
        N_("We promise"),
        (
            (Field("what", N_("What"), choices=_OURS, naming="ours", asked=True),),
            (Field("on", N_("By day"), 18), Field("hour", N_("Hour"), 8)),
            (Field("note", N_("Note"), 0),),
        ),
    ),
    Form(
        "paid_claim",
        N_("They say it is paid"),
        (
            (Field("amount", N_("Amount"), 12), Field("paid_on", N_("On"), 18)),
            (Field("who", N_("Who"), choices=_SPOKE, naming="who"), Field("note", N_("Note"), 0)),
        ),
    ),
)
FORMS: Mapping[str, Form] = {form.id: form for form in _FORMS}


# The call line's own: what is asked before it is saved, and the outcome chosen by hand.
ASKED_OF_LINE = Form("line", N_("Before it is saved"), ())
OF_LINE = ("promise", "paid_claim", "dispute", "callback", *_OUTCOMES)
OUTCOME_OF_LINE = Form(
    "outcome",
    N_("What came of the call"),
    ((Field("result", N_("Outcome"), choices=("", *OF_LINE), naming="read_outcome"),),),
)

# Of the call that is running, and gone with it: the card follows what is told here.
ON_LINE = Form(
    "on_line",
    N_("On the line"),
    (
        (
            Field(
                "identity",
                N_("Who"),
                choices=("unverified", "right_party", "third_party", "wrong_party"),
                naming="on_line",
            ),
            Field("direction", N_("Who rang"), choices=("outbound", "inbound"), naming="direction"),
        ),
        (
            Field(
                "client_state",
                N_("How they are"),
                choices=("calm", "angry", "refuses", "vague", "hardship", "vulnerable", "safety"),
                naming="client_state",
            ),
        ),
    ),
)


def who_reached(outcome: str) -> str:
    """Who was reached when this came of a call and nothing else was said."""
    return _REACHED_BY.get(outcome, "right_party")


def end_form(ends: Sequence[tuple[str, str]]) -> Form:
    """The form that ends one of the things that stand on an account: their ids and words."""
    ids, words = zip(*ends, strict=True)
    which = Field("which", N_("What"), choices=ids, words=words, asked=True)
    return Form("end", N_("End what stands"), ((which,), (Field("note", N_("Note"), 0),)))


def choice_words(field: Field) -> list[tuple[str, str]]:
    """The choices of a field with their words, in the language in use."""
    if field.words:
        return list(zip(field.choices, field.words, strict=True))
    return [(choice, _word(field.naming, choice)) for choice in field.choices]


def _word(naming: str, choice: str) -> str:
    from collector.desk import naming as words

    if naming == "reached":
        return words.who(choice) if choice else _("as the outcome says")
    if naming == "read_outcome":
        return words.outcome(choice) if choice else _("as the line was read")
    if naming == "on_line":
        return _("nobody yet") if choice == "unverified" else words.who(choice)
    if naming == "client_state":
        return client_state(choice)
    say: Callable[[str], str] = getattr(words, naming)
    return say(choice)


def client_state(name: str) -> str:
    """How the person on the line is, as the card should know."""
    return {
        "calm": _("calm"),
        "angry": _("upset"),
        "refuses": _("says no"),
        "vague": _("names no sum or day"),
        "hardship": _("cannot meet the basics"),
        "vulnerable": _("needs support"),
        "safety": _("speaks of danger"),
    }[name]
