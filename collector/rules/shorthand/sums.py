"""Sums as they are said: `300 lei`, `£45`, `2,5k`, `doua mii 500`, `half`, `the rest`, `30% din sold`.

Sections "Reading numbers" of docs/reference/shorthand.md.
"""

from __future__ import annotations

from collector.rules.shorthand import money
from collector.rules.shorthand.numbers import times
from collector.rules.shorthand.parts import ORDINALS, Cursor, Found, Part, Sum
from collector.rules.shorthand.scan import Unit

COUNTED = ("counted", "attempts", "unit:year")
MOST_FACTOR = 10_000
LEAST_IN_WORDS = 20  # `two lei` is a sum, `two` alone is a count
MOST_MONTHS = 36  # `36 luni` are months, `300 luni` is money on Monday
_MOST_OF = {"day": 400, "week": 52, "month": MOST_MONTHS, "year": 99, "hour": 48, "min": 180}
_PAYMENTS = ("instalment", "equal", "plan")
_BEFORE_WHOLE = frozenset(("pay", "paid", "promise", "modal", "send", "starting", "method:bank_transfer"))
_BEFORE_SHARE = frozenset(("pay", "pay?", "promise", "modal"))
SMALLEST_SHARE = 10  # a tenth: `1/12` is a day
_AFTER_WHOLE = frozenset(
    (
        "now",
        "on",
        "until",
        "in",
        "at",
        "pay",
        "balance",
        "amount",
        "end_of_month",
        "end_of_week",
        "next",
        "unit:week",
        "unit:month",
    )
)
_OF = ("din", "de", "of", "the", "in")
_DEBTS = ("creanta", "debt", "debts")


def read_sum(cursor: Cursor, at: int) -> Found:
    """A number as a sum; as a count or a number of something else where what follows says so."""
    start, before = at, money.currency_before(cursor, at)
    at += bool(before)
    cents, end, worded = read_number(cursor, at)
    if cents is None:
        return None
    if cursor.has(end, "old_money"):
        return cursor.part("sum", Sum(None, unsaid=True), start, end + 1)
    currency = money.currency_at(cursor, end)
    if currency:
        end += 2 if cursor.is_text(end, "de") else 1
    end = _without_ornament(cursor, end)
    currency = currency or before
    if currency is None and _is_count(cursor, at, end, worded, cents):
        payments = cursor.has(end, *_PAYMENTS) or (
            cursor.value(end, "every") and cursor.has(end + 1, *_PAYMENTS)
        )
        return cursor.part("count" if payments else "number", cents // 100, start, end)
    if cents == 0:
        return cursor.part("number", 0, start, end)
    return cursor.part("sum", Sum(cents, currency), start, end)


def _without_ornament(cursor: Cursor, end: int) -> int:
    """500,- and 500.- are 500."""
    mark, dash = cursor.at(end), cursor.at(end + 1)
    if cursor.sign(end, ",.") and cursor.sign(end + 1, "-") and mark and mark.glued and dash and dash.glued:
        return end + 2
    return end


def _is_count(cursor: Cursor, at: int, end: int, worded: bool, cents: int) -> bool:
    """Whether a number without currency counts payments, days, children, or something that nobody knows."""
    unit, after = cursor.units[at], cursor.at(end + cursor.is_text(end, "de"))
    if after is not None and "every" in after.values and cursor.has(end + 1, *_PAYMENTS):
        return True  # `4 monthly payments`
    if after is not None and not cursor.has(end + 1, "next", "this") and _counts(unit, after, cents):
        return True
    if (
        unit.whole is not None
        and 1990 <= unit.whole <= 2199
        and cursor.is_text(at - 1, "din", "in", "since", "from", "of")
    ):
        return True
    return worded and cents < LEAST_IN_WORDS * 100


def _counts(unit: Unit, after: Unit, cents: int) -> bool:
    if after.has("instalment") or after.has("equal") or any(after.has(tag) for tag in COUNTED):
        return True
    if cents <= _MOST_OF.get(after.values.get("unit", ""), -1) * 100:
        return True
    small = unit.whole is not None and unit.whole < LEAST_IN_WORDS
    if small and (not after.tags or after.has("plain")) and after.text.isalpha() and len(after.text) > 2:
        return True
    papers = (
        after.has("third")
        or after.has("paper:invoice")
        or after.has("proof")
        or after.has("method:promissory_note")
    )
    return small and papers


# --- The number itself ------------------------------------------------------------------------------------


def read_number(cursor: Cursor, at: int, below: int = MOST_FACTOR) -> tuple[int | None, int, bool]:
    """Hundredths, the place after them, and whether it was written as words; multiplied by less than `below`."""
    unit = cursor.at(at)
    if unit is None:
        return None, at, False
    if unit.is_number:
        if unit.cents is None:
            return None, at, False
        return (*_multiplied(cursor, *_spaced(cursor, at), below), False)
    if "number" in unit.values or unit.has("hundred") or unit.has("thousand"):
        return _in_words(cursor, at, unit, below)
    return None, at, False


def _in_words(cursor: Cursor, at: int, unit: Unit, below: int) -> tuple[int | None, int, bool]:
    if unit.has("hundred") or unit.has("thousand"):
        alone = unit.text in ("suta", "mie") and not cursor.has(at - 1, "at")
        return (*_multiplied(cursor, 100, at, below), True) if alone else (None, at, True)
    cents, end = int(unit.values["number"]) * 100, at + 1
    if cents >= LEAST_IN_WORDS * 100 and not cursor.has(end, "hundred", "thousand"):
        joint = end + cursor.is_text(end, "si", "-")
        ones = int(cursor.value(joint, "number") or 0)
        if 0 < ones < 10:
            cents, end = cents + ones * 100, joint + 1
    return (*_multiplied(cursor, cents, end, below), True)


def _spaced(cursor: Cursor, at: int) -> tuple[int, int]:
    """2 750: a space before three digits groups thousands."""
    unit, end = cursor.units[at], at + 1
    cents = unit.cents or 0
    if not unit.text.isdigit() or len(unit.text) > 3 or _led(cursor, at - 1):
        return cents, end
    while (
        (group := cursor.at(end)) is not None
        and len(group.text) == 3
        and group.text.isdigit()
        and not group.glued
    ):
        cents, end = cents * 1000 + int(group.text) * 100, end + 1
    return cents, end


def _led(cursor: Cursor, at: int) -> bool:
    """`pe 12 300` is a day and a sum; `de 12 300` is one sum."""
    return cursor.has(at, "on", "at", "in") and not cursor.is_text(at, "de")


def _multiplied(cursor: Cursor, cents: int, end: int, below: int) -> tuple[int | None, int]:
    """Thousands and hundreds after a number, and what is added to them."""
    factor = _factor(cursor, end)
    if not 0 < factor < below:
        return cents, end
    total, end = times(cents, factor), end + 1
    if total is None:
        return None, end
    if (more := _tenths(cursor, end)) is not None:
        return total + factor * 10 * more, end + 1
    if (half := _and_a_half(cursor, end)) is not None:
        return total + factor * 50, half
    place = end + cursor.is_text(end, "si", "and")
    more, after, worded = read_number(cursor, place, factor)
    if more is not None and 0 < more < factor * 100 and (worded or len(cursor.units[place].text) == 3):
        return total + more, after
    return total, end


def _factor(cursor: Cursor, end: int) -> int:
    unit = cursor.at(end)
    if unit is None:
        return 0
    if unit.has("thousand") or (unit.has("thousand?") and unit.glued):
        return 1000
    return 100 if unit.has("hundred") else 0


def _tenths(cursor: Cursor, at: int) -> int | None:
    """`1k8`: one thousand and eight tenths of one."""
    unit, k = cursor.at(at), cursor.at(at - 1)
    glued = unit is not None and unit.glued and k is not None and k.text == "k" and len(unit.text) == 1
    return unit.whole if glued and unit else None


def _and_a_half(cursor: Cursor, end: int) -> int | None:
    """`o mie jumate`, `doua mii si jumatate`: the place after the half."""
    place = end + cursor.is_text(end, "si")
    return place + 1 if cursor.is_text(place, "jumate", "juma", "jumatate") else None


# --- Shares of the balance --------------------------------------------------------------------------------


def read_share(cursor: Cursor, at: int) -> Found:
    """`tot`, `half`, `the rest of 450`, `the balance`."""
    unit = cursor.units[at]
    if unit.has("rest"):
        return _rest(cursor, at)
    if unit.has("balance"):
        if (found := _rest(cursor, at))[0].said_sum != Sum(None, rest=True):
            return found
        end = at + 1
        while cursor.has(end, "balance"):  # `o/s bal`
            end += 1
        return cursor.part("sum", Sum(None, share=(1, 1), balance=True), at, end)
    said = unit.value("share")
    if said is None or ("share" in unit.weak and not _whole_is_meant(cursor, at)):
        return None
    part, of = said.split("/")
    end = at + 1
    final = unit.text.startswith("full and final") and any(p.kind == "sum" for p in cursor.parts)
    if part == of and (final or _sum_follows(cursor, end)):
        return None  # `pays full 420`, `300 full and final`: the sum itself is said
    return cursor.part("sum", Sum(None, share=(int(part), int(of))), at, _after_whole(cursor, end))


def _after_whole(cursor: Cursor, end: int) -> int:
    """The place after `din sold`, `of the debt`: of what a share is said."""
    place = end
    while cursor.is_text(place, *_OF):
        place += 1
    whole = cursor.has(place, "balance", "amount") or cursor.is_text(place, *_DEBTS)
    return place + 1 if whole and place > end else end


def _whole_is_meant(cursor: Cursor, at: int) -> bool:
    """`all`, `tot`, `full` are a sum beside a verb of paying or a day."""
    before = next((part for part in reversed(cursor.parts) if not part.has("noise")), None)
    if before is not None and (before.kind == "day" or not before.tags.isdisjoint(_BEFORE_WHOLE)):
        return True
    after = cursor.at(at + 1)
    if after is None or not after.tags:
        return after is None and before is not None and before.kind == "sign"
    return not after.values.keys().isdisjoint(("weekday", "shift")) or not after.tags.isdisjoint(_AFTER_WHOLE)


def _sum_follows(cursor: Cursor, at: int) -> bool:
    """Whether a sum stands here that can be no day of the month."""
    unit = cursor.at(at)
    if unit is None or not unit.is_number or unit.cents is None or _is_day_of_month(cursor, at):
        return False
    return unit.cents > 3100 or money.is_money(cursor, at)


def _rest(cursor: Cursor, at: int) -> tuple[Part, int]:
    """The rest; where its sum is said, that sum."""
    end = at + 1 + cursor.is_text(at + 1, *_OF)
    said = read_sum(cursor, end) if cursor.at(end) else None
    if (
        said is not None
        and (value := said[0].said_sum) is not None
        and value.cents
        and not _is_day_of_month(cursor, end)
    ):
        return cursor.part("sum", value._replace(rest=True), at, said[1])
    return cursor.part("sum", Sum(None, rest=True), at, at + 1)


def _is_day_of_month(cursor: Cursor, at: int) -> bool:
    """`rest 15 dec`, `rest 15/12`, `rest 15th`: the number begins a day."""
    number = cursor.digits(at)
    if number is None or number > 31:
        return (
            cursor.is_number(at)
            and "." in cursor.units[at].text
            and money.currency_at(cursor, at + 1) is None
        )
    after = cursor.at(at + 1)
    if after is None:
        return False
    ordinal = after.glued and after.text in ORDINALS
    return ordinal or "month" in after.values or cursor.sign(at + 1, "/-")


def read_fraction(cursor: Cursor, at: int) -> Found:
    """`1/3 acum`, `plateste 1/2`: a share where a day would leave the payment without any sum."""
    part, of = cursor.digits(at), cursor.digits(at + 2)
    if not (part and of and part < of <= SMALLEST_SHARE and cursor.sign(at + 1, "/")):
        return None
    if not all(cursor.units[place].glued for place in (at + 1, at + 2)) or cursor.sign(at + 3, "/"):
        return None
    end, before = at + 3, cursor.parts[-1] if cursor.parts else None
    now = cursor.has(end, "now") or cursor.value(end, "shift") == "0"
    verb = before is not None and not before.tags.isdisjoint(_BEFORE_SHARE)
    whole = _after_whole(cursor, end) > end  # `1/3 din sold` is no day
    if not (now or whole) and (
        not verb or any(_sum_follows(cursor, place) for place in range(end, len(cursor.units)))
    ):
        return None
    return cursor.part(
        "sum", Sum(None, share=(part, of)), at, _after_whole(cursor, end + cursor.has(end, "balance"))
    )


def read_percent(cursor: Cursor, at: int) -> Found:
    """`30% din sold` is a share; `20% discount` is none."""
    unit = cursor.units[at]
    if not unit.is_number or not cursor.has(at + 1, "percent"):
        return None
    end = at + 2
    around = [*range(max(0, at - 3), at), *range(end, end + 3)]
    discounted = any(cursor.has(place, "discount") for place in around)
    if discounted or unit.cents is None or not 0 < unit.cents <= 10_000:
        return cursor.part("number", unit.text, at, end)
    return cursor.part(
        "sum",
        Sum(None, share=(unit.cents, 10_000)),
        at,
        _after_whole(cursor, end + cursor.has(end, "balance")),
    )
