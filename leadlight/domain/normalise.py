"""Values as people and systems write them, made one: text, e-mail, page path, instant, zone. Refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import email_validator

from leadlight.clock import EPOCH
from leadlight.domain.country import country_code
from leadlight.domain.phone import phone
from leadlight.domain.quoting import quoted
from leadlight.domain.rows import Precision
from leadlight.errors import RefusedError

__all__ = ["clean_text", "country_code", "email", "instant", "page_path", "phone", "zone_name"]

FIRST_YEAR, LAST_YEAR = 1990, 2100
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> bool:
    """Whether every store can keep it: PostgreSQL knows no NUL, and half a surrogate pair is no character anywhere."""
    return not (("\0" in text) if text.isascii() else _NO_TEXT.search(text))


def clean_text(text: str) -> str | None:
    """The text as it is, never trimmed; None where it is blank. RefusedError for NUL and lone surrogates."""
    if not text or text.isspace():
        return None
    if ("\0" in text) if text.isascii() else _NO_TEXT.search(text):  # storable(), called for every cell of a file
        raise RefusedError(f"{quoted(text)} holds a character that no store can keep (NUL or half a surrogate pair)")
    return text


# ---------------------------------------------------------------- e-mail

_PLAIN_EMAIL = re.compile(
    r"[a-z0-9_](?:[a-z0-9_+\-]|\.(?!\.))*(?<!\.)@"
    r"(?:(?!..--)[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+(?!..--)[a-z](?:[a-z0-9\-]{0,61}[a-z])\Z",
    re.IGNORECASE | re.ASCII,
)
"""Addresses that email-validator surely accepts changing only the domain to lower case (a property test proves it)."""
_RESERVED_TAIL = re.compile(r"(?:\A|\.)(?:arpa|invalid|local|localhost|onion|test)\Z", re.IGNORECASE)
_LONGEST_EMAIL = 1_000
_ROLE_MAILBOXES = frozenset(email_validator.rfc_constants.CASE_INSENSITIVE_MAILBOX_NAMES)


def email(text: str) -> str:
    """The address with its domain in lower case; the local part keeps its case. RefusedError if it is none.

    Syntax only, no network. Domains reserved for examples and tests (`.example`, `.test`) are accepted.
    """
    address = text.strip()
    if len(address) <= 254 and _PLAIN_EMAIL.match(address):
        local, _, domain = address.rpartition("@")
        if len(local) <= 64 and not _RESERVED_TAIL.search(domain) and local.lower() not in _ROLE_MAILBOXES:
            return f"{local}@{domain.lower()}"
    return _checked_email(address)


def _checked_email(address: str) -> str:
    if len(address) > _LONGEST_EMAIL:
        raise RefusedError(f"{quoted(address)} is not an e-mail address: it is too long", "email")
    try:
        return email_validator.validate_email(address, check_deliverability=False, test_environment=True).normalized
    except email_validator.EmailNotValidError as error:
        raise RefusedError(f"{quoted(address)} is not an e-mail address: {error}", "email") from error


# ---------------------------------------------------------------- page

_ADDRESS = re.compile(r"\s*(?:(https?):)?//", re.IGNORECASE)
_BARE_HOST = re.compile(r"\s*(?:[a-z0-9\-]+\.)+[a-z]{2,}(?::\d+)?/\S*\s*\Z", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443, "": None}


def page_path(text: str) -> str:
    """A page as one key: `host/path`, host in lower case, no scheme, query, fragment, default port or trailing slash.

    The root is `host/`; a relative `/pricing/?x` gives `/pricing`; a value that is no URL is kept as it is.
    """
    return _known_page(text) if len(text) <= _USUAL_PAGE else _page(text)


def _page(text: str) -> str:
    if _BARE_HOST.match(text):
        return _page("//" + text.strip())
    found = _ADDRESS.match(text)
    if not found and not text.lstrip().startswith("/"):
        return text
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # a port or bracket that is none
        return text
    if found and not host:
        return text
    host = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    return host + (parts.path.rstrip("/") or "/") if parts.path.rstrip("/") or not host else host + "/"


_known_page = lru_cache(maxsize=32_768)(_page)
_USUAL_PAGE = 1_000
"""Longer values are not remembered: a few thousand of them would fill the memory."""


# ---------------------------------------------------------------- instant

_EPOCH_SECONDS = re.compile(r"(\d{10}|\d{13})(?:\.(\d{1,6}))?\Z", re.ASCII)
_ISO_COMMON = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?\Z", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-?\d\d-?\d\d\Z", re.ASCII)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d|\d{8}(?=T))[T ](\d\d.*?) ?(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?\Z", re.ASCII | re.I)
_TIME_DIRECTIVE = re.compile(r"%[HIMSfpcXT]")


def instant(text: str, zone: ZoneInfo, formats: Sequence[str] | None = None) -> tuple[datetime, Precision]:
    """(aware UTC datetime, precision) of a date or time: one of `formats` (strptime), else ISO 8601, else epoch.

    A time without offset is local to `zone`, a date alone is local midnight with precision `day`. A local time that
    happens twice is its first; one that a clock change skips is read with the offset before the change. Epochs are
    10 digits (seconds) or 13 (milliseconds). RefusedError for anything else, or outside 1990–2100.
    """
    text = text.strip()
    if not formats and len(text) > 10 and text[4] == "-" and (found := _by_iso(text)):
        return _in_utc(text, found[0], zone), found[1]
    return _instant(text, zone, tuple(formats) if formats else None)


def _in_utc(text: str, moment: datetime, zone: ZoneInfo) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise RefusedError(f"{quoted(text)} is outside the years {FIRST_YEAR}–{LAST_YEAR}")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


@lru_cache(maxsize=65_536)
def _instant(text: str, zone: ZoneInfo, formats: tuple[str, ...] | None) -> tuple[datetime, Precision]:
    found = _by_formats(text, formats or ()) or _by_iso(text) or _by_epoch(text)
    if found is None:
        expected = " or ".join(formats) if formats else "ISO 8601 (2026-02-27 or 2026-02-27T10:30:00+04:00)"
        raise RefusedError(f"{quoted(text)} is not a date or time as expected: {expected}")
    return _in_utc(text, found[0], zone), found[1]


def _by_formats(text: str, formats: tuple[str, ...]) -> tuple[datetime, Precision] | None:
    for pattern in formats:
        try:
            moment = datetime.strptime(text, pattern)  # noqa: DTZ007 (the caller knows the zone)
            return moment, "instant" if _TIME_DIRECTIVE.search(pattern) else "day"
        except ValueError:
            continue
    return None


def _by_iso(text: str) -> tuple[datetime, Precision] | None:
    try:
        if _ISO_COMMON.match(text):
            return datetime.fromisoformat(text), "instant"
        if _ISO_DAY.match(text):
            return datetime.fromisoformat(text), "day"
        if found := _ISO.match(text):
            day, time, offset = found.groups()
            offset = "+00:00" if offset and offset.upper() in ("Z", "UTC", "GMT") else offset or ""
            return datetime.fromisoformat(f"{day}T{time}{offset}"), "instant"
    except ValueError:
        pass
    return None


def _by_epoch(text: str) -> tuple[datetime, Precision] | None:
    if not (found := _EPOCH_SECONDS.match(text)):
        return None
    whole, fraction = int(found[1]), int((found[2] or "").ljust(6, "0"))
    if len(found[1]) == 13:
        return EPOCH + timedelta(milliseconds=whole, microseconds=fraction // 1000), "instant"
    return EPOCH + timedelta(seconds=whole, microseconds=fraction), "instant"


# ---------------------------------------------------------------- zone


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if name not in ("localtime", "Factory", "posixrules")}


@lru_cache(maxsize=4_096)
def zone_name(text: str) -> str:
    """The IANA name of a zone in its own spelling (`europe/berlin` → `Europe/Berlin`). RefusedError if unknown."""
    name = _zones().get(text.strip().lower().replace(" ", "_"))
    if name is None:
        raise RefusedError(f"{quoted(text)} is not a time zone: give an IANA name such as Europe/Berlin or UTC")
    return name
