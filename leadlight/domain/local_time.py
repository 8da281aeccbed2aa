"""Which zone a person lives in, so that nobody is called at night: as given, else told from phone or country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
import phonenumbers.timezone

UNKNOWN = "Etc/Unknown"


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone's IANA name, and what it was told from: "given", "phone" or "country"."""

    name: str
    told_from: str


def zone_of(given: str | None, phone: str | None, country: str | None, at: datetime) -> Zone | None:
    """The zone given; else that of the phone's area or of the country, where all its zones show one time `at`."""
    if given in available_timezones():
        return Zone(str(given), "given")
    for told_from, names in (("phone", _of_phone(phone)), ("country", _of_country().get(country or "", ()))):
        zones = [name for name in names if name in available_timezones()]
        if zones and len({at.astimezone(ZoneInfo(name)).utcoffset() for name in zones}) == 1:
            return Zone(zones[0], told_from)
    return None


def _of_phone(phone: str | None) -> tuple[str, ...]:
    if not phone or not phone.startswith("+"):
        return ()
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ()
    return tuple(name for name in phonenumbers.timezone.time_zones_for_number(number) if name != UNKNOWN)


@cache
def _of_country() -> dict[str, tuple[str, ...]]:
    """Country code → its zones, from the time zone database's own table."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            found[country] = (*found.get(country, ()), zone)
    return found
