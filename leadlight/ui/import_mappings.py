"""Mappings on the Imports page: kept under a name, as text, renamed, forgotten."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.save_mapping import delete_mapping, list_mappings, rename_mapping, save_mapping
from leadlight.domain.bot import Bot
from leadlight.domain.imports import SavedMapping, Sketch
from leadlight.errors import LeadlightError
from leadlight.ui import page, state
from leadlight.ui.format import instant, literal, of
from leadlight.ui.import_desk import Desk, Draft, draft


def save(desk: Desk, found: Draft, seen: Sketch, bot: Bot) -> None:
    """Keep the mapping as it stands; or see, copy and change it as text."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if bot.id and found.data and not seen.trouble:
            with st.popover("Save this mapping", icon=":material/bookmark_add:", key="import_save"):
                st.write("The next file with these headers takes it by itself.")
                st.text_input("Name", found.saved.name if found.saved else "", key="import_save_name", max_chars=80)
                st.button("Save", type="primary", key="import_save_do", on_click=_save, args=(desk, bot, seen))
        with st.popover("As text", icon=":material/code:", key="import_toml"):
            st.caption("What `--mapping` of the command line reads. Change it, and use it.")
            text = desk.toml(found.data)
            key = f"import_toml_text_{hash(text)}"
            st.text_area("Mapping in TOML", text, height=260, key=key, label_visibility="collapsed")
            st.button("Use this text", key="import_toml_use", on_click=_use, args=(desk, key))
            if text:
                st.code(text, language="toml")


def _save(desk: Desk, bot: Bot, seen: Sketch) -> None:
    found = draft()
    if found is None:
        return
    name, headers = str(state.get("import_save_name") or ""), tuple(found.look.headers)
    page.act(
        desk.scope,
        lambda work: save_mapping(work, bot.id, name, seen.kind, headers, found.data),
        f"Mapping {name} saved",
    )


def _use(desk: Desk, key: str) -> None:
    found = draft()
    if found is None:
        return
    try:
        found.data = desk.parsed(str(state.get(key) or ""))
        found.kind = found.data.get("kind") or found.kind
        found.look, found.trouble = desk.look(found.path, found.source, found.data), ""
    except LeadlightError as error:
        page.tell(error)
        return
    found.preview, found.columns = None, found.columns + 1


def manage(desk: Desk, bot: Bot) -> None:
    """The bot's saved mappings: each as text, renamed, deleted."""
    saved = list_mappings(page.house().engine, desk.scope, bot.id)
    if not saved:
        return
    with st.expander(f"Saved mappings ({len(saved)})", icon=":material/bookmarks:", key="import_saved"):
        for one in saved:
            _row(desk, bot, one)


def _row(desk: Desk, bot: Bot, one: SavedMapping) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"mapping_{one.id}"):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{literal(one.name)}**")
            facts = (one.kind, of(len(one.headers), "column"), f"{one.actor}, {instant(one.updated_at, bot.zone)}")
            st.caption(literal(" · ".join(facts)))
        with st.popover("Text", icon=":material/code:", key=f"mapping_text_{one.id}"):
            st.code(desk.toml(one.mapping), language="toml")
        with st.popover("Rename", icon=":material/edit:", key=f"mapping_edit_{one.id}_{one.name}"):
            key = f"mapping_name_{one.id}_{one.name}"
            st.text_input("Name", one.name, key=key, max_chars=80)
            st.button("Rename", key=f"mapping_rename_{one.id}", on_click=_rename, args=(desk, one.id, key))
        with st.popover("Delete", icon=":material/delete:", key=f"mapping_gone_{one.id}"):
            st.write("What was imported by it stays.")
            st.button("Delete it", key=f"mapping_delete_{one.id}", on_click=_delete, args=(desk, one.id))


def _rename(desk: Desk, mapping_id: int, key: str) -> None:
    page.act(desk.scope, lambda work: rename_mapping(work, mapping_id, str(state.get(key) or "")), "Renamed")


def _delete(desk: Desk, mapping_id: int) -> None:
    page.act(desk.scope, lambda work: delete_mapping(work, mapping_id), "Mapping deleted")
