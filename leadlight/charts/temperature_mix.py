"""How the leads divide into hot, warm and cold."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import NOTHING, Chart, Column, Frame, Message, Table, link, numbers
from leadlight.charts.look import TEMPERATURE, TEMPERATURE_WORD, Look
from leadlight.charts.wording import count, interval, of, rate
from leadlight.domain.temperature import NO_VALUE, TEMPERATURES
from leadlight.stats.wilson import wilson
from leadlight.warehouse.query import Filters, Query


def ask(filters: Filters) -> Query:
    """Leads by temperature, in one row."""
    return Query(filters, measures=("leads", *TEMPERATURES))


def shape(frame: Frame, filters: Filters) -> Frame:
    """One row a temperature: temperature, count, share, low, high (of scored leads; blank for those without score)."""
    schema = {"temperature": pl.String, "count": pl.Int64, "share": pl.Float64, "low": pl.Float64, "high": pl.Float64}
    leads = sum(numbers(frame, "leads"))
    if not leads:
        return pl.DataFrame(schema=schema)
    found = {kind: sum(numbers(frame, kind)) for kind in TEMPERATURES}
    scored = sum(found.values())
    lines: list[tuple[object, ...]] = []
    for kind, number in found.items():
        low, high = wilson(number, scored) or (None, None)
        lines.append((kind, number, number / scored if scored else None, low, high))
    if leads > scored:
        lines.append((NO_VALUE, leads - scored, None, None, None))
    return pl.DataFrame(lines, schema=schema, orient="row")


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """One bar a temperature, its count and share above it."""
    if frame.is_empty():
        return NOTHING
    lines = [_line(*row) for row in frame.rows()]
    return rows.bars(lines, numbers(frame, "count"), [TEMPERATURE[kind] for kind in frame["temperature"]], look)


def _line(kind: str, number: int, share: float | None, low: float | None, high: float | None) -> rows.Line:
    value = f"<b>{count(number)}</b>"
    hover = of(number, "lead")
    if share is not None:
        value += f"\u2002{rate(share)}"
        hover += f"<br>{rate(share)} of scored leads (95 %: {interval(low, high)})"
    return rows.Line(TEMPERATURE_WORD[kind], value, hover, link(temperature=kind))


def table(frame: Frame) -> Table:
    """Hot first."""
    columns = (Column("Temperature", "text"), Column("Leads"), Column("Of scored", "rate"), Column("95 %", "interval"))
    lines = tuple(
        (TEMPERATURE_WORD[kind], number, share, (low, high)) for kind, number, share, low, high in frame.rows()
    )
    return Table(columns, lines, tuple(link(temperature=kind) for kind in frame["temperature"]))


def summary(frame: Frame) -> str:
    """Each temperature with its count."""
    if frame.is_empty():
        return NOTHING.text
    parts = [f"{count(row[1])} {TEMPERATURE_WORD[row[0]].lower()}" for row in frame.rows()]
    return f"{of(sum(numbers(frame, 'count')), 'lead')}: " + ", ".join(parts) + "."


TEMPERATURE_MIX = Chart(
    key="temperature_mix",
    title="How warm are the leads?",
    counted=(
        "Leads captured in the range by temperature today. Temperature follows from the score and the bot's two "
        "thresholds. Shares are of the scored leads, with Wilson 95 % intervals; leads without a conversation have no "
        "score and are counted apart."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
)
