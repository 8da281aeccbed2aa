"""The rows behind a chart: what its marks narrow the filters to, and how many leads or conversations that keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import ask
from leadlight.warehouse.metrics import Population
from leadlight.warehouse.spans import KINDS, RANGE, Span, parse
from leadlight.warehouse.store import Cursor

POPULATIONS: dict[str, Population] = {"leads": "leads", "conversations": "conversations"}


def within(filters: Filters, mark: str) -> Filters:
    """The filters narrowed by a mark's query string: what it names takes the place of theirs.

    Raises RefusedError for what is no filter.
    """
    meant = parse_qs(mark)
    spans = {span.key: span for span in filters.spans}
    spans |= {name: parse(name, values[-1]) for name, values in meant.items() if name in KINDS}
    where = dict(filters.where)
    where |= {name: tuple(values) for name, values in meant.items() if name not in (FROM, TO, *KINDS)}
    first, last = (_day(meant[name]) if name in meant else None for name in (FROM, TO))
    return replace(
        filters,
        first=first or filters.first,
        last=last or filters.last,
        where=tuple(where.items()),
        spans=tuple(spans.values()),
    )


def _day(values: list[str]) -> date:
    return date.fromisoformat(values[-1])


def count(cursor: Cursor, behind: str, filters: Filters) -> int | None:
    """How many rows of this kind the filters keep; None where there is no such kind."""
    if behind not in POPULATIONS:
        return None
    kept = rows(filters, POPULATIONS[behind], with_bot=False)
    return int(ask(cursor, " ".join(["SELECT count(*)", kept.sql]), kept.values)[0][0])
