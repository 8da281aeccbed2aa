"""Who works a lead: chosen from those who work others, or named anew."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.edit_lead import edit_lead
from leadlight.domain.bot import Bot
from leadlight.domain.lead import Lead
from leadlight.domain.scope import WRITE
from leadlight.domain.temperature import NO_VALUE
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import lead_list, page, state
from leadlight.warehouse import leads_list
from leadlight.warehouse.query import Filters
from leadlight.warehouse.store import Cursor

MOST = 200
"""Owners offered; anybody else can be typed."""


def menu(cursor: Cursor, bot: Bot, lead: Lead, *, labelled: bool = True) -> None:
    """The owner, to be changed in place."""
    found = [str(value) for value, _ in leads_list.values(cursor, Filters(bots=(bot.id,)), "owner")]
    known = [name for name in found if name != NO_VALUE][:MOST]
    options = known if lead.owner is None or lead.owner in known else [lead.owner, *known]
    st.selectbox(
        "Owner",
        options=options,
        index=None,
        key=state.seed(f"owner_{lead.id}", lead.owner),
        on_change=_change,
        args=(lead.id, lead.version),
        accept_new_options=True,
        placeholder="Nobody yet" if labelled else "Owner",
        label_visibility="visible" if labelled else "collapsed",
        width=220 if labelled else 180,
    )


def _change(lead_id: int, version: int) -> None:
    wanted = state.get(f"owner_{lead_id}")

    def edit(work: UnitOfWork) -> Lead:
        return edit_lead(work, lead_id, version, {"owner": wanted or None})

    outcome = page.act(page.require(WRITE), edit, f"Owner: {wanted}" if wanted else "No owner any more")
    if outcome.value is not None:
        lead_list.remember([(lead_id, outcome.value.version)])
