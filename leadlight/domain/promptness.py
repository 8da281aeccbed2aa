"""How soon a lead was first contacted: the hours people are at work, and the bands in which waiting is told."""

from __future__ import annotations

from dataclasses import dataclass

from leadlight.domain.temperature import NO_VALUE


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """From `opens` to `closes` (whole hours of the local wall clock, 0–24) on `weekdays` (ISO, 1 = Monday)."""

    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    opens: int = 9
    closes: int = 18


OFFICE_HOURS = OfficeHours()
OFFICE_WORDS = "Monday to Friday, 9 to 18 h"


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
