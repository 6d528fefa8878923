"""The forms of the account as data: which fields, in which rows. What they mean is read behind the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from collector.rules.words import N_


class Field(NamedTuple):
    """One field. With `choices` one of these ids is chosen, named by that function of `collector.desk.naming`."""

    id: str
    label: str  # English msgid
    width: int = 14  # characters of room for typing; 0: all that is left
    choices: tuple[str, ...] = ()
    naming: str = ""
    placeholder: str = ""  # English msgid: what an empty field means
    words: tuple[str, ...] = ()  # of the choices, when they are of this account alone


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

_FORMS = (
    Form(
        "promise",
        N_("Promise to pay"),
        (
            (Field("amount", N_("Amount"), 12), Field("due", N_("Due"), 12)),
            (Field("who", N_("Who"), choices=_SPOKE, naming="who"), Field("note", N_("Note"), 0)),
        ),
        repeats=True,
    ),
    Form(
        "call_back",
        N_("Call back"),
        (
            (Field("on", N_("Day"), 12), Field("hour", N_("Hour"), 8)),
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
                Field("opened", N_("Open since"), 12, placeholder=N_("today")),
                Field("answer", N_("We answer by"), 12),
            ),
        ),
    ),
    Form(
        "hold",
        N_("Hold"),
        (
            (Field("kind", N_("Kind"), choices=_HOLDS, naming="hold"),),
            (Field("from", N_("From"), 12, placeholder=N_("today")), Field("until", N_("Until"), 12)),
            (Field("review", N_("Look again"), 12),),
            (Field("reason", N_("Reason"), 0),),
        ),
    ),
    Form(
        "ours",
        N_("We promise"),
        (
            (Field("what", N_("What"), choices=_OURS, naming="ours"),),
            (Field("on", N_("By day"), 12), Field("hour", N_("Hour"), 8)),
            (Field("note", N_("Note"), 0),),
        ),
    ),
    Form(
        "paid_claim",
        N_("They say it is paid"),
        (
            (Field("amount", N_("Amount"), 12), Field("paid_on", N_("On"), 12)),
            (Field("who", N_("Who"), choices=_SPOKE, naming="who"), Field("note", N_("Note"), 0)),
        ),
    ),
)
FORMS: Mapping[str, Form] = {form.id: form for form in _FORMS}


def end_form(ends: Sequence[tuple[str, str]]) -> Form:
    """The form that ends one of the things that stand on an account: their ids and words."""
    ids, words = zip(*ends, strict=True)
    which = Field("which", N_("What"), choices=ids, words=words)
    return Form("end", N_("End what stands"), ((which,), (Field("note", N_("Note"), 0),)))


def choice_words(field: Field) -> list[tuple[str, str]]:
    """The choices of a field with their words, in the language in use."""
    from collector.desk import naming

    if field.words:
        return list(zip(field.choices, field.words, strict=True))
    say = getattr(naming, field.naming)
    return [(choice, say(choice)) for choice in field.choices]
