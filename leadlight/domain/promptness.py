"""How soon a lead was first contacted: the hours people are at work, and the bands in which waiting is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from leadlight.domain.temperature import NO_VALUE
from leadlight.errors import RefusedError

HOUR, DAY = 60, 24 * 60
"""Minutes."""
WEEKDAYS = {1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday"}
"""ISO number to name."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """From `opens` to `closes` (minutes of the local wall clock, 0–1440) on `weekdays` (ISO, 1 = Monday, in order)."""

    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    opens: int = 9 * HOUR
    closes: int = 18 * HOUR

    def __str__(self) -> str:
        """In words: "Monday to Friday, 9:00–18:00"."""
        return f"{_days(self.weekdays)}, {wall(self.opens)}–{wall(self.closes)}"


OFFICE_HOURS = OfficeHours()
"""What a bot has until it says otherwise."""


def checked_hours(weekdays: Collection[int], opens: int, closes: int) -> OfficeHours:
    """Office hours of these days and minutes. Raises RefusedError for no day, or hours that end before they begin."""
    if not weekdays or not set(weekdays) <= WEEKDAYS.keys():
        raise RefusedError("office hours need at least one day of the week", "office_hours")
    if not 0 <= opens < closes <= DAY:
        raise RefusedError("office hours begin before they end, within one day", "office_hours")
    return OfficeHours(tuple(sorted(set(weekdays))), opens, closes)


def wall(minutes: int) -> str:
    """Minutes since midnight as on a clock: "9:00", "24:00"."""
    return f"{minutes // HOUR}:{minutes % HOUR:02d}"


def _days(weekdays: tuple[int, ...]) -> str:
    names = [WEEKDAYS[day] for day in weekdays]
    if len(names) == len(WEEKDAYS):
        return "every day"
    if len(names) > 2 and weekdays[-1] - weekdays[0] == len(names) - 1:
        return f"{names[0]} to {names[-1]}"
    return ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]


@dataclass(frozen=True, slots=True)
class Band:
    """Leads first contacted within `seconds` and not in a band before; None: however long it took."""

    key: str
    label: str
    seconds: int | None


BANDS: tuple[Band, ...] = (
    Band("0-5", "Within 5 min", 5 * 60),
    Band("5-15", "5–15 min", 15 * 60),
    Band("15-60", "15–60 min", 60 * 60),
    Band("60+", "Over 60 min", None),
)
NOT_YET = "not yet"
LABELS: dict[str, str] = {band.key: band.label for band in BANDS} | {NOT_YET: "Not yet", NO_VALUE: "Date only"}
"""What people call each band, and what is no band: nobody has made contact, or only the days are known."""
