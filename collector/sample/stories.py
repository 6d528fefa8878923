"""The stories of the sample: where an account stands, how likely that is, and what sort of past fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from collector.sample import desk_calls, presents, situations
from collector.sample.characters import CHARACTERS
from collector.sample.pen import Pen


class Story(NamedTuple):
    """What the last weeks hold. The past before is settled `room_days` before the anchor.

    As few as the story itself needs: with more, the last month would hold hardly any judged promise.
    """

    write: Callable[[Pen], None]
    weight: int  # beyond the one that is always there
    room_days: int = 17
    characters: tuple[str, ...] = CHARACTERS
    party: str = "any"  # whom it can happen to: `person`, `firm`, `any`

    @property
    def name(self) -> str:
        return self.write.__name__


_BLANK = ("none",)
_GOOD = ("steady", "reliable", "improver")
_NO_BREAKS = ("steady", "none")

PLAIN = (
    Story(presents.new, 10, characters=_BLANK),
    Story(presents.unanswered, 8, characters=_BLANK),
    Story(presents.quiet, 16, 30, characters=CHARACTERS[:-1]),
    Story(presents.due_today, 12),
    Story(presents.due_tomorrow, 8),
    Story(presents.due_next_week, 22, 11),
    Story(presents.in_grace, 7),
    Story(presents.half_way, 4),
    Story(presents.money_on_its_way, 1),
    Story(presents.put_off, 3),
    Story(presents.put_off_too_late, 4, 20),
    Story(presents.plan_running, 7, 25),
    Story(presents.plan_limping, 4, 50),
    Story(presents.pair_open, 1),
    Story(presents.kept_now, 8, characters=_GOOD),
    Story(presents.kept_today, 4, characters=_GOOD),
    Story(presents.partly_now, 9, 40),
    Story(presents.broken_once, 12, 35, _NO_BREAKS),
    Story(presents.broken_twice, 7, 70, _NO_BREAKS),
    Story(presents.broken_again_and_again, 6, 150, ("none", "poor")),
    Story(presents.cured, 4, 55),
    Story(presents.taken_back, 2, 45),
    Story(presents.paid_in_full, 4, 25, _GOOD),
    Story(presents.settled, 1, characters=_GOOD),
    Story(presents.overpaid, 0, 40, _GOOD),
)
AT_THE_DESK = (
    Story(situations.insolvent, 1, 45, party="firm"),
    Story(situations.breathing_space, 1, 45),
    Story(situations.before_court, 1, 45),
    Story(situations.assigned, 2, characters=_BLANK),
    Story(situations.wants_no_calls, 1),
    Story(situations.has_a_lawyer, 1, 20),
    Story(situations.has_died, 0, 25, party="person"),
    Story(situations.in_danger, 0, party="person"),
    Story(situations.vulnerable, 1, 25, party="person"),
    Story(situations.without_capacity, 0, 31, party="person"),
    Story(situations.in_hardship, 1, party="person"),
    Story(situations.hold_lifted, 0, 110, party="person"),
    Story(situations.disputes, 2),
    Story(situations.dispute_forgotten, 1, 50),
    Story(situations.dispute_over, 1, 95),
    Story(situations.dispute_upheld, 0, 40),
    Story(situations.withdrawn, 1, 35),
    Story(situations.withdrawn_too_late, 0, 40),
    Story(situations.cancelled_by_us_late, 0, 45),
    Story(situations.typed_wrongly, 0, 20),
    Story(desk_calls.we_are_late, 1),
    Story(desk_calls.we_did_not_call, 1),
    Story(desk_calls.we_call_today, 2),
    Story(desk_calls.we_call_this_morning, 0),
    Story(desk_calls.we_send_today, 1),
    Story(desk_calls.we_check_soon, 0),
    Story(desk_calls.we_were_late, 1, 95, _NO_BREAKS),
    Story(desk_calls.we_kept_our_word, 0, 25),
    Story(desk_calls.promised_at_the_desk, 2, characters=_GOOD),
    Story(desk_calls.kept_at_the_desk, 0, 20, characters=_GOOD),
    Story(desk_calls.plan_at_the_desk, 0),
    Story(desk_calls.corrected_at_the_desk, 0),
    Story(desk_calls.promised_too_much, 0),
    Story(desk_calls.promised_again, 0, 95, _BLANK),
    Story(desk_calls.vague, 1, characters=_BLANK, party="person"),
    Story(desk_calls.undecided, 1, characters=_BLANK),
    Story(desk_calls.refuses, 1, characters=_BLANK),
    Story(desk_calls.never_there, 1, characters=_BLANK),
    Story(desk_calls.wrong_person, 0, characters=_BLANK, party="person"),
)
STORIES = (*PLAIN, *AT_THE_DESK)
