"""What a chart can ask of the warehouse: filters, and one way to read the answer as a frame."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

import polars as pl

from leadlight.warehouse.filters import Filters
from leadlight.warehouse.store import Cursor


class Question(Hashable, Protocol):
    """A frozen dataclass of small values: the same question is the same key, so `kept.keep` can keep its answer.

    The catalogue's `Query` is one; what the catalogue cannot say is a class of its own in a warehouse file of its own
    subject, counted over `filters.rows(…)` with bound values. Raises RefusedError, when it is made, for what cannot be
    asked.
    """

    @property
    def filters(self) -> Filters:
        """The rows it is about."""
        ...

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer: aggregates, small enough to be drawn."""
        ...
