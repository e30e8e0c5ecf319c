"""Amounts of something, perhaps per period; and money, which has a currency."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ea_model.messages import Message
from ea_model.values.numbers import EXACT, NUMBER, brief, decimal, number, times, written

EXCLUDING, INCLUDING = "excl. btw", "incl. btw"
"""Marks behind a unit: amounts with and without tax are two measures."""
PERIODS = ("jaar", "kwartaal", "maand", "week", "dag", "uur")
"""What money may be paid per, beside `PRICED`."""
PRICED = ("bericht", "stuk", "gebruiker", "werkplek", "aansluiting", "transactie")
"""What a price may be of."""
_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
    MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
    VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""Codes of ISO 4217."""

_SCALE = {
    "duizend": 1_000, "thousand": 1_000, "k": 1_000,
    "mln": 1_000_000, "miljoen": 1_000_000, "million": 1_000_000,
    "mrd": 1_000_000_000, "miljard": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_MILLION = Decimal(_SCALE["mln"])
_EURO = {"€": "EUR", "euro": "EUR", "eur": "EUR"}
_PERIOD_WORDS = {
    **{period: period for period in PERIODS},
    "jr": "jaar", "year": "jaar", "yr": "jaar", "annum": "jaar", "quarter": "kwartaal", "mnd": "maand",
    "month": "maand", "wk": "week", "day": "dag", "hour": "uur",
}  # fmt: skip
_LONGEST = 400
_TAX = re.compile(
    r"[ ,(]+(?P<how>exclusief|excluding|excl|ex|inclusief|including|incl)\.? ?(?:btw|vat)\)?", re.IGNORECASE
)
_PER = re.compile(r" per (?P<word>\S+)| ?/ ?(?P<short>[a-z]+\.?)| (?P<year>p\.? ?j)\.?", re.IGNORECASE)
_SCALES = "|".join(_SCALE)
_SIGN = r"€|[A-Z]{3}(?= ?[>0-9])"
_QUANTITY = re.compile(
    rf"(?P<approx>(?:circa|ca\.?|ongeveer|about) |± ?)?(?P<sign>{_SIGN})? ?(?P<more>> ?)?(?P<sign_after>{_SIGN})? ?"
    rf"(?P<low>{NUMBER})(?:,--?)?(?: ?(?P<low_scale>(?i:{_SCALES}))\.?(?![^\W_]))?"
    rf"(?: ?\.\. ?(?P<sign_high>{_SIGN})? ?(?P<high>{NUMBER})(?:,--?)?"
    rf"(?: ?(?P<high_scale>(?i:{_SCALES}))\.?(?![^\W_]))?)?"
    rf"(?:(?: |(?=€|[A-Z]{{3}}$))(?P<unit>(?!per |(?i:{_SCALES})(?: |$))[^\d\s](?:(?! per ).)*))?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount between ``low`` and ``high`` (None: no upper bound) of ``unit``, ``per`` a period or in total.

    The unit of euros is ``EUR``; behind it may stand whether tax is in it (`EXCLUDING`, `INCLUDING`).
    """

    low: Decimal
    high: Decimal | None
    unit: str = ""
    per: str = ""
    approximate: bool = False
    low_exclusive: bool = False

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read an amount; the table of models/README.md says what may be written and what it becomes."""
        body = " ".join(text.split()) if len(text) <= _LONGEST else ""
        body, per, tax = _without_tail(body)
        match = _QUANTITY.fullmatch(body)
        if not match:
            raise ValueError(Message("no_quantity", text=brief(text)))
        low, high = _bounds(match)
        if high is not None and high < low:
            raise ValueError(Message("range_of", text=brief(text)))
        unit = " ".join(filter(None, (_unit(match, text), tax)))
        return cls(low, high, unit, per, bool(match["approx"]), bool(match["more"]))

    def __str__(self) -> str:
        scale = self._scale()
        parts = ["circa"] if self.approximate else []
        parts += [">"] if self.low_exclusive else []
        low = written(EXACT.divide(self.low, scale))
        high = "" if self.high is None else written(EXACT.divide(self.high, scale))
        parts.append(f"{low}..{high}" if high and (high != low or self.low_exclusive) else low)
        parts += ["mln"] if scale == _MILLION else []
        parts += [self.unit] if self.unit else []
        parts += [f"per {self.per}"] if self.per else []
        return " ".join(parts)

    def _scale(self) -> Decimal:
        """Millions where there are any, unless three decimals would then look like thousands."""
        bounds = [bound for bound in (self.low, self.high) if bound is not None]
        texts = [number(EXACT.divide(bound, _MILLION)) for bound in bounds]
        thousands = any(len(text.partition(".")[2]) == len("000") for text in texts)
        return _MILLION if max(bounds) >= _MILLION and not thousands else Decimal(1)


def _without_tail(body: str) -> tuple[str, str, str]:
    """The text without what stands behind the unit, the period and the mark of tax, each at most once."""
    per = tax = ""
    while body:
        match = _tail(_TAX, body)
        if match and not tax:
            tax = EXCLUDING if match["how"].casefold().startswith("ex") else INCLUDING
        else:
            match = _tail(_PER, body)
            period = _period(match) if match else ""
            if not match or not period or per:
                return body, per, tax
            per = period
        body = body[: match.start()]
    return body, per, tax


def _tail(pattern: re.Pattern[str], body: str) -> re.Match[str] | None:
    """The match that ends where the text ends."""
    return next((match for match in pattern.finditer(body) if match.end() == len(body)), None)


def _period(match: re.Match[str]) -> str:
    """The period a tail names, in the word a model has for it; empty where a slash is only part of a unit."""
    if match["year"]:
        return "jaar"
    word = match["word"] or match["short"]
    period = _PERIOD_WORDS.get(word.rstrip(".").casefold(), "")
    return period or match["word"] or ""


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    """The lower and the upper bound; one scale behind a range is that of both."""
    scales = [
        Decimal(_SCALE[scale.casefold()]) if scale else None for scale in (match["low_scale"], match["high_scale"])
    ]
    factors = scales[0] or scales[1] or Decimal(1), scales[1] or Decimal(1)
    bounds = [
        times(decimal(text, scaled=factor > 1), factor)
        for text, factor in zip((match["low"], match["high"]), factors, strict=True)
        if text
    ]
    return bounds[0], bounds[-1] if match["high"] or not match["more"] else None


def _unit(match: re.Match[str], text: str) -> str:
    """The one unit of an amount, euros as EUR; `ValueError` when there are two, or a second amount."""
    stated = [match["sign"], match["sign_after"], match["sign_high"], match["unit"]]
    units = list(dict.fromkeys(_EURO.get(unit.casefold(), unit) for unit in stated if unit))
    if len(units) > 1 or any(re.search(r"(?:^| )[0-9]", unit) for unit in units):
        raise ValueError(Message("two_amounts", text=brief(text)))
    return units[0] if units else ""


def money(text: str) -> Quantity:
    """Read an amount of money: a `Quantity` whose unit is a currency and whose period is one there is."""
    amount = Quantity.parse(text)
    currency, _, tax = amount.unit.partition(" ")
    if not amount.unit or amount.unit in (EXCLUDING, INCLUDING):
        raise ValueError(Message("no_currency", text=brief(text)))
    if currency.upper() not in CURRENCIES or tax not in ("", EXCLUDING, INCLUDING):
        raise ValueError(Message("other_currency", text=brief(text), unit=brief(amount.unit)))
    if amount.per and amount.per not in (*PERIODS, *PRICED):
        words = ", ".join((*PERIODS, *PRICED))
        raise ValueError(Message("money_period", text=brief(text), per=brief(amount.per), words=words))
    return replace(amount, unit=" ".join(filter(None, (currency.upper(), tax))))
