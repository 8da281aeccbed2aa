"""One import, opened: what came of it, what it rejected, created and changed, and the way to take it back."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from leadlight.actions.read_import import leads_changed, leads_made, read_import, rejected_rows
from leadlight.actions.undo_import import kept_by_undo, look_at_undo
from leadlight.charts.contract import Column, Table
from leadlight.domain.bot import Bot
from leadlight.domain.imports import Batch, Changed, Kept, Undoing
from leadlight.domain.status import BY_KEY
from leadlight.errors import LeadlightError
from leadlight.ui import import_list, import_preview, links, markup, page, state
from leadlight.ui.format import BLANK, count, instant, literal, of, shorten, spoken
from leadlight.ui.import_desk import Desk

SIZE = 50
KEPT = 200
"""What stays after an undo, as listed on the page; the rest is counted."""


def show(desk: Desk, bot: Bot, batch_id: int) -> None:
    """Draw the import of this id. NotFoundError where the scope has none."""
    house = page.house()
    batch = read_import(house.engine, desk.scope, house.clock, batch_id)
    links.page_link("imports", "All imports", {"bot": [bot.key]}, ":material/arrow_back:", "left")
    st.title(literal(batch.file))
    _facts(batch, bot)
    if not batch.is_alive(page.now()):
        _undo(desk, batch, bot)
    _rejected(desk, batch, bot)
    _leads(desk, batch, bot)
    _changed(desk, batch, bot)
    if batch.mapping:
        with st.expander("The mapping it used", icon=":material/code:"):
            st.code(desk.toml(batch.mapping), language="toml")


def _facts(batch: Batch, bot: Bot) -> None:
    told = f"{batch.kind} · {batch.source} · {batch.actor} · {_while(batch, bot)}"
    markup.draw(f'<div class="ll-line">{import_list.state_pill(batch)}<span>{markup.safe(told)}</span></div>')
    grid = st.grid(5, min_column_width=110)
    for name in ("read", "created", "updated", "unchanged", "rejected"):
        grid.metric(name.capitalize(), count(getattr(batch, name)), border=True)
    if batch.trouble and batch.state in ("stopped", "stopping"):
        st.warning(literal(batch.trouble), icon=":material/warning:")
    if batch.announced:
        st.caption("The integrations were told of its rows; they are told of its undo too.")
    if batch.undone_at:
        st.info(f"Taken back by {literal(batch.undone_by)}, {literal(instant(batch.undone_at, bot.zone))}.",
                icon=":material/undo:")  # fmt: skip


def _while(batch: Batch, bot: Bot) -> str:
    """When it ran, said as short as it stays clear."""
    began, ended = (instant(moment, bot.zone) for moment in (batch.started_at, batch.finished_at))
    if batch.finished_at is None or ended == began:
        return began
    day, _, time = ended.partition(", ")
    return f"{began} – {time if began.startswith(day) else ended}"


def _undo(desk: Desk, batch: Batch, bot: Bot) -> None:
    house = page.house()
    try:
        found = look_at_undo(house.engine, desk.scope, batch.id)
    except LeadlightError as error:
        st.caption(literal(error))
        return
    if not found.done and not found.kept and batch.state != "undoing":
        return
    with st.container(border=True, key="import_undo"):
        st.subheader("Take it back" if batch.state != "undone" else "What stays", anchor=False)
        if batch.state == "undoing":
            st.warning("The undo broke off. Nothing is half done; go on with it.", icon=":material/sync_problem:")
        st.write(_what_happens(found))
        if found.kept:
            _kept(desk, batch, bot, found.kept)
        if found.done or batch.state == "undoing":
            with st.popover("Undo this import", icon=":material/undo:", key="import_undo_ask"):
                st.write(f"Undo {literal(batch.file)}? {_what_happens(found)}")
                st.button("Undo it", type="primary", key="import_undo_do", on_click=_begin, args=(desk, batch.id))


def _what_happens(found: Undoing) -> str:
    parts = (
        (found.leads_deleted, "lead", "deleted"),
        (found.leads_restored, "lead", "put back as before"),
        (found.conversations_deleted, "conversation", "deleted"),
        (found.conversations_restored, "conversation", "put back as before"),
    )
    told = [f"{of(number, what)} {done}" for number, what, done in parts if number]
    stay = "stays as it is, as it was" if found.kept == 1 else "stay as they are, as they were"
    kept = f" {count(found.kept)} {stay} touched since." if found.kept else ""
    return (f"Undo: {', '.join(told)}." if told else "There is nothing to undo.") + kept


def _begin(desk: Desk, batch_id: int) -> None:
    try:
        state.put(state.IMPORT_RUN, desk.undo(batch_id))
    except LeadlightError as error:
        page.tell(error)


def _kept(desk: Desk, batch: Batch, bot: Bot, total: int) -> None:
    some = kept_by_undo(page.house().engine, desk.scope, batch.id, KEPT)
    with st.expander(f"What stays ({count(total)})", icon=":material/lock:", key="import_kept"):
        columns = tuple(Column(label, "text") for label in ("What", "Of the import", "Since then", "By", "When"))
        rows = tuple(_kept_row(one, bot) for one in some)
        hrefs = [links.url(one.entity, {"bot": [bot.key], "id": [str(one.id)]}) for one in some]
        markup.draw(markup.table(Table(columns, rows), hrefs))
        if total > len(some):
            st.caption(f"The first {count(len(some))} of {count(total)}.")
    later = {one.undo_first: one for one in some if one.undo_first}
    if later:
        st.write("Later imports touched some of it. Undo them first, the newest before the others:")
    for number, one in sorted(later.items(), reverse=True):
        label = f"{literal(one.file)}, {instant(one.at, bot.zone)}"
        links.page_link("imports", label, {"bot": [bot.key], "batch": [str(number)]}, ":material/undo:", "left")


def _kept_row(one: Kept, bot: Bot) -> tuple[object, ...]:
    first = f": undo import {one.undo_first} first" if one.undo_first else ""
    what = (f"{one.entity.capitalize()} {one.called}", one.was, one.why + first)
    return *what, one.who or BLANK, instant(one.at, bot.zone) if one.at else BLANK


def _rejected(desk: Desk, batch: Batch, bot: Bot) -> None:
    house = page.house()
    total, _ = rejected_rows(house.engine, desk.scope, batch.id, 1)
    if not total:
        return
    st.subheader(f"Rejected rows: {count(total)}", anchor=False)
    st.write("As they stood in the file, with why. Mend them in a copy, and import that.")
    link = f"api/v1/bots/{bot.key}/imports/{batch.id}/rejected.csv"
    st.link_button("All of them as CSV", link, icon=":material/download:", key="import_rejected_csv")
    place = st.container(key="import_rejected_rows")
    pages = -(-total // SIZE)
    at = st.pagination(pages, key="import_rejected_page") if pages > 1 else 1
    with place:
        import_preview.rejected(rejected_rows(house.engine, desk.scope, batch.id, SIZE, (at - 1) * SIZE)[1])


def _leads(desk: Desk, batch: Batch, bot: Bot) -> None:
    total, some = leads_made(page.house().engine, desk.scope, batch.id)
    if not total:
        return
    st.subheader(f"Leads it created: {count(total)}", anchor=False)
    columns = tuple(Column(label, "text") for label in ("Name", "Contact", "Status"))
    rows = tuple((one.name or spoken("No name yet"), one.contact, BY_KEY[one.status].label) for one in some)
    hrefs = [links.url("lead", {"bot": [bot.key], "id": [str(one.id)]}) for one in some]
    markup.draw(markup.table(Table(columns, rows), hrefs))
    if total > len(some):
        st.caption(f"The newest {count(len(some))} of {count(total)}.")
    links.page_link("inbox", "To the inbox", {"bot": [bot.key]})


def _changed(desk: Desk, batch: Batch, bot: Bot) -> None:
    house = page.house()
    total, _ = leads_changed(house.engine, desk.scope, batch.id, 0)
    if not total:
        return
    st.subheader(f"Leads it changed: {count(total)}", anchor=False)
    place = st.container(key="import_changed")
    pages = -(-total // SIZE)
    at = st.pagination(pages, key="import_changed_page") if pages > 1 else 1
    some = leads_changed(house.engine, desk.scope, batch.id, SIZE, (at - 1) * SIZE)[1]
    columns = tuple(Column(label, "text") for label in ("Who", "What", "Before", "After"))
    rows = [(one, row) for one in some for row in _changes(one, bot)]
    hrefs = [links.url("lead", {"bot": [bot.key], "id": [str(one.id)]}) for one, _ in rows]
    with place:
        markup.draw(markup.table(Table(columns, tuple(row for _, row in rows)), hrefs))


def _changes(one: Changed, bot: Bot) -> list[tuple[object, ...]]:
    name = one.name or spoken("No name yet")
    told = [(field, pair) for field, pair in one.fields.items() if not field.endswith("_precision")]
    cells = [(name, import_preview.word(field), *(_value(field, value, bot) for value in pair)) for field, pair in told]
    return [*cells] or [(name, "Stage history", BLANK, "added to")]


def _value(field: str, value: str | None, bot: Bot) -> str:
    if value is None:
        return BLANK
    if field in ("captured_at", "status_at"):
        return instant(datetime.fromisoformat(value), bot.zone)
    return BY_KEY[value].label if field == "status" else shorten(value, 60)
