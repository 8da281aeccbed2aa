"""What a chart is: the question it answers, what it asks the warehouse, how it draws and tells the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.look import Look
from leadlight.warehouse.query import Filters, Query

Frame = pl.DataFrame
Kind = Literal["text", "count", "rate", "interval", "day"]


@dataclass(frozen=True, slots=True)
class Message:
    """Shown instead of a figure: what is the case, and what to do next."""

    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `kind` says how its cells are written. An interval cell is a pair (low, high)."""

    label: str
    kind: Kind = "count"


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of the marks, raw. `links[i]` is the query string that narrows a lead list to row i, or ""."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture.

    `ask` gives the one query it needs; `shape` prepares the answer (gaps filled, ranked, cut) and what it returns is
    what `draw`, `table` and `summary` all read, so they cannot disagree. A mark that stands for leads carries the
    query string of its lead list as `customdata`. `summary` is the plain sentence for those who do not see the
    figure. `counted` says how this is counted.
    """

    key: str
    title: str
    counted: str
    ask: Callable[[Filters], Query]
    draw: Callable[[Frame, Look], go.Figure | Message]
    table: Callable[[Frame], Table]
    summary: Callable[[Frame], str]
    shape: Callable[[Frame, Filters], Frame] = lambda frame, filters: frame


NOTHING = Message("No leads in this range.", "Choose a longer range, or take a filter away.")


def link(**narrowed: object) -> str:
    """The query string of a lead list; `from_` stands for `from`, which Python keeps for itself."""
    return urlencode({name.rstrip("_"): str(value) for name, value in narrowed.items()})


def numbers(frame: Frame, column: str) -> list[int]:
    """A column of counts as ints, blanks as 0."""
    return [int(value or 0) for value in frame[column]] if column in frame.columns else [0] * len(frame)
