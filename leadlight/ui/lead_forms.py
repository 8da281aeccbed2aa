"""Dialogs that write a lead's own data: a new lead by hand, a correction, a deletion that asks twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_lead, capture_leads
from leadlight.actions.lead_batch import Captured
from leadlight.actions.read_lead import read_lead
from leadlight.domain import channel, normalise
from leadlight.domain.bot import Bot
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import WRITE
from leadlight.domain.temperature import NO_VALUE
from leadlight.errors import RefusedError
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import lead_list, links, page, state
from leadlight.ui.format import literal, text
from leadlight.warehouse import leads_list
from leadlight.warehouse.query import Filters
from leadlight.warehouse.store import Cursor

BY_HAND = ("phone", "email", "event", "referral")
"""Channels offered for leads noted by hand, beside those the bot knows."""
CHECKS: Mapping[str, Callable[[str], str]] = {"email": normalise.email}


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    name: str
    label: str
    holder: str = ""


NEW = (
    Field("name", "Name", "Ann Lee"),
    Field("email", "E-mail", "ann@example.com"),
    Field("phone", "Phone", "+49 30 123456"),
    Field("company", "Company"),
    Field("source_page", "Source page", "https://example.com/pricing"),
    Field("owner", "Owner"),
    Field("note", "Note"),
)
KEY = "new_"


def open_new() -> None:
    """Let the next run open an empty form (in a callback)."""
    for name in (*(field.name for field in NEW), "channel", "duplicate"):
        state.take(KEY + name)
    state.put(state.DIALOG, "new")


def dialogs(cursor: Cursor, bot: Bot) -> None:
    """Open the form that was asked for."""
    if state.take(state.DIALOG) == "new":
        known = [str(value) for value, _ in leads_list.values(cursor, Filters(bots=(bot.id,)), "channel")]
        _new(bot, tuple(dict.fromkeys([*BY_HAND, *(each for each in known if each != NO_VALUE)])))


@st.dialog("New lead", icon=":material/person_add:", width="medium")
def _new(bot: Bot, channels: tuple[str, ...]) -> None:
    with st.form("new_lead_form", border=False):
        grid = st.grid(2, min_column_width=220)
        slots = {field.name: _line(grid.container(gap="xxsmall"), field) for field in NEW}
        grid.container(gap="xxsmall").selectbox(
            "Channel", options=channels, format_func=channel.label, key=KEY + "channel", accept_new_options=True
        )
        sent = st.form_submit_button("Add lead", type="primary", icon=":material/person_add:")
    if sent:
        row = _row(bot, slots)
        if row:
            _try(bot, row, slots)
    _duplicate(bot)


def _line(place: DeltaGenerator, field: Field) -> DeltaGenerator:
    place.text_input(field.label, key=KEY + field.name, placeholder=field.holder, max_chars=2_000)
    return place.empty()


def _row(bot: Bot, slots: Mapping[str, DeltaGenerator]) -> LeadRow | None:
    """The row that was typed; None where a field is refused, which is said under it."""
    values: dict[str, str | None] = {}
    for name in (*slots, "channel"):
        try:
            values[name] = _checked(name, str(state.get(KEY + name) or ""), bot.country)
        except RefusedError as error:
            slots[name].error(literal(error))
    if len(values) <= len(slots):
        return None
    if not (values["email"] or values["phone"]):
        slots["email"].error("An e-mail or a phone is needed, or nobody could be reached.")
        return None
    note = values.pop("note")
    return LeadRow(0, **values, custom={"note": note} if note else {})  # type: ignore[arg-type]  # names are LeadRow's own


def _checked(name: str, typed: str, country: str | None) -> str | None:
    cleaned = normalise.clean_text(typed.strip())
    if cleaned is None:
        return None
    if name == "phone":
        return normalise.phone(cleaned, country)
    return CHECKS[name](cleaned) if name in CHECKS else cleaned


def _try(bot: Bot, row: LeadRow, slots: Mapping[str, DeltaGenerator]) -> None:
    """Look whether somebody knows this person already; only a new one is written at once."""
    scope = page.require(WRITE)
    with page.house().work(scope) as work:
        found = capture_leads(work, Capture(bot, scope.actor, dry_run=True), [row])[0]
    if found.outcome == "created":
        _write(bot, row)
    else:
        state.put(KEY + "duplicate", (found, row))


def _duplicate(bot: Bot) -> None:
    """Someone with this contact is here already: look at them, or add what is new."""
    waiting: tuple[Captured, LeadRow] | None = state.get(KEY + "duplicate")
    if waiting is None:
        return
    found, row = waiting
    known = read_lead(page.house().engine, page.require(WRITE), found.lead_id).lead
    st.warning(f"There is already a lead with this contact: {literal(text(known.name))}, {known.status}.")
    with st.container(horizontal=True):
        links.page_link("lead", "Open it", {"bot": [bot.key], "id": [str(known.id)]}, ":material/person:", side="left")
        if found.outcome == "updated" and st.button("Add what is new to it", key="new_merge"):
            _write(bot, row)


def _write(bot: Bot, row: LeadRow) -> None:
    def capture(work: UnitOfWork) -> Captured:
        return capture_lead(work, bot, row)

    outcome = page.act(page.require(WRITE), capture)
    if outcome.value is not None:
        done = "Added" if outcome.value.outcome == "created" else "Updated"
        st.toast(literal(f"{done}: {row.name or row.email or row.phone}"), icon=":material/check:")
        lead_list.refresh()
        st.rerun()
