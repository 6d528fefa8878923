"""The same notes again: nothing is doubled, and what the lexicon has learnt since corrects what was read before."""

from __future__ import annotations

import pytest

from collector.config import data_file
from collector.desk import acting, filewords, importing, keeping, noting, undoing
from collector.desk.entries import HoldEntry
from collector.rules.known import standing, taken_back
from collector.rules.shorthand.lexicon import Lexicon
from collector.rules.shorthand.rows import read_rows
from tests import books
from tests.books import everything
from tests.desk.post import DEBTS, Counts, Post, counts
from tests.desk.test_importing_calls import case, notes, november, told

MANY = 10_000
KINDS = (
    *("plt {sum} pe {day}", "ptp {sum} vn", "nr", "nr x2, rev maine", "sotia rasp, revine el", "tit refz"),
    *(
        "contesta suma",
        "rpc ptp {sum} fri by card",
        "a platit {sum} ieri",
        "blorg {sum} wibble",
        "cl decedat",
        "oc",
    ),
)


def teach(monkeypatch: pytest.MonkeyPatch, *rows: str) -> None:
    """The lexicon learns these rows."""
    files = sorted(data_file("lexicon").glob("*.txt"))
    words = [row for file in files for row in read_rows(file.read_text("utf-8"))]
    taught = Lexicon([*words, *read_rows("\n".join(rows))], noting.lexicon().spelling)
    monkeypatch.setattr(noting, "lexicon", lambda: taught)


def standing_promises(post: Post) -> list[tuple[object, ...]]:
    facts = case(post)
    gone = taken_back(standing(facts.endings))
    return [each for p in facts.promises if p.seq not in gone for each in told((p,))]


# --- Nothing twice ---------------------------------------------------------------------------------------


def test_ten_thousand_notes_twice_are_in_once(post: Post, backend: str) -> None:
    """On a server fewer: each is a statement that it answers, and what they say is the same."""
    many, debts = (MANY, 1000) if backend == "sqlite" else (MANY // 5, 200)
    post.comes(
        DEBTS.splitlines()[0]
        + "".join(f"\nA{n},D{n},Ion Popescu,RON,1000.00,2026-01-01" for n in range(debts))
    )
    lines = [
        f'A{n * 7 % debts},2026-{1 + n % 10:02}-{1 + n // 10 % 28:02}T{8 + n % 10:02}:{n // 7 % 60:02},"{_text(n)}",ana'
        for n in range(many)
    ]
    file = post.file(notes(*lines), "calls.csv")
    (first,) = importing.import_files(post.desk, [file])
    assert counts(first) == Counts(new=many)
    assert first.understood is not None
    assert first.understood.promises > many // 10
    assert [word for word, _times in first.understood.words] == ["blorg", "wibble"]
    before = everything(post.desk)
    (second,) = importing.import_files(post.desk, [file])
    assert counts(second) == Counts(known=many)
    assert second.understood is not None
    assert second.understood[:6] == first.understood[:6]  # what was read is told each time
    assert (second.understood.promises, second.understood.holds) == (0, 0)
    assert everything(post.desk) == before
    assert keeping.check(post.desk) == []


def _text(number: int) -> str:
    kind = KINDS[number % len(KINDS)]
    return kind.format(sum=50 + number % 40 * 5, day=1 + number % 28)


def test_a_whole_import_is_one_entry_in_the_audit_trail(debts: Post) -> None:
    before = len(everything(debts.desk)["audit"])
    debts.comes(notes("A1,2026-11-16T10:00,plt 300 vn,ana", "A3,2025-11-16T10:00,cl decedat,ana"))
    assert len(everything(debts.desk)["audit"]) == before + 1


# --- A word is learnt ------------------------------------------------------------------------------------

BLIPAT = "blipat; ro; outcome:no_answer; nu răspunde; ; D"


def test_a_note_that_is_read_better_now_is_corrected(debts: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = notes("A1,2026-11-16T10:00,blipat,ana", "A1,2026-11-17T10:00,plt 300 vn,ana")
    debts.comes(lines)
    teach(monkeypatch, BLIPAT)
    again = debts.comes(lines)
    assert counts(again) == Counts(changed=1, known=1)
    assert filewords.summary(again) == "2 lines of calls: 0 new, 1 changed, 1 known, 0 refused"
    shown = debts.account("A1")["calls"]
    assert [(c["typed"], c["outcome"], c["who"]) for c in shown] == [
        ("blipat", "no_answer", "nobody"),
        ("plt 300 vn", "promise", "right_party"),
    ]
    old, _other, new = case(debts).calls
    assert (old.outcome, new.ref) == ("note", f"{old.ref}.2")
    (ending,) = case(debts).endings  # names the old reading, and says which one stands instead
    assert (ending.fact, ending.fact_seq, ending.reason, ending.note) == ("call", old.seq, "error", new.ref)
    assert counts(debts.comes(lines)) == Counts(known=2)
    assert keeping.check(debts.desk) == []


def test_a_word_learnt_brings_its_promise_and_keeps_those_that_stand(
    debts: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = notes("A1,2026-11-16T10:00,plt 300 pe 20 nov si 200 mamaita,ana")
    debts.comes(lines)
    assert standing_promises(debts) == [(november(16), november(20), 300_00)]
    teach(monkeypatch, "mamaita; ro; weekday:2; miercuri; ; D")
    assert counts(debts.comes(lines)) == Counts(changed=1)
    assert sorted(standing_promises(debts)) == [
        (november(16), november(18), 200_00),
        (november(16), november(20), 300_00),
    ]
    assert counts(debts.comes(lines)) == Counts(known=1)


def test_a_promise_misread_is_taken_back(debts: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = notes("A1,2026-11-09T10:00,cl zvoneste 300 vn,ana")
    debts.comes(lines)
    assert standing_promises(debts) == [(november(9), november(13), 300_00)]
    teach(monkeypatch, "zvoneste; ro; refuse; refuză; ; D")
    assert counts(debts.comes(lines)) == Counts(changed=1)
    assert standing_promises(debts) == []
    assert debts.account("A1")["level"] == 1  # as of any day since, it was never promised
    assert keeping.check(debts.desk) == []


def test_a_hold_misread_is_taken_back_unless_another_note_asks_for_it(
    debts: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(monkeypatch, "zvonit; ro; outcome:insolvency; insolvență; ; D")
    lines = notes(
        "A1,2025-11-10T10:00,zvonit,ana",
        "A1,2026-01-12T10:00,insolventa,ana",
        "A3,2025-11-10T10:00,zvonit,ana",
        "A3,2025-12-10T10:00,zvonit iar,ana",
    )
    debts.comes(lines)
    assert [len(case(debts, ref).holds) for ref in ("A1", "A3")] == [1, 1]
    teach(monkeypatch, "zvonit; ro; outcome:no_answer; nu răspunde; ; D")
    assert counts(debts.comes(lines)) == Counts(changed=3, known=1)
    assert [(hold["kind"], hold["from"]) for hold in debts.account("A1")["holds"]] == [
        ("insolvency", "2026-01-12")
    ]
    assert debts.account("A3")["holds"] == []
    assert counts(debts.comes(lines)) == Counts(known=4)


def test_what_a_person_took_back_no_file_brings_again(debts: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = notes("A1,2026-11-16T10:00,plt 300 pe 20 nov blipat,ana")
    debts.comes(lines)
    facts = case(debts)
    acting.cancel_promise(debts.desk, facts.debtor.id, 1, facts.promises[0].seq, "error")
    assert counts(debts.comes(lines)) == Counts(known=1)
    teach(monkeypatch, "blipat; ro; noise; salut; ; D")
    debts.comes(lines)
    assert standing_promises(debts) == []


def test_what_the_desk_did_meanwhile_stands(debts: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = notes("A1,2026-11-16T10:00,blipat,ana")
    debts.comes(lines)
    facts = case(debts)
    at_desk = books.Debt(facts.debtor.id, 1)
    books.promise(debts.desk, at_desk, 100_00, november(27))
    hold = acting.place_hold(debts.desk, *at_desk, HoldEntry("vulnerable", november(23)))
    teach(monkeypatch, BLIPAT)
    assert counts(debts.comes(lines)) == Counts(changed=1)
    assert standing_promises(debts) == [(november(23), november(27), 100_00)]
    undoing.undo(debts.desk, hold.undo)  # still the latest command of the desk
    assert debts.account("A1")["holds"] == []


def test_a_dry_run_reads_and_writes_nothing(debts: Post) -> None:
    before = everything(debts.desk)
    found = debts.comes(notes("A1,2026-11-16T10:00,plt 300 vn,ana"), dry_run=True)
    assert counts(found) == Counts(new=1)
    assert found.understood is not None
    assert found.understood.fully == 1
    assert everything(debts.desk) == before
