"""Why leads are lost: the reasons people gave, the most frequent first, with what they add up to."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import Chart, Column, Frame, Message, Table, link, numbers
from leadlight.charts.look import STATUS, Look
from leadlight.charts.marks import picture, scatter
from leadlight.charts.wording import count, of, plain, rate, share, shorten
from leadlight.domain.status import STATUSES
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.query import Filters, Query

SHOWN = 12
"""Reasons drawn; the table has all."""
LOST = "&".join(link(status=status.key) for status in STATUSES if status.type == "lost")
"""The query string of lost leads."""
NONE = Message("No lead of this range is lost.", "Choose a longer range, or take a filter away.")
UNSAID = "No reason given"


def ask(filters: Filters) -> Query:
    """Lost leads by their reason."""
    return Query(filters, measures=("lost",), by=("lost_reason",))


def shape(frame: Frame, filters: Filters) -> Frame:
    """A row a reason, most first: reason, lost, share (of all lost), so_far (with those before)."""
    found = frame.filter(pl.col("lost") > 0) if len(frame) else frame
    if found.is_empty():
        return pl.DataFrame(schema={"reason": pl.String, "lost": pl.Int64, "share": pl.Float64, "so_far": pl.Float64})
    ranked = found.select(pl.col("lost_reason").fill_null(NO_VALUE).alias("reason"), pl.col("lost").cast(pl.Int64))
    ranked = ranked.sort("lost", "reason", descending=[True, False])
    total = int(ranked["lost"].sum())
    return ranked.with_columns(
        (pl.col("lost") / total).alias("share"), (pl.col("lost").cum_sum() / total).alias("so_far")
    )


def named(reason: str) -> str:
    """A reason as it is shown."""
    return UNSAID if reason == NO_VALUE else reason


def leads(reason: str) -> str:
    """The query string of the leads lost for it."""
    return f"{link(lost_reason=reason)}&{LOST}"


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """Bars, and on each a diamond for what they add up to so far (nothing at the left, all at the right)."""
    if frame.is_empty():
        return NONE
    drawn = frame.head(SHOWN)
    lines = [_line(row) for row in drawn.iter_rows(named=True)]
    figure = rows.bars(lines, numbers(drawn, "lost"), [STATUS["lost"]] * len(drawn), look)
    most = max([*numbers(drawn, "lost"), 1])
    so_far = scatter(
        x=[each * most for each in drawn["so_far"]],
        y=list(range(len(drawn))),
        mode="markers",
        marker={"size": 9, "symbol": "diamond", "color": look.accent, "line": {"width": 1, "color": look.text}},
        hovertext=[f"{rate(each)} of lost leads up to here" for each in drawn["so_far"]],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    drawing = figure.to_plotly_json()
    return picture([*drawing["data"], so_far], drawing["layout"])


def _line(row: dict[str, Any]) -> rows.Line:
    name = named(row["reason"])
    value = f"<b>{count(row['lost'])}</b>\u2002{rate(row['share'])} · {rate(row['so_far'])} so far"
    hover = f"<b>{plain(name)}</b><br>{of(row['lost'], 'lead')}: {rate(row['share'])} of those lost"
    return rows.Line(shorten(name, 26), value, hover, leads(row["reason"]))


def table(frame: Frame) -> Table:
    """Every reason."""
    columns = (Column("Reason", "text"), Column("Lost"), Column("Share", "rate2"), Column("So far", "rate2"))
    lines = tuple((named(row[0]), *row[1:]) for row in frame.select("reason", "lost", "share", "so_far").iter_rows())
    return Table(columns, lines, tuple(leads(reason) for reason in frame["reason"]))


def summary(frame: Frame) -> str:
    """How many reasons make most of it."""
    if frame.is_empty():
        return NONE.text
    total = int(frame["lost"].sum())
    needed = int((frame["so_far"] < 0.8).sum()) + 1
    first = frame.row(0, named=True)
    most = f"most often: {named(first['reason'])}, {count(first['lost'])} ({share(first['lost'], total)})"
    rest = f" The first {SHOWN} are drawn, the table has all." if len(frame) > SHOWN else ""
    return f"{of(total, 'lead')} lost, {most}; {of(needed, 'reason')} make up four fifths.{rest}"


LOST_REASONS = Chart(
    key="lost_reasons",
    title="Why are leads lost?",
    counted=(
        "Leads captured in the range that are lost now, by the reason given when they were last moved to Lost; a lead "
        f"that was reopened since is not among them. “{UNSAID}”: lost without one. “So far” adds a reason's share to "
        "those of all more frequent ones, the diamond too (Pareto). Reasons are as people wrote them."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    within=LOST,
)
