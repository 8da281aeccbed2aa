"""What each owner has in hand: open, won and lost leads, and the moves made on them."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows, whiskers
from leadlight.charts.contract import NOTHING, Chart, Column, Frame, Message, Table, link
from leadlight.charts.look import STATUS, Look
from leadlight.charts.wording import count, of, plain, shorten
from leadlight.domain.status import FIRST, STATUSES
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.first_contact import Owners

SHOWN = 20
PARTS = {"waiting": "Not contacted", "working": "In work", "won": "Won", "lost": "Lost"}
OF: dict[str, tuple[str, ...]] = {
    "waiting": (FIRST.key,),
    "working": tuple(each.key for each in STATUSES if each.type == "open" and each.key != FIRST.key),
    "won": tuple(each.key for each in STATUSES if each.type == "won"),
    "lost": tuple(each.key for each in STATUSES if each.type == "lost"),
}
"""The statuses of each part."""
COLOURS = {part: STATUS[statuses[0]] for part, statuses in OF.items()}


def ask(filters: Filters) -> Owners:
    """Leads in hand by owner."""
    return Owners(filters)


def shape(frame: Frame, filters: Filters) -> Frame:
    """The SHOWN with most open leads: owner, leads, waiting, open, won, lost, moves, working (open, not waiting)."""
    return frame.with_columns((pl.col("open") - pl.col("waiting")).alias("working")).head(SHOWN)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """One bar an owner, divided by where the leads stand."""
    if frame.is_empty():
        return NOTHING
    found = list(frame.iter_rows(named=True))
    return whiskers.parts([_line(row) for row in found], [_part(part, found) for part in PARTS], look)


def _line(row: dict[str, Any]) -> rows.Line:
    value = f"<b>{count(row['open'])}</b> open\u2002{count(row['won'])} won\u2002{of(row['moves'], 'move')}"
    return rows.Line(_name(row["owner"]), value, "", note=f"n = {count(row['leads'])}")


def _part(part: str, found: list[dict[str, Any]]) -> whiskers.Part:
    return whiskers.Part(
        name=PARTS[part],
        colour=COLOURS[part],
        counts=[row[part] for row in found],
        hovers=[
            f"<b>{plain(_name(row['owner']))}</b><br>{PARTS[part]}: {count(row[part])} of {of(row['leads'], 'lead')}"
            for row in found
        ],
        links=["&".join([link(owner=row["owner"]), *(link(status=key) for key in OF[part])]) for row in found],
    )


def _name(owner: str) -> str:
    return "No owner" if owner == NO_VALUE else shorten(owner, 26)


def table(frame: Frame) -> Table:
    """The owners drawn."""
    names = ("leads", "waiting", "open", "won", "lost", "moves")
    columns = (Column("Owner", "text"), *(Column(_COLUMNS[name]) for name in names))
    lines = tuple(
        ("No owner" if row["owner"] == NO_VALUE else row["owner"], *(row[name] for name in names))
        for row in frame.iter_rows(named=True)
    )
    return Table(columns, lines, tuple(link(owner=owner) for owner in frame["owner"]))


_COLUMNS = {
    "leads": "Leads",
    "waiting": "Not contacted",
    "open": "Open",
    "won": "Won",
    "lost": "Lost",
    "moves": "Moves",
}


def summary(frame: Frame) -> str:
    """Who has most open leads, and how many have no owner."""
    if frame.is_empty():
        return NOTHING.text
    owned = frame.filter(pl.col("owner") != NO_VALUE)
    nobodys = frame.filter(pl.col("owner") == NO_VALUE)["open"].sum()
    left = f" {of(int(nobodys), 'open lead')} without an owner." if nobodys else ""
    if owned.is_empty():
        return left.strip() or "No lead has an owner."
    owner, most = owned["owner"][0], owned["open"][0]
    return f"Most open leads: {_name(owner)} ({count(most)}).{left}"


OWNERS = Chart(
    key="owners",
    title="What does each owner have in hand?",
    counted=(
        "Leads captured in the range by who works them now and where they stand now. Moves: changes of their status by "
        "whoever made them, whenever; those undone do not count. At most 20 owners, those with most open leads."
    ),
    ask=ask,
    draw=draw,
    table=table,
    summary=summary,
    shape=shape,
)
