"""The tiles of the first page: the warehouse's counts by current status, with their words and ways to their lists."""

from __future__ import annotations

from typing import Literal

from leadlight.charts.sparkline import sparkline
from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.ui import links
from leadlight.ui.cards import Tile
from leadlight.ui.filters import View
from leadlight.ui.format import count, of
from leadlight.warehouse import overview

TOTAL = "total"
GOOD: dict[str, Literal["high", "low", "neither"]] = {
    TOTAL: "high",
    "qualified": "high",
    "converted": "high",
    "lost": "low",
}


NARROW = 100_000
"""From here on "of so many" has no room on a tile."""


def status_tiles(view: View, found: overview.Tiles) -> list[Tile]:
    """Total and one tile a status. A range that is everything has no period before it to compare with."""
    return [_tile(view, tile, found.all_time) for tile in found.tiles.values()]


def in_words(view: View, found: overview.Tiles) -> str:
    """What the tiles count, as one line beneath them."""
    versus = f" Changes are against the {_before(view)}." if view.before else ""
    return f"Leads captured in the range, by status now.{versus} {of(found.all_time, 'lead')} to date."


def _tile(view: View, tile: overview.Tile, all_time: int) -> Tile:
    is_total = tile.key == TOTAL
    whole = f" :gray[of {count(all_time)}]" if all_time < NARROW else ""  # the line beneath says it, too
    label = f"Total{whole}" if is_total else STATUSES[tile.key].label
    before = tile.before if view.before else None
    known = of(tile.count, "lead") + " captured in the range" + ("" if is_total else f", {label.lower()} now")
    compared = "" if before is None else f"; {count(before)} in the {_before(view)}"
    return Tile(
        label=label,
        value=tile.count,
        params=links.narrowed(view.bot, view.choice, "" if is_total else f"status={tile.key}"),
        before=before,
        course=sparkline(tile.daily),
        good=GOOD.get(tile.key, "neither"),
        key=tile.key,
        help=known + compared + (f". {count(all_time)} to date." if is_total else "."),
    )


def _before(view: View) -> str:
    """What a change is measured against: "day before", "30 days before"."""
    return "day before" if view.length == 1 else f"{of(view.length, 'day')} before"
