"""What a command sees while it decides: the debtor as loaded, the account, the moment, the next numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from collector.desk.opening import Desk
from collector.rules.cards import AccountCard, Setting, cards
from collector.rules.records import Account, Case
from collector.rules.terms import PromiseTerms, terms_for
from collector.store.writing import Numbers


class Scene(NamedTuple):
    """The stage of one command. `at` is the desk's moment, `recorded_at` the real one."""

    desk: Desk
    case: Case
    account: Account
    cards: tuple[AccountCard, ...]
    numbers: Numbers
    command_id: str
    at: datetime
    today: date
    recorded_at: datetime

    @classmethod
    def of(cls, desk: Desk, case: Case, account_seq: int, command_id: str, setting: Setting) -> Scene:
        return cls(
            desk=desk,
            case=case,
            account=next(a for a in case.accounts if a.seq == account_seq),
            cards=tuple(cards(case, setting)),
            numbers=Numbers(case.debtor),
            command_id=command_id,
            at=setting.now,
            today=setting.today,
            recorded_at=desk.clock.real_now(),
        )

    @property
    def card(self) -> AccountCard:
        """The account that the command is about."""
        return next(card for card in self.cards if card.account.seq == self.account.seq)

    @property
    def terms(self) -> PromiseTerms:
        """The terms by which a promise of today is judged."""
        return terms_for(self.desk.office.terms, self.account.creditor, self.today)

    def end_of(self, day: date) -> datetime:
        """The last second of an office day."""
        return datetime.combine(
            day + timedelta(days=1), time(0), ZoneInfo(self.desk.office.zone)
        ) - timedelta(seconds=1)
