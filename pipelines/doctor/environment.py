"""Settings that are set to no effect, and the clock and the zones that every day in a report rests on."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from leadlight.clock import Clock
from leadlight.config import RESERVED, Settings, names, set_names
from leadlight.domain.finding import Finding

FIRST_YEAR = 2026
"""A clock before this has never been set: Leadlight is younger."""


def look(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Each setting that is set (never its value, where that may be a secret), the clock, the zones."""
    chosen = sorted(set_names())
    yield Finding("settings", "set", ", ".join(each for each in chosen if each in names()) or "none: all defaults")
    yield from (_stranger(each) for each in chosen if each not in names())
    yield from (_reserved(each) for each in chosen if each in RESERVED)
    if urlsplit(settings.base_url).scheme not in ("http", "https") or not urlsplit(settings.base_url).hostname:
        yield Finding("settings", "LEADLIGHT_BASE_URL", "no web address", "wrong", "write it as https://host")
    yield from _time(clock)


def _stranger(name: str) -> Finding:
    near = difflib.get_close_matches(name, names(), 1)
    meant = f": is {near[0]} meant?" if near else ": take it away"
    return Finding("settings", name, "is no setting", "note", f"nothing reads it{meant}")


def _reserved(name: str) -> Finding:
    return Finding("settings", name, "set, and not used yet", "note", "nothing reads it in this version")


def _time(clock: Clock) -> Iterator[Finding]:
    now = clock.now()
    told = f"{now:%Y-%m-%d %H:%M} UTC"
    if now.year < FIRST_YEAR:
        yield Finding("settings", "clock", told, "wrong", "it was never set: let the machine take the time (NTP)")
    else:
        yield Finding("settings", "clock", told)
    zones = len(available_timezones())
    try:
        data = f"{zones} zones, tzdata {version('tzdata')}"
    except PackageNotFoundError:
        data = f"{zones} zones of the system's"
    if zones:
        yield Finding("settings", "zones", data)
    else:
        yield Finding("settings", "zones", data, "wrong", "no day can be told: install tzdata (make setup)")
