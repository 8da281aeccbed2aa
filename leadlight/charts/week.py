"""Weekdays and hours as pictures name them."""

from __future__ import annotations

WEEKDAYS = {
    "1": "Monday", "2": "Tuesday", "3": "Wednesday", "4": "Thursday", "5": "Friday", "6": "Saturday", "7": "Sunday",
}  # fmt: skip
"""By their ISO number, as the dimension `weekday` has them."""


def weekday(value: str) -> str:
    """ "1" as "Monday"; what is none stays as it is."""
    return WEEKDAYS.get(value, value)


def hour(value: int) -> str:
    """9 as "09–10 h"."""
    return f"{value:02d}–{value + 1:02d} h"
