"""A number: digits as each language writes them ("1.500,5", "1,500.5", "2k"), and the first twelve in words."""

from __future__ import annotations

import re
from decimal import Decimal

from leadlight.domain.fields.contract import Field, Kind, Spoken
from leadlight.domain.folding import folded
from leadlight.domain.quoting import quoted
from leadlight.errors import RefusedError

_DIGITS = r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_FOUND = re.compile(rf"(?<![\w.,-])(-?)({_DIGITS})(?: ?(k|m|mil|mille|tausend|thousand)\b)?(?![\d@]|[.,]\d|[/:]\d)")
_RANGE = re.compile(r"\d ?(?:-|–|to|a|bis|ate|ou|or|o|oder) ?\d")
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one uno una um uma un une ein eine eins", "two dos dois duas deux zwei due", "three tres trois drei tre",
            "four cuatro quatro quatre vier quattro", "five cinco cinq funf cinque", "six seis sechs sei",
            "seven siete sete sept sieben sette", "eight ocho oito huit acht otto", "nine nueve nove neuf neun",
            "ten diez dez dix zehn dieci", "eleven once onze elf undici", "twelve doce doze douze zwolf dodici dozen",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_SCALE = {"k": 1_000, "mil": 1_000, "mille": 1_000, "tausend": 1_000, "thousand": 1_000, "m": 1_000_000}
_MOST_DIGITS = 15


def check(text: str, field: Field, country: str | None) -> str:
    """Digits, as a form sends them: "1500", "12.5"; also with thousands set apart."""
    found = _FOUND.fullmatch(folded(text))
    value = _value(found, "en") if found else None
    if value is None:
        raise RefusedError(f"{quoted(text)} is not a number", field.key)
    return value


def hear(spoken: Spoken, field: Field) -> str | None:
    """The one number that answers; a range, or several, is not sure."""
    if not spoken.is_answer:
        return None
    said = folded(spoken.text)
    found = list(_FOUND.finditer(said))
    if len(found) == 1 and not _RANGE.search(said):
        return _value(found[0], spoken.language)
    named = [_WORDS[word] for word in re.findall(r"\w+", said) if word in _WORDS]
    few = len(said.split()) <= 4
    return str(named[0]) if not found and len(named) == 1 and few else None


def _value(found: re.Match[str], language: str) -> str | None:
    sign, digits, scale = found.groups()
    digits = re.sub(r"[' \u00a0\u202f]", "", digits)
    if "," in digits and "." in digits:
        digits = digits.replace("." if digits.rfind(",") > digits.rfind(".") else ",", "")
    elif re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", digits) and not _is_decimal(digits, language):
        digits = re.sub(r"[.,]", "", digits)
    number = Decimal(digits.replace(",", ".")) * _SCALE.get(scale or "", 1)
    if len(number.as_tuple().digits) > _MOST_DIGITS:
        return None
    return f"{sign}{number.normalize():f}"


def _is_decimal(digits: str, language: str) -> bool:
    """Whether a group of three is a fraction ("0.500"): people set thousands apart far more often."""
    return digits.count("." if language == "en" else ",") == 1 and digits[0] == "0"


NUMBER = Kind("number", "Number", "tag", "number", check, hear)
