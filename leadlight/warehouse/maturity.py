"""How old a lead must be before its outcome counts: younger ones are pending, not lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from leadlight.warehouse.filters import Filters
from leadlight.warehouse.store import Cursor
from leadlight.warehouse.window import window_of


@dataclass(frozen=True, slots=True)
class Settled:
    """Leads captured until `last` (a local day; None: all of them) are `days` old or older: their outcome counts."""

    days: int
    last: date | None


def settled(cursor: Cursor, filters: Filters) -> Settled:
    """The conversion window of the bots, and the last day it leaves; without a `today`, every lead is old enough."""
    days = window_of(cursor, filters)
    if filters.today is None:
        return Settled(days, filters.last)
    last = filters.today - timedelta(days=days)
    return Settled(days, min(last, filters.last) if filters.last else last)
