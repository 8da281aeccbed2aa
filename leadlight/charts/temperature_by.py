"""How warm the leads of each channel or page are: bars of hot, warm and cold, ranked by the hot share's lower end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows, whiskers
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table, link, numbers
from leadlight.charts.dots import short_names
from leadlight.charts.look import TEMPERATURE, TEMPERATURE_WORD, Look
from leadlight.charts.settled import ENOUGH
from leadlight.charts.temperature_course import NONE_SCORED
from leadlight.charts.wording import count, interval, known_as, of, plain, rate
from leadlight.domain.temperature import NO_VALUE, TEMPERATURES
from leadlight.stats.wilson import wilson
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.query import Query

BY = ("channel", "source_page", "landing_page", "utm_source", "utm_campaign", "trigger")
SHOWN = 12


def asker(by: str) -> Callable[[Filters], Query]:
    """Leads by temperature and the dimension."""
    return lambda filters: Query(filters, measures=TEMPERATURES, by=(by,))


def shaper(by: str) -> Callable[[Frame, Filters], Frame]:
    """The warmest SHOWN values: <by>, hot, warm, cold, scored, share, low, high (of hot), enough."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        schema: dict[str, Any] = {by: pl.String} | dict.fromkeys((*TEMPERATURES, "scored"), pl.Int64)
        schema |= dict.fromkeys(("share", "low", "high"), pl.Float64) | {"enough": pl.Boolean}
        values: list[str] = frame[by].cast(pl.String).fill_null(NO_VALUE).to_list() if len(frame) else []
        found = []
        for value, *kinds in zip(values, *(numbers(frame, kind) for kind in TEMPERATURES), strict=True):
            scored = sum(kinds)
            if scored:
                low, high = wilson(kinds[0], scored) or (0.0, 1.0)
                found.append((value, *kinds, scored, kinds[0] / scored, low, high, scored >= ENOUGH))
        found.sort(key=lambda row: (not row[8], -row[6] if row[8] else 0, -row[4], row[0]))
        return pl.DataFrame(found[:SHOWN], schema=schema, orient="row")

    return shape


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """One bar a value, the hot share and its interval above it."""
    if frame.is_empty():
        return NONE_SCORED
    by = frame.columns[0]
    found = list(frame.iter_rows(named=True))
    names = short_names([known_as(by, row[by]) for row in found])
    return whiskers.parts(
        [_line(name, by, row) for name, row in zip(names, found, strict=True)],
        [_part(kind, by, found) for kind in TEMPERATURES],
        look,
    )


def _line(name: str, by: str, row: dict[str, Any]) -> rows.Line:
    value = f"<b>{rate(row['share'])}</b> hot\u2002{interval(row['low'], row['high'])}"
    return rows.Line(
        label=name,
        note=f"n = {count(row['scored'])}",
        value=value if row["enough"] else "too few to tell",
        hover="",
        faint=not row["enough"],
    )


def _part(kind: str, by: str, found: list[dict[str, Any]]) -> whiskers.Part:
    word = TEMPERATURE_WORD[kind]
    return whiskers.Part(
        name=word,
        colour=TEMPERATURE[kind],
        counts=[row[kind] for row in found],
        hovers=[
            f"<b>{plain(known_as(by, row[by]))}</b><br>{word}: {count(row[kind])} of {of(row['scored'], 'scored lead')}"
            for row in found
        ],
        links=[link(**{by: row[by], "temperature": kind}) for row in found],
    )


def table(frame: Frame) -> Table:
    """The rows drawn, in their order."""
    by = frame.columns[0]
    columns = (
        Column(DIMENSIONS[by].label, "text"),
        *(Column(TEMPERATURE_WORD[kind]) for kind in TEMPERATURES),
        Column("Scored"),
        Column("Hot share", "rate"),
        Column("95 %", "interval"),
    )
    lines = tuple((known_as(by, row[0]), *row[1:6], (row[6], row[7])) for row in frame.rows())
    # Each of the three temperatures: a lead without a score is in none of the columns.
    scored = "&".join(link(temperature=kind) for kind in TEMPERATURES)
    return Table(columns, lines, tuple(f"{link(**{by: value})}&{scored}" for value in frame[by]), of=4)


def summary(frame: Frame) -> str:
    """The warmest value, or that none can be told."""
    if frame.is_empty():
        return NONE_SCORED.text
    row, by = frame.row(0, named=True), frame.columns[0]
    if not row["enough"]:
        return f"None has {ENOUGH} scored leads yet: too few to tell."
    sure = interval(row["low"], row["high"])
    return f"Warmest: {known_as(by, row[by])}, {rate(row['share'])} hot of {of(row['scored'], 'lead')} (95 %: {sure})."


def make(by: str) -> Chart:
    """The chart of one dimension."""
    return Chart(
        key="temperature_by",
        title=f"Which {_MANY[by]} bring hot leads?",
        counted=(
            "Scored leads captured in the range by temperature today, at most 12 values. Ranked by the lower end of "
            f"the hot share's Wilson 95 % interval; values with fewer than {ENOUGH} scored leads come last and are "
            "pale. Leads without a score are left out."
        ),
        ask=asker(by),
        draw=draw,
        table=table,
        summary=summary,
        shape=shaper(by),
        options={"by": by},
    )


_MANY = {
    "channel": "channels", "source_page": "source pages", "landing_page": "landing pages",
    "utm_source": "UTM sources", "utm_campaign": "campaigns", "trigger": "triggers",
}  # fmt: skip
TEMPERATURE_BY = Family("temperature_by", {"by": BY}, make)
