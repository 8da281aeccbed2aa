"""The small line within a tile: one number a bucket, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 60
"""Points a tile has room for."""


def sparkline(values: Sequence[float | None]) -> list[float]:
    """At most MOST numbers: neighbours summed where there are more, blanks 0; the last group is whole."""
    found = [float(value or 0) for value in values]
    size = -(-len(found) // MOST) or 1
    start = len(found) % size
    head = [sum(found[:start])] if start else []
    return head + [sum(found[at : at + size]) for at in range(start, len(found), size)]
