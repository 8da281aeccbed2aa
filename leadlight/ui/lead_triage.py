"""Triage: a list walked lead by lead; status, reason and owner are set on the way, until one is through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from leadlight.actions.read_lead_page import LeadPage
from leadlight.charts.contract import Message
from leadlight.domain import channel
from leadlight.domain.bot import Bot
from leadlight.domain.lead import Lead
from leadlight.domain.status import BY_KEY, STATUSES
from leadlight.ui import (
    cards,
    contact,
    filters,
    lead_moves,
    lead_notes,
    lead_owner,
    lead_page,
    lead_parts,
    lead_place,
    lead_summary,
    lead_walk,
    links,
    markup,
    page,
    show,
    state,
)
from leadlight.ui.filters import View
from leadlight.ui.format import count, literal, shorten
from leadlight.ui.lead_moves import Wish
from leadlight.ui.lead_walk import Spot
from leadlight.ui.markup import safe
from leadlight.warehouse import leads_list
from leadlight.warehouse.store import Cursor

DONE, STAY = "done", "stay"
"""Parameters of the URL: one is through; one stays with a lead after its status was set."""
STAY_KEY = "triage_stay"
HEIGHT = 560
"""Of the conversation, in pixels: the next one begins at its beginning, wherever one had scrolled to."""


def current(cursor: Cursor, view: View) -> int | None:
    """The lead that the URL names, else the first of the list; None where one is through, or the list is empty."""
    walk = lead_walk.standing()
    wanted = lead_walk.named()
    if walk is None or walk.of != lead_walk.of(view) or not state.has(state.TRIAGE):
        walk = lead_walk.begin(cursor, view) if wanted is None else lead_walk.begin_at(cursor, view, wanted)
        state.put(state.TRIAGE, {})
    if not walk.ids or (
        filters.param(DONE, "") and state.get(state.TRIAGE)
    ):  # a link to an end that is not ours begins
        return None
    return wanted if wanted in walk.ids else walk.ids[0]


def go_on(lead: Lead, spot: Spot | None) -> None:
    """Remember how the lead stood when it was first looked at; once its status is set, show the next."""
    seen: dict[int, str] = state.get(state.TRIAGE, {})
    state.put(state.TRIAGE, {lead.id: lead.status} | seen)
    decided: tuple[int, int, str] | None = state.get(state.DECIDED)
    if decided is None or decided[0] != lead.id or lead.version == decided[1] or lead.status != decided[2]:
        return
    state.take(state.DECIDED)
    if not filters.param(STAY, ""):
        _next(spot.next if spot else None)
        st.rerun()


def _next(to: int | None) -> None:
    if to is None:
        finish()
    else:
        lead_walk.go(to)


def finish() -> None:
    """Say that one is through (in a callback)."""
    filters.set_param(lead_walk.ID, "", "")
    filters.set_param(DONE, "1", "")


def bar(lead: Lead, owner_of: tuple[Cursor, Bot]) -> None:
    """What can be decided: the status by the keys 1 to 5, and the owner."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="triage_bar"):
        for at, status in enumerate(STATUSES, 1):
            st.button(
                status.label,
                key=f"triage_{status.key}",
                shortcut=str(at),
                type="primary" if status.key == lead.status else "secondary",
                on_click=_decide,
                args=(lead.id, lead.version, lead.name or cards.UNNAMED, status.key),
            )
        lead_owner.menu(*owner_of, lead, labelled=False)
        st.toggle(
            "Stay on it",
            key=state.seed(STAY_KEY, bool(filters.param(STAY, ""))),
            on_change=_stay,
            help="Else the next lead comes as soon as a status is set.",
        )


def _stay() -> None:
    filters.set_param(STAY, "1" if state.get(STAY_KEY) else "", "")


def _decide(lead_id: int, version: int, name: str, to: str) -> None:
    state.put(state.DECIDED, (lead_id, version, to))
    lead_moves.wish(Wish(((lead_id, version),), to, name))


def one(seen: LeadPage) -> None:
    """The lead as one reads it to decide: what was said, beside why, how to reach it and what was noted."""
    view, lead, zone, now = seen.view, seen.view.lead, seen.view.bot.zone, page.now()
    lead_parts.headline(lead.name, view.temperature, view.score, lead.captured_at, now)
    said, about = st.columns([7, 5], gap="medium")
    with said:
        lead_summary.show(seen.summary, zone)
        with lead_page.section("Conversation"):
            lead_page.transcript(seen, HEIGHT)
    with about:
        with lead_page.section("Why"):
            lead_parts.score(view.score, view.temperature, view.ledger, view.bot)
        if seen.needs:
            with lead_page.section("Budget and timeline"):
                lead_parts.needs(seen.needs)
        with lead_page.section("Contact"):
            contact.show(lead, seen.missing, zone)
            lead_place.show(lead, now, view.bot)
            came = channel.label(lead.channel) if lead.channel else None
            where = " · ".join(filter(None, (came, lead.source_path or lead.landing_path, lead.utm_campaign)))
            markup.draw(f'<span class="ll-small ll-muted">{safe(where)}</span>') if where else None
            links.page_link("lead", "Everything about this lead", filters.one(view.bot, lead.id))
        with lead_page.section("Notes"):
            lead_notes.show(lead.id, seen.notes, zone)


def through(cursor: Cursor, view: View) -> None:
    """The calm end: what was decided, and the ways on."""
    walk = lead_walk.standing()
    if walk is None or not walk.ids:
        st.title("Triage", anchor=False)
        show.empty(Message("Nothing waits here.", f"No lead matches: {filters.in_words(view)}."))
    else:
        st.title("You are through", anchor=False)
        show.empty(Message(*summed_up(cursor, walk.total)))
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", gap="small"):
        links.page_link("inbox", "Back to the inbox", lead_parts.way_back(), ":material/inbox:", side="left")
        st.button("Begin again with the list as it is now", key="triage_again", on_click=again, type="tertiary")


def summed_up(cursor: Cursor, total: int) -> tuple[str, str]:
    """How many leads were looked at, and what became of them."""
    before: Mapping[int, str] = state.get(state.TRIAGE, {})
    rows: Sequence[dict[str, object]] = leads_list.by_id(cursor, list(before)).to_dicts()
    moved = Counter(str(row["status"]) for row in rows if row["status"] != before.get(int(str(row["id"]))))
    parts = [f"{count(moved[key])} to {BY_KEY[key].label}" for key in BY_KEY if moved[key]]
    left = len(before) - sum(moved.values())
    parts += [f"{count(left)} left as they were"] if left else []
    unseen = total - len(before)
    parts += [f"{count(unseen)} not looked at"] if unseen > 0 else []
    return f"{count(len(before))} lead{'s' * (len(before) != 1)} looked at.", f"{'; '.join(parts)}." if parts else ""


def again() -> None:
    """Draw the list anew and begin with its first lead (in a callback)."""
    lead_walk.forget()
    for key in (state.TRIAGE, state.DECIDED):
        state.take(key)
    for name in (DONE, lead_walk.ID):
        filters.set_param(name, "", "")


def gone(spot: Spot | None) -> None:
    """A lead of the list that somebody deleted meanwhile."""
    state.take(state.DECIDED)
    st.title("No longer there", anchor=False)
    show.empty(Message("Somebody deleted or merged this lead.", "Go on with the next one." if spot else ""))


def title(lead: Lead) -> str:
    """Whom one looks at, for short."""
    return literal(shorten(lead.name or cards.UNNAMED))
