"""Every import of a bot, whoever made it and however: what, when, by whom, and what came of it."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.read_import import list_imports
from leadlight.charts.contract import Message
from leadlight.domain.bot import Bot
from leadlight.domain.imports import Batch
from leadlight.ui import links, markup, page, show
from leadlight.ui.format import count, instant, literal
from leadlight.ui.import_desk import Desk

SIZE = 20
STATES = {
    "running": ("Running", "#2F6FB0"),
    "stopping": ("Stopping", "#B06A0A"),
    "done": ("Done", "#1F7F55"),
    "stopped": ("Stopped", "#C13A32"),
    "undoing": ("Undo broke off", "#B06A0A"),
    "undone": ("Undone", "#7B8588"),
}


def history(desk: Desk, bot: Bot) -> None:
    """The list, the newest first."""
    house = page.house()
    st.subheader("Imports so far", anchor=False)
    total, _ = list_imports(house.engine, desk.scope, house.clock, bot.id, 1)
    if not total:
        show.empty(Message("Nothing has been imported yet.", "Give a file above, or use the command line."))
        return
    pages = -(-total // SIZE)
    place = st.container()
    at = st.pagination(pages, key="import_history_page") if pages > 1 else 1
    _, some = list_imports(house.engine, desk.scope, house.clock, bot.id, SIZE, (at - 1) * SIZE)
    with place:
        for batch in some:
            _row(bot, batch)


def _row(bot: Bot, batch: Batch) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"batch_{batch.id}"):
        with st.container(gap="xxsmall", width="stretch"):
            markup.draw(
                f'<div class="ll-card-head"><b>{markup.safe(batch.file)}</b>{state_pill(batch)}</div>'
                f'<div class="ll-small">{markup.safe(counts(batch))}</div>'
            )
            st.caption(literal(f"{batch.kind} · {batch.actor} · {instant(batch.started_at, bot.zone)}"))
        links.page_link("imports", "Open", {"bot": [bot.key], "batch": [str(batch.id)]})


def state_pill(batch: Batch) -> str:
    """The batch's state as a word with its colour."""
    if batch.state == "undoing" and batch.is_alive(page.now()):
        return markup.pill("Being undone", STATES["undoing"][1])
    return markup.pill(*STATES[batch.state])


def counts(batch: Batch) -> str:
    """What came of its rows, in words."""
    told = [f"{count(getattr(batch, name))} {name}" for name in ("created", "updated", "unchanged", "rejected")]
    return f"{count(batch.read)} rows: " + ", ".join(told)
