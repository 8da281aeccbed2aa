"""Phone numbers in words ("seis cinco cinco, treinta y tres …"): 0 to 99 in each language, put into digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from leadlight.scoring.phrases import fold

LEAST, MOST = 7, 13
"""Digits of a phone number."""
AT_ONCE = 3
"""Simple numbers in a text below which it is not read for a phone."""
_SIMPLE = {  # 0 to 20, then the tens from 30
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"
    " quince dieciseis diecisiete"
    " dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
    " quinze seize dix_sept dix_huit"
    " dix_neuf vingt trente quarante cinquante soixante soixante_dix quatre_vingt quatre_vingt_dix",
    "pt": "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze"
    " quinze dezesseis dezessete dezoito"
    " dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
    " diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "de": "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn"
    " vierzehn funfzehn sechzehn siebzehn"
    " achtzehn neunzehn zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
}
_TOO = {"oh": "0", "meia": "6", "zwo": "2", "una": "1", "seize": "16", "veintiuno": "21", "veintidos": "22",
        "veintitres": "23", "veinticuatro": "24", "veinticinco": "25", "veintiseis": "26", "veintisiete": "27",
        "veintiocho": "28", "veintinueve": "29", "dezasseis": "16", "dezassete": "17", "dezanove": "19"}  # fmt: skip
_TIMES = {"double": 2, "doble": 2, "duplo": 2, "doppio": 2, "doppel": 2, "triple": 3, "treble": 3, "triplo": 3}
"""Words before a number that is said so many times."""
_IN_WORDS = 3
"""Numbers of a row that stand in words, at least: others are read as digits."""
_UNIT = re.compile(
    r"\b(?:zero|cero|null|one|two|three|five|seven|eight|nine|uno|dos|tres|cinco|seis|siete|ocho|nueve"
    r"|deux|trois"
    r"|quatre|cinq|sept|huit|neuf|dois|quatro|sete|oito|nove|due|quattro|cinque|sei|sette|otto|zwei|drei"
    r"|vier"
    r"|funf|sechs|sieben|acht|neun)\b"
)


def spoken(text: str) -> Iterator[tuple[str, int, int]]:
    """(digits, start, end) of each phone number that a text writes out in words."""
    folded = fold(text).replace("-", " ")
    if len(_UNIT.findall(folded)) < 3:
        return
    word, words = _pattern(), _words()
    for run in re.finditer(rf"\b{word}(?:[ ,./;]{{1,3}}{word})+\b", folded):
        parts = [part.group() for part in re.finditer(rf"\b{word}\b", run.group())]
        if sum(not part.isdigit() for part in parts) < _IN_WORDS:
            continue
        digits = "".join(_digits(part, words) for part in parts)
        if LEAST <= len(digits) <= MOST:
            yield digits, run.start(), run.end()


def _digits(words: str, table: dict[str, str]) -> str:
    first, _, rest = words.partition(" ")
    return table.get(rest, rest) * _TIMES[first] if first in _TIMES else table.get(words, words)


@cache
def _pattern() -> str:
    either = "|".join(sorted(_words(), key=len, reverse=True))
    return rf"(?:(?:{'|'.join(_TIMES)}) )?(?:{either}|\d{{1,3}})"


@cache
def _words() -> dict[str, str]:
    """Every number from 0 to 99 in words, hyphens as spaces, to its digits."""
    found = dict(_TOO)
    for language, row in _SIMPLE.items():
        names = [name.replace("_", " ") for name in row.split()]
        found |= {name: str(number) for number, name in enumerate(names[:20])}
        for ten, name in zip(range(20, 100, 10), names[20:], strict=True):
            found[name] = str(ten)
            for unit in range(1, 20 if language == "fr" and ten in (60, 80) else 10):
                for joined in _joined(language, name, names[unit]):
                    found.setdefault(joined, str(ten + unit))
    return found


def _joined(language: str, ten: str, unit: str) -> tuple[str, ...]:
    """Ten and unit as the language says them together."""
    if language == "de":
        return (f"{'ein' if unit == 'eins' else unit}und{ten}",)
    if language == "it":
        return ((ten[:-1] if unit in ("uno", "otto") else ten) + unit,)
    between = {"es": " y ", "pt": " e "}.get(language, " ")
    return (f"{ten}{between}{unit}", f"{ten} et {unit}") if language == "fr" else (f"{ten}{between}{unit}",)
