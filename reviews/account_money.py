"""Amounts a year as people type them: €120k, 120,000 usd, 1.2m, 120 000 EUR."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_CODES = """
    AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW MAD MXN MYR NGN NOK
    NZD PEN PHP PKR PLN QAR RON RSD SAR SEK SGD THB TRY TWD UAH USD VND ZAR
"""
CURRENCIES: Final = frozenset(_CODES.split())
MOST: Final = 10**13
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "us$": "USD", "a$": "AUD", "c$": "CAD"}
_NAMES = {
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("dollar", "dollars", "us dollars", "bucks"), "USD"),
    **dict.fromkeys(("pound", "pounds", "sterling"), "GBP"),
    **dict.fromkeys(("franc", "francs"), "CHF"),
    **dict.fromkeys(("yen",), "JPY"),
}
_TIMES = {
    **dict.fromkeys(("k", "t", "tsd", "thousand", "thsd", "grand"), 1_000),
    **dict.fromkeys(("m", "mn", "mio", "mm", "million", "millions", "mill"), 1_000_000),
    **dict.fromkeys(("bn", "b", "billion"), 1_000_000_000),
}


def _words(known: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(known, key=len, reverse=True))


_SIGN = rf"{_words(_SIGNS)}"
_NAMED = _words([*_NAMES, *(code.lower() for code in CURRENCIES)])
_NUMBER = r"\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d[\d.,]*\d|\d"
_MONEY = re.compile(
    rf"(?:(?P<sign>{_SIGN})\s*|(?P<before>(?:{_NAMED})(?![^\W\d]))\s*)?(?P<number>{_NUMBER})"
    rf"\s?(?P<times>(?:{_words(_TIMES)})(?![^\W_]))?"
    rf"(?:\s*(?P<after>{_SIGN}|(?:{_NAMED})(?!\w)))?(?:\s*(?:/|per|a|p\.?)\s*(?:year|yr|annum|a)\b\.?|\s+(?:yearly|annually|arr)\b)?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units; `currency` is None where none was said."""

    amount: int
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class MoneySpan:
    """Money found at `text[start:end]`."""

    start: int
    end: int
    money: Money


def find_money(text: str, at: int = 0, *, bare: bool = False) -> MoneySpan | None:
    """The first amount from `at` on. One without a currency is money only where `bare` allows it."""
    for found in _MONEY.finditer(text, at):
        money = _read(found)
        begins = found.start() == 0 or not re.match(r"[\w#@.]", text[found.start() - 1])
        if money and begins and (bare or money.currency):
            return MoneySpan(found.start(), found.end(), money)
    return None


def money_at(text: str) -> MoneySpan | None:
    """The amount that `text` begins with, with or without a currency."""
    found = _MONEY.match(text)
    money = _read(found) if found else None
    return MoneySpan(found.start(), found.end(), money) if found and money else None


def read_currency(text: str) -> str | None:
    """A currency by its code, sign or name; None for anything else."""
    word = text.strip().casefold()
    code = _SIGNS.get(word) or _NAMES.get(word) or word.upper()
    return code if code in CURRENCIES else None


def _read(found: re.Match[str]) -> Money | None:
    said = found["sign"] or found["before"] or found["after"]
    amount = amount_of(found["number"]) if not found["times"] else many(found["number"], found["times"])
    if amount is None or amount > MOST:
        return None
    return Money(amount, read_currency(said) if said else None)


def many(number: str, times: str) -> int | None:
    """With "k" or "m" behind it the last sign parts the decimals: 1.200m is 1.2 million."""
    bare = re.sub(r"[ '’\u00a0\u202f]", "", number)
    if len(re.findall(r"[.,]", bare)) <= 1:
        return int(Decimal(bare.replace(",", ".")) * _TIMES[times.casefold()])
    whole = amount_of(number)
    return None if whole is None else whole * _TIMES[times.casefold()]


def amount_of(number: str) -> int | None:
    """A number as whole units: 120,000 and 120.000 are thousands, 1200.50 has decimals. None for 1,2,3."""
    bare = re.sub(r"[ '’\u00a0\u202f]", "", number)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?", bare):
        decimals = re.fullmatch(r"(.*)[.,](\d{1,2})", bare)
        whole = decimals[1] if decimals and not re.search(r"[.,]\d{3}$", bare) else bare
        return int(re.sub(r"[.,]", "", whole))
    if re.fullmatch(r"\d+(?:[.,]\d{1,2})?", bare):
        return round(Decimal(bare.replace(",", ".")))
    return None


def say_money(amount: int, currency: str | None) -> str:
    """`€120k`, `$1.25m`, `CHF 120,500`; without a currency that is said."""
    sign = next((sign for sign, code in _SIGNS.items() if code == currency), "")
    if amount >= 1_000_000 and amount % 10_000 == 0:
        number = f"{Decimal(amount) / 1_000_000:.2f}".rstrip("0").rstrip(".") + "m"
    elif amount >= 1_000 and amount % 1_000 == 0:
        number = f"{amount // 1_000}k"
    else:
        number = f"{amount:,}"
    return f"{sign}{number}" if sign else f"{currency} {number}" if currency else f"{number} (no currency)"
