"""The stories of docs/reference/promises.md, row by row, and the corners that the page leads into.

Terms unless said: Romania, 2 days of grace, 95 per cent. Days are those of November 2026. Each verdict is
told whole: state, day decided, short by, closed, excused, cancel reason, cured.
"""

from __future__ import annotations

from tests.rules.telling import Story, dispute, ended, paid, promised, taken_back

ONE_PLAN = [promised(2, 10, 300, plan="p"), promised(2, 20, 300, plan="p")]

THE_PAGE = [
    Story("paid on the due day", [promised(2, 10, 300), paid(10, 300)], {10: ["kept 10 Nov"]}),
    Story(
        "95 per cent within grace",
        [promised(2, 10, 300), paid(12, 285)],
        {12: ["kept 12 Nov, short by 15.00"]},
    ),
    Story(
        "one cent below the tolerance",
        [promised(2, 10, 300), paid(12, "284.99")],
        {12: ["open, short by 15.01"], 13: ["partly_kept 13 Nov, short by 15.01"]},
    ),
    Story(
        "paid the day after the deadline",
        [promised(2, 10, 300), paid(13, 300)],
        {13: ["broken 13 Nov, short by 300.00, cured 13 Nov"]},
    ),
    Story(
        "paid before it was promised",
        [promised(2, 10, 300), paid(1, 300)],
        {13: ["broken 13 Nov, short by 300.00"]},
    ),
    Story(
        "plan: the first instalment paid",
        [*ONE_PLAN, paid(9, 300)],
        {25: ["kept 9 Nov", "broken 25 Nov, short by 300.00"]},
    ),
    Story(
        "plan: only the second instalment paid",
        [*ONE_PLAN, paid(18, 300)],
        {25: ["broken 13 Nov, short by 300.00", "kept 18 Nov"]},
    ),
    Story(
        "replaced before it fell due",
        [promised(2, 10, 300), promised(5, 20, 300), paid(19, 300)],
        {25: ["superseded 5 Nov, short by 300.00, closed 5 Nov", "kept 19 Nov"]},
    ),
    Story(
        "replaced after it fell due",
        [promised(2, 10, 300), promised(11, 20, 300), paid(19, 300)],
        {25: ["broken 11 Nov, short by 300.00, closed 11 Nov", "kept 19 Nov"]},
    ),
    Story(
        "kept before it was replaced",
        [promised(2, 10, 300), promised(5, 20, 300), paid(4, 300)],
        {25: ["kept 4 Nov, closed 5 Nov", "broken 25 Nov, short by 300.00"]},
    ),
    Story(
        "money of the day of replacing is the new one's",
        [promised(2, 10, 300), promised(11, 20, 300), paid(11, 300)],
        {25: ["broken 11 Nov, short by 300.00, closed 11 Nov", "kept 11 Nov"]},
    ),
    Story(
        "paid in the morning, promised again in the afternoon",
        [promised(2, 10, 300), promised(10, 20, 300, at="15:00"), paid(10, 300, at="09:00")],
        {25: ["kept 10 Nov, closed 10 Nov", "broken 25 Nov, short by 300.00"]},
    ),
    Story(
        "added to a plan later, due earlier",
        [promised(2, 20, 300, plan="p"), promised(5, 10, 100, plan="p"), paid(3, 300)],
        {25: ["kept 3 Nov", "broken 13 Nov, short by 100.00"]},
    ),
    Story(
        "reversed after it was kept",
        [promised(2, 10, 300), paid(9, 300), taken_back(16, 300)],
        {12: ["kept 9 Nov"], 16: ["broken 13 Nov, short by 300.00"]},
    ),
    Story(
        "a part reversed",
        [promised(2, 10, 300), paid(9, 300), taken_back(11, 20)],
        {13: ["partly_kept 13 Nov, short by 20.00"]},
    ),
    Story(
        "the deadline moves over two holidays",
        [promised(2, 27, 300), paid(33, 300)],
        {32: ["open, short by 300.00"], 33: ["kept 3 Dec"]},
    ),
    Story(
        "a dispute lay on it",
        [promised(2, 10, 300), dispute(8), ended("dispute", 1, "resolved", 15)],
        {13: ["broken 13 Nov, short by 300.00, excused: dispute"]},
    ),
]

WINDOWS = [
    Story(
        "not yet due", [promised(2, 10, 300)], {2: ["open, short by 300.00"], 12: ["open, short by 300.00"]}
    ),
    Story("not yet made", [promised(2, 10, 300)], {1: []}),
    Story(
        "on the day of making, no hour known to one of them",
        [promised(2, 10, 300, at="12:00"), paid(2, 300)],
        {2: ["kept 2 Nov"]},
    ),
    Story(
        "on the day of making, an hour before",
        [promised(2, 10, 300, at="12:00"), paid(2, 300, at="11:59")],
        {13: ["broken 13 Nov, short by 300.00"]},
    ),
    Story(
        "on the day of making, at the same minute",
        [promised(2, 10, 300, at="12:00"), paid(2, 300, at="12:00")],
        {2: ["kept 2 Nov"]},
    ),
    Story(
        "half past midnight in the office is still yesterday in UTC",
        [promised(2, 10, 300, at="00:30"), paid(2, 300, at="00:45"), paid(1, 300, at="23:50")],
        {2: ["kept 2 Nov"]},
    ),
    Story(
        "every day is a working day where the terms name no country",
        [promised(2, 27, 300, country=None), paid(29, 300), promised(2, 27, 300, country=None)],
        {30: ["kept 29 Nov", "broken 30 Nov, short by 300.00"]},
    ),
    Story(
        "without grace the due day is the deadline",
        [promised(2, 10, 300, grace=0), paid(11, 300)],
        {10: ["open, short by 300.00"], 11: ["broken 11 Nov, short by 300.00, cured 11 Nov"]},
    ),
    Story(
        "due on a Saturday: Monday, then two days of grace",
        [promised(2, 7, 300), paid(11, 300)],
        {11: ["kept 11 Nov"]},
    ),
    Story(
        "the tolerance is rounded up: 95 per cent of 0.99 is 0.95",
        [promised(2, 10, "0.99"), paid(10, "0.94")],
        {13: ["partly_kept 13 Nov, short by 0.05"]},
    ),
    Story(
        "the tolerance rounded up is reached",
        [promised(2, 10, "0.99"), paid(10, "0.95")],
        {10: ["kept 10 Nov, short by 0.04"]},
    ),
    Story(
        "a cent cannot be tolerated away",
        [promised(2, 10, "0.01")],
        {13: ["broken 13 Nov, short by 0.01"]},
    ),
    Story(
        "kept on the day that the last missing part came",
        [promised(2, 10, 300), paid(4, 100), paid(6, 184), paid(8, 1), paid(9, 15)],
        {7: ["open, short by 16.00"], 8: ["kept 8 Nov, short by 15.00"], 9: ["kept 8 Nov"]},
    ),
]

LINE = [
    Story(
        "two equal instalments: the earlier reference is served first",
        [promised(2, 10, 300, plan="p", ref="B"), promised(2, 10, 300, plan="p", ref="A"), paid(9, 300)],
        {13: ["broken 13 Nov, short by 300.00", "kept 9 Nov"]},
    ),
    Story(
        "due on one day: the smaller sum is served first",
        [promised(2, 10, 300), promised(2, 10, 200), paid(9, 200)],
        {13: ["broken 13 Nov, short by 300.00", "kept 9 Nov"]},
    ),
    Story(
        "due on one day: the one made first is served first",
        [promised(2, 10, 300, at="10:00"), promised(2, 10, 300, at="09:00"), paid(9, 300)],
        {13: ["broken 13 Nov, short by 300.00", "kept 9 Nov"]},
    ),
    Story(
        "a promise made at an unknown hour comes before the hours of its day",
        [promised(2, 10, 300, at="00:10"), promised(2, 10, 300), paid(9, 300)],
        {13: ["broken 13 Nov, short by 300.00", "kept 9 Nov"]},
    ),
    Story(
        "side by side on one day: what is above the first goes to the second",
        [promised(2, 10, 300), promised(2, 20, 300), paid(9, 500)],
        {25: ["kept 9 Nov", "partly_kept 25 Nov, short by 100.00"]},
    ),
    Story(
        "beyond the tolerance a promise still takes up to its whole sum",
        [*ONE_PLAN, paid(9, 300), paid(10, 285)],
        {25: ["kept 9 Nov", "kept 10 Nov, short by 15.00"]},
    ),
    Story(
        "what lies before the window of the one added later stays for the others",
        [
            promised(2, 20, 300, plan="p"),
            promised(5, 10, 100, plan="p"),
            *(paid(3, 200), paid(6, 100), paid(11, 100)),
        ],
        {25: ["kept 11 Nov", "kept 6 Nov"]},
    ),
    Story(
        "reversals add up, never beyond the payment",
        [
            *(promised(2, 10, 300), paid(9, 300), paid(9, 100)),
            *(taken_back(10, 200), taken_back(11, 200), taken_back(12, 200)),
        ],
        {
            9: ["kept 9 Nov"],
            10: ["open, short by 100.00"],
            11: ["open, short by 200.00"],
            13: ["partly_kept 13 Nov, short by 200.00"],
        },
    ),
    Story(
        "reversed on the day it was paid",
        [promised(2, 10, 300), paid(9, 300), taken_back(9, 300), paid(10, 300)],
        {9: ["open, short by 300.00"], 10: ["kept 10 Nov"]},
    ),
]

CURES = [
    Story(
        "the cure needs only what is missing to the threshold",
        [promised(2, 10, 300), paid(9, 200), paid(14, 80), paid(16, 5)],
        {
            14: ["partly_kept 13 Nov, short by 100.00"],
            16: ["partly_kept 13 Nov, short by 100.00, cured 16 Nov"],
        },
    ),
    Story(
        "cured on the thirtieth day after the deadline",
        [promised(2, 10, 300), paid(42, 300)],
        {41: ["broken 13 Nov, short by 300.00"], 42: ["broken 13 Nov, short by 300.00, cured 12 Dec"]},
    ),
    Story(
        "too late on the thirty-first",
        [promised(2, 10, 300), paid(43, 300)],
        {43: ["broken 13 Nov, short by 300.00"]},
    ),
    Story(
        "money cures once, the oldest deadline first",
        [*ONE_PLAN, paid(26, 300)],
        {26: ["broken 13 Nov, short by 300.00, cured 26 Nov", "broken 25 Nov, short by 300.00"]},
    ),
    Story(
        "what another promise took cures nothing",
        [*ONE_PLAN, paid(18, 300), paid(26, 100)],
        {26: ["broken 13 Nov, short by 300.00", "kept 18 Nov"]},
    ),
    Story(
        "money between an early closing and the deadline is no cure",
        [promised(2, 10, 300), promised(11, 20, 100), paid(12, 400)],
        {12: ["broken 11 Nov, short by 300.00, closed 11 Nov", "kept 12 Nov"]},
    ),
]
