"""Another score for a lead, set by a person who knows more, with the reason."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.override_score import override_score
from leadlight.actions.read_lead import LeadView
from leadlight.domain.lead import Lead
from leadlight.domain.scope import WRITE
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import lead_list, page, state

SCORE, REASON = "override_score", "override_reason"


def menu(view: LeadView) -> None:
    """A way to set the score; what it is set to is an entry of the ledger above it."""
    lead = view.lead
    label = "Set a score" if view.score is None else "Set another score"
    with st.popover(label, icon=":material/tune:", key="override_menu"):
        # (A new version is a new widget: a value put into the state would be lost while the popover is closed.)
        st.number_input("Score", 0, 100, view.score or 0, key=f"{SCORE}_{lead.id}_{lead.version}")
        st.text_input("Why", key=f"{REASON}_{lead.id}", placeholder="What the conversation does not tell",
                      max_chars=500)  # fmt: skip
        st.button("Set the score", key="override_now", type="primary", on_click=_set, args=(lead.id, lead.version))
        st.caption("Your reason stands in the ledger, with the points it took. Later signals add to it.")


def _set(lead_id: int, version: int) -> None:
    score, reason = int(state.get(f"{SCORE}_{lead_id}_{version}") or 0), str(state.get(f"{REASON}_{lead_id}") or "")

    def write(work: UnitOfWork) -> Lead:
        return override_score(work, lead_id, version, score, reason)

    outcome = page.act(page.require(WRITE), write, f"Score set to {score}")
    if outcome.value is not None:
        state.put(f"{REASON}_{lead_id}", "")
        lead_list.remember([(lead_id, outcome.value.version)])
