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

FROM, TO = "from", "to"
POPULATIONS: dict[str, Population] = {"leads": "leads", "conversations": "conversations"}


def within(filters: Filters, mark: str) -> Filters:
    """The filters narrowed by a mark's query string: what it names takes the place of theirs.

    Raises RefusedError for what is no filter.
    """
    meant = parse_qs(mark)
    all_days = meant.pop("range", None) is not None
    first, last = (None, None) if all_days else (filters.first, filters.last)
    first, last = _day(meant.pop(FROM, None), first), _day(meant.pop(TO, None), last)
    spans = {span.key: span for span in filters.spans}
    spans |= {name: _span(name, values[-1], filters) for name, values in meant.items() if name in KINDS}
    where = dict(filters.where) | {name: tuple(values) for name, values in meant.items() if name not in KINDS}
    return replace(filters, first=first, last=last, where=tuple(where.items()), spans=tuple(spans.values()))


def _day(given: list[str] | None, otherwise: date | None) -> date | None:
    return date.fromisoformat(given[-1]) if given else otherwise


def _span(name: str, text: str, filters: Filters) -> Span:
    """The days it says; where it says the range, those of the filters."""
    return Span(name, filters.first, filters.last) if text == RANGE else parse(name, text)


def count(cursor: Cursor, behind: str, filters: Filters) -> int | None:
    """How many rows of this kind the filters keep; None where there is no such kind."""
    if behind not in POPULATIONS:
        return None
    kept = rows(filters, POPULATIONS[behind], with_bot=False)
    return int(ask(cursor, " ".join(["SELECT count(*)", kept.sql]), kept.values)[0][0])
