"""What is under way: an import or an undo, of this process or another, how far it is, and the way to stop it."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.read_import import list_imports, read_import, stop_import
from leadlight.domain.imports import Batch, Progress
from leadlight.errors import LeadlightError
from leadlight.ui import links, page, state
from leadlight.ui.format import count, literal, of
from leadlight.ui.import_desk import Desk
from leadlight.ui.import_preview import EVERY, bar

DOING = {"running": "is being imported", "stopping": "is being stopped", "undoing": "is being undone"}
LOOKED_THROUGH = 10
"""The newest imports, among which those under way are."""


def under_way(desk: Desk) -> None:
    """What runs now; nothing where nothing does. The end of what this session began is told once."""
    key = state.get(state.IMPORT_RUN)
    if key:
        _tell_end(desk, key)
    running = desk.current()
    batches = _batches(desk)
    if running is None and not batches:
        return
    with st.container(border=True, key="import_run"):
        _follow(desk)


def _batches(desk: Desk) -> list[Batch]:
    house = page.house()
    _, newest = list_imports(house.engine, desk.scope, house.clock, None, LOOKED_THROUGH)
    return [batch for batch in newest if batch.is_alive(page.now())]


@st.fragment(run_every=EVERY)
def _follow(desk: Desk) -> None:
    running = desk.current()
    batches = _batches(desk)
    known = {batch.id for batch in batches}
    if running is None and not batches:
        st.rerun()
    if running is not None and running.batch_id not in known:
        _starting(running)
    for batch in batches:
        _one(desk, batch, running)


def _starting(running: Progress) -> None:
    st.markdown(f"**{literal(running.name)}**")
    bar(running, "Importing" if running.what == "import" else "Undoing")


def _one(desk: Desk, batch: Batch, running: Progress | None) -> None:
    st.markdown(f"**{literal(batch.file)}** {DOING[batch.state]}")
    if batch.state == "undoing":
        done = running.done if running is not None and running.batch_id == batch.id else 0
        st.progress(min(1.0, done / max(1, batch.created + batch.updated)), text=f"{of(done, 'row')} put back")
        return
    bar(Progress("import", batch.file, batch.bot_id, batch.read, batch.total), "Importing")
    with st.container(horizontal=True, vertical_alignment="center"):
        counts = (f"{count(getattr(batch, name))} {name}" for name in ("created", "updated", "unchanged", "rejected"))
        st.caption(" · ".join(counts))
        if batch.state == "running":
            st.button("Stop", icon=":material/stop:", key=f"import_stop_{batch.id}", on_click=_stop,
                      args=(desk, batch.id), help="The rows so far stay; they can be taken back.")  # fmt: skip


def _stop(desk: Desk, batch_id: int) -> None:
    page.act(desk.scope, lambda work: stop_import(work, batch_id), "It stops before its next rows")


def _tell_end(desk: Desk, key: str) -> None:
    progress = desk.progress(key)
    if progress is not None and not progress.is_over:
        return
    state.take(state.IMPORT_RUN)
    if progress is None:
        return
    if progress.is_stopped:
        st.info(literal(progress.error), icon=":material/stop_circle:")
    elif progress.error:
        st.error(literal(progress.error), icon=":material/error:")
    elif progress.what == "undo":
        st.success(f"{literal(progress.name)} was taken back.", icon=":material/undo:")
    elif progress.batch_id is not None:
        _told(desk, progress.batch_id)


def _told(desk: Desk, batch_id: int) -> None:
    house = page.house()
    try:
        batch = read_import(house.engine, desk.scope, house.clock, batch_id)
    except LeadlightError:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(
            f"{literal(batch.file)} is in: {count(batch.created)} created, {count(batch.updated)} updated, "
            f"{count(batch.unchanged)} unchanged, {count(batch.rejected)} rejected.",
            icon=":material/check_circle:",
        )
        links.page_link("imports", "Open it", {"batch": [str(batch_id)]} | _bot(desk))
        links.page_link("inbox", "To the leads", _bot(desk))


def _bot(desk: Desk) -> dict[str, list[str]]:
    return {"bot": [desk.bot.key]} if desk.bot else {}
