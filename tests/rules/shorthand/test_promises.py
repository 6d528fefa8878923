"""Promises, plans, denials, history and claims: docs/reference/shorthand.md, row by row."""

from __future__ import annotations

import pytest

from collector.rules.shorthand.record import decimal
from tests.rules.shorthand.lines import promised, read

VN, LUNI, MIERCURI, PE_15 = "2026-11-27", "2026-11-30", "2026-11-25", "2026-12-15"

PROMISES = [
    ("300 vn", [("300.00", VN)]),
    ("vn 300", [("300.00", VN)]),
    ("cred ca da 300 vn", [("300.00", VN)]),
    ("maybe he can do 300 fri", [("300.00", VN)]),
    ("daca ia avans plateste 300 vn", [("300.00", VN)]),
    ("plateste 300", [("300.00", None)]),
    ("plateste vn", [(None, VN)]),
    ("achita cate 80 marti si vineri", [("80.00", "2026-11-24"), ("80.00", VN)]),
    ("70 each on fri and mon", [("70.00", VN), ("70.00", LUNI)]),
    ("da cate 90 pe 15, 20 si 25", [("90.00", "2026-11-25"), ("90.00", PE_15), ("90.00", "2026-12-20")]),
    ("180 pe 15, 20 cate 90", [("90.00", PE_15), ("90.00", "2026-12-20")]),
    ("da 300 pe 15 si 20", [("300.00", PE_15)]),
    ("bilet la ordin de 8 500 lei, scadenta 15 dec", [("8500.00", PE_15)]),
    ("plateste in mandat postal 150 saptamina viitoare", [("150.00", "2026-12-04")]),
    ("trimite op de 1200 vineri", [("1200.00", VN)]),
    ("a dat 100 ieri, cealalta suta pana pe 15", [("100.00", PE_15)]),
    ("paid 70 yesterday, another 30 by friday", [("30.00", VN)]),
    ("isi achita chiria pe 1 si noua ne plateste 200 pe 15", [("200.00", PE_15)]),
    ("inchide complet datoria luni", [("1200.00", LUNI)]),
    ("half by 15/12, other half 25/11", [("600.00", "2026-11-25"), ("600.00", PE_15)]),
    ("300+200, vn si luni", [("200.00", LUNI), ("300.00", VN)]),
    ("300 si 200, vn si luni", [("200.00", LUNI), ("300.00", VN)]),
    ("300 vn si 200 luni", [("200.00", LUNI), ("300.00", VN)]),
    ("300 + 200 vn", [("200.00", VN), ("300.00", VN)]),
    ("300 vn, 200 luni, 100 pe 15", [("100.00", PE_15), ("200.00", LUNI), ("300.00", VN)]),
    ("50 now and 50 fri", [("50.00", "2026-11-23"), ("50.00", VN)]),
    ("2 transe: 300 vn, 200 pe 15", [("200.00", PE_15), ("300.00", VN)]),
    ("3 rate: 100 vn, 100 luni, 100 pe 15", [("100.00", VN), ("100.00", LUNI), ("100.00", PE_15)]),
    ("nu poate vn, plateste luni 300", [("300.00", LUNI)]),
    ("can't on fri, pays mon", [(None, LUNI)]),
    ("nu poate 500, poate 300 vn", [("300.00", VN)]),
    ("cannot do 500, can do 300 fri", [("300.00", VN)]),
    ("nu 500 ci 300 vn", [("300.00", VN)]),
    ("reprogramat de pe 20 pe 15, 300", [("300.00", PE_15)]),
    ("muta 300 de vn pe 15", [("300.00", PE_15)]),
    ("a promis 300 vn si n-a platit, acum zice 200 luni", [("200.00", LUNI)]),
    ("promised 300 last fri, didn't pay, now 200 mon", [("200.00", LUNI)]),
    ("a zis ca plateste 300 vn si n-a platit, da luni 200", [("200.00", LUNI)]),
    ("ptp 300 neonorat, noua promisiune 200 luni", [("200.00", LUNI)]),
    ("bp 300 fri, new ptp 200 mon", [("200.00", LUNI)]),
    ("trebuia sa plateasca 300 vn, plateste luni", [(None, LUNI)]),
    ("was supposed to pay 300, will pay 200 mon", [("200.00", LUNI)]),
    ("60 next mon instead of 120 today", [("60.00", LUNI)]),
    ("plateste acum cu cardul 300", [("300.00", "2026-11-23")]),
    ("plateste 300 vn, revin luni la 10", [("300.00", VN)]),
    ("revin luni, plateste 300 vn", [("300.00", VN)]),
    ("n-a platit inca, zice ca vn 300", [("300.00", VN)]),
    ("salariul intra pe 10, plateste 300 pe 15", [("300.00", PE_15)]),
    ("pltst 300 vn", [("300.00", VN)]),
    ("prmt 300 vn", [("300.00", VN)]),
    ("wll py 300 fri", [("300.00", VN)]),
    ("db zce k plt 300 vn", [("300.00", VN)]),
    ("achita restul vn", [("1200.00", VN)]),
    ("va depune 300 lei vn la casierie", [("300.00", VN)]),
    ("drops off 300 fri", [("300.00", VN)]),
    ("good for 300 fri", [("300.00", VN)]),
    ("nu poate acum, poate vineri 300", [("300.00", VN)]),
    ("a promis 300 vn dar nu a dat nimic, acum spune ca da 200 luni", [("200.00", LUNI)]),
    ("a promis 300 vn, 100 luni, n-a dat nimic, da 200 pe 15", [("200.00", PE_15)]),
    ("had promised 300 for fri, now 200 mon", [("200.00", LUNI)]),
    ("promisese 300 pt vn, acum zice 15.12", [(None, PE_15)]),
    ("spune 100, i-am cerut 500, ramane 300 pe 15", [("300.00", PE_15)]),
    ("offers 100, we asked for 500, settled on 300 by fri", [("300.00", VN)]),
    ("ofera 100 azi, batem palma pe 300 vn", [("300.00", VN)]),
    ("da 100 vn, ramane 200 luni", [("100.00", VN), ("200.00", LUNI)]),
    ("am cerut 300 vn, a acceptat", [("300.00", VN)]),
    ("moved from 30.11 to 15.12, 300", [("300.00", PE_15)]),
    ("plateste 1/4 acum restul vn", [("300.00", "2026-11-23"), ("900.00", VN)]),
    ("da 1/2 vn", [("600.00", VN)]),
    ("plateste 300 pe 1/12", [("300.00", "2026-12-01")]),
    ("half now, rest 15th", [("600.00", "2026-11-23"), ("600.00", PE_15)]),
    ("rpc/300/card/15 dec", [("300.00", PE_15)]),
    ("bo 300 lei scadent 15.12", [("300.00", PE_15)]),
    ("ofera 300 vn full and final", [("300.00", VN)]),
    ("primeste 500 luni, da 300 vn", [("300.00", VN)]),
]


@pytest.mark.parametrize(("line", "expected"), PROMISES)
def test_what_is_promised(line: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(amount, due) for amount, _currency, due in promised(read(line))] == expected


NO_PROMISES = [
    "nu promite nimic",
    "nu prom",
    "no ptp",
    "nu poate vn",
    "nu poate plati 300 vn",
    "nu plateste 300",
    "a promis 300 vn si n-a platit",
    "promised 300 fri, didn't pay",
    "ptp 300 vn neonorat",
    "trebuia sa plateasca 300 vn",
    "broken ptp 300 20 nov",
    "salariu 2500 pe 10",
    "datorie 500 din martie",
    "debit 1200 scadent 15 nov",
    "fact 300 din 15 oct contestata",
    "revin luni la 10",
    "revin luni pt plata",
    "sun vn pentru confirmare plata",
    "zice ca vine luni la sediu",
    "cere plan de plata",
    "vrea rate",
    "intreaba cat are de plata",
    "are 3 rate restante",
    "tot amana, zice ca se gandeste",
    "concediu pana pe 15",
    "in spital de 3 luni",
    "e plecat pana vn",
    "trimis somatie pe 15",
    "ii trimit factura vn",
    "verificam plata pana vn",
    "asteapta salariul pe 10",
    "2 copii, chirie 300",
    "nu are bani pana pe 15",
    "cere reducere 200 lei",
    "xyzzy 31/02",
    "born 15/03/1975",
    "pensie 1100",
    "promite ca rezolva, fara data",
    "promises to pay",
    "i-am cerut 300 vn, se mai gandeste",
    "we asked for 300 today, he says maybe",
    "am spus ca pana luni trebuie 300",
    "told him 300 by fri",
    "intreaba daca poate da 300 vn",
    "asks if he can pay 300 fri",
    "vrea sa stie daca 300 vn ajung",
    "cere sa plateasca 50 pe luna, am refuzat",
    "offers 300 fri, declined by us",
    "plateste 300 vn doar daca stergem penalitatile",
    "isi retrage promisiunea de 300 pe vn",
    "ptp 300 vn, a anulat-o",
    "last time said 300 on the 10th, never showed",
    "had agreed 300 fri",
    "ultima plata 300 pe 10.10",
    "plateste chiria 300 vn",
    "rent 300 due 1 dec",
    "primeste 500 vn de la frate",
    "are de incasat 500 pe 15",
    "a luat credit 5000 in martie",
    "letter 2 trimisa azi by post",
    "a mai promis o data 300, nu s-a vazut nimic",
    "card payment 300 failed",
    "he never agreed to pay 100 a month",
    "won't make the 120 on friday",
    "no longer able to keep the 90 on the 10th",
    "can't make the payment friday",
    "nu mai poate respecta intelegerea de 150 pe luna",
    "cec de 400 returnat, scadent 15 nov",
    "paid 50 yesterday, other 30 disputed",
    "refuza, nu-i da 100 pe 5, 10",
    "a cheque for 140 went in the post on friday",
    "wants letter confirming balance, sent today",
]


@pytest.mark.parametrize("line", NO_PROMISES)
def test_a_promise_is_never_invented(line: str) -> None:
    assert read(line).promises == ()


PLANS = [
    # count, amount, every, first due, down payments
    ("pp 3x200 incepand cu 1 dec", (3, "200.00", "month", "2026-12-01"), []),
    ("3x200", (3, "200.00", "month", None), []),
    ("3 x 200 lei din ian", (3, "200.00", "month", "2027-01-01"), []),
    ("4 rate de 150", (4, "150.00", "month", None), []),
    ("4 rate a cate 150", (4, "150.00", "month", None), []),
    ("4 instalments of 150", (4, "150.00", "month", None), []),
    ("150 pe luna", (None, "150.00", "month", None), []),
    ("150/luna din 10 dec", (None, "150.00", "month", "2026-12-10"), []),
    ("£150 pm from 10 dec", (None, "150.00", "month", "2026-12-10"), []),
    ("150 a month", (None, "150.00", "month", None), []),
    ("50 saptamanal", (None, "50.00", "week", None), []),
    ("50 a week from fri", (None, "50.00", "week", VN), []),
    ("100 la 2 saptamani", (None, "100.00", "2weeks", None), []),
    ("100 fortnightly", (None, "100.00", "2weeks", None), []),
    ("20 lei pe zi timp de 15 zile, de luni", (15, "20.00", "day", LUNI), []),
    ("50 pe zi, 10 zile", (10, "50.00", "day", None), []),
    ("10 lei pe zi peste 4 zile", (None, "10.00", "day", VN), []),
    ("10 lei pe zi", (None, "10.00", "day", None), []),
    ("6 rate egale", (6, "200.00", "month", None), []),
    ("6 equal payments", (6, "200.00", "month", None), []),
    ("esalonat 6 luni, 200 pe luna", (6, "200.00", "month", None), []),
    ("avans 200 vn, apoi 5 rate de 200", (5, "200.00", "month", None), [("200.00", VN)]),
    ("200 azi apoi restul in 5 rate egale", (5, "200.00", "month", None), [("200.00", "2026-11-23")]),
    ("10x50 saptamanal, prima vn", (10, "50.00", "week", VN), []),
    ("£40/fortnight, 10 payments", (10, "40.00", "2weeks", None), []),
    ("wants to split it over 5 months", (5, "240.00", "month", None), []),
    ("vrea sa imparta suma in 4 luni", (4, "300.00", "month", None), []),
    ("am propus 6 rate de 200, accepta", (6, "200.00", "month", None), []),
    ("45 monthly x 10", (10, "45.00", "month", None), []),
]


@pytest.mark.parametrize(("line", "plan", "down"), PLANS)
def test_a_plan(line: str, plan: tuple[object, ...], down: list[tuple[str, str]]) -> None:
    note = read(line)
    told = note.instalments
    assert told is not None
    assert (told.count, decimal(told.cents), told.every, told.first_due and str(told.first_due)) == plan
    assert [(amount, due) for amount, _currency, due in promised(note)] == down


@pytest.mark.parametrize(
    "line", ["nu vrea rate, achita tot vn", "wants no plan, full bal fri", "refuza esalonarea"]
)
def test_who_wants_no_plan_has_none(line: str) -> None:
    assert read(line).instalments is None


CLAIMS = [
    ("zice ca a platit 300 ieri", "300.00", "2026-11-22"),
    ("a achitat tot", "1200.00", None),
    ("paid in full yesterday", "1200.00", "2026-11-22"),
    ("a platit deja", None, None),
    ("plata efectuata vineri prin BT, 300 lei", "300.00", "2026-11-20"),
    ("says he sent 300 on sunday", "300.00", "2026-11-22"),
    ("trimite op de ieri", None, None),
    ("a posted cheque of 300 went in the post on friday", "300.00", "2026-11-20"),
    ("pd 300 last fri", "300.00", "2026-11-20"),
    ("a depus 300 la casierie alaltaieri", "300.00", "2026-11-21"),
    ("sustine ca a virat 300 pe 18.11", "300.00", "2026-11-18"),
    ("s-au platit 300 lei pe 2", "300.00", "2026-11-02"),
]


@pytest.mark.parametrize(("line", "amount", "on"), CLAIMS)
def test_a_claim_of_payment(line: str, amount: str | None, on: str | None) -> None:
    claim = read(line).paid_claim
    assert claim is not None
    assert (decimal(claim.cents), claim.on and str(claim.on)) == (amount, on)


NO_CLAIMS = [
    "nu a platit",
    "n-a platit inca",
    "has not paid yet",
    "hasn't paid",
    "plateste acum cu cardul",
    "pmt bounced",
    "plata respinsa de banca",
    "de platit 300",
    "am trimis reminder ieri",
    "trimis somatie azi",
    "nu si-a primit salariul",
    "wants letter confirming balance, sent today",
    "300 pe 3 ian, i-am trimis link",
    "rest when paid on 28th",
]


@pytest.mark.parametrize("line", NO_CLAIMS)
def test_a_claim_is_never_invented(line: str) -> None:
    assert read(line).paid_claim is None
