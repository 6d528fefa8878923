"""Every tag that a row of the lexicon can have, and what it says. A tag of VALUED is followed by `:` and its value."""

from __future__ import annotations

import re

PLAIN = {
    # little words that lead in or join
    "on": "leads in a day: pe, by",
    "in": "leads in a wait: peste, in",
    "at": "leads in an hour or a day: la, at",
    "at_hour": "leads in an hour: la ora",
    "around": "leads in an hour that is not exact: after, before",
    "from": "leads in the first day of something: din, from",
    "starting": "leads in the first payment: prima, starting",
    "until": "leads in a last day: till",
    "approx": "before a sum that is not exact",
    "and": "joins a list",
    "or": "of two only the first counts",
    "but": "parts two clauses",
    "then": "parts two clauses",
    "instead": "what follows is what was",
    "not": "negates the verb that follows",
    "only": "takes back the negation before it: nu poate decat",
    "did_not": "negates what was",
    "cond": "a condition: if, when",
    "noise": "means nothing to the record",
    "greeting": "left out at the beginning of a line",
    "plain": "a common word that is known and says nothing",
    # days and hours
    "now": "today, with a payment",
    "next": "the next one",
    "this": "this one",
    "last": "the last one",
    "ago": "so long before today",
    "once": "some day in the past",
    "working": "of days: Monday to Friday",
    "weekend": "Saturday",
    "end_of_week": "Friday",
    "end_of_month": "the last day of the month",
    "end_of_year": "31 December",
    "end_of": "the last day of what follows",
    "beginning_of_month": "the 5th",
    "beginning_of": "the 5th of what follows",
    "middle_of_month": "the 15th",
    "middle_of": "the 15th of what follows",
    "half_hour": "thirty minutes from now",
    "oclock": "after an hour",
    "have": "the Romanian am, no morning",
    "salary": "the day that money comes, or the money",
    # amounts
    "thousand": "times 1000",
    "hundred": "times 100",
    "old_money": "a million: never read as a sum",
    "rest": "what is left of the balance",
    "balance": "the balance by name",
    "pif": "paid, or to be paid, in full",
    "arrears": "a sum that nobody said",
    "percent": "of the balance",
    "discount": "a percentage beside it is no sum",
    "counted": "a number before it counts people or things",
    "attempts": "a number before it counts attempts",
    "named_number": "a number after it is a name: of an invoice, a file",
    "down": "a first payment",
    "instalment": "one of several payments",
    "plan": "a payment plan",
    "equal": "of payments: all the same",
    "each": "before the sum of one payment",
    "amount": "the sum that is spoken of",
    # who
    "debtor": "the debtor",
    "we": "we do it",
    "third": "another person",
    "authorised": "who may speak for the firm",
    "say": "says",
    "had_said": "said before: may turn out to be history",
    "spoke": "somebody spoke: who decides",
    "right_party": "the debtor was spoken to",
    "spoke_to_other": "somebody else was spoken to",
    "passes_on": "somebody passes a message on",
    "handed": "gave the telephone to the debtor",
    "away": "is not there",
    "person_busy": "the person cannot talk now",
    "modal": "can, will",
    "want": "asks for",
    # verbs
    "pay": "will pay",
    "promise": "promises",
    "paid": "has paid",
    "sent": "has sent: money or papers",
    "send": "sends: money or papers",
    "proof": "proof of a payment",
    "owed": "is owed, not promised",
    "broken": "a promise that was not kept: history",
    "was_to": "should have paid: history",
    "moved": "moved to another day: only the new one counts",
    "refuse": "refuses to pay",
    "wont": "does not pay: a refusal unless a day is named",
    "undecided": "gives no day",
    "call": "a later call",
    "them": "the debtor calls",
    "scheduled": "an hour was agreed",
    "check": "we look into it",
    "settlement": "an offer to settle for less",
    "ask_approval": "we ask for an approval",
    "we_act": "something else that we do",
    # what came of it, and why
    "death": "somebody died: who decides",
    "disputes": "the debt, the sum or the goods are denied",
    "hardship": "words of hardship",
    "note": "done without a call",
    "late": "has not come: a cause with what is late",
    "goods": "what was bought",
    "faulty": "with goods: a dispute",
    "too_much": "of a sum: a dispute",
    "invoice": "the invoice",
    "contract": "a contract or policy",
    "cancelled": "of a contract: denies the sum",
    "clients": "people who owe the debtor",
    "channel": "a way to write",
}
VALUED = {
    "weekday": r"[0-6]",  # Monday is 0
    "month": r"1[0-2]|[1-9]",
    "shift": r"-?\d+",  # days from today
    "clock": r"\d+",  # the hour that a part of the day stands for
    "half_day": r"am|pm",
    "unit": r"min|hour|day|week|month|year",
    "number": r"\d+",
    "share": r"\d+/\d+",  # of the balance
    "currency": r"[A-Z]{3}",
    "every": r"day|week|2weeks|month",
    "outcome": r"[a-z_]+",
    "cause": r"[a-z_]+",
    "method": r"[a-z_]+",
    "paper": r"[a-z_]+",  # what can be sent
    "about": r"payment|dispute|approval",  # what is looked into
}


def is_tag(tag: str) -> bool:
    """Whether this is a tag, weak (`?`) or not."""
    name, _, value = tag.rstrip("?").partition(":")
    return name in PLAIN if not value else name in VALUED and re.fullmatch(VALUED[name], value) is not None
