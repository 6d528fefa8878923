"""A line of a portfolio: a debtor and one account. Later lines append what is new and overwrite nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from collector.desk.intake.ledger import Ledger, Tally, Wrong
from collector.exchange.lines import PortfolioLine
from collector.rules import phones
from collector.rules.contact import zones_of
from collector.rules.names import fold
from collector.rules.records import Account, Balance, Debtor, Detail, Phone
from collector.store import intake, search, writing
from collector.words import _

_OF_DEBTOR = ("name_typed", "email", "language", "country", "time_zone", "address_form")
_OF_ACCOUNT = ("creditor", "due_since", "opened_on", "reference", "assigned_to")
TOLD = "portfolio"  # the field of the detail that keeps a line as it was told


def take(ledger: Ledger, lines: Sequence[PortfolioLine]) -> Tally:
    """Bring these lines in."""
    register = _Register(ledger, lines)
    tally = Tally()
    for line in lines:
        try:
            outcome = register.enter(line)
        except Wrong as wrong:
            tally.refuse(line.line, wrong.column, wrong.seen, wrong.expected)
            continue
        setattr(tally, outcome, getattr(tally, outcome) + 1)
    register.finish()
    return tally


class _Register:
    """The debtors and accounts that a portfolio speaks of, as they stand while its lines are read."""

    def __init__(self, ledger: Ledger, lines: Sequence[PortfolioLine]) -> None:
        self.ledger = ledger
        ledger.know(line.account_ref for line in lines)
        self.debtors = intake.debtors(ledger.connection, [line.debtor_ref for line in lines])
        known = [debtor.id for debtor in self.debtors.values()]
        ledger.know_numbers(known)
        self.balances = intake.balances(ledger.connection, known)
        self.told = intake.told(ledger.connection, known, TOLD)
        self.phones = intake.phones(ledger.connection, known)
        self.zones: dict[int, set[str]] = {
            debtor_id: {zone for phone in known_phones for zone in phone.zones.split(";") if zone}
            for debtor_id, known_phones in self.phones.items()
        }
        self.numbers = {i: {p.number or p.as_typed for p in known} for i, known in self.phones.items()}
        self.next_id = intake.next_debtor_id(ledger.connection)
        self.names: set[tuple[int, str]] = set()  # to be found under
        self.changed_debtors: set[int] = set()
        self.changed_accounts: list[Account] = []
        self.groups: dict[tuple[str, ...], int] = {}

    def enter(self, line: PortfolioLine) -> str:
        """`new`, `changed` or `known`."""
        account = self.ledger.accounts.get(line.account_ref)
        if account is not None:
            self._same_account(line, account)
            return self._update(line, account)
        known = self.debtors.get(line.debtor_ref)
        debtor = self._new_debtor(line) if known is None else self._filled(known, line)
        account = self._new_account(line, debtor)
        self._tell(line, account, {})
        self._dial(line, debtor)
        self._state_balance(line, account)
        return "new"

    def _same_account(self, line: PortfolioLine, account: Account) -> None:
        debtor = self.debtors.get(line.debtor_ref)
        if debtor is None or debtor.id != account.debtor_id:
            raise Wrong("debtor_ref", line.debtor_ref, _("the debtor this account belongs to in the book"))
        if line.currency != account.currency:
            raise Wrong(
                "currency", line.currency, _("the account's currency, {code}").format(code=account.currency)
            )

    def _update(self, line: PortfolioLine, account: Account) -> str:
        before = self.told.get((account.debtor_id, account.seq), {})
        changes = [
            self._tell(line, account, before),
            self._dial(line, self.debtors[line.debtor_ref]),
            self._state_balance(line, account),
        ]
        return "changed" if any(changes) else "known"

    # --- what is appended ---

    def _new_debtor(self, line: PortfolioLine) -> Debtor:
        number = self.next_id
        self.next_id += 1
        self.ledger.begin_numbers(number)
        zones = {zone for _typed, read in self._read_phones(line, line.country) for zone in read.zones}
        debtor = Debtor(
            number,
            line.debtor_ref,
            line.name,
            line.name_typed,
            fold(line.name),
            line.email,
            line.language,
            line.country,
            line.time_zone,
            line.address_form,
            self._group(line.time_zone, zones, line.country),
            1,
            self.ledger.recorded_at,
        )
        self.debtors[line.debtor_ref] = debtor
        self.zones[number] = zones
        self.names.add((number, debtor.name_folded))
        self.ledger.append(number, debtor)
        return debtor

    def _filled(self, debtor: Debtor, line: PortfolioLine) -> Debtor:
        """A further account tells what nobody knew of its debtor, and under which other name to find it."""
        self.names.add((debtor.id, fold(line.name)))
        fields = {key: getattr(line, key) for key in _OF_DEBTOR if getattr(debtor, key) is None}
        if any(fields.values()):
            debtor = self.debtors[debtor.ref] = debtor._replace(**fields)
            self.changed_debtors.add(debtor.id)
        return debtor

    def _new_account(self, line: PortfolioLine, debtor: Debtor) -> Account:
        account = Account(
            debtor.id,
            self.ledger.number(debtor.id),
            line.account_ref,
            line.creditor,
            line.currency,
            line.due_since,
            line.opened_on,
            line.reference,
            line.assigned_to,
            self.ledger.recorded_at,
        )
        self.ledger.accounts[line.account_ref] = account
        self.ledger.append(debtor.id, account)
        return account

    def _tell(self, line: PortfolioLine, account: Account, before: dict[str, str]) -> bool:
        """Keep the line as told, when it says anything that its account was not told before."""
        said = {key: _text(getattr(line, key)) for key in (*_OF_DEBTOR, *_OF_ACCOUNT)}
        said |= {f"column {header}": value for header, value in line.extra}
        news = {key: value for key, value in said.items() if value and before.get(key) != value}
        if not news:
            return False
        told = before | news
        seq = self.ledger.number(account.debtor_id)
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        detail = Detail(account.debtor_id, seq, account.seq, TOLD, text, self.ledger.recorded_at)
        self.ledger.append(account.debtor_id, detail)
        self.told[account.debtor_id, account.seq] = told
        if before:
            self._overwrite(line, account, news)
        return True

    def _overwrite(self, line: PortfolioLine, account: Account, news: dict[str, str]) -> None:
        """The rows show what was told last; what was told before stays in the details."""
        debtor = self.debtors[line.debtor_ref]
        fields: dict[str, Any] = {key: getattr(line, key) for key in _OF_DEBTOR if key in news}
        if "name_typed" in fields:
            fields |= {"name": line.name, "name_folded": fold(line.name)}
            self.names.add((debtor.id, fields["name_folded"]))
        if fields:
            self.debtors[line.debtor_ref] = debtor._replace(**fields)
            self.changed_debtors.add(debtor.id)
        own: dict[str, Any] = {key: getattr(line, key) for key in _OF_ACCOUNT if key in news}
        if own:
            self.ledger.accounts[account.ref] = account._replace(**own)
            self.changed_accounts.append(self.ledger.accounts[account.ref])

    def _dial(self, line: PortfolioLine, debtor: Debtor) -> bool:
        """Append the numbers that the debtor was not known by."""
        known = self.numbers.setdefault(debtor.id, set())
        added = False
        for typed, read in self._read_phones(line, line.country or debtor.country):
            if (read.number or typed) in known:
                continue
            known.add(read.number or typed)
            added = True
            if not self.zones.setdefault(debtor.id, set()).issuperset(read.zones):
                self.zones[debtor.id].update(read.zones)
                self.changed_debtors.add(debtor.id)
            self.ledger.append(debtor.id, self._phone(debtor, typed, read))
        return added

    def _read_phones(self, line: PortfolioLine, country: str | None) -> list[tuple[str, phones.Number]]:
        home = country or self.ledger.desk.office.country
        return [(typed, phones.read(typed, home)) for typed in line.phones]

    def _phone(self, debtor: Debtor, typed: str, read: phones.Number) -> Phone:
        return Phone(
            debtor.id,
            self.ledger.number(debtor.id),
            read.number,
            typed,
            read.valid,
            ";".join(read.zones),
            read.digits,
            read.digits[::-1],
            self.ledger.recorded_at,
        )

    def _state_balance(self, line: PortfolioLine, account: Account) -> bool:
        """Append a balance when it differs from the one stated for that day (or, without a day, stated last)."""
        stated = self.balances.setdefault((account.debtor_id, account.seq), [])
        told = [b for b in stated if line.balance_on in (None, b.on_day)]
        latest = max(told, key=lambda b: (b.on_day, b.seq), default=None)
        if latest is not None and latest.amount_minor == line.balance_minor:
            return False
        on_day = line.balance_on or self.ledger.today
        seq = self.ledger.number(account.debtor_id)
        balance = Balance(
            account.debtor_id, seq, account.seq, line.balance_minor, on_day, self.ledger.recorded_at
        )
        stated.append(balance)
        self.ledger.append(account.debtor_id, balance)
        return True

    # --- at the end of the file ---

    def finish(self) -> None:
        """Bring the rows of changed debtors and accounts up to what was told, and make names findable."""
        connection = self.ledger.connection
        self.ledger.flush()
        by_id = {debtor.id: debtor for debtor in self.debtors.values()}
        changed = [self._placed(by_id[number]) for number in sorted(self.changed_debtors)]
        intake.overwrite_debtors(connection, changed)
        intake.overwrite_accounts(connection, self.changed_accounts)
        search.remember(connection, sorted(self.names))

    def _placed(self, debtor: Debtor) -> Debtor:
        group = self._group(debtor.time_zone, self.zones.get(debtor.id, ()), debtor.country)
        return debtor._replace(zone_group=group)

    def _group(self, time_zone: str | None, told: Iterable[str], country: str | None) -> int:
        zones = zones_of(time_zone, sorted(told), country, self.ledger.desk.office.zone)
        if zones not in self.groups:
            self.groups[zones] = writing.zone_group(self.ledger.connection, zones, country)
        return self.groups[zones]


def _text(value: object) -> str:
    return "" if value is None else str(value)
