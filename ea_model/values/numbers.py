"""Numbers as people write them: one grammar, Dutch and plain (the table of models/README.md).

Exact: nothing is rounded, no exponents, at most 60 digits before and after the decimal sign.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, DecimalException, Inexact, Overflow

from ea_model.messages import Message

EXACT = Context(prec=60, traps=[Inexact, Overflow])
"""Numbers of a model are never rounded; what has more digits than this is a mistake."""
NUMBER = r"[0-9]+(?:[ .,][0-9]+)*"
"""What may be a number within a longer text; `decimal` says whether it is."""
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[ .,])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))(?P<point>[.,])(?P<rest>[0-9]{1,60}))?"
)
_SINGLE = re.compile(r"(?P<whole>[0-9]{1,60})(?:[.,](?P<rest>[0-9]{1,60}))?")
_LONGEST = 140
_MOST_WHOLE = 10**18
_NO_WHOLE = Decimal("0.5")
_THREE = re.compile(r"0*[1-9][0-9]*\.[0-9]{3}")


def brief(text: str) -> str:
    """What somebody wrote, on one line and short enough for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"


def decimal(text: str, *, scaled: bool = False) -> Decimal:
    """Read ``1.250.000,50``, ``1,250,000.50``, ``180 000``, ``180.000``, ``1,5`` or ``0.125``, perhaps with a sign.

    A dot before exactly three digits stands between thousands; what may be two numbers (``100,000``) is a `ValueError`
    that names both. ``scaled``: a word such as *mln* follows, so that ``1.125`` may well be meant as a little over one.
    """
    body = " ".join(text.split()) if len(text) <= _LONGEST else ""
    sign, digits = (body[:1], body[1:]) if body[:1] in ("+", "-") else ("", body)
    value = _single(digits) if (match := _GROUPED.fullmatch(digits)) is None else _of_groups(match, scaled)
    if value is None:
        raise ValueError(Message("no_number", text=brief(text)))
    return times(value, Decimal(-1 if sign == "-" else 1))


def _of_groups(match: re.Match[str], scaled: bool) -> Decimal:
    """A number of groups of three digits."""
    whole, mark, point, rest = match["whole"], match["mark"], match["point"], match["rest"] or "0"
    lone_mark = whole.count(mark) == 1 and not point and (mark == "," or (mark == "." and scaled))
    if lone_mark or (mark == " " and point == "." and len(rest) == len("000")):
        raise _ambiguous(match[0])
    return Decimal(f"{re.sub('[ .,]', '', whole)}.{rest}")


def _single(digits: str) -> Decimal | None:
    """A number without groups; None when it is none."""
    match = _SINGLE.fullmatch(digits)
    if match is None:
        return None
    if match["rest"] and len(match["rest"]) == len("000") and not match["whole"].startswith("0"):
        raise _ambiguous(digits)
    return Decimal(digits.replace(",", "."))


def _ambiguous(text: str) -> ValueError:
    *whole, rest = re.split("[ .,]", text)
    readings = Decimal("".join((*whole, rest))), Decimal(f"{''.join(whole)}.{rest}")
    return ValueError(
        Message("two_numbers", text=brief(text), one=brief(written(readings[0])), other=brief(written(readings[1])))
    )


def whole(text: str) -> int:
    """Read a whole number in the same grammar, of at most 18 digits."""
    value = decimal(text) if re.fullmatch(rf"[+-]?{NUMBER}", text[:_LONGEST].strip()) else _NO_WHOLE
    if abs(value) >= _MOST_WHOLE or value % 1:
        raise ValueError(Message("no_integer", text=brief(text)))
    return int(value)


def plain(text: str) -> Decimal:
    """Read a number whose one dot or comma can only be the decimal sign, such as a share."""
    if not re.fullmatch(r"[+-]?[0-9]{1,60}(?:[.,][0-9]{1,60})?", text.strip()):
        raise ValueError(Message("no_number", text=brief(text)))
    return times(Decimal(text.strip().replace(",", ".")), Decimal(1))


def times(value: Decimal, factor: Decimal) -> Decimal:
    """The product, exactly; `ValueError` where it has more digits than a number may have."""
    try:
        return EXACT.multiply(value, factor)
    except DecimalException as error:
        raise ValueError(Message("many_digits", text=brief(str(value)))) from error


def number(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def written(value: Decimal) -> str:
    """Write a number so that `decimal` reads the same: three decimals get a zero behind them."""
    text = number(value)
    return f"{text}0" if _THREE.fullmatch(text.lstrip("-")) else text
