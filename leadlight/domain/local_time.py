"""Which zone a person lives in, so that nobody is called at night: as given, else told from phone or country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
import phonenumbers.timezone

from leadlight.domain.promptness import HOUR, OFFICE_HOURS, OfficeHours

UNKNOWN = "Etc/Unknown"
_FORMER_NAMES = {
    "Asia/Calcutta": "IN", "Asia/Katmandu": "NP", "Asia/Saigon": "VN", "Asia/Rangoon": "MM", "Europe/Kiev": "UA",
    "America/Buenos_Aires": "AR", "America/Catamarca": "AR", "America/Cordoba": "AR", "America/Jujuy": "AR",
    "America/Mendoza": "AR", "America/Louisville": "US", "America/Indianapolis": "US", "America/Godthab": "GL",
    "America/Coral_Harbour": "CA", "Africa/Asmera": "ER", "Atlantic/Faeroe": "FO", "Pacific/Truk": "FM",
    "Pacific/Ponape": "FM", "Pacific/Enderbury": "KI",
}  # fmt: skip
"""Names that browsers still say, which the table of zones has under others (the canonical ones of Unicode's CLDR)."""
WAKING = OfficeHours((1, 2, 3, 4, 5, 6, 7), 8 * HOUR, 20 * HOUR)
"""Nobody is called outside these, whatever an office's hours."""


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


@dataclass(frozen=True, slots=True)
class CallHour:
    """Whether people there are at work now, and if not, the next instant (there) at which they are."""

    is_good: bool
    opens: datetime


def call_hour(now: datetime, zone: str, office: OfficeHours = OFFICE_HOURS) -> CallHour:
    """Whether now is a good hour to call somebody in `zone`: on their own wall clock within `office` and waking hours.

    An office that is open at night only gives no such hour: then the usual ones count.
    """
    there, hours = now.astimezone(ZoneInfo(zone)), awake(office)
    minute = there.hour * HOUR + there.minute
    if there.isoweekday() in hours.weekdays and hours.opens <= minute < hours.closes:
        return CallHour(True, there)
    first = 0 if minute < hours.opens else 1
    days = (there.date() + timedelta(days=ahead) for ahead in range(first, first + 8))
    day = next(day for day in days if day.isoweekday() in hours.weekdays)
    opens = time(hours.opens // HOUR, hours.opens % HOUR)
    return CallHour(False, datetime.combine(day, opens, ZoneInfo(zone)))


def awake(office: OfficeHours) -> OfficeHours:
    """The part of office hours in which one may call: none at night."""
    opens, closes = max(office.opens, WAKING.opens), min(office.closes, WAKING.closes)
    if opens >= closes:
        opens, closes = OFFICE_HOURS.opens, OFFICE_HOURS.closes
    return OfficeHours(office.weekdays, opens, closes)


def country_of(phone: str | None) -> str | None:
    """The country of an international number, as ISO 3166 alpha-2; None where it has none or several share it."""
    if not phone or not phone.startswith("+"):
        return None
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return None


def country_of_zone(zone: str | None) -> str | None:
    """The country in which a zone's clocks hang, as ISO 3166 alpha-2; None for one of no country, or of no zone."""
    if zone is None:
        return None
    return _FORMER_NAMES.get(zone) or _by_zone().get(zone)


def _of_phone(phone: str | None) -> tuple[str, ...]:
    if not phone or not phone.startswith("+"):
        return ()
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ()
    return tuple(name for name in phonenumbers.timezone.time_zones_for_number(number) if name != UNKNOWN)


@cache
def _by_zone() -> dict[str, str]:
    """Zone → its country code."""
    return {zone: country for country, zones in _of_country().items() for zone in zones}


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
