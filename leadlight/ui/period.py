"""The date ranges a person can pick by name, in local days of the bot, both ends inclusive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Preset:
    """A named range. `days` of today; None for everything."""

    key: str
    label: str
    days: Callable[[date], Days] | None

    @property
    def words(self) -> str:
        """The range within a sentence: "the last 30 days", "this month", "all days"."""
        if self.days is None:
            return "all days"
        return f"the {self.label.lower()}" if self.key[0].isdigit() else self.label.lower()


def last_days(number: int) -> Callable[[date], Days]:
    """Today and the days before it, `number` in all."""
    return lambda today: (today - timedelta(days=number - 1), today)


def this_month(today: date) -> Days:
    """From the first of the month until today."""
    return today.replace(day=1), today


def last_month(today: date) -> Days:
    """The whole month before this one."""
    end = today.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def this_quarter(today: date) -> Days:
    """From the first day of the quarter until today."""
    return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), today


def this_year(today: date) -> Days:
    """From the first of January until today."""
    return today.replace(month=1, day=1), today


PRESETS: tuple[Preset, ...] = (
    Preset("7d", "Last 7 days", last_days(7)),
    Preset("14d", "Last 14 days", last_days(14)),
    Preset("30d", "Last 30 days", last_days(30)),
    Preset("90d", "Last 90 days", last_days(90)),
    Preset("month", "This month", this_month),
    Preset("last-month", "Last month", last_month),
    Preset("quarter", "This quarter", this_quarter),
    Preset("year", "This year", this_year),
    Preset("all", "All", None),
)
BY_KEY: dict[str, Preset] = {preset.key: preset for preset in PRESETS}
DEFAULT, ALL = "30d", "all"


def before(first: date | None, last: date | None) -> Days | None:
    """As many days just before; None for everything, which has no before."""
    if first is None or last is None:
        return None
    try:
        return first - (last - first) - timedelta(days=1), first - timedelta(days=1)
    except OverflowError:
        return None
