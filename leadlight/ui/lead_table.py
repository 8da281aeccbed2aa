"""The list of leads as a table: marks and statuses are edited in place, by id and version as drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from leadlight.charts.look import TEMPERATURE, TEMPERATURE_WORD
from leadlight.domain import channel
from leadlight.domain.bot import Bot
from leadlight.domain.status import BY_KEY, STATUSES, needs_reason
from leadlight.domain.temperature import TEMPERATURES
from leadlight.ui import cards, filters, lead_choice, lead_moves, links, state
from leadlight.ui.filters import View
from leadlight.ui.format import aware, count
from leadlight.ui.lead_list import Listing, Row
from leadlight.ui.lead_moves import Wish

CHOOSE, STATUS = "Choose", "Status"
GRID = "lead_grid"
TIME = "D MMM YYYY, HH:mm"
_column = st.column_config
COLUMNS: Mapping[str, Any] = {
    CHOOSE: _column.CheckboxColumn("Choose", width="small", pinned=True),
    "Name": _column.TextColumn(width="medium", pinned=True),
    STATUS: _column.SelectboxColumn(options=[status.label for status in STATUSES], required=True),
    "Temperature": _column.MultiselectColumn(
        options=[TEMPERATURE_WORD[each] for each in TEMPERATURES],
        color=[TEMPERATURE[each] for each in TEMPERATURES],
    ),
    "Score": _column.NumberColumn(format="%d", width="small"),
    "Why": _column.ListColumn(help="The signals that gave most points."),
    "Captured": _column.DatetimeColumn(format=TIME),
    "In status since": _column.DatetimeColumn(format=TIME),
    "Lead": _column.LinkColumn(display_text="Open"),
    "Conversation": _column.LinkColumn(display_text="Read"),
}
EDITED = (CHOOSE, STATUS)
BY_LABEL = {status.label: status.key for status in STATUSES}


def draw(listing: Listing, view: View) -> None:
    """One row a lead; whatever is typed is carried out at once."""
    marked = lead_choice.chosen()
    rows = [_cells(row, view.bot, row["id"] in marked) for row in listing.rows]
    data = {name: [row[name] for row in rows] for name in rows[0]}
    key = f"{GRID}_{listing.page}_{listing.size}_{state.get(state.GRID, 0)}"
    drawn = tuple((row["id"], row["version"], row["name"] or cards.UNNAMED) for row in listing.rows)
    with st.container(key="lead_table"):
        st.data_editor(
            data,
            key=state.stand(GRID, key),
            column_config=COLUMNS,
            disabled=[name for name in data if name not in EDITED],
            on_change=save,
            args=(key, drawn),
            hide_index=True,
            placeholder="",
            height=min(38 + 35 * len(rows), 740),
            alt=f"Leads {listing.span} of {count(listing.total)}",
        )
    st.caption(f"Times are in {view.bot.zone}. Enter opens a status, Space marks a lead.")


def _cells(row: Row, bot: Bot, marked: bool) -> dict[str, Any]:
    known = row["temperature"] in TEMPERATURES
    return {
        CHOOSE: marked,
        "Name": row["name"],
        STATUS: BY_KEY[row["status"]].label,
        "Temperature": [TEMPERATURE_WORD[row["temperature"]]] if known else [],
        "Score": row["score"],
        "Why": [cards.reason(kind) for kind in (row["reasons"] or [])[: cards.REASONS]],
        "E-mail": row["email"],
        "Phone": row["phone"],
        "Company": row["company"],
        "Channel": channel.label(row["channel"]) if row["channel"] else None,
        "Source page": row["source_path"],
        "Captured": _local(row["captured_at"], bot),
        "In status since": _local(row["status_at"], bot),
        "Lost reason": row["status_reason"],
        "Owner": row["owner"],
        "Lead": links.url("lead", filters.one(bot, row["id"])),
        "Conversation": _talk(row, bot),
    }


def _local(moment: datetime | None, bot: Bot) -> datetime | None:
    """The wall clock in the bot's zone: the grid shows what it is given."""
    return aware(moment).astimezone(bot.tz).replace(tzinfo=None) if moment else None


def _talk(row: Row, bot: Bot) -> str | None:
    talk = row["conversation_id"]
    return links.url("conversation", filters.one(bot, talk)) if talk is not None else None


def save(key: str, drawn: tuple[tuple[int, int, str], ...]) -> None:
    """An edit that equals the row drawn next drops out by itself; a new key drops one that was not carried out."""
    if not state.stands(GRID, key):
        return
    edits: Mapping[str, Mapping[str, Any]] = (state.get(key) or {}).get("edited_rows", {})
    for position, change in edits.items():
        lead_id, version, name = drawn[int(position)]
        if CHOOSE in change:
            lead_choice.choose(lead_id, version, bool(change[CHOOSE]))
        to = BY_LABEL.get(change.get(STATUS, ""))
        if to:
            lead_moves.wish(Wish(((lead_id, version),), to, name))
            if needs_reason(to) or state.has(state.CONFLICT):
                state.put(state.GRID, state.get(state.GRID, 0) + 1)
