"""Whether leads that gave a field qualify more often than those that were asked and did not."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import Chart, Column, Frame, Message, Table, link
from leadlight.charts.conversation_funnel import LIST
from leadlight.charts.form_fields import shown_link
from leadlight.charts.look import Look
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.top_values import ENOUGH
from leadlight.charts.wording import THIN, change, changes, count, plain, rate
from leadlight.domain.form_course import field_label
from leadlight.stats.newcombe import difference
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.form_answers import FieldAnswers

NO_LEADS = Message(
    "No lead came of a form in these conversations.",
    "A field stands here once leads were asked for it. Choose a longer range, or take a filter away.",
)
COUNTS = ("gave", "gave_qualified", "withheld", "withheld_qualified")


def ask(filters: Filters) -> FieldAnswers:
    """What became of every field, and of the leads."""
    return FieldAnswers(filters)


def shape(frame: Frame, filters: Filters) -> Frame:
    """In the order forms ask: field, leads, COUNTS, difference, low, high (null where one side has none), verdict."""
    found = frame.filter(pl.col("gave") + pl.col("withheld") > 0)
    gaps = [_gap(*each) for each in found.select(COUNTS).rows()]
    return found.select(
        "field",
        (pl.col("gave") + pl.col("withheld")).alias("leads"),
        *COUNTS,
        *(
            pl.Series(name, [gap[at] for gap in gaps], pl.Float64)
            for at, name in enumerate(("difference", "low", "high"))
        ),
        pl.Series("verdict", [str(gap[3]) for gap in gaps], pl.String),
    )


def _gap(gave: int, gave_qualified: int, withheld: int, withheld_qualified: int) -> tuple[Any, ...]:
    found = difference(gave_qualified, gave, withheld_qualified, withheld)
    if found is None:
        side = "all" if gave else "none"
        return None, None, None, f"{side} gave it: nothing to compare"
    if min(gave, withheld) < ENOUGH:
        return found.value, found.low, found.high, "too few to tell"
    return found.value, found.low, found.high, "told" if found.is_told else "cannot be told from chance"


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A dot for the difference of the two shares, its interval, and the line of no difference."""
    if frame.is_empty():
        return NO_LEADS
    lines = [_line(row) for row in frame.iter_rows(named=True)]
    ends = [abs(value) for name in ("low", "high") for value in frame[name] if value is not None]
    most = max([0.05, *ends]) * 1.05
    shared = {"type": "line", "layer": "below"}
    rails: list[dict[str, Any]] = [
        shared | {"x0": -most, "x1": most, "y0": at, "y1": at, "line": {"color": look.grid}} for at in range(len(lines))
    ]
    none = {
        "x0": 0,
        "x1": 0,
        "y0": -0.25,
        "y1": len(lines) - 0.75,
        "line": {"color": look.text, "dash": "dot", "width": 1},
    }
    ground = rows.ground(look, lines, most, -most, shapes=[*rails, shared | none | {"opacity": 0.5}])
    return picture([*(_whiskers(frame, look, told=told) for told in (True, False)), _dots(frame, lines, look)], ground)


def _line(row: dict[str, Any]) -> rows.Line:
    told = row["verdict"] == "told"
    value = f"<b>{change(row['difference'])}</b>\u2002{changes(row['low'], row['high'])}" if told else row["verdict"]
    hover = [
        f"<b>{plain(field_label(row['field']))}</b>",
        f"gave it: {_share(row['gave_qualified'], row['gave'])} qualified",
        f"did not: {_share(row['withheld_qualified'], row['withheld'])} qualified",
    ]
    if row["difference"] is not None:
        hover.append(f"{change(row['difference'])} (95{THIN}%: {changes(row['low'], row['high'])})")
    note = f"n = {count(row['gave'])} + {count(row['withheld'])}"
    return rows.Line(field_label(row["field"]), value, "<br>".join(hover), _link(row["field"]), note, faint=not told)


def _share(some: int, whole: int) -> str:
    return f"{count(some)} of {count(whole)}" + (f" ({rate(some / whole)})" if whole else "")


def _link(field: str) -> str:
    return f"{link(has_lead='yes')}&{shown_link(field).removesuffix('&' + LIST)}&{LIST}"


def _whiskers(frame: Frame, look: Look, *, told: bool) -> Trace:
    spans = [
        (at, low, high)
        for at, (low, high, verdict) in enumerate(frame.select("low", "high", "verdict").rows())
        if low is not None and (verdict == "told") is told
    ]
    return scatter(
        x=[end for _, low, high in spans for end in (low, high, None)],
        y=[place for at, *_ in spans for place in (at, at, None)],
        mode="lines",
        line={"width": 4, "color": look.accent},
        opacity=0.5 if told else 0.2,
        hoverinfo="skip",
    )


def _dots(frame: Frame, lines: list[rows.Line], look: Look) -> Trace:
    return scatter(
        x=frame["difference"].to_list(),
        y=list(range(len(lines))),
        mode="markers",
        marker={"size": 12, "color": look.accent, "opacity": [0.4 if line.faint else 1.0 for line in lines]},
        customdata=[line.link for line in lines],
        hovertext=[line.hover for line in lines],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def table(frame: Frame) -> Table:
    """The fields with both sides and the difference."""
    columns = (
        Column("Field", "text"),
        Column("Conversations with a lead"),
        Column("Gave it"),
        Column("Qualified of those"),
        Column("Did not"),
        Column("Qualified of these"),
        Column("Difference", "change"),
        Column("95 %", "changes"),
        Column("Verdict", "text"),
    )
    lines = tuple(
        (field_label(row["field"]), row["leads"], row["gave"], row["gave_qualified"], row["withheld"],
         row["withheld_qualified"], row["difference"],
         None if row["low"] is None else (row["low"], row["high"]), row["verdict"])
        for row in frame.iter_rows(named=True)
    )  # fmt: skip
    return Table(columns, lines, tuple(_link(field) for field in frame["field"]))


def summary(frame: Frame) -> str:
    """The differences that can be told."""
    if frame.is_empty():
        return NO_LEADS.text
    told = frame.filter(pl.col("verdict") == "told").sort(pl.col("difference").abs(), descending=True)
    if told.is_empty():
        return "Of no field can it be told that leads which gave it qualify more or less often."
    said = [f"{field_label(row['field'])} ({change(row['difference'])})" for row in told.iter_rows(named=True)]
    return f"A difference can be told for {', '.join(said)}."


FIELD_WORTH = Chart(
    key="field_worth",
    title="Do leads who gave it qualify more often?",
    counted=(
        "Of the leads that came of conversations started in the range (the first lead of each; test leads left out), "
        "those whose form showed the field: the share that ever reached Qualified (skipped stages credited) among "
        "those who answered it, minus the share among those who were shown it and did not. The line is Newcombe's "
        f"95 % interval of the difference, in percentage points; with fewer than {ENOUGH} leads on a side it "
        "is too few to tell. A difference is no cause: who gives more may simply be keener. Young leads may yet "
        "qualify, on both sides alike."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
    behind="conversations",
    within="form=shown&form=started&form=submitted&has_lead=yes",
)
