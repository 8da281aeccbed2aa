"""Dots with whiskers: the conversion of each value of a dimension with its interval, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from leadlight.charts import rows
from leadlight.charts.contract import Frame, link
from leadlight.charts.look import Look
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.wording import THIN, count, hostless, interval, known_as, of, plain, rate, shorten

LONGEST = 26


def figure(frame: Frame, look: Look) -> go.Figure:
    """A dot for the rate, a whisker for its interval, n beside the name; faint where there is not `enough`.

    Columns: a dimension first, then leads, converted, rate, low, high, enough; at least one row.
    """
    dimension = frame.columns[0]
    names = short_names([known_as(dimension, value) for value in frame[dimension]])
    lines = [_line(name, dimension, row) for name, row in zip(names, frame.iter_rows(named=True), strict=True)]
    most = max(*frame["high"].fill_null(0), 0.05) * 1.03
    least = -0.02 * most  # room for a whole dot at 0
    rails = [
        {"type": "line", "x0": least, "x1": most, "y0": at, "y1": at, "layer": "below", "line": {"color": look.grid}}
        for at in range(len(lines))
    ]
    ground = rows.ground(look, lines, most, least, shapes=rails)
    return picture([*_whiskers(frame, look), _dots(frame, lines, look)], ground)


def short_names(values: Sequence[str]) -> list[str]:
    """Labels that a phone has room for: the host goes where all pages share it, long ones lose their middle."""
    return [shorten(value, LONGEST) for value in hostless(values)]


def _line(name: str, dimension: str, row: dict[str, Any]) -> rows.Line:
    value, sure = row[dimension], interval(row["low"], row["high"])
    hover = [
        f"<b>{plain(known_as(dimension, value))}</b>",
        f"{count(row['converted'])} of {of(row['leads'], 'lead')} converted",
        f"{rate(row['rate'])} (95{THIN}%: {sure})",
    ]
    return rows.Line(
        label=name,
        note=f"n = {count(row['leads'])}",
        value=f"<b>{rate(row['rate'])}</b>\u2002{sure}" if row["enough"] else "too few to tell",
        hover="<br>".join(hover),
        link=link(**{dimension: value}),
        faint=not row["enough"],
    )


def _whiskers(frame: Frame, look: Look) -> list[Trace]:
    """One trace for the rows with enough leads, one for the faint ones: a trace a row would cost ten times as much."""
    spans = list(zip(range(len(frame)), frame["low"], frame["high"], frame["enough"], strict=True))
    line = {"width": 4, "color": look.accent}
    return [
        scatter(
            x=[end for _, low, high, enough in spans if enough is kind for end in (low, high, None)],
            y=[place for at, _, _, enough in spans if enough is kind for place in (at, at, None)],
            mode="lines",
            line=line,
            opacity=0.5 if kind else 0.2,
            hoverinfo="skip",
        )
        for kind in (True, False)
    ]


def _dots(frame: Frame, lines: list[rows.Line], look: Look) -> Trace:
    return scatter(
        x=frame["rate"].to_list(),
        y=list(range(len(lines))),
        mode="markers",
        marker={"size": 12, "color": look.accent, "opacity": _opacity(frame)},
        customdata=[line.link for line in lines],
        hovertext=[line.hover for line in lines],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _opacity(frame: Frame) -> list[float]:
    return [1.0 if enough else 0.4 for enough in frame["enough"]]
