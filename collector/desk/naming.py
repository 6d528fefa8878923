"""Words for the ids of the rules and of the book, in the language in use: one table for each kind of id."""

from __future__ import annotations

from collector.words import _, told_once

# --- The list --------------------------------------------------------------------------------------------


@told_once
def situation(name: str) -> str:
    """What to do next, in two to four words, by the situation that asks for it."""
    return {
        "safety_risk": _("Stop and get help"),
        "wrong_party": _("Remove the number"),
        "third_party": _("Ask when to call"),
        "legal_hold": _("Stop, hand over"),
        "cease_contact": _("Do not contact"),
        "represented": _("Only by the lawyer"),
        "bereavement": _("Stop, condolences"),
        "vulnerable": _("Pause, support"),
        "hardship": _("Listen first"),
        "our_promise_broken": _("Apologise and fix"),
        "our_promise_due": _("Keep our word"),
        "dispute_open": _("Look into dispute"),
        "time_barred": _("Only if they ask"),
        "outside_hours": _("Not at this hour"),
        "contact_cap": _("Let them rest"),
        "angry": _("Listen and fix"),
        "refuses": _("Explore the reason"),
        "too_good_promise": _("Check it is real"),
        "paid_in_full": _("Paid: thank them"),
        "promise_kept": _("Say thank you"),
        "due_today": _("Confirm payment"),
        "due_tomorrow": _("Remind"),
        "promise_open": _("Wait"),
        "paid_partly": _("Thank, ask rest"),
        "plan_slipping": _("Set the plan anew"),
        "serial_breaker": _("Small first step"),
        "broken_twice": _("Ask for less"),
        "broken_once": _("Ask for a new date"),
        "no_answer_n": _("Try another way"),
        "vague_promise": _("Make it concrete"),
        "verified_no_promise": _("Ask sum and day"),
        "first_contact": _("Verify, then ask"),
    }[name]


def section(name: str) -> str:
    """A part of the day's list."""
    return {"now": _("Now"), "later": _("Later"), "wait": _("Wait"), "found": _("Found")}[name]


# --- Promises --------------------------------------------------------------------------------------------


def state_word(state: str) -> str:
    """The state of a promise in the words of the glossary."""
    return {
        "open": _("open"),
        "kept": _("kept"),
        "partly_kept": _("partly kept"),
        "broken": _("broken"),
        "superseded": _("superseded"),
        "cancelled": _("cancelled"),
    }[state]


_MARKS = {"open": "○", "kept": "✓", "partly_kept": "~", "broken": "✗", "superseded": "↷", "cancelled": "−"}
_ASCII_MARKS = {
    "open": ".",
    "kept": "v",
    "partly_kept": "~",
    "broken": "x",
    "superseded": ">",
    "cancelled": "-",
}


def state_mark(state: str, *, ascii_only: bool = False) -> str:
    """The state of a promise as one glyph, told apart without colour."""
    return (_ASCII_MARKS if ascii_only else _MARKS)[state]


def excuse(name: str) -> str:
    """Why a promise is not held against the debtor."""
    return {
        "dispute": _("a dispute was open"),
        "breathing_space": hold("breathing_space"),
        "insolvency": hold("insolvency"),
        "our_promise": _("we did not keep our own promise"),
    }[name]


def cancel_reason(name: str) -> str:
    """Why a promise was cancelled."""
    return {
        "error": _("entered by mistake"),
        "withdrawn": _("the debtor took it back"),
        "by_us": _("by us"),
    }[name]


# --- Calls, holds, our own word --------------------------------------------------------------------------


def who(name: str) -> str:
    """Who was reached."""
    return {
        "right_party": _("the debtor"),
        "authorised": _("somebody authorised"),
        "third_party": _("somebody else"),
        "wrong_party": _("a wrong person"),
        "nobody": _("nobody"),
        "unknown": _("unknown"),
    }[name]


def outcome(name: str) -> str:
    """What came of a call."""
    return {
        "cease_contact": _("wants no more calls"),
        "deceased": _("the debtor has died"),
        "insolvency": _("insolvency"),
        "represented": _("a lawyer acts"),
        "third_party": _("spoke with somebody else"),
        "dispute": _("contests the debt"),
        "promise": _("promised"),
        "paid_claim": _("says it is paid"),
        "refused": _("refused"),
        "hardship": _("hardship"),
        "wrong_number": _("wrong number"),
        "number_invalid": _("number out of service"),
        "hung_up": _("hung up"),
        "voicemail": _("voicemail"),
        "busy": _("line busy"),
        "no_answer": _("no answer"),
        "callback": _("call back"),
        "right_party": _("spoke with the debtor"),
        "note": _("note"),
        "vague": _("vague, no sum or day"),
    }[name]


def direction(name: str) -> str:
    """Who rang whom."""
    return {"outbound": _("we called"), "inbound": _("they called")}[name]


def hold(kind: str) -> str:
    """Why nobody may ask for money."""
    return {
        "insolvency": _("insolvency"),
        "breathing_space": _("breathing space"),
        "legal_hold": _("legal hold"),
        "represented": _("a lawyer acts"),
        "cease_contact": _("wants no contact"),
        "deceased": _("death reported"),
        "capacity": _("cannot decide alone"),
        "assignment_notice": _("assignment not notified"),
        "safety_risk": _("danger to somebody"),
        "vulnerable": _("vulnerable"),
        "hardship": _("hardship"),
    }[kind]


def ours(what: str) -> str:
    """What we promised to do."""
    return {
        "call_back": _("call back"),
        "send_invoice": _("send the invoice"),
        "send_statement": _("send a statement"),
        "send_documents": _("send documents"),
        "send_payment_details": _("send payment details"),
        "send_plan": _("send the plan"),
        "send_confirmation": _("send a confirmation"),
        "check_payment": _("check a payment"),
        "check_dispute": _("check the dispute"),
        "ask_approval": _("ask for approval"),
        "other": _("something else"),
    }[what]


def ending(name: str) -> str:
    """How something ended."""
    return {
        "error": _("taken back"),
        "withdrawn": _("withdrawn"),
        "by_us": _("cancelled by us"),
        "done": _("done"),
        "lifted": _("lifted"),
        "resolved": _("resolved"),
    }[name]


def dials(name: str) -> str:
    """Who dials when a later call is agreed."""
    return {"us": _("we call"), "them": _("they call")}[name]


def relation(name: str) -> str:
    """How a further promise stands to one made today, or to a plan that runs."""
    return {
        "instead": _("instead of it"),
        "besides": _("besides it"),
        "plan": _("one plan"),
    }[name]
