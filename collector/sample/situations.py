"""Where an account stands by what no file can bring: holds, disputes, promises cancelled at the desk."""

from __future__ import annotations

from datetime import date, timedelta

from collector.desk.entries import CallEntry, DisputeEntry, HoldEntry
from collector.sample import presents
from collector.sample.pen import Given, Pen
from collector.sample.rows import Ends

# --- Holds -----------------------------------------------------------------------------------------------


def insolvent(pen: Pen) -> None:
    """Said on the phone while a promise ran: the break is excused, and nobody calls any more."""
    pen.promise(pen.workday(34), pen.day(20), pen.a_sum())
    pen.desk(
        pen.workday(25),
        _heard(pen, "insolvency", "firma in insolvență, dosar la tribunal", "oob, in insolvency"),
    )


def breathing_space(pen: Pen) -> None:
    """A debt adviser asked for time: back-dated by two days, it ends by itself; the break is excused."""
    pen.promise(pen.workday(30), pen.day(18), pen.a_sum())
    day = pen.workday(22)
    since = day - timedelta(days=2)
    pen.desk(day, HoldEntry("breathing_space", since, pen.day(-36), pen.day(-30), "cerere prin consilier"))


def before_court(pen: Pen) -> None:
    _held(pen, "legal_hold", 40, "dosar la instanță, răspunde juridicul", review_in=20)


def assigned(pen: Pen) -> None:
    """Bought lately: the notice of the assignment is on its way."""
    pen.fresh = True
    day = pen.workday(3)
    pen.desk(
        day, HoldEntry("assignment_notice", day, pen.day(-27), pen.day(-27), "notificare de cesiune trimisă")
    )


def wants_no_calls(pen: Pen) -> None:
    pen.desk(pen.workday(12), _heard(pen, "cease_contact", "nu mai suna, doar in scris", "dnc, letters only"))


def has_a_lawyer(pen: Pen) -> None:
    pen.desk(
        pen.workday(15),
        _heard(pen, "represented", "are avocat, tine el legatura", "atty rep'd, call counsel"),
    )


def has_died(pen: Pen) -> None:
    note = "familia: a decedat luna trecută"
    entry = CallEntry(
        "third_party", "deceased", note, note, "inbound", hold=HoldEntry("deceased", pen.day(20), reason=note)
    )
    pen.desk(pen.workday(6), entry)


def in_danger(pen: Pen) -> None:
    """Somebody else will look at this before anyone calls again."""
    _held(pen, "safety_risk", 3, "a spus că nu mai vede nicio ieșire; anunțat supervizorul", review_in=1)


def vulnerable(pen: Pen) -> None:
    _held(pen, "vulnerable", 18, "are în grijă doi copii bolnavi", review_in=12)


def without_capacity(pen: Pen) -> None:
    _held(pen, "capacity", 26, "tutela este în curs", review_in=14)


def in_hardship(pen: Pen) -> None:
    """Job loss, told on the phone."""
    pen.desk(
        pen.workday(8), _heard(pen, "hardship", "somer de 2 luni, nu poate", "laid off, hrdshp, cant pay now")
    )


def hold_lifted(pen: Pen) -> None:
    """Was vulnerable for a month, long ago; promises again."""
    day = pen.workday(95)
    placed = pen.desk(day, HoldEntry("vulnerable", day - timedelta(days=2), reason="internare, operație"))
    pen.desk(pen.workday(62), Ends("hold", placed, "lifted", "s-a întors acasă, lucrează"))
    presents.due_next_week(pen)


def _held(pen: Pen, kind: str, ago: int, reason: str, review_in: int) -> None:
    day = pen.workday(ago)
    pen.desk(day, HoldEntry(kind, day, None, pen.day(-review_in), reason))


def _heard(pen: Pen, outcome: str, romanian: str, english: str) -> CallEntry:
    note = english if pen.agent == "radu" else romanian
    return CallEntry("right_party", outcome, note, note)


# --- Disputes --------------------------------------------------------------------------------------------


def disputes(pen: Pen) -> None:
    """Contested on the phone a few days ago; we owe an answer."""
    day = pen.workday(5)
    entry = DisputeEntry(day, "dobânzile de după reziliere", "factura nu a fost trimisă", None, pen.day(-3))
    note = "contesta dobanzile, nu a primit factura"
    pen.desk(day, CallEntry("right_party", "dispute", note, note, dispute=entry))


def dispute_forgotten(pen: Pen) -> None:
    """Open for weeks, its answer overdue; the promise that broke meanwhile is excused."""
    day = pen.workday(40)
    pen.desk(day, DisputeEntry(day, "suma", "plată neînregistrată", "elena", pen.day(19)))
    pen.promise(pen.workday(36), pen.day(26), pen.a_sum())


def dispute_over(pen: Pen) -> None:
    """Answered: the break of that time is excused, the new promise is open."""
    pen.promise(pen.workday(80), pen.day(70), pen.a_sum())
    day = pen.workday(75)
    opened = pen.desk(day, DisputeEntry(day, "penalitățile", None, "maria", pen.day(66)))
    pen.desk(pen.workday(58), Ends("dispute", opened, "resolved", "penalități șterse, restul recunoscut"))
    presents.due_next_week(pen)


def dispute_upheld(pen: Pen) -> None:
    """They were right: we cancel the promise before it falls due."""
    given = pen.promise(pen.workday(24), pen.day(11), pen.a_sum())
    day = pen.workday(22)
    opened = pen.desk(day, DisputeEntry(day, "un produs returnat", "stornare uitată", "ion"))
    pen.desk(pen.workday(18), Ends("promise", given.ref, "by_us", "contestație admisă"))
    pen.desk(pen.workday(15), Ends("dispute", opened, "resolved", "stornat"))


# --- Promises that ended ---------------------------------------------------------------------------------


def withdrawn(pen: Pen) -> None:
    """Taken back before it fell due."""
    given = _promised(pen, 20, 9)
    pen.desk(pen.workday(14), Ends("promise", given.ref, "withdrawn", "nu mai poate, a pierdut contractul"))


def withdrawn_too_late(pen: Pen) -> None:
    """Taken back after it fell due, within grace: judged first."""
    given = _promised(pen, 26, _ago(pen, pen.workday(17)))
    pen.desk(given.due_on, Ends("promise", given.ref, "withdrawn", "zice că nu mai plătește"))


def cancelled_by_us_late(pen: Pen) -> None:
    """A part was paid; on its due day we cancelled the rest."""
    given = _promised(pen, 29, _ago(pen, pen.workday(19)))
    pen.pay(pen.day(24), given.amount_minor // 2)
    pen.desk(given.due_on, Ends("promise", given.ref, "by_us", "rest suspendat de client"))


def typed_wrongly(pen: Pen) -> None:
    """A promise entered on the wrong account, taken back as an error; a real one stands."""
    wrong = _promised(pen, 13, 2)
    pen.desk(pen.workday(12), Ends("promise", wrong.ref, "error", "alt dosar"))
    presents.due_next_week(pen)


def _promised(pen: Pen, made_ago: int, due_ago: int) -> Given:
    return pen.promise(pen.workday(made_ago), pen.day(due_ago), pen.a_sum())


def _ago(pen: Pen, day: date) -> int:
    return (pen.anchor - day).days
