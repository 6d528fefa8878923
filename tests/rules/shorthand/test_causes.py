"""Reasons, hardship, dispute, what we promised and ways to pay: the tables of docs/reference/shorthand.md."""

from __future__ import annotations

import pytest

from tests.rules.shorthand.lines import read

REASONS = [
    ("salariu intarziat", "salary_late"),
    ("nu si-a primit inca salariul", "salary_late"),
    ("nu i-a intrat sal", "salary_late"),
    ("patronul nu i-a dat banii, salariul intarzie", "salary_late"),
    ("wages late", "salary_late"),
    ("hasn't got his wages yet", "salary_late"),
    ("employer pays late, salary delayed", "salary_late"),
    ("si-a pierdut jobul", "job_loss"),
    ("e in somaj", "job_loss"),
    ("nu mai lucreaza", "job_loss"),
    ("concediata luna trecuta", "job_loss"),
    ("was made redundant", "job_loss"),
    ("out of work", "job_loss"),
    ("e in spital", "illness"),
    ("sotia operata", "illness"),
    ("copil bolnav", "illness"),
    ("cm pana pe 10", "illness"),
    ("had a stroke", "illness"),
    ("off sick", "illness"),
    ("i-a murit mama", "bereavement"),
    ("si-a inmormantat tatal", "bereavement"),
    ("wife died", "bereavement"),
    ("funeral costs", "bereavement"),
    ("nu are bani", "no_money"),
    ("nu are din ce", "no_money"),
    ("fara venituri", "no_money"),
    ("skint", "no_money"),
    ("can't afford it", "no_money"),
    ("i s-a stricat masina", "unexpected_expense"),
    ("cheltuieli neprevazute", "unexpected_expense"),
    ("boiler broke down", "unexpected_expense"),
    ("car repair bill", "unexpected_expense"),
    ("e in divort", "divorce"),
    ("s-a despartit de sotie", "divorce"),
    ("going through a divorce", "divorce"),
    ("asteapta bani de la client", "waiting_payment"),
    ("nu a incasat de la beneficiar", "waiting_payment"),
    ("waiting on a customer to pay", "waiting_payment"),
    ("n-a primit factura", "invoice_missing"),
    ("never got the bill", "invoice_missing"),
    ("suma gresita", "wrong_amount"),
    ("contesta penalitatile", "wrong_amount"),
    ("taxat de doua ori", "wrong_amount"),
    ("charged twice", "wrong_amount"),
    ("polita anulata", "wrong_amount"),
    ("marfa defecta", "goods_issue"),
    ("nu a primit coletul", "goods_issue"),
    ("faulty goods", "goods_issue"),
    ("work not done", "goods_issue"),
    ("nu e datoria lui", "not_mine"),
    ("furt de identitate", "not_mine"),
    ("never signed anything", "not_mine"),
    ("datorie prescrisa", "debt_too_old"),
    ("statute barred", "debt_too_old"),
    ("a uitat", "forgot"),
    ("slipped his mind", "forgot"),
    ("plecat in Germania", "abroad"),
    ("e in strainatate", "abroad"),
    ("moved to spain", "abroad"),
    ("cont blocat", "bank_problem"),
    ("poprire pe cont", "bank_problem"),
    ("card declined", "bank_problem"),
    ("contabila in concediu", "other"),
    ("nobody to sign", "other"),
    ("directorul nu a semnat", "other"),
    ("migreaza sistemul, de asta intarzie", "other"),
    ("de asta nu a platit: salariu intarziat", "salary_late"),
    ("nu are servici", "job_loss"),
    ("says we charged him twice", "wrong_amount"),
    ("zice ca i-ati luat de doua ori banii", "wrong_amount"),
    ("the boiler was never fixed so he isn't paying a penny", "goods_issue"),
    ("asteapta retur de tva", "waiting_payment"),
    ("mai are si el de luat bani de la o firma", "waiting_payment"),
    ("disputes inv 990, never received it", "invoice_missing"),
    ("i-a iesit complet din cap termenul", "forgot"),
    ("dobanda este gresita", "wrong_amount"),
    ("tit n spital", "illness"),
    ("dispute - marfa nu a fost livrata", "goods_issue"),
]


@pytest.mark.parametrize(("line", "reason"), REASONS)
def test_the_reason_of_a_line(line: str, reason: str) -> None:
    assert read(f"cl: {line}").reason == reason


@pytest.mark.parametrize(("line", "reason"), REASONS)
def test_a_reason_does_not_hide_a_promise(line: str, reason: str) -> None:
    note = read(f"{line}, plateste 300 vn")
    assert [one.cents for one in note.promises] == [30000]
    assert note.reason == reason


def test_the_first_cause_counts() -> None:
    assert read("a uitat, e si bolnav").reason == "forgot"
    assert read("e bolnav, a si uitat").reason == "illness"


NO_REASONS = [
    "a platit ieri",
    "refuza plata",
    "plateste 300 la salariu",
    "plateste 300 daca ia avans",
    "nu contesta, plateste 300 vn",
    "promite 300 vn",
    "nu e bolnav, plateste 300 vn",
    "on holiday until the 4th, call then",
]


@pytest.mark.parametrize("line", NO_REASONS)
def test_a_when_or_an_if_is_no_reason(line: str) -> None:
    assert read(line).reason is None


@pytest.mark.parametrize(
    "line",
    [
        "in somaj",
        "e in spital",
        "i-a murit tata",
        "nu are bani",
        "greutati mari",
        "financial difficulties",
        "a uitat, e bolnav",
    ],
)
def test_hardship(line: str) -> None:
    assert read(line).hardship


@pytest.mark.parametrize(
    "line",
    [
        "salariu intarziat",
        "asteapta bani de la client",
        "a uitat",
        "plecat in Italia",
        "cont poprit",
        "s-a stricat masina",
        "nu poate plati vn",
    ],
)
def test_no_hardship(line: str) -> None:
    assert not read(line).hardship


def test_hardship_in_words_without_a_cause_is_no_money() -> None:
    assert read("are greutati").reason == "no_money"


@pytest.mark.parametrize(
    "line",
    ["contesta", "reclama suma", "disputes", "nu recunoaste datoria", "nu datoreaza nimic", "suma gresita"],
)
def test_a_dispute(line: str) -> None:
    assert read(line).dispute


@pytest.mark.parametrize(
    "line",
    ["nu contesta", "does not dispute", "n-a primit factura", "nu are factura", "plateste penalitatile vn"],
)
def test_no_dispute(line: str) -> None:
    assert not read(line).dispute


OURS = [
    ("ii trimitem factura azi", "send_invoice", "2026-11-23"),
    ("ii trimit fact", "send_invoice", None),
    ("I'll email him the invoice tmrw", "send_invoice", "2026-11-24"),
    ("n-a primit fact, trimit duplicat vn", "send_invoice", "2026-11-27"),
    ("cere extras de cont, trimitem maine", "send_statement", "2026-11-24"),
    ("will send statement fri", "send_statement", "2026-11-27"),
    ("cere contractul, i-l trimit joi", "send_documents", "2026-11-26"),
    ("we post the paperwork tmrw", "send_documents", "2026-11-24"),
    ("trimit datele de plata azi", "send_payment_details", "2026-11-23"),
    ("will text him the payment link today", "send_payment_details", "2026-11-23"),
    ("ii trimit graficul maine", "send_plan", "2026-11-24"),
    ("we send the plan tmrw", "send_plan", "2026-11-24"),
    ("trimit confirmarea luni", "send_confirmation", "2026-11-30"),
    ("verificam plata pana joi", "check_payment", "2026-11-26"),
    ("zice ca a platit, verific", "check_payment", None),
    ("verificam penalitatile pana vn", "check_dispute", "2026-11-27"),
    ("disputes the charge, we look into it by fri", "check_dispute", "2026-11-27"),
    ("vrea reducere, intreb seful pana joi", "ask_approval", "2026-11-26"),
    ("solicitam aprobarea directorului pt scadere", "ask_approval", None),
    ("asks 30% off, will check with the mgr by wed", "ask_approval", "2026-11-25"),
    ("penalizarile sunt umflate, verificam pana vn", "check_dispute", "2026-11-27"),
    ("wants a discount, will ask my manager", "ask_approval", None),
    ("ii schimbam adresa azi", "other", "2026-11-23"),
]


@pytest.mark.parametrize(("line", "what", "due_on"), OURS)
def test_what_we_promised(line: str, what: str, due_on: str | None) -> None:
    ours = read(line).our_promise
    assert ours is not None
    assert (ours.what, ours.due_on and str(ours.due_on)) == (what, due_on)


@pytest.mark.parametrize(
    "line",
    [
        "am trimis factura",
        "sent him the statement",
        "trimite el dovada",
        "revin maine",
        "cere factura",
        "plateste 300 vn",
        "he will send proof",
    ],
)
def test_what_is_done_or_theirs_is_no_promise_of_ours(line: str) -> None:
    assert read(line).our_promise is None


METHODS = [
    ("prin BT", "bank_transfer"),
    ("op", "bank_transfer"),
    ("prin transfer bancar", "bank_transfer"),
    ("by wire", "bank_transfer"),
    ("cu cardul", "card"),
    ("by card", "card"),
    ("la pos", "card"),
    ("cash", "cash"),
    ("la ghiseu", "cash"),
    ("la casierie", "cash"),
    ("prin mandat postal", "postal_order"),
    ("by direct debit", "direct_debit"),
    ("cu cec", "cheque"),
    ("by chq", "cheque"),
    ("cu bilet la ordin", "promissory_note"),
    ("din aplicatie", "online"),
    ("by paypal", "online"),
    ("prin link", "online"),
]


@pytest.mark.parametrize(("said", "method"), METHODS)
def test_the_way_to_pay(said: str, method: str) -> None:
    assert read(f"plateste 300 vn {said}").method == method
    assert read(f"a platit 300 ieri {said}").method == method


def test_a_posted_cheque_is_a_way_to_pay() -> None:
    assert read("posted the cheque last week").method == "cheque"


def test_the_verb_names_the_way_where_nothing_else_does() -> None:
    assert read("vireaza 300 vn").method == "bank_transfer"
    assert read("plateste 300 vn").method is None
