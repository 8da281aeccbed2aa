"""How soon leads are first contacted: the bands of waiting by owner, channel or hour of capture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows, whiskers
from leadlight.charts.contract import NOTHING, Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.dots import short_names
from leadlight.charts.look import Look, layout
from leadlight.charts.marks import bar, picture
from leadlight.charts.settled import ENOUGH
from leadlight.charts.wording import count, duration, known_as, of, plain, rate
from leadlight.domain.promptness import BANDS, LABELS, NOT_YET
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.first_contact import BY, CLOCKS, DIMENSION, Waits
from leadlight.warehouse.metrics import DIMENSIONS

SHOWN = 12
KEYS = (*(band.key for band in BANDS), NOT_YET)
COLOURS = dict(zip(KEYS, ("#0E6F6B", "#2FA39D", "#8CCFCB", "#D9A45B", "#8C979A"), strict=True))
"""From dark to pale as the wait grows, then sand; grey where nobody has been in touch. Parted by lightness too."""
WITHIN = {"within_5": KEYS[:1], "within_15": KEYS[:2], "within_60": KEYS[:3]}
NO_TIMES = Message(
    "These leads have days but no times, so waiting cannot be told.", "Times come with live capture and most exports."
)


def asker(by: str, clock: str) -> Callable[[Filters], Waits]:
    """Waiting by the dimension."""
    return lambda filters: Waits(filters, by, clock)


def shaper(by: str, clock: str) -> Callable[[Frame, Filters], Frame]:
    """The answer of `Waits` with timed (leads whose times are known), within_5, within_15, within_60 (shares of those).

    Of owners and channels the SHOWN with most timed leads; hours all. `dated` counts all leads without times.
    """

    def shape(frame: Frame, filters: Filters) -> Frame:
        timed = pl.sum_horizontal(KEYS)
        shares = [(pl.sum_horizontal(keys) / timed).alias(name) for name, keys in WITHIN.items()]
        dated = pl.lit(int(frame["date_only"].sum() or 0) if len(frame) else 0, pl.Int64).alias("dated")
        every = pl.lit(int(frame["leads"].sum() or 0) if len(frame) else 0, pl.Int64).alias("every")
        found = frame.with_columns(timed.cast(pl.Int64).alias("timed"), dated, every, pl.col(by).cast(pl.String))
        found = found.with_columns(shares).filter(pl.col("timed") > 0)
        if len(frame) and found.is_empty():
            return frame.head(1).with_columns(pl.lit(0, pl.Int64).alias("timed"), dated, every, *_blanks(by))
        return found if by == "hour" else found.sort("timed", by, descending=[True, False]).head(SHOWN)

    return shape


def _blanks(by: str) -> list[pl.Expr]:
    return [pl.lit(None, pl.Float64).alias(name) for name in WITHIN] + [pl.col(by).cast(pl.String)]


def blank(frame: Frame) -> Message | None:
    """What stands instead of the figure, where there is nothing to draw."""
    if frame.is_empty():
        return NOTHING
    return None if frame["timed"][0] else NO_TIMES


def drawer(by: str, clock: str) -> Callable[[Frame, Look], go.Figure | Message]:
    """Bars divided into the bands: rows of owners and channels, upright for the hours of a day."""

    def draw(frame: Frame, look: Look) -> go.Figure | Message:
        instead = blank(frame)
        if instead:
            return instead
        found = list(frame.iter_rows(named=True))
        return _upright(found, clock, look) if by == "hour" else _rows(found, by, clock, look)

    return draw


def _rows(found: list[dict[str, Any]], by: str, clock: str, look: Look) -> go.Figure:
    names = short_names([_name(by, row[by]) for row in found])
    lines = [_line(name, row) for name, row in zip(names, found, strict=True)]
    return whiskers.parts(lines, [_part(key, by, clock, found) for key in KEYS], look)


def _line(name: str, row: dict[str, Any]) -> rows.Line:
    enough = row["timed"] >= ENOUGH
    median = f"median {duration(_minutes(row['median']))}"
    return rows.Line(
        label=name,
        note=f"n = {count(row['timed'])}",
        value=f"<b>{rate(row['within_15'])}</b> within 15 min\u2002{median}" if enough else f"few\u2002{median}",
        hover="",
        faint=not enough,
    )


def _part(key: str, by: str, clock: str, found: list[dict[str, Any]]) -> whiskers.Part:
    return whiskers.Part(
        name=LABELS[key],
        colour=COLOURS[key],
        counts=[row[key] for row in found],
        hovers=[
            f"<b>{plain(_name(by, row[by]))}</b><br>{LABELS[key]}: {count(row[key])} of {of(row['timed'], 'lead')}"
            for row in found
        ],
        links=[link(**{by: row[by], DIMENSION[clock]: key}) for row in found],
    )


def _upright(found: list[dict[str, Any]], clock: str, look: Look) -> go.Figure:
    parts = [_part(key, "hour", clock, found) for key in KEYS]
    bars = [
        bar(
            name=part.name,
            x=[int(row["hour"]) for row in found],
            y=list(part.counts),
            marker={"color": part.colour, "line": {"width": 0}},
            customdata=list(part.links),
            hovertext=list(part.hovers),
            hovertemplate="%{hovertext}<extra></extra>",
        )
        for part in parts
        if any(part.counts)
    ]
    quiet = {"fixedrange": True, "zeroline": False, "tickfont": {"color": look.text, "size": 12}}
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False, "itemdoubleclick": False}
    return picture(
        bars,
        layout(
            look,
            320,
            barmode="stack",
            bargap=0.2,
            hovermode="closest",
            showlegend=True,
            legend=legend | {"traceorder": "normal", "font": {"color": look.text}},
            xaxis=quiet | {"showgrid": False, "range": [-0.6, 23.6], "dtick": 3, "ticksuffix": " h"},
            yaxis=quiet | {"gridcolor": look.grid, "rangemode": "tozero", "tickformat": ",.0f", "nticks": 5},
        ),
    )


def _name(by: str, value: str) -> str:
    if value == NO_VALUE:
        return "No owner" if by == "owner" else "No channel"
    return f"{value}–{int(value) + 1} h" if by == "hour" else known_as(by, value)


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def tabler(by: str) -> Callable[[Frame], Table]:
    """The rows drawn, in their order."""
    columns = (
        Column(DIMENSIONS[by].label, "text"), Column("Leads"), Column("Median", "minutes"),
        Column("90 % within", "minutes"),
        Column("Within 5 min", "rate"), Column("Within 15 min", "rate"), Column("Within 60 min", "rate"),
        Column("Not yet"), Column("Date only"),
    )  # fmt: skip

    def table(frame: Frame) -> Table:
        found = [] if blank(frame) else list(frame.iter_rows(named=True))
        lines = tuple(
            (_name(by, row[by]), row["leads"], _minutes(row["median"]), _minutes(row["p90"]), row["within_5"],
             row["within_15"], row["within_60"], row[NOT_YET], row["date_only"]) for row in found
        )  # fmt: skip
        return Table(columns, lines, tuple(link(**{by: row[by]}) for row in found))

    return table


def summary(frame: Frame) -> str:
    """The share within 15 minutes of all drawn, the best, and who is left out for want of times."""
    instead = blank(frame)
    if instead:
        return instead.text
    timed = int(frame["timed"].sum())
    soon = sum(int(frame[key].sum()) for key in WITHIN["within_15"])
    said = f"{count(soon)} of {of(timed, 'lead')} ({rate(soon / timed)}) were contacted within 15 minutes."
    dated, every = frame["dated"][0], frame["every"][0]
    left = f" {count(dated)} of {of(every, 'lead')} have only days and are left out." if dated else ""
    return said + left


def make(by: str, clock: str) -> Chart:
    """The chart of one dimension and one way to count time."""
    return Chart(
        key="first_contact",
        title=f"How soon are leads contacted, by {_BY_WORDS[by]}?",
        counted=(
            "From the capture of a lead to its first entry of Contacted or a later stage by a move that stands, "
            f"{_CLOCK_WORDS[clock]}; a contact before the capture took no time. Shares are of all leads captured in "
            "the range whose times are known, those nobody has contacted yet included (lost too); medians and 90th "
            "percentiles are of the contacted ones. Leads whose capture or contact has only a day are left out, and "
            "their number is said. Owner is who works the lead now."
        ),
        ask=asker(by, clock),
        draw=drawer(by, clock),
        table=tabler(by),
        summary=summary,
        shape=shaper(by, clock),
        options={"by": by, "clock": clock},
        within="&".join(link(**{DIMENSION[clock]: key}) for key in KEYS),
    )


_BY_WORDS = {"owner": "owner", "channel": "channel", "hour": "hour of capture"}
_CLOCK_WORDS = {"clock": "around the clock", "office": "counting only the bot's office hours, in its zone"}
FIRST_CONTACT = Family("first_contact", {"by": BY, "clock": tuple(CLOCKS)}, make)
