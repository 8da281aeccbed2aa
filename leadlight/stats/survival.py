"""How many have converted by day n, where many are still open: Kaplan-Meier turned upside down."""

from __future__ import annotations

import gc
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy

from leadlight.stats.wilson import Z95


@dataclass(frozen=True, slots=True)
class Point:
    """From this day on this share (0-1) had the event, with its pointwise 95 % band; `at_risk`: open just before."""

    day: float
    share: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A step curve: one point each day on which something happened, in order; before the first the share is 0.

    `n` is how many were watched, `watched` the longest time any of them was.
    """

    points: tuple[Point, ...]
    n: int
    watched: float

    def at(self, day: float) -> Point | None:
        """The step that holds on that day; None before the first event."""
        place = bisect_right(self.points, day, key=lambda point: point.day)
        return self.points[place - 1] if place else None


def converted_by(durations: Sequence[float], events: Sequence[bool], weights: Sequence[int]) -> Curve:
    """Share with the event by each duration: 1 - S of the Kaplan-Meier estimate, from counts.

    Row i says that `weights[i]` leads had the event after `durations[i]` (any unit, ≥ 0), or, where `events[i]` is
    false, were watched so long without it. Kaplan and Meier (1958), JASA 53, 457-481, by statsmodels' SurvfuncRight.
    The band is pointwise, on log(-log S) with Greenwood's variance (Kalbfleisch and Prentice 1980, §1.4), so it stays
    within 0 and 1. Greenwood's sum is added up here: with weights SurvfuncRight gives Tsiatis' error of log S instead.
    """
    rows = [row for row in zip(durations, events, weights, strict=True) if row[2] > 0]
    n, watched = sum(row[2] for row in rows), max((row[0] for row in rows), default=0.0)
    if not any(event for _, event, _ in rows):
        return Curve((), n, watched)
    time, status, weight = (numpy.asarray(column, dtype=float) for column in zip(*rows, strict=True))
    found = _survfunc()(time, status, freq_weights=weight)
    survived, risk, died = found.surv_prob, found.n_risk, found.n_events
    with numpy.errstate(divide="ignore", invalid="ignore"):
        error = numpy.sqrt(numpy.cumsum(died / (risk * (risk - died)))) / numpy.abs(numpy.log(survived))
        low, high = 1 - survived ** numpy.exp(-Z95 * error), 1 - survived ** numpy.exp(Z95 * error)
    gone = survived <= 0  # all who were left had the event: nothing varies any more
    low, high = numpy.where(gone, numpy.append(0.0, low)[:-1], low), numpy.where(gone, 1.0, high)
    columns = (found.surv_times, 1 - survived, low, high, risk)
    steps = zip(*(column.tolist() for column in columns), strict=True)
    points = (Point(day, share, least, most, round(left)) for day, share, least, most, left in steps)
    return Curve(tuple(points), n, watched)


_PARTS = (
    "scipy.special",
    "scipy.linalg",
    "scipy.spatial",
    "scipy.optimize",
    "scipy.stats",
    "pandas",
    "statsmodels.duration.survfunc",
)
"""What makes up most of the time that loading curves takes, in pieces of at most 0.4 s."""


def load(share: float = 1.0) -> None:
    """Load what curves are computed with, so that the first one need not wait for it, in this share of the time.

    What it brings is no garbage, and is put out of the collector's sight: Streamlit collects after every rerun.
    (Loaded at once, with the garbage looked through twice, it held up those who send in leads for a second.)
    """
    for name in _PARTS:
        began = time.monotonic()
        import_module(name)
        gc.freeze()
        time.sleep((time.monotonic() - began) * (1 / share - 1))
    _survfunc()


@cache
def _survfunc() -> Any:
    """statsmodels' SurvfuncRight, loaded when first asked for: 1.4 s and 60 MB beside what pages load."""
    from statsmodels.duration.survfunc import SurvfuncRight

    return SurvfuncRight
