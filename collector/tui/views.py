"""What the screens show: plain texts and ids, made in a worker, so that no screen asks the book anything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from collector.config import Settings
    from collector.tui.scripting import Guide


class Where(NamedTuple):
    """An account of a debtor."""

    debtor_id: int
    account_seq: int


class ListRow(NamedTuple):
    """A row of the day's list."""

    where: Where
    section: str  # `now`, `later`, `wait`, `found`
    who: str
    step: str
    why: str
    why_brief: str
    band: str
    amount: str
    amount_brief: str
    until: str
    ref: str = ""  # of the account
    phone: str = ""  # the number to ring, as it is shown
    held_by: str = ""  # the agent of another app who has the card open now
    creditor: str = ""  # to whom it is owed
    place: Any = None  # where the list goes on behind it, of those to call now


class Filter(NamedTuple):
    """Which accounts the list is to show; None: all of them."""

    assigned: str | None = None
    creditor: str | None = None
    state: str | None = None  # an id of `FilterChoices.states`
    band: str | None = None


NO_FILTER = Filter()


class FilterChoices(NamedTuple):
    """What the list can be narrowed to."""

    assigned: tuple[str, ...]
    creditors: tuple[str, ...]
    states: tuple[tuple[str, str], ...]  # id and words
    bands: tuple[str, ...]


class Headline(NamedTuple):
    """What stands above the list."""

    day: str
    agent: str
    currency: str
    counts: tuple[str, ...]


class ListPage(NamedTuple):
    """Some rows of the list. `next` is where the following ones begin, None at the end."""

    rows: tuple[ListRow, ...]
    next: Any
    headline: Headline | None = None  # with the first page only


class HistoryLine(NamedTuple):
    """One thing that happened: its day, what, and of what kind it was."""

    day: str
    text: str
    kind: str  # `promise`, `call`, `payment`, `hold`, `dispute`, `ours`
    typed: str = ""  # with the note as it was typed, where that is another one


class OtherAccount(NamedTuple):
    """An account of the same debtor."""

    seq: int
    text: str


class LineFacts(NamedTuple):
    """What the call line of an account is read with. Sums are hundredths of the currency."""

    currency: str
    balance_cents: int
    usual_cents: int | None
    now: datetime  # of the office, to the minute, without a zone


class AccountView(NamedTuple):
    """The card of one account."""

    where: Where
    who: str
    phone: str
    local_time: str
    permission: str
    may_call: bool  # or we are speaking now
    balance: str
    about: str  # creditor and reference
    strip: tuple[tuple[str, bool], ...]  # state and whether excused, oldest first
    kept: str
    usual: str
    band: str
    chance: str
    reasons: str
    history: tuple[HistoryLine, ...]
    accounts: tuple[OtherAccount, ...]
    ends: tuple[tuple[str, str], ...] = ()  # what can end here: id and words
    ref: str = ""  # the creditor's reference, else ours
    money: str = ""  # where the balance comes from: "1,240.00 on 1 Nov, 500.00 paid since"
    money_moved: bool = False  # whether it is another sum than the one told to us
    refusal: str = ""  # which rule forbids a call now
    allowed: str = ""  # what a hold still allows
    ours: str = ""  # of our own promises: "we kept 2 of 3"
    overall: str = ""  # the promises of all accounts, where those of this one say something else
    last: str = ""  # the last talk, else the last attempt: when, who, what was said
    line: LineFacts | None = None  # what the call line is read with
    likelier: str = ""  # what would make the promise likelier
    guide: Guide | None = None  # what the script is made from
    chance_brief: str = ""  # of the chance the numbers alone


# --- What comes of an entry --------------------------------------------------------------------------------


class Question(NamedTuple):
    """Something that must be answered before the entry is saved: one of `choices`, or a reason in words."""

    rule: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()  # id and word


class Done(NamedTuple):
    """On the disk. `text` says what, `card` is the account as it stands now."""

    text: str
    card: AccountView


class Asked(NamedTuple):
    """Nothing saved yet: these are asked once."""

    questions: tuple[Question, ...]


class NotSaved(NamedTuple):
    """Nothing saved: what to do about it, and which field it is about."""

    text: str
    field: str | None = None
    span: tuple[int, int] | None = None  # of the line: what to write anew


Answer = Done | Asked | NotSaved


class Brought(NamedTuple):
    """What came of some files, or what would come of them: a few lines of text for each."""

    texts: tuple[str, ...]
    lines: int  # that are new or changed
    refused: int


class Founded(NamedTuple):
    """A debtor was typed in: the account to open, and what was saved, in words."""

    where: Where
    who: str
    text: str


class Completed(NamedTuple):
    """A path as far as what is there completes it; the names, when several do."""

    text: str
    names: tuple[str, ...] = ()


class Sample(NamedTuple):
    """The sample book: the folder that is gone with it, and the settings to open it with."""

    folder: TemporaryDirectory[str]
    settings: Settings


# --- The team's figures ------------------------------------------------------------------------------------


class TeamAsked(NamedTuple):
    """Which figures: `by` agent, week, creditor or age; a named period, or days as typed."""

    by: str = "agent"
    period: str = "all"
    typed: str = ""  # the days of the period `typed`


class Bar(NamedTuple):
    """What a bar draws: shares from 0 to 1."""

    rate: float
    low: float
    high: float
    expected: float | None


class TeamGroup(NamedTuple):
    """The figures of a group, or with `key` None of all, as they are shown."""

    key: str | None
    name: str
    kept: str  # "12 of 20"
    rate: str
    interval: str
    money: str
    expected: str
    lift: str
    counts: tuple[str, ...]  # promises, partly kept, broken, open, excused, late cured, superseded
    bar: Bar | None  # None: too few, or nothing was judged
    few: str  # in place of the bar
    told: str  # everything in words


class TeamLook(NamedTuple):
    """Something to look at beside the rates."""

    id: str  # `same_day`, `serial`, `asked`, `ours`
    name: str
    how_many: str
    told: str  # what it is, and why it is looked at


class TeamPeriod(NamedTuple):
    """A period to choose."""

    id: str
    name: str
    days: str


class TeamView(NamedTuple):
    """The figures of a period, with what they mean."""

    asked: TeamAsked
    title: str  # "Kept rates by agent"
    key_title: str  # above the names of the groups
    period: str
    whole: str  # the total in a breath
    about: str  # which promises belong to the period, and how many of them are decided
    model: str  # which one scores now, and its alarm
    groups: tuple[TeamGroup, ...]  # the total last; none when nothing falls in the period
    looks: tuple[TeamLook, ...]  # only what there is
    empty: str  # what to do when there are none
    counted: str  # when


class TeamPromise(NamedTuple):
    """A promise behind a figure."""

    where: Where
    section: str  # its state and how many there are of it
    mark: str  # of its state; an excused one keeps its own
    who: str
    amount: str
    due: str
    why: str
    why_brief: str
    agent: str
    told: str  # everything in words


class TeamPromises(NamedTuple):
    """Some of the promises behind a figure. `next` is where the following ones begin, None at the end."""

    rows: tuple[TeamPromise, ...]
    next: Any
    how_many: str
    changed: bool = False  # some are judged otherwise now than when they were counted
