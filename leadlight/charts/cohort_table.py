"""The cohorts of weeks or months side by side: how many of each had converted by which day, young cells grey."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.contract import NOTHING, Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.funnel_steps import AUTO, days_of, window_words
from leadlight.charts.look import Look, layout
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.wording import THIN, count, interval, of, rate
from leadlight.domain.window import WINDOWS
from leadlight.stats.wilson import wilson
from leadlight.warehouse.query import Filters
from leadlight.warehouse.window import GRAINS, Cohorts

SHOWN = 26
"""Cohorts shown: the latest."""
ENOUGH = 30
ROW, HEAD, SQUARE, LEFT = 36, 30, 30, 118
"""Pixels of a row, of the words above, of a square, and of the words to its left."""
LIGHTEST, DEEPEST = 0.10, 0.75
GREY = "rgba(125,145,149,{:.2f})"
SCHEMA: dict[str, Any] = {
    "cohort": pl.String, "first": pl.Date, "last": pl.Date, "leads": pl.Int64, "lost": pl.Int64, "pending": pl.Int64,
    "all_converted": pl.Int64, "day": pl.Int64, "converted": pl.Int64, "share": pl.Float64, "is_mature": pl.Boolean,
    "window": pl.Int64, "cohorts": pl.Int64,
}  # fmt: skip


def shaper(grain: str) -> Callable[[Frame, Filters], Frame]:
    """A row a cohort and day of the windows, the latest cohort first: SCHEMA.

    A cell is mature when the youngest day of its cohort is that many days ago: then no lead of it is pending there.
    """

    def shape(frame: Frame, filters: Filters) -> Frame:
        lines = []
        for row in frame.sort("cohort", descending=True).head(SHOWN).iter_rows(named=True):
            days = [day for day in WINDOWS if f"by_{day}" in row]
            common = (
                _name(row["cohort"], grain),
                *(row[name] for name in ("first", "last", "leads", "lost", "pending")),
            )
            for day in days:
                number = row[f"by_{day}"]
                is_mature = (row["today"] - row["last"]).days >= day
                cell = (day, number, number / row["leads"], is_mature, row["window"], len(frame))
                lines.append((*common, row["converted"], *cell))
        return pl.DataFrame(lines, schema=SCHEMA, orient="row")

    return shape


def _name(cohort: date, grain: str) -> str:
    return f"{cohort:%b %Y}" if grain == "month" else f"week of {cohort.day} {cohort:%b %y}"


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A square a cell with its rate, deeper where it is higher; grey where its leads are too young to tell."""
    if frame.is_empty():
        return NOTHING
    cohorts = frame["cohort"].unique(maintain_order=True).to_list()
    days = sorted(frame["day"].unique().to_list())
    return picture([_squares(frame, cohorts, days, look)], _ground(frame, cohorts, days, look))


def _squares(frame: Frame, cohorts: list[str], days: list[int], look: Look) -> Trace:
    cells = list(frame.iter_rows(named=True))
    most = max((row["share"] for row in cells if row["is_mature"] and row["leads"] >= ENOUGH), default=0.0) or 1.0
    return scatter(
        x=[days.index(row["day"]) for row in cells],
        y=[cohorts.index(row["cohort"]) for row in cells],
        mode="markers+text",
        marker={"symbol": "square", "size": SQUARE, "color": [_colour(row, most, look) for row in cells]},
        text=[_words(row) for row in cells],
        textfont={"size": 12, "color": look.text},
        customdata=[_link(row) if row["converted"] else "" for row in cells],
        hovertext=[_hover(row) for row in cells],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _colour(row: Mapping[str, Any], most: float, look: Look) -> str:
    if not row["is_mature"] or row["leads"] < ENOUGH:
        return GREY.format(0.16)
    red, green, blue = (int(look.accent[at : at + 2], 16) for at in (1, 3, 5))
    depth = min(row["share"] / most, 1.0)
    return f"rgba({red},{green},{blue},{LIGHTEST + (DEEPEST - LIGHTEST) * depth:.3f})"


def _words(row: Mapping[str, Any]) -> str:
    """The rate; of a young cell so far, in italics."""
    said = f"{row['share'] * 100:.0f}{THIN}%"
    return said if row["is_mature"] else f"<i>{said}</i>"


def _hover(row: Mapping[str, Any]) -> str:
    lines = [
        f"<b>{row['cohort']}</b>: {of(row['leads'], 'lead')}",
        f"{count(row['converted'])} converted by day {row['day']}: {rate(row['share'])}",
        f"95{THIN}%: {interval(*(wilson(row['converted'], row['leads']) or (None, None)))}",
    ]
    if not row["is_mature"]:
        lines.append(f"so far: not all of them are {row['day']} days old")
    if row["leads"] < ENOUGH:
        lines.append(f"fewer than {ENOUGH} leads: too few to tell")
    return "<br>".join(lines)


def _link(row: Mapping[str, Any]) -> str:
    return link(from_=row["first"], to=row["last"], converted_within=row["day"])


def _ground(frame: Frame, cohorts: list[str], days: list[int], look: Look) -> dict[str, Any]:
    axes = {
        "xaxis": {"visible": False, "range": [-0.5, len(days) - 0.5], "fixedrange": True},
        "yaxis": {"visible": False, "range": [len(cohorts) - 0.5, -0.5], "fixedrange": True},
    }
    names = list(_names(frame, cohorts, days, look))
    ground = layout(look, ROW * len(cohorts) + HEAD, annotations=names, hovermode="closest", **axes)
    return ground | {"margin": {"l": LEFT, "r": 0, "t": HEAD, "b": 0}}


def _names(frame: Frame, cohorts: list[str], days: list[int], look: Look) -> Iterator[dict[str, Any]]:
    leads = dict(frame.select("cohort", "leads").iter_rows())
    left = {"x": 0, "xref": "paper", "xanchor": "right", "xshift": -4, "showarrow": False}
    for at, cohort in enumerate(cohorts):
        text = f'{cohort}<br><span style="font-size:11px">n = {count(leads[cohort])}</span>'
        yield left | {"y": at, "text": text, "align": "right", "font": {"size": 12, "color": look.text}}
    above = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6, "showarrow": False}
    for at, day in enumerate(days):
        yield above | {"x": at, "text": f"{day} d", "font": {"size": 12, "color": look.text}}


def table(frame: Frame) -> Table:
    """The cells, one below the other, the latest cohort first."""
    columns = (
        Column("Captured in", "text"),
        Column("By day"),
        Column("Converted by then"),
        Column("Leads"),
        Column("Share", "rate2"),
        Column("95 %", "interval"),
        Column("Old enough to tell?", "text"),
    )
    rows = tuple(
        (row["cohort"], row["day"], row["converted"], row["leads"], row["share"],
         wilson(row["converted"], row["leads"]), "yes" if row["is_mature"] else "not yet")
        for row in frame.iter_rows(named=True)
    )  # fmt: skip
    links = tuple(_link(row) if row["converted"] else "" for row in frame.iter_rows(named=True))
    return Table(columns, rows, links, of=2)


def summary(frame: Frame) -> str:
    """How the oldest and the latest mature cohorts fared by the window's end."""
    if frame.is_empty():
        return NOTHING.text
    window = int(frame["window"][0])
    whole = frame.filter((pl.col("day") == frame["day"].max()) & pl.col("is_mature") & (pl.col("leads") >= ENOUGH))
    rest = f" The latest {SHOWN} of {count(frame['cohorts'][0])} are shown." if frame["cohorts"][0] > SHOWN else ""
    if whole.is_empty():
        return f"No cohort of {ENOUGH} leads is {window} days old yet: grey cells are so far, not final.{rest}"
    latest, oldest = whole.row(0, named=True), whole.row(-1, named=True)
    by = f"by day {latest['day']}"
    said = f"The latest cohort old enough, {latest['cohort']}, had {rate(latest['share'])} converted {by}"
    if latest["cohort"] != oldest["cohort"]:
        said += f"; the first shown, {oldest['cohort']}, {rate(oldest['share'])}"
    return f"{said}. Grey cells are so far, not final.{rest}"


COUNTED = (
    "Leads by the {grain} of their capture (within the range), and the share that had converted by so many whole "
    "local days after it, up to the conversion window: {window}. A cell is grey, its rate in italics, until the last "
    "day of its {grain} lies that many days back: until then leads of it are pending, and the share can only grow. "
    "Cohorts with fewer than {enough} leads are grey too. Intervals are Wilson 95 %. The latest {shown} are shown."
)


def cohort_table(grain: str, window: str) -> Chart:
    """The chart by week or month."""
    counted = COUNTED.format(grain=grain, window=window_words(window), enough=ENOUGH, shown=SHOWN)
    return Chart(
        key="cohort_table",
        title=f"Does each {grain}'s intake convert as well as the last?",
        counted=counted,
        ask=lambda filters: Cohorts(filters, grain, days_of(window)),
        draw=draw,
        table=table,
        summary=summary,
        shape=shaper(grain),
        options={"grain": grain, "window": window},
    )


COHORT_TABLE = Family("cohort_table", {"grain": GRAINS, "window": (AUTO, *map(str, WINDOWS))}, cohort_table)
