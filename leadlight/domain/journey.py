"""Where a lead or a conversation came from: its channel, pages, campaign and place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")


@lru_cache(maxsize=4096)
def campaign(url: str) -> dict[str, str]:
    """The UTM parameters of a page address that are neither blank nor hold NUL; none for a value that is no URL."""
    if "utm_" not in url:
        return {}
    try:
        pairs = parse_qsl(urlsplit(url).query)
    except ValueError:  # "[" in the host, and such: kept as given, just not understood
        return {}
    return {key: value for key, value in pairs if key in UTM and value.strip() and "\0" not in value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """As a source or a website tells it; None where it says nothing. Pages are as given."""

    channel: str | None = None
    landing_page: str | None = None
    source_page: str | None = None
    referrer: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_campaign: str | None = None
    utm_term: str | None = None
    utm_content: str | None = None
    country: str | None = None
    region: str | None = None
    city: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """As the record keeps it: pages as given, and as host and path."""

    channel: str | None
    landing_page: str | None
    landing_path: str | None
    source_page: str | None
    source_path: str | None
    referrer: str | None
    utm_source: str | None
    utm_medium: str | None
    utm_campaign: str | None
    utm_term: str | None
    utm_content: str | None
    country: str | None
    region: str | None
    city: str | None
    timezone: str | None
