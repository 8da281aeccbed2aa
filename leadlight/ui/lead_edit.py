"""Correcting one lead's data, and deleting it: errors at the field, conflicts shown, deletion asked twice."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.actions.edit_lead import delete_lead, edit_lead
from leadlight.actions.read_lead import read_lead
from leadlight.actions.read_lead_page import LeadPage, as_json
from leadlight.domain.lead import EDITABLE, Lead
from leadlight.domain.rows import CUSTOM
from leadlight.domain.scope import DELETE, EXPORT, READ, WRITE
from leadlight.errors import ConflictError, FaultError, NotFoundError, RefusedError
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import contact, lead_list, lead_moves, lead_parts, links, markup, page, state
from leadlight.ui.format import literal, spoken, text

LABELS = {"email": "E-mail", "timezone": "Time zone", "country": "Country"}
HELP = {"country": "Name or two letters, as in Spain or ES.", "timezone": "As in Europe/Madrid.",
        "phone": "With the country's code, as in +34 600 123 456."}  # fmt: skip
KEY, THEIRS, SURE = "field_", "edit_theirs", "delete_sure"
NEW_NAME, NEW_VALUE = "new_field_name", "new_field_value"


def buttons(lead: Lead) -> None:
    """Ways to the dialogs."""
    with st.container(horizontal=True, gap="small"):
        contact.copy_menu(lead)
        edit_button(lead, "edit_lead")
        st.button(
            "Delete",
            key="delete_lead",
            icon=":material/delete:",
            on_click=_open,
            args=("delete", lead),
            type="tertiary",
        )


def edit_button(lead: Lead, key: str) -> None:
    """A way to correct what is known."""
    st.button("Edit", key=key, icon=":material/edit:", on_click=_open, args=("edit", lead))


def _open(which: str, lead: Lead) -> None:
    """Let the next run open a dialog, with nothing left over in it."""
    for key in (THEIRS, SURE, NEW_NAME, NEW_VALUE):
        state.take(key)
    for field in fields(lead):
        state.put(KEY + field, lead.value(field) or "")
    state.put(state.DIALOG, which)


def dialogs(seen: LeadPage) -> bool:
    """Open the dialog that was asked for. Whether one was opened."""
    which = state.get(state.DIALOG)
    if which not in ("edit", "delete"):
        return False
    state.take(state.DIALOG)
    if which == "edit":
        _edit(seen.view.lead)
    else:
        _delete(seen)
    return True


def fields(lead: Lead) -> tuple[str, ...]:
    """What can be corrected: contact data, owner, place, and the custom fields the lead has."""
    return (*EDITABLE, *(CUSTOM + key for key in sorted(lead.custom)))


def label_of(field: str) -> str:
    """What a field is called on a form."""
    return LABELS.get(field) or field.removeprefix(CUSTOM).replace("_", " ").capitalize()


@st.dialog("Edit lead", icon=":material/edit:", width="medium")
def _edit(lead: Lead) -> None:
    """`lead` is what the form was opened with."""
    names = fields(lead)
    theirs: Lead | None = state.get(THEIRS)
    if theirs is not None:
        _clash(lead, theirs)
    with st.form("edit_lead_form", border=False):
        grid = st.grid(2, min_column_width=230)
        slots = {field: _line(grid.container(gap="xxsmall"), field) for field in names}
        slots[CUSTOM] = _another(st.container(gap="xxsmall"))
        sent = st.form_submit_button("Save", type="primary", icon=":material/check:")
    if not sent:
        return
    values = changed(lead, {field: state.get(KEY + field) for field in names})
    try:
        values |= another(lead, str(state.get(NEW_NAME) or ""), str(state.get(NEW_VALUE) or ""))
    except RefusedError as refused:
        slots[CUSTOM].error(literal(refused))
        return
    error = save(lead, (theirs or lead).version, values)
    if isinstance(error, RefusedError):
        slots.get(error.field or "", next(iter(slots.values()))).error(literal(error))
    elif isinstance(error, ConflictError):
        st.rerun(scope="fragment")
    elif isinstance(error, FaultError):
        next(iter(slots.values())).error(f"{literal(error)}. Nothing was changed; what you typed is still here.")


def _line(place: DeltaGenerator, field: str) -> DeltaGenerator:
    """The field, and the place under it for what is wrong with it."""
    place.text_input(spoken(label_of(field)), key=KEY + field, help=HELP.get(field), max_chars=2_000)
    return place.empty()


def _another(place: DeltaGenerator) -> DeltaGenerator:
    """A field that the lead does not have yet."""
    with place:
        grid = st.grid(2, min_column_width=230)
        grid.container().text_input("Another field", key=NEW_NAME, placeholder="Its name", max_chars=100)
        grid.container().text_input("Value of the other field", key=NEW_VALUE, placeholder="Its value", max_chars=2_000)
        return st.empty()


def another(lead: Lead, name: str, value: str) -> dict[str, str | None]:
    """The custom field that was typed, if any. Raises RefusedError where half of it is missing, or it is there."""
    key = "_".join(name.split()).lower()
    if not key and not value.strip():
        return {}
    if not key or not value.strip():
        raise RefusedError("another field needs a name and a value", CUSTOM)
    if key in lead.custom:
        raise RefusedError(f"there is a field {name.strip()!r} already: change it above", CUSTOM)
    return {CUSTOM + key: value}


def changed(lead: Lead, typed: Mapping[str, str | None]) -> dict[str, str | None]:
    """The fields that say something else than the lead the form was opened with."""
    return {field: value or None for field, value in typed.items() if (value or "") != (lead.value(field) or "")}


def save(lead: Lead, version: int, values: Mapping[str, str | None]) -> Exception | None:
    """Write; on a conflict keep what stands now, to be shown beside what was typed."""

    def edit(work: UnitOfWork) -> Lead:
        return edit_lead(work, lead.id, version, values)

    outcome = page.act(page.require(WRITE), edit, "Saved")
    if outcome.value is not None:
        lead_list.remember([(lead.id, outcome.value.version)])
        st.rerun()
    if isinstance(outcome.error, ConflictError):
        state.put(THEIRS, read_lead(page.house().engine, page.require(READ), lead.id).lead)
    if isinstance(outcome.error, NotFoundError):
        st.rerun()
    return outcome.error


def _clash(lead: Lead, theirs: Lead) -> None:
    """Say what someone else changed meanwhile; what was typed here stays in the form."""
    names = ("status", "status_reason", *fields(lead))
    pairs = [(field, lead.value(field), theirs.value(field)) for field in names]
    found = tuple((label_of(field), text(before), text(after)) for field, before, after in pairs if before != after)
    st.warning("Someone changed this lead while you were typing. Nothing was overwritten.")
    markup.draw(lead_moves.change_html(lead_moves.Change(lead.id, text(lead.name), theirs.version, found)))
    st.caption("Save again to add your changes to theirs: only the fields you changed are written.")


@st.dialog("Delete this lead?", icon=":material/delete:")
def _delete(seen: LeadPage) -> None:
    lead = seen.view.lead
    st.text(f"{text(lead.name or lead.email or lead.phone)} goes for good: contact data, moves, notes and history.")
    st.caption("It cannot be undone. The trail keeps that it was done, not who it was about. Take a copy first:")
    if EXPORT in page.require(READ).rights:
        name = f"lead-{lead.id}.json"
        st.download_button("Download this lead", as_json(seen), name, "application/json", icon=":material/download:")
    sure = st.checkbox("Yes, delete it for good", key=SURE)
    with st.container(horizontal=True):
        if st.button("Delete for good", key="delete_now", type="primary", disabled=not sure):
            _gone(lead)
        if st.button("Keep it", key="delete_not"):
            st.rerun()


def _gone(lead: Lead) -> None:
    def delete(work: UnitOfWork) -> None:
        delete_lead(work, lead.id, lead.version)

    if page.act(page.require(DELETE), delete, "Deleted").done:
        links.go("inbox", lead_parts.way_back())
    else:
        st.rerun()
