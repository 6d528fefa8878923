"""A line of payments, or of reversals: with `reverses_ref` it takes money back from its own day on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from collector.currencies import decimals_of
from collector.desk.intake.ledger import Ledger, Nth, Tally, Wrong, amount
from collector.exchange.lines import PaymentLine
from collector.rules import money
from collector.rules.records import Account, Payment
from collector.store import intake
from collector.words import _

_Key = tuple[int, int, str]  # debtor, account, reference


def take(ledger: Ledger, lines: Sequence[PaymentLine]) -> Tally:
    """Bring these lines in, money before reversals: a reversal may stand above its payment in the file."""
    ledger.know(line.account_ref for line in lines)
    till = _Till(ledger)
    tally, nth = Tally(), Nth()
    for reversals in (False, True):
        for line in lines:
            if bool(line.reverses_ref) is not reversals:
                continue
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
        payment = _payment(self.ledger, line, account, nth)
        key = (account.debtor_id, account.seq, payment.ref)
        before = self.known.get(key)
        if before is not None:
            _same(payment, before)
            return False
        if payment.reverses_ref:
            self._check_reversal(account, payment)
            self.taken_back[account.debtor_id, account.seq, payment.reverses_ref] += payment.amount_minor
        payment = payment._replace(seq=self.ledger.number(account.debtor_id))
        self.known[key] = payment
        self.ledger.append(account.debtor_id, payment)
        self.ledger.note(account, f"payment {payment.ref}", line.extra)
        return True

    def _check_reversal(self, account: Account, reversal: Payment) -> None:
        """Not before its payment's day and not beyond it. A payment not known yet is waited for."""
        key = (account.debtor_id, account.seq, reversal.reverses_ref or "")
        payment = self.known.get(key)
        if payment is None:
            return
        if payment.reverses_ref:
            raise Wrong("reverses_ref", reversal.reverses_ref, _("a payment; this one is a reversal itself"))
        if reversal.paid_on < payment.paid_on:
            raise Wrong(
                "paid_on",
                reversal.paid_on,
                _("a day from that of the payment on, {day}").format(day=payment.paid_on),
            )
        left = payment.amount_minor - self.taken_back[key]
        if reversal.amount_minor > left:
            expected = _("at most what is left of the payment, {left}").format(left=_said(left, account))
            raise Wrong("amount", _said(reversal.amount_minor, account), expected)


def _said(amount_minor: int, account: Account) -> str:
    return money.decimal_text(amount_minor, decimals_of(account.currency))


def _payment(ledger: Ledger, line: PaymentLine, account: Account, nth: Nth) -> Payment:
    amount_minor = amount(line, account)
    when = line.paid_at or line.paid_on
    identity = (line.account_ref, when, amount_minor, account.currency, line.reverses_ref)
    return Payment(
        debtor_id=account.debtor_id,
        seq=0,  # given when it is new
        account_seq=account.seq,
        ref=line.payment_ref or nth.ref("r" if line.reverses_ref else "m", *identity),
        paid_on=line.paid_on,
        paid_at=line.paid_at,
        amount_minor=amount_minor,
        reverses_ref=line.reverses_ref,
        recorded_at=ledger.recorded_at,
    )


def _same(payment: Payment, before: Payment) -> None:
    """A known reference with other content is refused: facts are corrected by other facts."""
    for field in ("paid_on", "paid_at", "amount_minor", "reverses_ref"):
        told, known = getattr(payment, field), getattr(before, field)
        if told != known and (told is not None or field == "reverses_ref"):
            raise Wrong(
                "payment_ref",
                payment.ref,
                _("a new reference: in the book this one has {field} {value}").format(
                    field=field.removesuffix("_minor"), value=known
                ),
            )
