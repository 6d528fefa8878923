"""More stories of docs/reference/promises.md: closing by a new promise, cancelling, and excuses.

Terms and days as in `stories`.
"""

from __future__ import annotations

from tests.rules.telling import Fact, Story, dispute, ended, hold, paid, promised, we_promised

ONE_PLAN = [promised(2, 10, 300, plan="p"), promised(2, 20, 300, plan="p")]

CLOSINGS = [
    Story(
        "replaced on the due day: judged at once",
        [promised(2, 10, 300), promised(10, 20, 300), paid(9, 100)],
        {
            9: ["open, short by 200.00"],
            10: ["partly_kept 10 Nov, short by 200.00, closed 10 Nov", "open, short by 300.00"],
        },
    ),
    Story(
        "replaced the day before it fell due",
        [promised(2, 10, 300), promised(9, 20, 300), paid(8, 100)],
        {9: ["superseded 9 Nov, short by 200.00, closed 9 Nov", "open, short by 300.00"]},
    ),
    Story(
        "replaced on the deadline day",
        [promised(2, 10, 300), promised(12, 20, 300)],
        {12: ["broken 12 Nov, short by 300.00, closed 12 Nov", "open, short by 300.00"]},
    ),
    Story(
        "promised again after the deadline: nothing left to close",
        [promised(2, 10, 300), promised(13, 20, 300)],
        {13: ["broken 13 Nov, short by 300.00", "open, short by 300.00"]},
    ),
    Story(
        "what a closed promise took stays taken",
        [promised(2, 10, 300), promised(5, 20, 300), paid(4, 200), paid(19, 200)],
        {25: ["superseded 5 Nov, short by 100.00, closed 5 Nov", "partly_kept 25 Nov, short by 100.00"]},
    ),
    Story(
        "paid at the minute of the new promise: the new one's",
        [promised(2, 10, 300), promised(10, 20, 300, at="15:00"), paid(10, 300, at="15:00")],
        {10: ["broken 10 Nov, short by 300.00, closed 10 Nov", "kept 10 Nov"]},
    ),
    Story(
        "paid at an unknown hour of that day: the new one's",
        [promised(2, 10, 300), promised(10, 20, 300, at="15:00"), paid(10, 300)],
        {10: ["broken 10 Nov, short by 300.00, closed 10 Nov", "kept 10 Nov"]},
    ),
    Story(
        "two plans: the new plan closes each instalment of the old",
        [*ONE_PLAN, promised(11, 30, 100, plan="q")],
        {
            11: [
                "broken 11 Nov, short by 300.00, closed 11 Nov",
                "superseded 11 Nov, short by 300.00, closed 11 Nov",
                "open, short by 100.00",
            ]
        },
    ),
    Story(
        "a single promise while a plan runs closes the plan",
        [*ONE_PLAN, promised(5, 8, 50)],
        {
            5: [
                "superseded 5 Nov, short by 300.00, closed 5 Nov",
                "superseded 5 Nov, short by 300.00, closed 5 Nov",
                "open, short by 50.00",
            ]
        },
    ),
    Story(
        "the first of several new promises closes",
        [promised(2, 20, 300), promised(9, 21, 300), promised(5, 22, 300)],
        {
            9: [
                "superseded 5 Nov, short by 300.00, closed 5 Nov",
                "open, short by 300.00",
                "superseded 9 Nov, short by 300.00, closed 9 Nov",
            ]
        },
    ),
    Story(
        "a new promise that was withdrawn has closed the old one all the same",
        [promised(2, 10, 300), promised(5, 20, 300), ended("promise", 2, "withdrawn", 6)],
        {
            6: [
                "superseded 5 Nov, short by 300.00, closed 5 Nov",
                "cancelled 6 Nov, short by 300.00, closed 6 Nov, reason: withdrawn",
            ]
        },
    ),
]

CANCELLED = [
    Story(
        "withdrawn before it fell due",
        [promised(2, 10, 300), ended("promise", 1, "withdrawn", 9)],
        {
            8: ["open, short by 300.00"],
            9: ["cancelled 9 Nov, short by 300.00, closed 9 Nov, reason: withdrawn"],
        },
    ),
    Story(
        "withdrawn on the due day: judged first",
        [promised(2, 10, 300), paid(9, 100), ended("promise", 1, "withdrawn", 10)],
        {10: ["partly_kept 10 Nov, short by 200.00, closed 10 Nov, reason: withdrawn"]},
    ),
    Story(
        "cancelled by us on the deadline day: judged first",
        [promised(2, 10, 300), ended("promise", 1, "by_us", 12)],
        {12: ["broken 12 Nov, short by 300.00, closed 12 Nov, reason: by_us"]},
    ),
    Story(
        "withdrawn after the deadline: too late to take effect",
        [promised(2, 10, 300), ended("promise", 1, "withdrawn", 13)],
        {13: ["broken 13 Nov, short by 300.00"]},
    ),
    Story(
        "kept, then withdrawn",
        [promised(2, 10, 300), paid(5, 300), ended("promise", 1, "withdrawn", 6)],
        {6: ["kept 5 Nov, closed 6 Nov, reason: withdrawn"]},
    ),
    Story(
        "paid in the morning, withdrawn at noon",
        [
            *(promised(2, 10, 300), paid(6, 300, at="09:00")),
            ended("promise", 1, "withdrawn", 6, at="12:00"),
        ],
        {6: ["kept 6 Nov, closed 6 Nov, reason: withdrawn"]},
    ),
    Story(
        "withdrawn at an unknown hour: nothing of that day counts",
        [promised(2, 10, 300), paid(6, 300, at="09:00"), ended("promise", 1, "withdrawn", 6)],
        {6: ["cancelled 6 Nov, short by 300.00, closed 6 Nov, reason: withdrawn"]},
    ),
    Story(
        "replaced first, withdrawn later: the replacing counts",
        [promised(2, 10, 300), promised(5, 20, 300), ended("promise", 1, "withdrawn", 6)],
        {6: ["superseded 5 Nov, short by 300.00, closed 5 Nov", "open, short by 300.00"]},
    ),
    Story(
        "withdrawn and replaced at one moment: the withdrawing counts",
        [
            *(promised(2, 10, 300), promised(5, 20, 300, at="10:00")),
            ended("promise", 1, "withdrawn", 5, at="10:00"),
        ],
        {
            5: [
                "cancelled 5 Nov, short by 300.00, closed 5 Nov, reason: withdrawn",
                "open, short by 300.00",
            ]
        },
    ),
    Story(
        "an error takes no money",
        [promised(2, 10, 300), promised(2, 20, 300), ended("promise", 1, "error", 3), paid(9, 300)],
        {
            2: ["open, short by 300.00", "open, short by 300.00"],
            9: ["cancelled, short by 300.00, reason: error", "kept 9 Nov"],
        },
    ),
    Story(
        "what an error had closed opens again",
        [promised(2, 10, 300), promised(5, 20, 300), ended("promise", 2, "error", 7), paid(8, 300)],
        {
            6: ["superseded 5 Nov, short by 300.00, closed 5 Nov", "open, short by 300.00"],
            8: ["kept 8 Nov", "cancelled, short by 300.00, reason: error"],
        },
    ),
    Story(
        "an error found long after",
        [promised(2, 10, 300), ended("promise", 1, "error", 40)],
        {39: ["broken 13 Nov, short by 300.00"], 40: ["cancelled, short by 300.00, reason: error"]},
    ),
    Story(
        "withdrawn, then found to be an error",
        [promised(2, 10, 300), ended("promise", 1, "withdrawn", 4), ended("promise", 1, "error", 6)],
        {6: ["cancelled, short by 300.00, reason: error"]},
    ),
    Story(
        "the withdrawing itself was an error",
        [promised(2, 10, 300), ended("promise", 1, "withdrawn", 4), ended("ending", 1, "error", 6)],
        {
            5: ["cancelled 4 Nov, short by 300.00, closed 4 Nov, reason: withdrawn"],
            6: ["open, short by 300.00"],
        },
    ),
    Story(
        "the taking back of the withdrawing was the error",
        [
            *(promised(2, 10, 300), ended("promise", 1, "withdrawn", 4)),
            *(ended("ending", 1, "error", 6), ended("ending", 2, "error", 8)),
        ],
        {
            6: ["open, short by 300.00"],
            8: ["cancelled 4 Nov, short by 300.00, closed 4 Nov, reason: withdrawn"],
        },
    ),
]

BROKEN = "broken 13 Nov, short by 300.00"


def no_money(title: str, *facts: Fact, as_of: int = 13, because: str | None = None) -> Story:
    """One promise of the 2nd, due on the 10th, deadline the 12th, and nothing paid."""
    told = f"{BROKEN}, excused: {because}" if because else BROKEN
    return Story(title, [promised(2, 10, 300), *facts], {as_of: [told]})


EXCUSES = [
    no_money("dispute still open", dispute(12), because="dispute"),
    no_money("dispute opened after the deadline", dispute(13)),
    no_money(
        "dispute resolved on the day of making",
        *(dispute(1), ended("dispute", 1, "resolved", 2)),
        because="dispute",
    ),
    no_money("dispute resolved the day before", dispute(1), ended("dispute", 1, "resolved", 1)),
    no_money("dispute opened by mistake", dispute(8), ended("dispute", 1, "error", 9)),
    no_money(
        "dispute only later found to be a mistake",
        *(dispute(8), ended("dispute", 1, "error", 14)),
        because="dispute",
    ),
    no_money(
        "the resolving was a mistake",
        *(dispute(1), ended("dispute", 1, "resolved", 1), ended("ending", 1, "error", 3)),
        because="dispute",
    ),
    no_money("breathing space over the deadline", hold("breathing_space", 12), because="breathing_space"),
    no_money("breathing space from the day after", hold("breathing_space", 13)),
    no_money("breathing space until the making", hold("breathing_space", 1, 2), because="breathing_space"),
    no_money("breathing space until the day before", hold("breathing_space", 1, 1)),
    no_money(
        "breathing space lifted before its last day",
        *(hold("breathing_space", 1, 20), ended("hold", 1, "lifted", 1)),
    ),
    no_money(
        "breathing space lifted in the window",
        *(hold("breathing_space", 1, 20), ended("hold", 1, "lifted", 2)),
        because="breathing_space",
    ),
    no_money("insolvency", hold("insolvency", 5, 6), because="insolvency"),
    no_money("hold by mistake", hold("insolvency", 5), ended("hold", 1, "error", 6)),
    no_money("a vulnerable debtor is not excused by that alone", hold("vulnerable", 1)),
    no_money("nor is a hardship", hold("hardship", 1)),
    no_money(
        "we did not send what we said",
        we_promised("send_statement", 2, 4),
        because="our_promise",
    ),
    no_money(
        "we did it on our due day",
        *(we_promised("send_statement", 2, 4), ended("our_promise", 1, "done", 4)),
    ),
    no_money(
        "we did it a day late",
        *(we_promised("send_statement", 2, 4), ended("our_promise", 1, "done", 5)),
        because="our_promise",
    ),
    no_money(
        "we were late on the day of making",
        *(we_promised("send_statement", -5, 1), ended("our_promise", 1, "done", 2)),
        because="our_promise",
    ),
    no_money(
        "late, but done before the promise was made",
        *(we_promised("send_statement", -5, -1), ended("our_promise", 1, "done", 1)),
    ),
    no_money("ours fell due after the deadline", we_promised("check_payment", 2, 13)),
    no_money("ours fell due on the deadline day", we_promised("check_payment", 2, 12), because="our_promise"),
    no_money(
        "what we promised was a typing error",
        *(we_promised("send_statement", 2, 4), ended("our_promise", 1, "error", 5)),
    ),
    no_money("a call-back due before the promise", we_promised("call_back", 2, 9)),
    no_money("a call-back due with the promise", we_promised("call_back", 2, 10), because="our_promise"),
    no_money(
        "several causes: the dispute is named first",
        *(we_promised("check_payment", 2, 4), hold("insolvency", 3), hold("breathing_space", 3), dispute(9)),
        because="dispute",
    ),
    no_money(
        "several causes: the breathing space before the insolvency",
        *(we_promised("check_payment", 2, 4), hold("insolvency", 3), hold("breathing_space", 9)),
        because="breathing_space",
    ),
    no_money(
        "several causes: the insolvency before our own promise",
        *(we_promised("check_payment", 2, 4), hold("insolvency", 9)),
        because="insolvency",
    ),
    Story(
        "partly kept is excused too, and still cured",
        [promised(2, 10, 300), dispute(8), paid(9, 100), paid(20, 200)],
        {20: ["partly_kept 13 Nov, short by 200.00, excused: dispute, cured 20 Nov"]},
    ),
    Story(
        "kept needs no excuse",
        [promised(2, 10, 300), dispute(8), paid(9, 300)],
        {13: ["kept 9 Nov"]},
    ),
    Story(
        "superseded needs no excuse",
        [promised(2, 10, 300), promised(9, 20, 300), dispute(8)],
        {9: ["superseded 9 Nov, short by 300.00, closed 9 Nov", "open, short by 300.00"]},
    ),
    Story(
        "a dispute opened on the day of closing still excuses",
        [promised(2, 10, 300), promised(11, 20, 300), dispute(11)],
        {
            11: [
                "broken 11 Nov, short by 300.00, closed 11 Nov, excused: dispute",
                "open, short by 300.00",
            ]
        },
    ),
    Story(
        "a dispute opened after the closing does not",
        [promised(2, 10, 300), promised(11, 20, 300), dispute(12)],
        {12: ["broken 11 Nov, short by 300.00, closed 11 Nov", "open, short by 300.00"]},
    ),
]
