"""Where an account stands by calls taken in the new program, and by what we promised in them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from collector.desk.entries import CallEntry, OurPromiseEntry, PromiseEntry
from collector.sample import presents
from collector.sample.pen import OFFICE, Pen
from collector.sample.rows import Ends

# --- Our own word ----------------------------------------------------------------------------------------


def we_are_late(pen: Pen) -> None:
    """We said that the invoice would go out, and it did not."""
    pen.desk(pen.workday(6), OurPromiseEntry("send_invoice", pen.workday(2), note="duplicat factură"))


def we_did_not_call(pen: Pen) -> None:
    """They waited for our call on the last working day."""
    on = pen.workday(1)
    pen.desk(pen.workday(5), _call_back(datetime.combine(on, time(11, 30), OFFICE)))


def we_call_today(pen: Pen) -> None:
    pen.desk(pen.workday(4), _call_back(datetime.combine(pen.anchor, time(16, 30), OFFICE)))


def we_call_this_morning(pen: Pen) -> None:
    """Agreed for a quarter to ten: late as soon as the morning is under way."""
    pen.desk(pen.workday(3), _call_back(datetime.combine(pen.anchor, time(9, 45), OFFICE)))


def we_send_today(pen: Pen) -> None:
    pen.desk(pen.workday(2), OurPromiseEntry("send_statement", pen.anchor, note="extras de cont pe e-mail"))


def we_check_soon(pen: Pen) -> None:
    """They say they have paid; we look into it the day after tomorrow, and a promise is open besides."""
    presents.due_next_week(pen)
    claimed = pen.a_sum(20, 40)
    note = f"zice ca a platit {pen.say(claimed)} saptamana trecuta, verificam"
    ours = OurPromiseEntry("check_payment", pen.day(-2))
    pen.desk(
        pen.workday(1),
        CallEntry("right_party", "paid_claim", note, note, claimed_minor=claimed, ours=ours),
    )


def we_were_late(pen: Pen) -> None:
    """We sent the papers four days late; the break of those days is excused."""
    ours = pen.desk(pen.workday(74), OurPromiseEntry("send_documents", pen.workday(70), note="contractul"))
    pen.promise(pen.workday(73), pen.day(67), pen.a_sum())
    pen.desk(pen.workday(64), Ends("our_promise", ours, "done"))
    presents.broken_once(pen)


def we_kept_our_word(pen: Pen) -> None:
    ours = pen.desk(pen.workday(16), OurPromiseEntry("send_plan", pen.workday(13), note="grafic de plată"))
    pen.desk(pen.workday(14), Ends("our_promise", ours, "done"))
    presents.due_next_week(pen)


def _call_back(at: datetime) -> CallEntry:
    note = f"e la munca, sun inapoi {at:%d.%m} la {at:%H:%M}"
    return CallEntry("right_party", "callback", note, note, callback_at=at)


# --- Calls of the new program ----------------------------------------------------------------------------


def promised_at_the_desk(pen: Pen) -> None:
    amount = pen.a_sum()
    pen.owes_at_least(amount)
    entry = _takes(pen, PromiseEntry(amount, pen.day(-4), "card"))
    pen.desk(pen.workday(2), entry)


def kept_at_the_desk(pen: Pen) -> None:
    """Taken in the new program, paid by a bank file."""
    amount = pen.a_sum()
    pen.owes_at_least(amount)
    pen.desk(pen.workday(15), _takes(pen, PromiseEntry(amount, pen.day(4), "bank_transfer")))
    pen.pay(pen.day(3), amount)


def plan_at_the_desk(pen: Pen) -> None:
    amount = pen.a_sum(40, 70)
    pen.owes_at_least(4 * amount)
    parts = [PromiseEntry(amount + n * pen.money.step_minor, pen.day(-7 - 30 * n)) for n in range(3)]
    pen.desk(pen.workday(3), _takes(pen, *parts))


def corrected_at_the_desk(pen: Pen) -> None:
    """A second promise of the same day instead of the first."""
    amount = pen.a_sum()
    pen.owes_at_least(amount)
    pen.desk(pen.workday(4), _takes(pen, PromiseEntry(amount, pen.day(-3))))
    entry = _takes(pen, PromiseEntry(amount, pen.day(-8)), words="revine: ptp", relation="instead")
    pen.desk_later(entry)


def promised_too_much(pen: Pen) -> None:
    """More than is owed: asked once more, with a reason that the lead sees."""
    pen.owes_minor = pen.a_sum(80, 120)
    asked = {"above_balance": "vrea să acopere și cheltuielile"}
    entry = _takes(pen, PromiseEntry(pen.owes_minor + pen.money.step_minor, pen.day(-6)), reasons=asked)
    pen.desk(pen.workday(1), entry)


def promised_again(pen: Pen) -> None:
    """After three breaks in a row one more promise, with a reason."""
    for due_ago in (75, 52, 30):
        pen.promise(pen.workday(due_ago + 8), pen.day(due_ago), pen.a_sum())
        pen.broke()
    amount = pen.a_sum(30, 50)
    pen.owes_at_least(amount)
    asked = {"many_breaks": "prima tranșă mică, plătește cu cardul la telefon"}
    pen.desk(pen.workday(2), _takes(pen, PromiseEntry(amount, pen.day(-1), "card"), reasons=asked))


def vague(pen: Pen) -> None:
    """Words without a day: no promise yet."""
    note = "o sa plateasca ceva cand ia salariul"
    entry = CallEntry(
        "right_party", "promise", note, note, promises=(PromiseEntry(None, None, hangs_on="salariu"),)
    )
    pen.desk(pen.workday(5), entry)


def undecided(pen: Pen) -> None:
    """Reached and identified; nothing agreed."""
    note = "tit, vb, nu da o data, se mai gandeste"
    pen.desk(pen.workday(5), CallEntry("right_party", "right_party", note, note))


def refuses(pen: Pen) -> None:
    note = "refz, zice ca nu are de unde"
    pen.desk(pen.workday(7), CallEntry("right_party", "refused", note, note))


def never_there(pen: Pen) -> None:
    """No answer, engaged, voice mail, no answer."""
    tries = (
        (20, "no_answer", "nr"),
        (14, "busy", "ocupat"),
        (8, "voicemail", "mv, las mesaj"),
        (3, "no_answer", "nr x2"),
    )
    for ago, outcome, note in tries:
        pen.desk(pen.workday(ago), CallEntry("nobody", outcome, note, note))


def wrong_person(pen: Pen) -> None:
    """A wrong number, then a relative who says when to call: a task, not a promise of ours."""
    pen.desk(
        pen.workday(9), CallEntry("wrong_party", "wrong_number", "ng, alta persoana", "ng, alta persoana")
    )
    note = "sotia rasp, sa sunam maine dupa 6"
    on = pen.workday(1)
    at = datetime.combine(on + timedelta(days=1), time(18), OFFICE)
    pen.desk(on, CallEntry("third_party", "third_party", note, note, callback_at=at))


def _takes(
    pen: Pen,
    *parts: PromiseEntry,
    words: str = "ptp",
    relation: str | None = None,
    reasons: dict[str, str] | None = None,
) -> CallEntry:
    """The call line of a promise taken in the new program."""
    said = " si ".join(f"{pen.say(p.amount_minor or 0)} pe {p.due_on:%d.%m}" for p in parts)
    typed = f"{words} {said}"
    return CallEntry(
        "right_party", "promise", typed, typed, promises=parts, relation=relation, reasons=reasons or {}
    )
