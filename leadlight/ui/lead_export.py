"""Taking the list away: whom the file is for, what that changes about it, and the ways to download it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.domain.presets import BY_KEY, PRESETS, Checked, Finding
from leadlight.ui import choice as chosen
from leadlight.ui import state
from leadlight.ui.files import address
from leadlight.ui.filters import View, choose
from leadlight.ui.format import count
from leadlight.warehouse import preset_rows
from leadlight.warehouse.store import Cursor

FOR_KEY = "export_for"
_WIDTH = 420
"""Pixels: the menu stays as wide, whatever is said in it."""
OURS = ""
"""The plain file, which Leadlight can read back."""
_FORMS = {"csv": "CSV", "parquet": "Parquet", "xlsx": "Excel"}
_ICONS = {"left out": ":material/person_off:", "changed": ":material/edit_note:", "told": ":material/info:"}


def files(cursor: Cursor, place: DeltaGenerator, view: View, total: int) -> None:
    """All leads of the list as a file, by the API's own route; nothing passes through the page."""
    # Only an open menu is worth a check of every lead.
    menu = place.popover("Export", icon=":material/download:", key="export_menu", on_change="rerun")
    with menu, st.container(width=_WIDTH):
        options = {OURS: "Any use: every column"} | {preset.key: preset.label for preset in PRESETS}
        wanted = st.selectbox("For", list(options), format_func=options.__getitem__, key=FOR_KEY, filter_mode=None)
        if not wanted:
            st.text(f"{_leads(total)}: every page of this list.")
            _downloads(view, tuple(_FORMS))
        elif menu.open:
            _downloads(view, _checked(preset_rows.check(cursor, view.filters, BY_KEY[wanted]), view), wanted)


def _downloads(view: View, forms: tuple[str, ...], preset: str = OURS) -> None:
    with st.container(horizontal=True, gap="small"):
        for kind in forms:
            address = export_link(view, kind, preset)
            st.link_button(_FORMS[kind], address, key=f"export_{kind}", icon=":material/download:", type="primary")


def _checked(found: Checked, view: View) -> tuple[str, ...]:
    """Say what the file will hold; returns the formats it can have."""
    of = "All" if found.rows == found.leads else f"{count(found.rows)} of"
    st.markdown(f"**{of} {_leads(found.leads)}** of this list will be in the file.")
    for finding in found.findings:
        _finding(finding, view)
    st.caption(found.preset.note)
    return found.preset.forms if found.rows else ()


def _finding(finding: Finding, view: View) -> None:
    with st.container(gap=None, key=f"finding_{finding.check}"):
        st.markdown(f"{_ICONS[finding.effect]} **{_leads(finding.leads)}** {finding.said}")
        if finding.see:
            st.button("See them", key=f"see_{finding.check}", on_click=_see, args=(finding, view), type="tertiary")


def _leads(number: int) -> str:
    return f"{count(number)} lead{'s' * (number != 1)}"


def _see(finding: Finding, view: View) -> None:
    """Narrow the list to the leads of a finding."""
    params = chosen.write(view.choice) | {name: [value] for name, value in finding.see}
    choose(chosen.read(params))
    state.take(FOR_KEY)


def export_link(view: View, kind: str, preset: str = OURS) -> str:
    """The address of all leads of the view as a file; the days are always written out, so that the file is the list."""
    return address(view, f"leads.{kind}", {"preset": preset} if preset else {})
