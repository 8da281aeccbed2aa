"""Notes of a lead: what people wrote about it, a line to add one, and a way to take one back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from leadlight.actions.note_lead import LONGEST, add_note, delete_note
from leadlight.domain.lead import Note
from leadlight.domain.scope import WRITE
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import markup, page, state
from leadlight.ui.format import instant
from leadlight.ui.markup import safe

KEY = "note_text"


def show(lead_id: int, notes: Sequence[Note], zone: str) -> None:
    """The notes, the newest first, under a field for another."""
    with st.form("note", border=False, clear_on_submit=False):
        st.text_area("Note", key=KEY, height=68, max_chars=LONGEST, label_visibility="collapsed",
                     placeholder="Write what the next person should know")  # fmt: skip
        st.form_submit_button("Add note", icon=":material/add_comment:", on_click=_add, args=(lead_id,))
    for note in notes:
        _one(note, zone)


def _one(note: Note, zone: str) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"note_{note.id}"):
        with st.container(width="stretch"):
            markup.draw(note_html(note, zone))
        st.button(
            "Delete note",
            key=f"note_delete_{note.id}",
            icon=":material/close:",
            type="tertiary",
            on_click=_delete,
            args=(note.lead_id, note.id),
        )


def note_html(note: Note, zone: str) -> str:
    """The words as they were written, then who and when."""
    who = f'<div class="ll-small ll-muted">{safe(note.actor)} · {safe(instant(note.at, zone))}</div>'
    return f'<div class="ll-note"><div class="said" dir="auto">{safe(note.text)}</div>{who}</div>'


def _add(lead_id: int) -> None:
    words = str(state.get(KEY) or "")

    def write(work: UnitOfWork) -> int:
        return add_note(work, lead_id, words)

    if page.act(page.require(WRITE), write, "Noted").done:
        state.put(KEY, "")


def _delete(lead_id: int, note_id: int) -> None:
    def take_away(work: UnitOfWork) -> None:
        delete_note(work, lead_id, note_id)

    page.act(page.require(WRITE), take_away, "Note deleted")
