"""What a benchmark is: a row of the design's table, where it measures, and the figures it gives back."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.made.draw import Size


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row measures: `folder` is a data folder with record and warehouse of this size; `scratch` is empty."""

    folder: Path
    scratch: Path
    size: Size


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    `value` is the median of the runs in `unit`; `low` and `high` are the least and the most of them. `budget` is what
    it may be at most (at least where `more_is_better`), `rule` says where that comes from, `baseline` what the bare
    engine took for the same in the same run.
    """

    what: str
    value: float
    unit: str
    rule: str = ""
    budget: float | None = None
    baseline: float | None = None
    low: float | None = None
    high: float | None = None
    runs: int = 1
    more_is_better: bool = False
    note: str = ""

    @property
    def passed(self) -> bool | None:
        """Whether it is within its budget; None where it has none."""
        if self.budget is None:
            return None
        return self.value >= self.budget if self.more_is_better else self.value <= self.budget


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is called on the command line, what it measures, and how. It runs in a process of its own."""

    key: str
    title: str
    measure: Callable[[Place], Sequence[Figure]]
    needs: Sequence[str] = field(default=())


def timed(what: str, samples: Sequence[float], unit: str = "ms", **more: object) -> Figure:
    """The figure of several runs: their median, with the least and the most."""
    spread = {"low": min(samples), "high": max(samples), "runs": len(samples)}
    return Figure(what, statistics.median(samples), unit, **{**spread, **more})  # type: ignore[arg-type]  # Figure checks the names
