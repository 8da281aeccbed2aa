"""Which values of a dimension convert best: dots with Wilson whiskers, ranked by the lower end."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import dots
from leadlight.charts.contract import NOTHING, Chart, Column, Frame, Message, Table, link
from leadlight.charts.look import Look
from leadlight.charts.wording import THIN, interval, known_as, of, rate
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.query import Filters, Query

SHOWN = 8
ENOUGH = 30
"""Below so many leads an interval is too wide to rank by: the row is faint and says so."""


def asker(dimension: str) -> Callable[[Filters], Query]:
    """Leads and conversions by the dimension."""
    measures = ("leads", "converted", "conversion_rate", "conversion_low", "conversion_high")
    return lambda filters: Query(filters, measures=measures, by=(dimension,))


def shaper(dimension: str) -> Callable[[Frame, Filters], Frame]:
    """The best SHOWN values, those with enough leads first: <dimension>, leads, converted, rate, low, high, enough."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        ranked = frame.filter(pl.col("leads") > 0).select(
            pl.col(dimension).cast(pl.String).fill_null(NO_VALUE),
            pl.col("leads", "converted").cast(pl.Int64),
            pl.col("conversion_rate").cast(pl.Float64).alias("rate"),
            pl.col("conversion_low").cast(pl.Float64).alias("low"),
            pl.col("conversion_high").cast(pl.Float64).alias("high"),
            (pl.col("leads") >= ENOUGH).alias("enough"),
        )
        low = pl.when("enough").then("low").otherwise(0.0)  # too few to rank by it: by their number then
        return ranked.sort("enough", low, "leads", dimension, descending=[True, True, True, False]).head(SHOWN)

    return shape


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot for the rate, a whisker for its interval, n beside the name."""
    return NOTHING if frame.is_empty() else dots.figure(frame, look)


def table(frame: Frame) -> Table:
    """The rows drawn, in their order."""
    dimension = frame.columns[0]
    columns = (
        Column(DIMENSIONS[dimension].label, "text"),
        Column("Leads"),
        Column("Converted"),
        Column("Conversion", "rate"),
        Column("95 %", "interval"),
    )
    lines = tuple((known_as(dimension, row[0]), *row[1:4], (row[4], row[5])) for row in frame.rows())
    return Table(columns, lines, tuple(link(**{dimension: value}) for value in frame[dimension]))


def summary(frame: Frame) -> str:
    """The best value, or that none can be told."""
    if frame.is_empty():
        return NOTHING.text
    dimension = frame.columns[0]
    told = [row for row in frame.iter_rows(named=True) if row["enough"] and row[dimension] != NO_VALUE]
    if not told:
        named = DIMENSIONS[dimension].label.lower()
        if all(value == NO_VALUE for value in frame[dimension]):
            return f"None of these leads has a {named}, so there is nothing to compare."
        return f"No {named} has {ENOUGH} leads yet: too few to tell which converts best."
    best = told[0]
    name, sure = known_as(dimension, best[dimension]), interval(best["low"], best["high"])
    return f"Best: {name}, {rate(best['rate'])} of {of(best['leads'], 'lead')} converted (95{THIN}%: {sure})."


def top_values(dimension: str, key: str, title: str) -> Chart:
    """The chart of one dimension."""
    return Chart(key, title, COUNTED, asker(dimension), draw, table, summary, shaper(dimension))


COUNTED = (
    "Converted ÷ leads captured in the range, by what each lead carries. The dot is the rate, the line its Wilson "
    f"95 % interval. Ranked by the lower end, so that one lucky lead does not lead the list; values with fewer than "
    f"{ENOUGH} leads stand faint at the end. The first {SHOWN} are drawn. “(none)” are leads without a value."
)
TOP_CHANNELS = top_values("channel", "top_channels", "Which channels bring leads that convert?")
TOP_SOURCE_PAGES = top_values("source_page", "top_source_pages", "Which pages bring leads that convert?")
