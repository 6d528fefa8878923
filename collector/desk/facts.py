"""From what was entered to the facts of the book. Nothing is decided here that a guard should decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date
from typing import Any, TypeVar

from collector.clock import FIRST_DAY, LAST_DAY
from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry, OurPromiseEntry, PromiseEntry
from collector.desk.scene import Scene
from collector.errors import Refused
from collector.rules.known import standing, taken_back
from collector.rules.records import OUTCOMES, RIGHT_PARTY, Call, Dispute, Ending, Hold, OurPromise, Promise
from collector.rules.terms import deadline, threshold
from collector.words import _

Day = TypeVar("Day", bound=date | None)
# outcomes that make a hold of the same meaning (docs/reference/notes.md, 3.12)
HOLD_OF_OUTCOME = {
    "cease_contact": "cease_contact",
    "represented": "represented",
    "insolvency": "insolvency",
    "deceased": "deceased",
    "hardship": "hardship",
}
# outcomes that say more of a call than a promise made in it
STRONGER = OUTCOMES[: OUTCOMES.index("promise")]


def settled(entry: CallEntry) -> CallEntry:
    """The entry with its outcome made to fit: a promise without amount or date is vague; a stronger outcome
    stays, as where one part is contested and the other promised."""
    if (not entry.promises and entry.outcome != "promise") or entry.outcome in STRONGER:
        return entry
    return entry._replace(outcome="promise" if complete(entry.promises) else "vague")


def complete(promises: Iterable[PromiseEntry]) -> bool:
    """Whether every part of what was promised has an amount and a date, and there is something at all."""
    promises = list(promises)
    return bool(promises) and all(p.amount_minor is not None and p.due_on is not None for p in promises)


def call_facts(scene: Scene, entry: CallEntry) -> list[Any]:
    """Everything that one call puts into the book, the call itself first."""
    facts: list[Any] = [call(scene, entry)]
    if complete(entry.promises):
        facts += promise_facts(scene, entry)
    if entry.dispute:
        facts.append(dispute(scene, entry.dispute))
    elif entry.outcome == "dispute":
        facts.append(dispute(scene, DisputeEntry(scene.today)))
    if entry.hold:
        facts.append(hold(scene, entry.hold))
    elif entry.outcome in HOLD_OF_OUTCOME:
        reason = entry.note or entry.typed or entry.outcome
        facts.append(hold(scene, HoldEntry(HOLD_OF_OUTCOME[entry.outcome], scene.today, reason=reason)))
    if entry.ours:
        facts.append(our_promise(scene, entry.ours))
    facts += _kept_call_backs(scene, entry)
    call_back = _call_back(scene, entry)
    return [*facts, call_back] if call_back else facts


def call(scene: Scene, entry: CallEntry) -> Call:
    seq = scene.numbers.take()
    return Call(
        debtor_id=scene.case.debtor.id,
        seq=seq,
        account_seq=scene.account.seq,
        ref=f"C{seq}",
        called_at=scene.at,
        agent=scene.desk.agent,
        direction=entry.direction,
        phone=entry.phone,
        who=entry.who,
        outcome=entry.outcome,
        typed=entry.typed,
        note=entry.note or entry.typed,
        callback_at=entry.callback_at,
        callback_on=_real(entry.callback_on),
        claimed_minor=entry.claimed_minor,
        claimed_on=_real(entry.claimed_on),
        recorded_at=scene.recorded_at,
        command_id=scene.command_id,
    )


# --- Promises and plans ----------------------------------------------------------------------------------


def promise_facts(scene: Scene, entry: CallEntry) -> list[Any]:
    """The promises of a call, and what their relation to earlier ones makes: `instead` cancels those of today
    as errors, `plan` puts them into one agreement, `besides` closes nothing."""
    of_today = todays_promises(scene)
    if entry.relation == "instead":
        taken: list[Any] = [taking_back(scene, ("promise", old.seq)) for old in of_today]
        return taken + _new_promises(scene, entry, _plan_of(scene, entry))
    if entry.relation == "plan":
        return _joined(scene, entry, of_today)
    joins = _plan_of_before(scene) if entry.relation == "besides" else None
    return _new_promises(scene, entry, joins or _plan_of(scene, entry))


def todays_promises(scene: Scene) -> list[Promise]:
    """Promises made on this account today that stand."""
    mistaken = taken_back(standing(scene.case.endings))
    return [
        p
        for p in scene.case.promises
        if p.account_seq == scene.account.seq and p.made_on == scene.today and p.seq not in mistaken
    ]


def running_plan(scene: Scene) -> str | None:
    """The plan of an open instalment on this account, if one runs."""
    live = (v.promise.plan_ref for v in scene.card.verdicts if v.state == "open" and v.promise.plan_ref)
    return next(live, None)


def _plan_of_before(scene: Scene) -> str | None:
    """A plan that runs since an earlier day. A promise outside of it would close it (docs/reference/promises.md,
    rule 4): what is to stand besides it has to be a part of it."""
    return next(
        (
            v.promise.plan_ref
            for v in scene.card.verdicts
            if v.state == "open" and v.promise.plan_ref and v.promise.made_on < scene.today
        ),
        None,
    )


def _joined(scene: Scene, entry: CallEntry, of_today: list[Promise]) -> list[Any]:
    """One plan of the new promises and those of today. Facts are not edited: an earlier promise without a
    plan is taken back as an error and stands again inside the plan."""
    plan = next((p.plan_ref for p in of_today if p.plan_ref), None) or running_plan(scene) or _new_plan(scene)
    facts: list[Any] = []
    for old in of_today:
        if old.plan_ref != plan:
            facts.append(taking_back(scene, ("promise", old.seq)))
            seq = scene.numbers.take()
            facts.append(
                old._replace(
                    seq=seq,
                    ref=_promise_ref(seq),
                    plan_ref=plan,
                    recorded_at=scene.recorded_at,
                    command_id=scene.command_id,
                )
            )
    return facts + _new_promises(scene, entry, plan)


def _plan_of(scene: Scene, entry: CallEntry) -> str | None:
    return _new_plan(scene) if len(entry.promises) > 1 else None


def _new_plan(scene: Scene) -> str:
    return f"A{scene.numbers.take()}"  # an agreement


def _new_promises(scene: Scene, entry: CallEntry, plan: str | None) -> list[Any]:
    return [_promise(scene, entry, part, plan) for part in entry.promises]


def _promise(scene: Scene, entry: CallEntry, part: PromiseEntry, plan: str | None) -> Promise:
    if part.amount_minor is None or part.due_on is None:
        raise ValueError("a promise needs amount and due date")
    seq = scene.numbers.take()
    return Promise(
        debtor_id=scene.case.debtor.id,
        seq=seq,
        account_seq=scene.account.seq,
        ref=_promise_ref(seq),
        made_on=scene.today,
        made_at=scene.at,
        due_on=_real(part.due_on),
        amount_minor=part.amount_minor,
        deadline_on=deadline(scene.terms, part.due_on),
        threshold_minor=threshold(scene.terms, part.amount_minor),
        plan_ref=plan,
        agent=scene.desk.agent,
        method=part.method,
        hangs_on=part.hangs_on,
        asked="; ".join(f"{rule}: {reason}" for rule, reason in entry.reasons.items()) or None,
        recorded_at=scene.recorded_at,
        command_id=scene.command_id,
    )


def _promise_ref(seq: int) -> str:
    return f"P{seq}"


def _real(day: Day) -> Day:
    """The day, if it is one that a book keeps: others are slips of the finger."""
    if isinstance(day, date) and not FIRST_DAY <= day <= LAST_DAY:
        raise Refused(_("{day} is not a day from 1900 to 2199.").format(day=day), "day_out_of_range")
    return day


# --- The rest --------------------------------------------------------------------------------------------


def hold(scene: Scene, entry: HoldEntry) -> Hold:
    if entry.until_on and entry.until_on < entry.from_on:
        raise Refused(_("A hold cannot end before it begins."), "hold_ends_before")
    return Hold(
        scene.case.debtor.id,
        scene.numbers.take(),
        entry.kind,
        _real(entry.from_on),
        _real(entry.until_on),
        _real(entry.review_on),
        entry.reason,
        scene.desk.agent,
        scene.recorded_at,
        scene.command_id,
    )


def dispute(scene: Scene, entry: DisputeEntry) -> Dispute:
    return Dispute(
        scene.case.debtor.id,
        scene.numbers.take(),
        scene.account.seq,
        _real(entry.opened_on),
        entry.valued,
        entry.breached,
        entry.owner or scene.desk.agent,
        _real(entry.due_on),
        scene.recorded_at,
        scene.command_id,
    )


def our_promise(scene: Scene, entry: OurPromiseEntry) -> OurPromise:
    if entry.due_on < scene.today:
        raise Refused(_("We cannot promise something for a day that has passed."), "ours_in_the_past")
    due_on = _real(entry.due_on)
    due_at = entry.due_at or scene.end_of(due_on)
    if due_at.tzinfo is None:
        raise ValueError(f"a moment needs its zone: {due_at!r}")
    return OurPromise(
        scene.case.debtor.id,
        scene.numbers.take(),
        scene.account.seq,
        entry.what,
        scene.today,
        due_on,
        due_at.astimezone(UTC),
        entry.note,
        scene.desk.agent,
        scene.recorded_at,
        scene.command_id,
    )


def _kept_call_backs(scene: Scene, entry: CallEntry) -> list[Ending]:
    """Call-backs that we owed are done by calling: on their day whether or not somebody answers, before it
    when we spoke. Nobody marks them by hand."""
    if entry.outcome == "note":  # no call at all
        return []
    spoke = entry.who in RIGHT_PARTY
    return [
        _ending(scene, "our_promise", ours.seq, "done", None)
        for ours in scene.card.our_undone
        if ours.what == "call_back"
        and (spoke or (entry.direction == "outbound" and ours.due_on <= scene.today))
    ]


def _call_back(scene: Scene, entry: CallEntry) -> OurPromise | None:
    """A call-back that we owe: only when we spoke with the debtor and we are the ones to dial."""
    on = entry.callback_on or (entry.callback_at and scene.desk.day_of(entry.callback_at))
    if on is None or entry.who not in RIGHT_PARTY or not entry.callback_by_us:
        return None
    return our_promise(scene, OurPromiseEntry("call_back", on, entry.callback_at))


def ending(scene: Scene, fact: str, fact_seq: int, reason: str, note: str | None = None) -> Ending:
    """End a fact of this debtor. Refused when there is none of this number or it has ended already."""
    case = scene.case
    known: dict[str, Sequence[Any]] = {
        "promise": case.promises,
        "hold": case.holds,
        "dispute": case.disputes,
        "our_promise": case.our_promises,
    }
    if all(each.seq != fact_seq for each in known[fact]):
        raise Refused(_("There is no such entry on this account any more."), "ending_unknown")
    if any(each.fact_seq == fact_seq for each in standing(scene.case.endings)):
        raise Refused(_("This has ended already; nothing was changed."), "ending_done")
    return _ending(scene, fact, fact_seq, reason, note)


def taking_back(scene: Scene, fact: tuple[str, int]) -> Ending:
    """The fact counts as if it had never been."""
    return _ending(scene, *fact, "error", None)


def _ending(scene: Scene, fact: str, fact_seq: int, reason: str, note: str | None) -> Ending:
    return Ending(
        scene.case.debtor.id,
        scene.numbers.take(),
        fact,
        fact_seq,
        reason,
        scene.today,
        scene.at,
        note,
        scene.desk.agent,
        scene.recorded_at,
        scene.command_id,
    )
