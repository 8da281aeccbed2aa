"""Which reasons leads are lost for, by the stage they were lost from or by where they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.dots import short_names
from leadlight.charts.look import Look, layout
from leadlight.charts.lost_reasons import LOST, NONE, leads, named
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.wording import THIN, count, known_as, of, plain, rate, shorten
from leadlight.domain.status import BY_KEY
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.query import Filters, Query

ROWS, COLUMNS = 12, 5
"""The most frequent reasons and values drawn; the table has all."""
ROW, HEAD, SQUARE, ENOUGH = 64, 34, 36, 30
LIGHTEST, DEEPEST = 0.10, 0.75
SPLITS = ("furthest", "channel", "source_page", "utm_campaign", "owner", "temperature")


def shaper(split: str) -> Callable[[Frame, Filters], Frame]:
    """A row a pair with lost leads: value, reason, lost, of_value (lost of the value), share of it; most first."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        found = frame.filter(pl.col("lost") > 0) if len(frame) else frame
        if found.is_empty():
            return pl.DataFrame(schema={"value": pl.String, "reason": pl.String, "lost": pl.Int64})
        cells = found.select(
            pl.col(split).cast(pl.String).fill_null(NO_VALUE).alias("value"),
            pl.col("lost_reason").fill_null(NO_VALUE).alias("reason"),
            pl.col("lost").cast(pl.Int64),
        ).with_columns(pl.col("lost").sum().over("value").alias("of_value"))
        cells = cells.with_columns((pl.col("lost") / pl.col("of_value")).alias("share"))
        return cells.sort("of_value", "value", "lost", "reason", descending=[True, False, True, False])

    return shape


def drawer(split: str) -> Callable[[Frame, Look], go.Figure | Message]:
    """A square a pair: the share of the value's lost leads that this reason has."""

    def draw(frame: Frame, look: Look) -> go.Figure | Message:
        if frame.is_empty():
            return NONE
        values, reasons = _first(frame, "value", COLUMNS), _first(frame, "reason", ROWS)
        cells = frame.filter(pl.col("value").is_in(values), pl.col("reason").is_in(reasons))
        return picture([_squares(cells, values, reasons, split, look)], _ground(values, reasons, split, look))

    return draw


def _first(frame: Frame, key: str, most: int) -> list[str]:
    totals = frame.group_by(key).agg(pl.col("lost").sum()).sort("lost", key, descending=[True, False])
    return [str(value) for value in totals[key].head(most)]


def name_of(split: str, value: str) -> str:
    """What people call a value."""
    return BY_KEY[value].label if split == "furthest" else known_as(split, value)


def _squares(cells: Frame, values: Sequence[str], reasons: Sequence[str], split: str, look: Look) -> Trace:
    marks = list(cells.iter_rows(named=True))
    most = max((row["share"] for row in marks if row["of_value"] >= ENOUGH), default=0.0) or 1.0
    return scatter(
        x=[values.index(row["value"]) for row in marks],
        y=[reasons.index(row["reason"]) for row in marks],
        mode="markers+text",
        marker={"symbol": "square", "size": SQUARE, "color": [_colour(row, most, look) for row in marks]},
        text=[f"{row['share'] * 100:.0f}{THIN}%" if row["of_value"] >= ENOUGH else count(row["lost"]) for row in marks],
        textfont={"size": 12, "color": look.text},
        customdata=[_link(split, row) for row in marks],
        hovertext=[_hover(split, row) for row in marks],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _colour(row: Mapping[str, Any], most: float, look: Look) -> str:
    red, green, blue = (int(look.accent[at : at + 2], 16) for at in (1, 3, 5))
    depth = min(row["share"] / most, 1.0) if row["of_value"] >= ENOUGH else 0.0
    return f"rgba({red},{green},{blue},{LIGHTEST + (DEEPEST - LIGHTEST) * depth:.3f})"


def _link(split: str, row: Mapping[str, Any]) -> str:
    return f"{link(**{split: row['value']})}&{leads(row['reason'])}"


def _hover(split: str, row: Mapping[str, Any]) -> str:
    said = [
        f"<b>{plain(name_of(split, row['value']))}</b> · {plain(named(row['reason']))}",
        f"{count(row['lost'])} of {of(row['of_value'], 'lost lead')}: {rate(row['share'])}",
    ]
    return "<br>".join(said + ([] if row["of_value"] >= ENOUGH else ["too few to tell"]))


def _ground(values: Sequence[str], reasons: Sequence[str], split: str, look: Look) -> dict[str, Any]:
    axes = {
        "xaxis": {"visible": False, "range": [-0.5, len(values) - 0.5], "fixedrange": True},
        "yaxis": {"visible": False, "range": [len(reasons) - 0.55, -0.75], "fixedrange": True},
    }
    words = list(_names(values, reasons, split, look))
    ground = layout(look, ROW * len(reasons) + HEAD, annotations=words, hovermode="closest", **axes)
    return ground | {"margin": {"l": 0, "r": 0, "t": HEAD, "b": 0}}


def _names(values: Sequence[str], reasons: Sequence[str], split: str, look: Look) -> Iterator[dict[str, Any]]:
    """Each reason above its row, each value above its column."""
    common = {"showarrow": False, "yanchor": "bottom", "font": {"size": 12, "color": look.text}}
    left = {"x": 0, "xref": "paper", "xanchor": "left", "yshift": SQUARE / 2 + 1}
    for at, reason in enumerate(reasons):
        yield common | left | {"y": at, "text": plain(shorten(named(reason), 34))}
    for at, name in enumerate(short_names([name_of(split, value) for value in values])):
        yield common | {"x": at, "y": 1, "yref": "paper", "yshift": 8, "text": f"<b>{plain(shorten(name, 12))}</b>"}


def tabler(split: str) -> Callable[[Frame], Table]:
    """Every pair."""
    columns = (
        Column(DIMENSIONS[split].label, "text"),
        Column("Reason", "text"),
        Column("Lost"),
        Column("Lost in all"),
        Column("Share of those", "rate"),
    )

    def table(frame: Frame) -> Table:
        found = list(frame.iter_rows(named=True))
        lines = tuple(
            (name_of(split, row["value"]), named(row["reason"]), row["lost"], row["of_value"], row["share"])
            for row in found
        )
        return Table(columns, lines, tuple(_link(split, row) for row in found), of=2)

    return table


def summarist(split: str) -> Callable[[Frame], str]:
    """What the value with most lost leads loses them for."""

    def summary(frame: Frame) -> str:
        if frame.is_empty():
            return NONE.text
        first = frame.row(0, named=True)
        said = f"{name_of(split, first['value'])} loses most ({of(first['of_value'], 'lead')})"
        rest = " The most frequent are drawn, the table has all." if len(frame) > ROWS * COLUMNS else ""
        return f"{said}, most often for “{named(first['reason'])}”: {rate(first['share'])}.{rest}"

    return summary


def lost_split(split: str) -> Chart:
    """The chart by one dimension."""
    by = "the stage they had reached" if split == "furthest" else DIMENSIONS[split].label.lower()
    return Chart(
        key="lost_split",
        title=f"Which reasons, by {by}?",
        counted=(
            "Leads captured in the range that are lost now, by their reason and by what stands above each column. The "
            "share is of that column's lost leads, so columns of different size compare; columns with fewer than "
            f"{ENOUGH} lost leads show counts and stay pale. The {ROWS} most frequent reasons and the {COLUMNS} most "
            "frequent columns are drawn; the table and its CSV have every pair."
        ),
        ask=lambda filters: Query(filters, measures=("lost",), by=(split, "lost_reason")),
        draw=drawer(split),
        table=tabler(split),
        summary=summarist(split),
        shape=shaper(split),
        options={"split": split},
        within=LOST,
    )


LOST_SPLIT = Family("lost_split", {"split": SPLITS}, lost_split)
