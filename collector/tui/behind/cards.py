"""One account as the card shows it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from collector.desk import looking, rating, saying
from collector.desk.looking import Card
from collector.desk.opening import Desk
from collector.rules import phones
from collector.rules.cards import AccountCard
from collector.tui.behind.dialling import number_to_ring
from collector.tui.behind.ends import endable
from collector.tui.behind.guiding import guide
from collector.tui.behind.history import Past, history
from collector.tui.behind.reading import facts
from collector.tui.behind.standing import money, refusal, still_allowed
from collector.tui.behind.talks import last_talk
from collector.tui.views import AccountView, OtherAccount, Where
from collector.words import _


def resolve(desk: Desk, ref: str) -> Where:
    """The account that a reference or phone number names. UsageError for none or several."""
    found = looking.resolve(desk, ref)
    if found.account_seq is not None:
        return Where(found.debtor_id, found.account_seq)
    return Where(found.debtor_id, looking.card(desk, found.debtor_id).account(None).account.seq)


def account(desk: Desk, where: Where) -> AccountView:
    """The card of this account, judged live."""
    return view(desk, looking.card(desk, where.debtor_id), where.account_seq)


def view(desk: Desk, card: Card, account_seq: int) -> AccountView:
    """The card as texts."""
    seen = card.account(account_seq)
    account, currency = seen.account, seen.account.currency
    past = Past.of(desk, card, seen)
    return AccountView(
        where=Where(card.case.debtor.id, account.seq),
        who=card.case.debtor.name,
        phone=_phone(desk, card),
        local_time=saying.clock_time(_there(card)),
        permission=saying.permission(card.permission, card.now),
        may_call=card.permission.allowed or card.in_talk,
        balance=f"{saying.amount(seen.owed.amount_minor, currency)} {currency}",
        about=" · ".join(filter(None, (account.creditor, account.reference or account.ref))),
        strip=_strip(seen),
        kept=rating.kept(seen.verdicts),
        ours=rating.we_kept(card.our_words(seen)),
        usual="" if seen.usual_minor is None else saying.amount(seen.usual_minor, currency),
        band=seen.score.band,
        chance=_chance(seen),
        reasons=saying.reasons(seen.score.reasons),
        likelier=saying.what_ifs(card.what_ifs(seen), currency, card.today),
        history=history(past),
        accounts=tuple(_other(each) for each in card.accounts),
        ends=endable(card, seen),
        ref=account.reference or account.ref,
        money=money(card, seen),
        money_moved=seen.owed.amount_minor != seen.owed.stated_minor,
        refusal=refusal(card),
        allowed=still_allowed(card),
        overall=_overall(card, seen),
        last=last_talk(past),
        line=facts(desk, card, seen),
        guide=guide(desk, card, seen),
        chance_brief=_numbers(seen),
    )


def _there(card: Card) -> datetime:
    return card.now.astimezone(ZoneInfo(card.zones[0]))


def _phone(desk: Desk, card: Card) -> str:
    """The number to ring, as people here write it."""
    phone = number_to_ring(card)
    return phones.show(phone.number, phone.as_typed, desk.office.country) if phone else ""


def _strip(seen: AccountCard) -> tuple[tuple[str, bool], ...]:
    """All promises but those entered by mistake, in the order they were made."""
    told = [v for v in seen.verdicts if v.cancel_reason != "error"]
    told.sort(key=lambda v: (v.promise.made_on, v.promise.due_on, v.promise.seq))
    return tuple((v.state, v.excused) for v in told)


def _overall(card: Card, seen: AccountCard) -> str:
    """The promises of all accounts, on which score and reasons rest, theirs and ours; nothing where those of this
    account say the same."""
    verdicts = [verdict for each in card.accounts for verdict in each.verdicts]
    everywhere = rating.kept_by_both(verdicts, card.our_words())
    if everywhere == rating.kept_by_both(seen.verdicts, card.our_words(seen)):
        return ""
    return _("all accounts: {kept}").format(kept=everywhere)


def _chance(seen: AccountCard) -> str:
    """Word, number and interval: "may be kept, 61 % (29 to 85)"; of the open promise, else of one made now."""
    return ", ".join(filter(None, (saying.chance(seen.score.band), _numbers(seen), saying.supposed(seen))))


def _numbers(seen: AccountCard) -> str:
    """Without an interval where the model knows none: the agency's own rate, said of everybody."""
    score = seen.score
    p, low, high = map(saying.percent, (score.p_bp, score.low_bp, score.high_bp))
    if score.low_bp == score.high_bp:
        return p
    low, high = low.removesuffix(" %"), high.removesuffix(" %")
    return _("{p} ({low} to {high})").format(p=p, low=low, high=high)


def _other(card: AccountCard) -> OtherAccount:
    account = card.account
    balance = f"{saying.amount(card.owed.amount_minor, account.currency)} {account.currency}"
    return OtherAccount(account.seq, " ".join(filter(None, (account.creditor, account.ref, balance))))
