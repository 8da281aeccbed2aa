"""The third step: what the import would do, told by a dry run over the whole file; and the button that does it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from leadlight.charts.contract import Column, Table
from leadlight.domain.bot import Bot
from leadlight.domain.imports import Example, Preview, Progress, Rejected, Sketch
from leadlight.domain.rows import CUSTOM
from leadlight.domain.status import BY_KEY
from leadlight.errors import LeadlightError
from leadlight.ui import markup, page, state
from leadlight.ui.choice import BOT
from leadlight.ui.format import BLANK, count, literal, of, shorten
from leadlight.ui.import_columns import target_word
from leadlight.ui.import_desk import Desk, Draft, Order, forget

EVERY = 0.7
"""Seconds between looks at what runs."""
SHOWN = 20
CELLS = 6
OUTCOMES = ("created", "updated", "unchanged", "rejected")


def step(desk: Desk, found: Draft, seen: Sketch, bot: Bot) -> None:
    """Draw the step: the preview where there is one, else the way to it."""
    with st.container(border=True, key="import_preview"):
        st.subheader("3 · Preview", anchor=False)
        if found.preview is None or desk.progress(found.preview) is None:
            st.write("A dry run over the whole file says what would happen. Nothing is written.")
            if st.button("Preview", type="primary", icon=":material/visibility:", key="import_look"):
                _begin(desk, found, seen, bot)
            return
        progress = desk.progress(found.preview)
        if progress is not None and not progress.is_over:
            _wait(desk, found.preview)
            return
        if progress is not None and progress.error:
            st.error(literal(progress.error), icon=":material/error:")
            st.button("Try again", key="import_look_again", on_click=_drop_preview, args=(found,))
            return
        preview: Preview = desk.result(found.preview)
        _tell(preview)
    with st.container(border=True, key="import_do"):
        _import(desk, found, seen, bot, preview)


def _drop_preview(found: Draft) -> None:
    found.preview = None


def _order(found: Draft, bot: Bot, announce: bool = False) -> Order:
    return Order(found.path, bot.key if bot.id else bot.name, found.kind, found.source, found.data, announce)


def _begin(desk: Desk, found: Draft, seen: Sketch, bot: Bot) -> None:
    try:
        found.preview = desk.preview(_order(found, bot))
    except LeadlightError as error:
        page.tell(error)
    st.rerun()


@st.fragment(run_every=EVERY)
def _wait(desk: Desk, key: str) -> None:
    progress = desk.progress(key)
    if progress is None or progress.is_over:
        st.rerun()
    else:
        bar(progress, "Trying the rows")


def bar(progress: Progress, doing: str) -> None:
    """How far something has come."""
    if not progress.total:
        st.progress(
            0.0, text=f"{doing}: reading the file …" if not progress.done else f"{doing}: {count(progress.done)}"
        )
        return
    share = min(1.0, progress.done / progress.total)
    st.progress(share, text=f"{doing}: {count(progress.done)} of {of(progress.total, 'row')}")


def _tell(preview: Preview) -> None:
    counts = st.grid(4, min_column_width=120)
    for name in OUTCOMES:
        counts.metric(f"{name.capitalize()}", count(preview.counts.get(name, 0)), border=True)
    if preview.leads_from_words:
        st.caption(f"{of(preview.leads_from_words, 'lead')} would be captured from what visitors wrote.")
    names = [name for name in ("created", "updated", "rejected") if preview.counts.get(name)]
    if not names:
        st.info("Nothing would change: every row says what the last import said.", icon=":material/check:")
        return
    tabs = st.tabs([f"{name.capitalize()} ({count(preview.counts[name])})" for name in names])
    for name, tab in zip(names, tabs, strict=True):
        with tab:
            _examples(name, preview)


def _examples(name: str, preview: Preview) -> None:
    if name == "rejected":
        _reasons(preview)
        rejected(preview.rejected[:SHOWN])
        _first(len(preview.rejected[:SHOWN]), preview.counts["rejected"], "They are listed whole after the import.")
        return
    some = preview.created if name == "created" else preview.updated
    if name == "created":
        markup.draw(markup.table(_created(some)))
    else:
        markup.draw(markup.table(_updated(some)))
    _first(len(some), preview.counts[name])


def _reasons(preview: Preview) -> None:
    """Why rows would be rejected, the commonest first; nothing where one reason is all there is to say."""
    if len(preview.reasons) > 1:
        rows = tuple((reason, number) for reason, number in preview.reasons.items())
        markup.draw(markup.table(Table((Column("Why", "text"), Column("Rows")), rows)))


def _first(shown: int, total: int, more: str = "") -> None:
    if shown < total:
        st.caption(f"The first {count(shown)} of {count(total)}. {more}")


def _created(some: Sequence[Example]) -> Table:
    names = list(dict.fromkeys(name for one in some for name in one.fields))
    columns = (Column("Line", "text"), *(Column(word(name), "text") for name in names))
    rows = tuple((one.line, *(shorten(_after(one, name), 40) for name in names)) for one in some)
    return Table(columns, rows)


def word(name: str) -> str:
    """What people call a field."""
    return name.removeprefix(CUSTOM) if name.startswith(CUSTOM) else target_word(name)


def _after(one: Example, name: str) -> str:
    return _shown(name, one.fields[name][1]) if name in one.fields else BLANK


def _shown(name: str, value: str | None) -> str:
    return BY_KEY[value].label if name == "status" and value in BY_KEY else value or BLANK


def _updated(some: Sequence[Example]) -> Table:
    columns = tuple(Column(label, "text") for label in ("Line", "Who", "What", "Before", "After"))
    rows = tuple(
        (one.line, one.name, word(name), shorten(_shown(name, before), 60), shorten(_shown(name, after), 60))
        for one in some
        for name, (before, after) in one.fields.items()
    )
    return Table(columns, rows)


def rejected(some: Sequence[Rejected]) -> None:
    """Rejected rows: line, reason, cells."""
    columns = tuple(Column(label, "text") for label in ("Line", "Why", "Cells"))
    rows = tuple((one.line, one.reason, _cells(one)) for one in some)
    markup.draw(markup.table(Table(columns, rows)))


def _cells(one: Rejected) -> str:
    cells = [f"{header}: {shorten(value, 40)}" for header, value in one.cells.items() if value]
    return " · ".join(cells[:CELLS]) + (" · …" if len(cells) > CELLS else "")


def _import(desk: Desk, found: Draft, seen: Sketch, bot: Bot, preview: Preview) -> None:
    st.subheader("4 · Import", anchor=False)
    changes = sum(preview.counts.get(name, 0) for name in ("created", "updated"))
    st.write(
        "It goes on if you close this page. It can be stopped, and taken back as a whole; the same file again brings "
        "nothing twice."
    )
    announce = st.toggle(
        "Tell the integrations of these rows", key="import_announce", help="Off: webhooks and mails keep still."
    )
    with st.container(horizontal=True):
        taken = preview.counts.get("read", seen.total) - preview.counts.get("rejected", 0)
        label = f"Import {of(taken, 'row')}"
        if st.button(
            label,
            type="primary",
            icon=":material/download_done:",
            key="import_start",
            disabled=not changes and not preview.counts.get("rejected"),
        ):
            _start(desk, found, bot, announce)
        st.button("Another file", key="import_forget", on_click=forget, args=(desk,))


def _start(desk: Desk, found: Draft, bot: Bot, announce: bool) -> None:
    try:
        state.put(state.IMPORT_RUN, desk.start(_order(found, bot, announce)))
    except LeadlightError as error:
        page.tell(error)
        return
    forget(desk, keep_file=True)
    st.query_params[BOT] = bot.key
    st.rerun()
