"""Phone numbers as people write them, made E.164 where the country is known."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import phonenumbers

from leadlight.domain.quoting import quoted
from leadlight.errors import RefusedError

_SPREADSHEET = re.compile(r"\d(?:[.,]\d+)?E\+?\d+\Z", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\-‐-―().\/]+")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}\Z")
_PLAUSIBLE = re.compile(r"[0-9]{7,15}\Z")


def phone(text: str, country: str | None = None) -> str:
    """The number as E.164 (`+4930123456`), read as international or as of `country` (ISO 2).

    With no country, 7–15 national digits are kept as given, without spaces and dashes. RefusedError for the rest.
    An extension is no part of E.164: ask `extension`.
    """
    text = text.strip()
    if _INTERNATIONAL.match(text) and _stands(text):
        return text
    return _phone(text, country if country in phonenumbers.SUPPORTED_REGIONS else None)


@cache
def mobile_digits(country: str) -> int:
    """Digits of a mobile number of a country (ISO 2), no trunk prefix counted; 15, the most there are, if unknown."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country, None)
    mobile = metadata.mobile if metadata else None
    return max(mobile.possible_length) if mobile and mobile.possible_length else 15


def _stands(number: str) -> bool:
    """Whether the library would return this international number unchanged (a property test holds the two together).

    Parsing costs 20 µs; of a number already in E.164 only its country's lengths and trunk prefix matter.
    """
    for width in (1, 2, 3):
        rule = _rule(number[1 : 1 + width])
        if rule:
            lengths, trunk = rule
            national = number[1 + width :]
            return len(national) in lengths and national[0] != "0" and not (trunk and trunk.match(national))
    return False


@cache
def _rule(calling_code: str) -> tuple[frozenset[int], re.Pattern[str] | None] | None:
    """(possible lengths of national numbers, what may be stripped from their start) of a calling code, if it is one."""
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(calling_code))
    if not regions:
        return None
    metadata = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(int(calling_code), regions[0])
    if metadata is None or metadata.general_desc is None:
        return None
    lengths = frozenset(metadata.general_desc.possible_length)
    trunk = metadata.national_prefix_for_parsing
    return lengths, re.compile(trunk) if trunk else None


@lru_cache(maxsize=16_384)
def _phone(text: str, country: str | None) -> str:
    if _SPREADSHEET.match(text):
        raise RefusedError(f"{quoted(text)} is a number a spreadsheet has rounded: its digits are lost", "phone")
    number = _parse(text, country)
    if number is not None:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    digits = _SEPARATORS.sub("", text)
    if country is None and _PLAUSIBLE.match(digits):
        return digits
    where = f" of {country}" if country and not text.startswith("+") else ""
    raise RefusedError(f"{quoted(text)} is not a phone number{where}", "phone")


def _parse(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    given = "+" + text[2:] if country is None and text.startswith("00") else text
    try:
        number = phonenumbers.parse(given, country)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def extension(text: str, country: str | None = None) -> str | None:
    """The extension written after a number (`… ext. 12` → `12`), or None."""
    number = _parse(text.strip(), country)
    return (number.extension or None) if number else None
