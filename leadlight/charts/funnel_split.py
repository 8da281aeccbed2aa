"""A funnel split by a dimension: for each value, which share of its leads came to each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import NOTHING, Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.dots import short_names
from leadlight.charts.funnel_steps import BASES, EMPTY, LEADS, LINKS, STEP_KEYS, WAYS, behind_all
from leadlight.charts.look import STATUS, Look
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.wording import THIN, count, interval, known_as, of, plain, rate
from leadlight.domain.status import BY_KEY
from leadlight.stats.wilson import wilson
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.query import Filters
from leadlight.warehouse.stages import COUNTINGS, FUNNELS, OPEN, Funnels

SHOWN = 12
"""Values drawn: those with most leads. The table has all."""
ENOUGH = 30
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "star")
"""A shape for each stage, so that colour is never alone."""
LEGEND = 34
SPLITS = (
    "channel", "source_page", "landing_page", "source_group", "landing_group", "utm_source", "utm_medium",
    "utm_campaign", "trigger", "owner", "country", "temperature",
)  # fmt: skip


def keys_of(funnel: str) -> tuple[str, ...]:
    """The stages that a funnel splits."""
    return OPEN if funnel == "snapshot" else STEP_KEYS


def shaper(split: str, funnel: str, counting: str) -> Callable[[Frame, Filters], Frame]:
    """A row a value: `value`, `leads` (captured, or open), a count of each stage, `link`; most leads first."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        keys = keys_of(funnel)
        links = [f"{key}_link" for key in keys]
        schema: dict[str, Any] = {"value": pl.String, "leads": pl.Int64, **dict.fromkeys(keys, pl.Int64)}
        schema |= dict.fromkeys(["link", *links], pl.String)
        lines = []
        for row in frame.iter_rows(named=True):
            counts = [int(row[f"{key}_open" if funnel == "snapshot" else f"{key}_{funnel}"]) for key in keys]
            base = sum(counts) if funnel == "snapshot" else int(row["captured"])
            if base or any(counts):
                value = link(**{split: row["value"]})
                narrowed = [
                    LINKS[funnel](filters, key, counting) if n else "" for key, n in zip(keys, counts, strict=True)
                ]
                every = _every(filters, funnel, counting) if base else ""
                told = [f"{value}&{leads}" if leads else "" for leads in (every, *narrowed)]
                lines.append((row["value"], base, *counts, *told))
        return pl.DataFrame(lines, schema=schema, orient="row").sort("leads", "value", descending=[True, False])

    return shape


def _every(filters: Filters, funnel: str, counting: str) -> str:
    """The query string of all leads that shares are of."""
    if funnel == "snapshot":
        return "&".join([link(range="all"), *(link(status=key) for key in OPEN)])
    return LINKS[funnel](filters, LEADS, counting)


def drawer(split: str, funnel: str) -> Callable[[Frame, Look], go.Figure | Message]:
    """A mark for each stage on the row of each value, at its share of the value's leads."""

    def draw(frame: Frame, look: Look) -> go.Figure | Message:
        if frame.is_empty():
            return EMPTY.get(funnel, NOTHING)
        drawn, keys = frame.head(SHOWN), keys_of(funnel)
        shares = [
            [row[key] / row["leads"] if row["leads"] else None for key in keys] for row in drawn.iter_rows(named=True)
        ]
        most = max([0.05, *(each for line in shares for each in line if each is not None)]) * 1.03
        names = short_names([known_as(split, value) for value in drawn["value"]])
        lines = [_line(name, row, keys) for name, row in zip(names, drawn.iter_rows(named=True), strict=True)]
        ground = rows.ground(look, lines, most, -0.02 * most, shapes=_rails(lines, most, look))
        legend = {"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "itemclick": False, "itemdoubleclick": False}
        ground |= {"showlegend": True, "legend": legend | {"font": {"color": look.text}}}
        ground |= {"height": ground["height"] + LEGEND, "margin": ground["margin"] | {"t": LEGEND}}
        traces = [_marks(at, key, drawn, shares) for at, key in enumerate(keys)]
        return picture(traces, ground)

    return draw


def _rails(lines: list[rows.Line], most: float, look: Look) -> list[dict[str, Any]]:
    common = {"type": "line", "x0": 0, "x1": most, "layer": "below", "line": {"color": look.grid}}
    return [common | {"y0": at, "y1": at} for at in range(len(lines))]


def _line(name: str, row: Mapping[str, Any], keys: tuple[str, ...]) -> rows.Line:
    enough = row["leads"] >= ENOUGH
    said = " · ".join(rate(row[key] / row["leads"]) for key in keys) if enough else "too few to tell"
    return rows.Line(name, said, "", note=f"n = {count(row['leads'])}", faint=not enough)


def _marks(at: int, key: str, drawn: Frame, shares: list[list[float | None]]) -> Trace:
    found = list(drawn.iter_rows(named=True))
    return scatter(
        name=BY_KEY[key].label,
        x=[line[at] for line in shares],
        y=list(range(len(shares))),
        mode="markers",
        marker={
            "size": 11,
            "symbol": SYMBOLS[at % len(SYMBOLS)],
            "color": STATUS[key],
            "opacity": [1.0 if row["leads"] >= ENOUGH else 0.4 for row in found],
        },
        customdata=list(drawn[f"{key}_link"]),
        hovertext=[_hover(row, key) for row in found],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _hover(row: Mapping[str, Any], key: str) -> str:
    sure = wilson(row[key], row["leads"]) if row[key] <= row["leads"] else None
    told = f" (95{THIN}%: {interval(*sure)})" if sure else ""
    of_leads = rate(row[key] / row["leads"]) if row["leads"] else ""
    said = f"{BY_KEY[key].label}: {count(row[key])} of {of(row['leads'], 'lead')}"
    return f"<b>{plain(row['value'])}</b><br>{said}<br>{of_leads}{told}"


def tabler(split: str, funnel: str) -> Callable[[Frame], Table]:
    """Every value: its leads, and of each stage the number and the share."""
    keys = keys_of(funnel)
    columns = [Column(DIMENSIONS[split].label, "text"), Column("Open leads" if funnel == "snapshot" else "Leads")]
    for key in keys:
        columns += [Column(BY_KEY[key].label), Column(f"{BY_KEY[key].label}, share", "rate")]
    if funnel == "cohort":
        columns.append(Column(f"95 % of {BY_KEY[keys[-1]].label.lower()}", "interval"))

    def table(frame: Frame) -> Table:
        lines = []
        for row in frame.iter_rows(named=True):
            cells: list[object] = [known_as(split, row["value"]), row["leads"]]
            for key in keys:
                cells += [row[key], row[key] / row["leads"] if row["leads"] else None]
            if funnel == "cohort":
                cells.append(wilson(row[keys[-1]], row["leads"]))
            lines.append(tuple(cells))
        return Table(tuple(columns), tuple(lines), tuple(frame["link"]))

    return table


def summarist(split: str, funnel: str) -> Callable[[Frame], str]:
    """Which value surely comes furthest, by the lower end of its interval."""

    def summary(frame: Frame) -> str:
        if frame.is_empty():
            return EMPTY.get(funnel, NOTHING).text
        rest = (
            f" The {SHOWN} with most leads are drawn, the table has all {count(len(frame))}."
            if len(frame) > SHOWN
            else ""
        )
        if funnel != "cohort":
            top = frame.row(0, named=True)
            return f"Most of these leads: {known_as(split, top['value'])}, {count(top['leads'])}.{rest}"
        key = keys_of(funnel)[-1]
        told = [(wilson(row[key], row["leads"]), row) for row in frame.iter_rows(named=True) if row["leads"] >= ENOUGH]
        if not told:
            return f"No {DIMENSIONS[split].label.lower()} has {ENOUGH} leads yet: too few to tell.{rest}"
        _, best = max(told, key=lambda each: each[0] or (0.0, 0.0))
        name = known_as(split, best["value"])
        share = f"{rate(best[key] / best['leads'])} of {of(best['leads'], 'lead')}"
        return f"Furthest: {name}, {share} {BY_KEY[key].label.lower()}.{rest}"

    return summary


def funnel_split(split: str, funnel: str, counting: str) -> Chart:
    """The chart of one funnel by one dimension."""
    label = DIMENSIONS[split].label.lower()
    titles = {
        "cohort": f"How far do leads get, by {label}?",
        "entered": f"How many came to each stage in the range, by {label}?",
        "snapshot": f"Where do open leads stand, by {label}?",
    }
    drawn = (
        f"Each mark is a share of the value's leads. The {SHOWN} values with most leads are drawn; those with fewer "
        f"than {ENOUGH} stand faint. A mark leads to its leads, a row of the table to all of the value."
    )
    return Chart(
        key="funnel_split",
        title=titles[funnel],
        counted=BASES[funnel].format(way=WAYS[counting], window="the bot's own") + drawn,
        ask=lambda filters: Funnels(filters, counting, split),
        draw=drawer(split, funnel),
        table=tabler(split, funnel),
        summary=summarist(split, funnel),
        shape=shaper(split, funnel, counting),
        options={"split": split, "funnel": funnel, "counting": counting},
        within=behind_all(funnel, counting),
    )


FUNNEL_SPLIT = Family("funnel_split", {"split": SPLITS, "funnel": FUNNELS, "counting": COUNTINGS}, funnel_split)
