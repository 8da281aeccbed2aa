"""A question as commands and the API put it, in text, and the answer as they give it: JSON, CSV or a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from leadlight.domain.bot import Bot
from leadlight.domain.formula import formula_safe
from leadlight.errors import RefusedError
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.spans import KINDS as SPANS
from leadlight.warehouse.spans import parse

Pairs = Sequence[tuple[str, str]]
FROM, TO, SEARCH = "from", "to", "q"
CONTACT = ("has_email", "has_phone")
ONCE = (FROM, TO, SEARCH, *CONTACT, *SPANS)
"""Filters that have one value; a dimension may have several."""
ANSWERS = {"yes": True, "no": False}


def filters_of(bots: Iterable[Bot], pairs: Pairs) -> Filters:
    """The filters of `name=value` pairs: from, to (days), q, has_email, has_phone (yes, no), a span, or a dimension.

    A dimension given more than once keeps any of its values. Raises RefusedError naming what is not understood, or is
    given more than once.
    """
    where: dict[str, list[str]] = {}
    given: dict[str, str] = {}
    for name, value in pairs:
        if name in DIMENSIONS:
            where.setdefault(name, []).append(value)
        elif name in given:
            raise RefusedError(f"{name} is given more than once", name)
        elif name in ONCE:
            given[name] = value
        else:
            known = ", ".join((*ONCE, *DIMENSIONS))
            raise RefusedError(f"there is no filter {name!r}; there are {known}", name)
    return Filters(
        bots=tuple(bot.id for bot in bots),
        first=_day(given, FROM),
        last=_day(given, TO),
        where=tuple((name, tuple(values)) for name, values in where.items()),
        search=given.get(SEARCH, ""),
        has_email=_yes_no(given, "has_email"),
        has_phone=_yes_no(given, "has_phone"),
        spans=tuple(parse(name, given[name]) for name in SPANS if name in given),
    )


def _day(given: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(given[name]) if name in given else None
    except ValueError as error:
        raise RefusedError(f"{name}: a day is written YYYY-MM-DD, not {given[name]!r}", name) from error


def _yes_no(given: Mapping[str, str], name: str) -> bool | None:
    if name not in given:
        return None
    if given[name] not in ANSWERS:
        raise RefusedError(f"{name} is yes or no, not {given[name]!r}", name)
    return ANSWERS[given[name]]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answered question: whose numbers, in which zone, over which days (both included, None: open), and the rows."""

    bot: str
    zone: str
    first: date | None
    last: date | None
    frame: pl.DataFrame

    def as_dict(self) -> dict[str, Any]:
        """`{bot, zone, from, to, rows}`; rates 0–1 unrounded, blanks null, days as YYYY-MM-DD."""
        rows = [{name: _plain(value) for name, value in row.items()} for row in self.frame.iter_rows(named=True)]
        return {"bot": self.bot, "zone": self.zone, "from": _plain(self.first), "to": _plain(self.last), "rows": rows}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV with a header; text cells are formula-safe, blanks empty."""
    stream = io.StringIO()
    writer = csv.writer(stream)  # \r\n: with another line end it leaves a lone \r unquoted
    writer.writerow(columns)
    for row in rows:
        writer.writerow([formula_safe(value) if isinstance(value, str) else value for value in map(row.get, columns)])
    return stream.getvalue()


def as_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as aligned text for a terminal; numbers to the right, rates and days to four places."""
    cells = [[_cell(row.get(name)) for name in columns] for row in rows]
    numbers = [all(isinstance(row.get(name), int | float | None) for row in rows) for name in columns]
    widths = [max([len(name), *(len(row[at]) for row in cells)]) for at, name in enumerate(columns)]
    lines = [list(columns), ["-" * width for width in widths], *cells]
    return "\n".join("  ".join(_padded(line, widths, numbers)).rstrip() for line in lines)


def _padded(line: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> list[str]:
    return [
        text.rjust(width) if number else text.ljust(width)
        for text, width, number in zip(line, widths, numbers, strict=True)
    ]


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    # A name may hold line breaks or escape codes; a terminal line may not.
    return f"{value:.4f}" if isinstance(value, float) else "".join(c if c.isprintable() else "·" for c in str(value))
