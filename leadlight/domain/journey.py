"""Where a lead came from: campaign parameters that stand in a page's address."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")


@lru_cache(maxsize=4096)
def campaign(url: str) -> dict[str, str]:
    """The UTM parameters of a page address that are not blank; none for a value that is no URL."""
    if "utm_" not in url:
        return {}
    try:
        pairs = parse_qsl(urlsplit(url).query)
    except ValueError:  # "[" in the host, and such: kept as given, just not understood
        return {}
    return {key: value for key, value in pairs if key in UTM and value.strip()}
