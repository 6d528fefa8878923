"""What came of a call, row by row of docs/reference/shorthand.md, and the traps of its lexicon."""

from __future__ import annotations

import pytest

from tests.rules.shorthand.lines import read

OUTCOMES = [
    ("cere sa nu mai fie sunat", "cease_contact"),
    ("nu mai sunati niciodata", "cease_contact"),
    ("doar in scris", "cease_contact"),
    ("vrea corespondenta numai prin posta", "cease_contact"),
    ("ne acuza de hartuire, sa incetam apelurile", "cease_contact"),
    ("stop calling, letters only", "cease_contact"),
    ("does not want to be called, email only", "cease_contact"),
    ("DNC", "cease_contact"),
    ("debitor decedat", "deceased"),
    ("titularul a murit in martie", "deceased"),
    ("sotia zice ca a murit", "deceased"),
    ("dec'd, confirmed by daughter", "deceased"),
    ("debtor passed away last month", "deceased"),
    ("firma in insolventa", "insolvency"),
    ("a intrat in faliment personal", "insolvency"),
    ("filed for bankruptcy", "insolvency"),
    ("company went bust", "insolvency"),
    ("are avocat", "represented"),
    ("reprezentata de avocat, vorbim doar cu el", "represented"),
    ("solicitor acting, speak to him", "represented"),
    ("sotia la tel, el e la munca", "third_party"),
    ("vb cu mama, lasat mesaj", "third_party"),
    ("a raspuns fratele, nu e acasa", "third_party"),
    ("tt wife, will pass on msg", "third_party"),
    ("mother picked up, he is out", "third_party"),
    ("neighbour: he moved to spain", "third_party"),
    ("secretara: dl director in sedinta", "third_party"),
    ("3p, no info", "third_party"),
    ("fiica zice ca plateste el 300 vn", "third_party"),
    ("mama: e in spital, reveniti luni", "third_party"),
    ("his dad took a message", "third_party"),
    ("contesta suma", "dispute"),
    ("nu recunoaste datoria", "dispute"),
    ("nu e de acord cu penalitatile, contesta", "dispute"),
    ("disputes the balance", "dispute"),
    ("says he was charged twice", "dispute"),
    ("zice ca nu datoreaza nimic", "dispute"),
    ("goods never delivered", "dispute"),
    ("promite 300 vn", "promise"),
    ("pp 3x200", "promise"),
    ("zice ca a platit ieri", "paid_claim"),
    ("already paid, has receipt", "paid_claim"),
    ("are dovada platii", "paid_claim"),
    ("refuza plata", "refused"),
    ("nu plateste nimic", "refused"),
    ("rtp", "refused"),
    ("won't pay a penny", "refused"),
    ("sa-l dam in judecata", "refused"),
    ("told me to take him to court", "refused"),
    ("nu are bani", "hardship"),
    ("lost his job, nothing to offer", "hardship"),
    ("e in spital, nu poate plati", "hardship"),
    ("nr gresit", "wrong_number"),
    ("wrong number, remove", "wrong_number"),
    ("nu cunoaste debitorul", "wrong_number"),
    ("numar nealocat", "number_invalid"),
    ("number disconnected", "number_invalid"),
    ("nis", "number_invalid"),
    ("linie desfiintata", "number_invalid"),
    ("a inchis telefonul", "hung_up"),
    ("mi-a inchis in nas", "hung_up"),
    ("hung up on me", "hung_up"),
    ("vm", "voicemail"),
    ("casuta vocala", "voicemail"),
    ("lasat msj pe robot", "voicemail"),
    ("left msg on machine", "voicemail"),
    ("suna ocupat", "busy"),
    ("nr ocupat", "busy"),
    ("line engaged", "busy"),
    ("nu raspunde", "no_answer"),
    ("nr x3", "no_answer"),
    ("tel inchis", "no_answer"),
    ("fara semnal", "no_answer"),
    ("apel respins", "no_answer"),
    ("no ans", "no_answer"),
    ("switched off", "no_answer"),
    ("revin maine", "callback"),
    ("cere sa fie sunat dupa 5", "callback"),
    ("e ocupat acum, revin joi", "callback"),
    ("in a meeting, call back at 4", "callback"),
    ("va suna el luni", "callback"),
    ("nu stie cand plateste", "right_party"),
    ("cere extras de cont", "right_party"),
    ("nu da o data, se mai gandeste", "right_party"),
    ("no ptp", "right_party"),
    ("nu poate plati vn", "right_party"),
    ("nu plateste azi", "right_party"),
    ("ii trimitem factura", "right_party"),
    ("scrisoare trimisa", "note"),
    ("letter sent", "note"),
    ("dosar predat la executor", "note"),
    ("", "note"),
    ("asdf qwer", "note"),
    ("fiul spune ca tatal a murit", "deceased"),
    ("vb cu sotia, sotul a decedat in iulie", "deceased"),
    ("son says his father passed away", "deceased"),
    ("sotia zice ca tatal ei a murit", "third_party"),
    ("promite ca rezolva, fara data", "right_party"),
    ("plateste la salariu", "promise"),
    ("won't make the 120 on friday", "right_party"),
    ("no longer able to keep the arrangement", "right_party"),
    ("customer died last month as per her neighbour", "deceased"),
    ("decdat in martie, zice fiica", "deceased"),
    ("tlf nchs", "no_answer"),
    ("n are bani", "hardship"),
    ("am propus 6 rate de 200, nu e de acord", "right_party"),
    ("letter 2 trimisa azi by post", "note"),
]


@pytest.mark.parametrize(("line", "outcome"), OUTCOMES)
def test_the_outcome_of_a_line(line: str, outcome: str) -> None:
    assert read(line).outcome == outcome


STRONGER = [
    # the stronger of two
    ("plateste 200 vn dar sa nu mai fie sunat", "cease_contact"),
    ("sotia plange: a murit, avocatul se ocupa", "deceased"),
    ("firma in insolventa, are avocat", "insolvency"),
    ("are avocat, contesta suma", "represented"),
    ("sotia contesta suma", "third_party"),
    ("contesta penalitatile, plateste 320 maine", "dispute"),
    ("a platit 200 ieri, restul vn", "promise"),
    ("nu are bani, da 50 vn", "promise"),
    ("a platit ieri, e bolnav", "paid_claim"),
    ("refuza, nu are bani", "refused"),
    ("nu raspunde, revin maine", "no_answer"),
    ("nu raspunde, lasat mesaj vocal", "voicemail"),
    ("trimis somatie, nu raspunde", "no_answer"),
]


@pytest.mark.parametrize(("line", "outcome"), STRONGER)
def test_the_strongest_outcome_wins(line: str, outcome: str) -> None:
    assert read(line).outcome == outcome


def test_what_somebody_else_says_is_no_promise() -> None:
    note = read("mama zice ca plateste 300 vn, revin joi la 10, el e in spital")
    assert note.promises == ()
    assert note.who == "third_party"
    assert note.reason == "illness"
    assert note.callback_at is not None


THE_DEBTOR_SPEAKS = [
    "i-a murit mama, plateste 300 vn",
    "sotia a raspuns apoi mi l-a dat la tel, plateste 300 vn",
    "plateste sotia 300 vn",
    "vb cu tit, sotia e bolnava, plateste 300 vn",
    "fiul e in spital, plateste 300 vn",
    "wife lost her job, will pay 300 fri",
    "cl zice ca sotul plateste 300 vn",
]


@pytest.mark.parametrize("line", THE_DEBTOR_SPEAKS)
def test_another_person_in_the_line_need_not_be_the_one_who_speaks(line: str) -> None:
    assert read(line).outcome == "promise"


WHO = [
    ("promite 300 vn", "right_party"),
    ("sotia la tel", "third_party"),
    ("nu raspunde", "nobody"),
    ("vm", "nobody"),
    ("nr gresit", "wrong_party"),
    ("hung up", "unknown"),
    ("scrisoare trimisa", "unknown"),
    ("accounts dept will pay 300 fri", "authorised"),
    ("revin maine", "unknown"),
    ("la volan, revin maine", "right_party"),
]


@pytest.mark.parametrize(("line", "who"), WHO)
def test_who_was_on_the_phone(line: str, who: str) -> None:
    assert read(line).who == who


def test_who_dials_is_told() -> None:
    assert read("revin maine la 10").callback_by == "us"
    assert read("suna el maine la 10").callback_by == "them"
    assert read("will call us back tmrw").callback_by == "them"
    assert read("nu raspunde").callback_by is None


# --- Traps ------------------------------------------------------------------------------------------------


def test_sun_is_i_call_or_sunday() -> None:
    assert read("sun maine la 10").outcome == "callback"
    assert [str(one.due_on) for one in read("will pay 300 by sun").promises] == ["2026-11-29"]


SHORT_DAYS = [
    ("300 mi", "2026-11-25"),
    ("300 ma", "2026-11-24"),
    ("300 pe mar", "2026-11-24"),
    ("300 sa", "2026-11-28"),
    ("300 vi", "2026-11-27"),
    ("300 pe du", "2026-11-29"),
    ("300 mine", "2026-11-24"),
    ("300 pe 3 mar", "2027-03-03"),
    ("300 pe 3 noi", "2027-11-03"),
    ("300 pe 3 mai", "2027-05-03"),
    ("300 pe 3 dec", "2026-12-03"),
]


@pytest.mark.parametrize(("said", "due"), SHORT_DAYS)
def test_a_short_day_holds_beside_a_sum(said: str, due: str) -> None:
    assert [str(one.due_on) for one in read(f"plateste {said}").promises] == [due]


NO_DAYS = [
    "mi-a inchis",
    "ma suna el",
    "sa revenim",
    "nu mai vine la mine",
    "mai vedem noi",
    "tot nu raspunde",
    "na, nu stie",
    "a murit in dec",
    "salariu mic",
]


@pytest.mark.parametrize("line", NO_DAYS)
def test_a_plain_word_is_no_day_of_payment(line: str) -> None:
    assert read(line).promises == ()


PAIRS = [
    ("nr ocupat", "busy", "nr", "no_answer"),
    ("a inchis telefonul", "hung_up", "tel inchis", "no_answer"),
    ("e ocupat, revin maine", "callback", "suna ocupat", "busy"),
    ("contesta suma", "dispute", "cere nr de cont", "right_party"),
    ("are avocat", "represented", "av 300 vn", "promise"),
    ("tot nu raspunde", "no_answer", "plateste tot vn", "promise"),
    ("dec'd", "deceased", "300 pe 3 dec", "promise"),
    ("disc", "number_invalid", "wants 30% disc", "right_party"),
    ("suma gresita", "dispute", "nr gresit", "wrong_number"),
    ("op 300 vn", "promise", "opr, in spital", "hardship"),
]


@pytest.mark.parametrize(("first", "one", "second", "other"), PAIRS)
def test_a_form_with_two_meanings_is_settled_by_its_line(
    first: str, one: str, second: str, other: str
) -> None:
    assert (read(first).outcome, read(second).outcome) == (one, other)


def test_three_luni_are_months_and_luni_is_monday() -> None:
    plan = read("esalonat 3 luni, 100 pe luna").instalments
    assert plan is not None
    assert plan.count == 3
    assert [str(one.due_on) for one in read("300 luni").promises] == ["2026-11-30"]


def test_si_is_and() -> None:
    assert read("plateste 300 vn si 200 luni").our_promise is None


def test_k_is_that_or_a_thousand() -> None:
    assert [one.cents for one in read("zice k plateste 2k vn").promises] == [200000]
