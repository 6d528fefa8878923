"""A line of payments, or of reversals: with `reverses_ref` it takes money back from its own day on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from collector.desk.intake.ledger import Ledger, Nth, Tally, Wrong, amount, known_otherwise, said
from collector.exchange.lines import PaymentLine
from collector.rules.records import Account, Payment
from collector.store import intake
from collector.words import _

_Key = tuple[int, int, str]  # debtor, account, reference


def take(ledger: Ledger, lines: Sequence[PaymentLine]) -> Tally:
    """Bring in the money of these lines."""
    return _take(ledger, [line for line in lines if not line.reverses_ref])


def take_back(ledger: Ledger, lines: Sequence[PaymentLine]) -> Tally:
    """Bring in the reversals of these lines, when the money of all files is in: they may stand above it."""
    return _take(ledger, [line for line in lines if line.reverses_ref])


def _take(ledger: Ledger, lines: Sequence[PaymentLine]) -> Tally:
    tally, nth = Tally(), Nth()
    if not lines:
        return tally
    ledger.know(line.account_ref for line in lines)
    till = _Till(ledger)
    for line in lines:
        try:
            new = till.enter(line, nth)
        except Wrong as wrong:
            tally.refuse(line.line, wrong.column, wrong.seen, wrong.expected)
            continue
        tally.new += new
        tally.known += not new
    return tally


class _Till:
    """The payments that the book and this file know, and how much of each was taken back."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.known: dict[_Key, Payment] = intake.payments(ledger.connection, ledger.accounts.values())
        self.taken_back: dict[_Key, int] = defaultdict(int)
        for (debtor_id, account_seq, _ref), payment in self.known.items():
            if payment.reverses_ref:
                self.taken_back[debtor_id, account_seq, payment.reverses_ref] += payment.amount_minor

    def enter(self, line: PaymentLine, nth: Nth) -> bool:
        """Whether the line was new. Wrong when the book refuses it."""
        account = self.ledger.account(line.account_ref, line.currency)
        amount_minor = amount(line, account)
        ref = line.payment_ref or _made_ref(line, amount_minor, account, nth)
        key = (account.debtor_id, account.seq, ref)
        before = self.known.get(key)
        if before is not None:
            _same(self.ledger, account, line, amount_minor, before)
            return False
        if line.reverses_ref:
            self._check_reversal(account, line, amount_minor)
            self.taken_back[account.debtor_id, account.seq, line.reverses_ref] += amount_minor
        number, now = self.ledger.number(account.debtor_id), self.ledger.recorded_at
        told = (ref, line.paid_on, line.paid_at, amount_minor, line.reverses_ref)
        payment = Payment(account.debtor_id, number, account.seq, *told, now)
        self.known[key] = payment
        self.ledger.append(account.debtor_id, payment)
        self.ledger.note(account, f"payment {ref}", line.extra)
        return True

    def _check_reversal(self, account: Account, line: PaymentLine, amount_minor: int) -> None:
        """Not before its payment's day and not beyond it. A payment not known yet is waited for."""
        key = (account.debtor_id, account.seq, line.reverses_ref or "")
        payment = self.known.get(key)
        if payment is None:
            return
        if payment.reverses_ref:
            raise Wrong("reverses_ref", line.reverses_ref, _("a payment; this one is a reversal itself"))
        if line.paid_on < payment.paid_on:
            raise Wrong(
                "paid_on",
                line.paid_on,
                _("a day from that of the payment on, {day}").format(day=payment.paid_on),
            )
        left = payment.amount_minor - self.taken_back[key]
        if amount_minor > left:
            expected = _("at most what is left of the payment, {left}").format(left=said(left, account))
            raise Wrong("amount", said(amount_minor, account), expected)


def _made_ref(line: PaymentLine, amount_minor: int, account: Account, nth: Nth) -> str:
    when = line.paid_at or line.paid_on
    letter = "r" if line.reverses_ref else "m"
    return nth.ref(letter, line.account_ref, when, amount_minor, account.currency, line.reverses_ref)


def _same(ledger: Ledger, account: Account, line: PaymentLine, amount_minor: int, before: Payment) -> None:
    """A known reference with other content is refused: facts are corrected by other facts."""
    for field, told, known in (
        ("paid_on", line.paid_on, before.paid_on),
        ("paid_at", line.paid_at, before.paid_at),
        ("amount", amount_minor, before.amount_minor),
        ("reverses_ref", line.reverses_ref, before.reverses_ref),
    ):
        if told != known and (told is not None or field == "reverses_ref"):
            raise known_otherwise(ledger, account, "payment_ref", before.ref, field, known)
