"""What a chart is: the question it answers, what it asks the warehouse, how it draws and tells the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.look import Look
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.question import Question

Frame = pl.DataFrame
Kind = Literal[
    "text", "count", "rate", "rate2", "interval", "day", "score", "days", "minutes", "change", "change2", "changes"
]  # fmt: skip
Behind = Literal["leads", "conversations", ""]


@dataclass(frozen=True, slots=True)
class Message:
    """Shown instead of a figure: what is the case, and what to do next."""

    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `kind` says how its cells are written, and labels of a table differ.

    Raw cells: a rate is 0–1, an `interval` a pair (low, high) of rates; `change` is a difference of rates (0.02: two
    points more) and `changes` its interval; `rate2` and `change2` have two decimals, for
    tables that add up; `days` are days of 24 hours, `minutes` minutes, `score` 0–100.
    """

    label: str
    kind: Kind = "count"


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of the marks, raw. `links[i]` is the query string that narrows the list of the rows behind to row i,
    or "": column `of` says how many those are. `inside[i]`, likewise, narrows the page to what row i is made of.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    links: tuple[str, ...] = ()
    of: int = 1
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture.

    `ask` gives the one question it needs; `shape` prepares the answer (gaps filled, ranked, cut) and what it returns
    is what `draw`, `table` and `summary` all read, so they cannot disagree. A mark that stands for rows carries the
    query string of their list as `customdata`. `summary` is the plain sentence for those who do not see the figure.
    `counted` says how this is counted. `options` are the choices that make it this member of its family. `behind` says
    what rows stand behind its marks ("": none), and `within` is the query string that all of them have in common;
    `common` gives it where it depends on the answer.
    """

    key: str
    title: str
    counted: str
    ask: Callable[[Filters], Question]
    draw: Callable[[Frame, Look], go.Figure | Message]
    table: Callable[[Frame], Table]
    summary: Callable[[Frame], str]
    shape: Callable[[Frame, Filters], Frame] = lambda frame, filters: frame
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    behind: Behind = "leads"
    within: str = ""
    common: Callable[[Frame], str] | None = None

    def of_all(self, frame: Frame) -> str:
        """The query string that all marks of this frame have in common: `within`, or what `common` says of it."""
        return self.common(frame) if self.common else self.within

    @property
    def id(self) -> str:
        """The key with the options: no other chart has it."""
        return "_".join([self.key, *self.options.values()])


@dataclass(frozen=True, slots=True)
class Family:
    """Charts that differ by a choice: `make(**options)` gives one of them, with `key` and these options in it.

    `options` are the values of each choice, the first of them its default; none written: any text, which `make` checks.
    Names of options are never those of filters. Raises RefusedError (in `make`) for a value there is not.
    """

    key: str
    options: Mapping[str, tuple[str, ...]]
    make: Callable[..., Chart]


NOTHING = Message("No leads in this range.", "Choose a longer range, or take a filter away.")


def link(**narrowed: object) -> str:
    """The query string of a lead list; `from_` stands for `from`, which Python keeps for itself."""
    return urlencode({name.rstrip("_"): str(value) for name, value in narrowed.items()})


def numbers(frame: Frame, column: str) -> list[int]:
    """A column of counts as ints, blanks as 0."""
    return [int(value or 0) for value in frame[column]] if column in frame.columns else [0] * len(frame)
