"""The map of sources: a square for each page (campaign, …) and channel, deeper where more of its leads convert."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.contract import NOTHING, Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.dots import short_names
from leadlight.charts.look import Look, layout
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.sources import FEW, PLENTY, QUESTIONS
from leadlight.charts.top_values import ENOUGH
from leadlight.charts.wording import THIN, count, interval, known_as, of, plain, rate, shorten
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.query import Filters, Query

ROWS, COLUMNS = 12, 6
"""The most frequent values and channels that are drawn; the table has all."""
ROW, HEAD, SQUARE = 78, 34, 44
"""Pixels of a row, of the channels' names above them, and of a square's side."""
LIGHTEST, DEEPEST = 0.10, 0.72
"""How much of the accent a square takes, from nobody converting to the most: the words in it stay readable."""
MEASURES = ("leads", "converted", "conversion_rate", "conversion_low", "conversion_high")


def asker(dimension: str) -> Callable[[Filters], Query]:
    """Leads and conversions by the dimension and by channel."""
    return lambda filters: Query(filters, measures=MEASURES, by=(dimension, "channel"))


def shaper(dimension: str) -> Callable[[Frame, Filters], Frame]:
    """A row a square: <dimension>, channel, leads, converted, rate, low, high, enough; the most frequent first."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        cells = frame.filter(pl.col("leads") > 0).select(
            pl.col(dimension, "channel").cast(pl.String).fill_null(NO_VALUE),
            pl.col("leads", "converted").cast(pl.Int64),
            pl.col("conversion_rate").cast(pl.Float64).alias("rate"),
            pl.col("conversion_low").cast(pl.Float64).alias("low"),
            pl.col("conversion_high").cast(pl.Float64).alias("high"),
            (pl.col("leads") >= ENOUGH).alias("enough"),
        )
        of_value, of_channel = (pl.col("leads").sum().over(key) for key in (dimension, "channel"))
        return cells.sort(of_value, dimension, of_channel, "channel", descending=[True, False, True, False])

    return shape


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A square a pair, with its rate and its n; faint where that is small."""
    if frame.is_empty():
        return NOTHING
    cells, values, channels = _drawn(frame)
    return picture([_squares(cells, values, channels, look)], _ground(look, cells.columns[0], values, channels))


def _drawn(frame: Frame) -> tuple[Frame, list[str], list[str]]:
    """The squares of the most frequent values and channels, and those."""
    values, channels = _first(frame, frame.columns[0], ROWS), _first(frame, "channel", COLUMNS)
    return frame.filter(pl.col(frame.columns[0]).is_in(values), pl.col("channel").is_in(channels)), values, channels


def _first(frame: Frame, key: str, most: int) -> list[str]:
    totals = frame.group_by(key).agg(pl.col("leads").sum()).sort("leads", key, descending=[True, False])
    return [str(value) for value in totals[key].head(most)]


def _squares(cells: Frame, values: Sequence[str], channels: Sequence[str], look: Look) -> Trace:
    dimension, marks = cells.columns[0], list(cells.iter_rows(named=True))
    most = max((row["rate"] for row in marks if row["enough"]), default=0.0) or 1.0
    return scatter(
        x=[channels.index(row["channel"]) for row in marks],
        y=[values.index(row[dimension]) for row in marks],
        mode="markers+text",
        marker={
            "symbol": "square",
            "size": SQUARE,
            "color": [_colour(look, row["rate"] / most if row["enough"] else 0.0) for row in marks],
        },
        text=[_words(row) for row in marks],
        textfont={"size": 12, "color": look.text},
        customdata=[link(**{dimension: row[dimension], "channel": row["channel"]}) for row in marks],
        hovertext=[_hover(dimension, row) for row in marks],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _colour(look: Look, depth: float) -> str:
    red, green, blue = (int(look.accent[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{LIGHTEST + (DEEPEST - LIGHTEST) * depth:.3f})"


def _words(row: Mapping[str, Any]) -> str:
    n = f'<span style="font-size:11px">n = {count(row["leads"])}</span>'
    return f"<b>{row['rate'] * 100:.0f}{THIN}%</b><br>{n}" if row["enough"] else n


def _hover(dimension: str, row: Mapping[str, Any]) -> str:
    lines = [
        f"<b>{plain(known_as(dimension, row[dimension]))}</b> · {plain(known_as('channel', row['channel']))}",
        f"{count(row['converted'])} of {of(row['leads'], 'lead')} converted",
        f"{rate(row['rate'])} (95{THIN}%: {interval(row['low'], row['high'])})",
    ]
    return "<br>".join(lines + ([] if row["enough"] else [FEW]))


def _ground(look: Look, dimension: str, values: Sequence[str], channels: Sequence[str]) -> dict[str, Any]:
    axes = {
        "xaxis": {"visible": False, "range": [-0.5, len(channels) - 0.5], "fixedrange": True},
        "yaxis": {"visible": False, "range": [len(values) - 0.55, -0.75], "fixedrange": True},
    }
    more = {"annotations": list(_names(look, dimension, values, channels)), "hovermode": "closest"}
    margin = {"l": 0, "r": 0, "t": HEAD, "b": 0}
    return layout(look, ROW * len(values) + HEAD, **axes, **more) | {"margin": margin}


def _names(look: Look, dimension: str, values: Sequence[str], channels: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each value above its row, each channel above its column."""
    common = {"showarrow": False, "yanchor": "bottom"}
    left = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left", "yshift": SQUARE / 2 + 1}
    for at, name in enumerate(short_names([known_as(dimension, value) for value in values])):
        yield common | left | {"y": at, "text": plain(name), "font": {"size": 13, "color": look.text}}
    for at, channel in enumerate(channels):
        text = f"<b>{plain(shorten(known_as('channel', channel), 10))}</b>"
        above = {"x": at, "y": 1, "yref": "paper", "yshift": 8}
        yield common | above | {"text": text, "font": {"size": 12, "color": look.text}}


def table(frame: Frame) -> Table:
    """All pairs, the most frequent value first."""
    dimension = frame.columns[0]
    columns = (
        Column(DIMENSIONS[dimension].label, "text"),
        Column("Channel", "text"),
        Column("Leads"),
        Column("Converted"),
        Column("Conversion", "rate"),
        Column("95 %", "interval"),
        Column("Enough to tell?", "text"),
    )
    rows = tuple(
        (known_as(dimension, value), known_as("channel", channel), *numbers, (low, high), PLENTY if enough else FEW)
        for value, channel, *numbers, low, high, enough in frame.iter_rows()
    )
    pairs = frame.select(dimension, "channel").iter_rows()
    return Table(columns, rows, tuple(link(**{dimension: value, "channel": channel}) for value, channel in pairs), of=2)


def summary(frame: Frame) -> str:
    """The pair that surely converts best, and how much of all is drawn."""
    if frame.is_empty():
        return NOTHING.text
    dimension = frame.columns[0]
    said = f"{count(len(_drawn(frame)[0]))} of {count(len(frame))} pairs are drawn, the table has all."
    told = frame.filter("enough").sort("low", descending=True)
    if told.is_empty():
        return f"No pair has {ENOUGH} leads yet: too few to tell which converts best. {said}"
    best = told.row(0, named=True)
    name = f"{known_as(dimension, best[dimension])} by {known_as('channel', best['channel'])}"
    sure = interval(best["low"], best["high"])
    return f"Best: {name}, {rate(best['rate'])} of {of(best['leads'], 'lead')} (95{THIN}%: {sure}). {said}"


COUNTED = (
    "Converted ÷ leads captured in the range, for each pair of values that leads carry. A square is deeper where the "
    f"rate is higher, up to the highest of the pairs with {ENOUGH} leads or more; those with fewer are faint and give "
    f"only their n. The {ROWS} most frequent rows and the {COLUMNS} most frequent channels are drawn; the table and "
    "its CSV have every pair with a lead. Intervals (on hover and in the table) are Wilson 95 %."
)


def source_map(by: str) -> Chart:
    """The map of a dimension against channels."""
    title = f"{QUESTIONS[by]} convert by which channel?"
    return Chart("source_map", title, COUNTED, asker(by), draw, table, summary, shaper(by), {"by": by})


BY = tuple(sorted((key for key in QUESTIONS if key != "channel"), key=lambda key: key != "source_page"))
SOURCE_MAP = Family("source_map", {"by": BY}, source_map)
