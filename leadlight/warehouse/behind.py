"""The rows behind a chart: the filters its marks have in common, and how many leads or conversations those keep."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import ask
from leadlight.warehouse.metrics import Population
from leadlight.warehouse.store import Cursor

POPULATIONS: dict[str, Population] = {"leads": "leads", "conversations": "conversations"}


def within(filters: Filters, mark: str) -> Filters:
    """The filters narrowed by a mark's query string of dimensions (`status=lost`): its values take the place of theirs.

    Raises RefusedError for what is no dimension.
    """
    narrowed = dict(filters.where) | {name: tuple(values) for name, values in parse_qs(mark).items()}
    return replace(filters, where=tuple(narrowed.items()))


def count(cursor: Cursor, behind: str, filters: Filters) -> int | None:
    """How many rows of this kind the filters keep; None where there is no such kind."""
    if behind not in POPULATIONS:
        return None
    kept = rows(filters, POPULATIONS[behind], with_bot=False)
    return int(ask(cursor, " ".join(["SELECT count(*)", kept.sql]), kept.values)[0][0])
