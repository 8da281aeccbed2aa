"""Leads that may be the same person: offered, compared field by field, made one, and taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from leadlight.actions.merge_leads import merge_leads
from leadlight.actions.read_lead import LeadView, read_lead
from leadlight.actions.read_lead_page import LeadPage
from leadlight.actions.tell_apart import take_for_alike, tell_apart
from leadlight.actions.undo_merge import undo_merge
from leadlight.domain import channel
from leadlight.domain.lead import Lead
from leadlight.domain.likeness import Alike, Apart
from leadlight.domain.merge import CONVERSATION, SOURCE, STATUS, Line, Merge, Side, lines
from leadlight.domain.scope import READ, WRITE
from leadlight.domain.status import BY_KEY
from leadlight.errors import NotFoundError
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import filters, lead_edit, lead_list, lead_walk, links, markup, page, state
from leadlight.ui.format import count, instant, literal, shorten, text
from leadlight.ui.markup import pairs, safe

KEY, STAYS = "merge_", "merge_stays"
LABELS = {STATUS: "Status", SOURCE: "Where it came from", CONVERSATION: "Conversation that is scored"}
SIDES: tuple[Side, Side] = ("kept", "gone")


def offer(seen: LeadPage) -> None:
    """Who may be the same person, each with a way to compare; and what was merged into this lead already."""
    if seen.alike:
        with st.container(border=True, gap="small", key="alike"):
            number = len(seen.alike)
            st.markdown(f"**:material/group: {count(number)} possible duplicate{'s' * (number != 1)}**")
            for other in seen.alike:
                _candidate(seen, other)
    for told in seen.apart:
        _told_apart(seen, told)
    for merge in seen.merges:
        _merged(seen, merge)


def _candidate(seen: LeadPage, other: Alike) -> None:
    lead = other.lead
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = literal(shorten(lead.name or lead.email or lead.phone or "No name yet", 60))
        params = filters.one(seen.view.bot, lead.id)
        links.page_link("lead", name, params, ":material/person:", side="left")
        told = f"{other.why} · {BY_KEY[lead.status].label} · captured {instant(lead.captured_at, seen.view.bot.zone)}"
        with st.container(width="stretch"):
            markup.draw(f'<span class="ll-small ll-muted">{safe(told)}</span>')
        st.button("Compare and merge", key=f"merge_open_{lead.id}", on_click=_open, args=(lead.id,))
        st.button(
            "Not the same person",
            key=f"apart_{lead.id}",
            type="tertiary",
            on_click=_tell_apart,
            args=(seen.view.lead.id, lead.id),
        )


def _told_apart(seen: LeadPage, other: Apart) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"told_apart_{other.lead.id}"):
        with st.container(width="stretch"):
            who = shorten(other.lead.name or other.lead.email or other.lead.phone or "another lead", 60)
            told = f"Not the same person as {who}, said {other.actor} on {instant(other.at, seen.view.bot.zone)}."
            markup.draw(f'<span class="ll-small ll-muted">{safe(told)}</span>')
        st.button(
            "Take back",
            key=f"alike_{other.lead.id}",
            icon=":material/undo:",
            type="tertiary",
            on_click=_take_back,
            args=(seen.view.lead.id, other.lead.id),
        )


def _tell_apart(lead_id: int, other_id: int) -> None:
    said = "Kept as two people: neither is offered to the other again"
    page.act(page.require(WRITE), lambda work: tell_apart(work, lead_id, other_id), said)


def _take_back(lead_id: int, other_id: int) -> None:
    page.act(page.require(WRITE), lambda work: take_for_alike(work, lead_id, other_id), "They may be the same person")


def _merged(seen: LeadPage, merge: Merge) -> None:
    if merge.into_id != seen.view.lead.id:
        return  # it came with a lead that was merged itself: that one is taken apart first
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"merged_{merge.id}"):
        with st.container(width="stretch"):
            told = f"Another lead was merged into this one on {instant(merge.at, seen.view.bot.zone)} by {merge.actor}."
            markup.draw(f'<span class="ll-small ll-muted">{safe(told)}</span>')
        st.button(
            "Take apart",
            key=f"unmerge_{merge.id}",
            icon=":material/call_split:",
            type="tertiary",
            on_click=_undo,
            args=(merge.id, seen.view.lead.version),
        )


def _open(other_id: int) -> None:
    for key in state.keys(KEY):
        state.take(key)
    state.put(state.DIALOG, f"{KEY}{other_id}")


def dialogs(seen: LeadPage) -> bool:
    """Open the comparison that was asked for. Whether one was opened."""
    which = str(state.get(state.DIALOG) or "")
    if not which.startswith(KEY):
        return False
    state.take(state.DIALOG)
    try:
        mine = replace(page.require(READ), bots=frozenset({seen.view.bot.id}))
        other = read_lead(page.house().engine, mine, int(which.removeprefix(KEY)))
    except NotFoundError:
        st.toast("That lead is no longer there.", icon=":material/sync_problem:")
        return False
    _compare(seen.view, other)
    return True


@st.dialog("Merge two leads", icon=":material/call_merge:", width="medium")
def _compare(here: LeadView, there: LeadView) -> None:
    names = {"kept": _who(here), "gone": _who(there)}
    picked = st.radio("Which one stays?", SIDES, key=state.default(STAYS, "kept"), format_func=names.__getitem__)
    stays: Side = picked or "kept"
    kept, gone = (here, there) if stays == "kept" else (there, here)
    found = [_in_words(line, kept, gone) for line in lines(kept.lead, gone.lead)]
    grid = st.grid(2, min_column_width=260)
    takes = {line.field: _choice(grid.container(), line, stays) for line in found if line.is_open}
    taken = [line for line in found if line.kept is None]
    if taken:
        st.caption("Added, as only the other one has it")
        markup.draw(pairs([(label_of(line), shorten(line.gone or "", 80)) for line in taken]))
    st.caption("Moves, notes, conversations and changes of both are kept. It can be taken apart again, exactly.")
    with st.container(horizontal=True):
        if st.button("Merge", key="merge_now", type="primary", icon=":material/call_merge:"):
            merge(kept.lead, gone.lead, takes)
        if st.button("Leave both", key="merge_not"):
            st.rerun()


def _who(view: LeadView) -> str:
    lead = view.lead
    name = shorten(lead.name or lead.email or lead.phone or "No name yet", 40)
    return literal(f"{name} · captured {instant(lead.captured_at, view.bot.zone, lead.captured_precision)}")


def _choice(place: DeltaGenerator, line: Line, stays: Side) -> Side:
    """A field that both have: whose stays, the one that usually does chosen."""
    values = {"kept": line.kept, "gone": line.gone}
    picked: Side = place.radio(
        label_of(line),
        SIDES,
        key=state.default(f"{KEY}{stays}_{line.field}", line.takes),
        format_func=lambda side: literal(shorten(text(values[side]), 60)),
    )
    return picked


def label_of(line: Line) -> str:
    """What a field, or a block of them, is called."""
    return LABELS.get(line.field) or lead_edit.label_of(line.field)


def _in_words(line: Line, kept: LeadView, gone: LeadView) -> Line:
    """A conversation is told by its day and score, a source by its channel, page and day in the bot's zone."""
    tell = {CONVERSATION: _talk, SOURCE: _source}.get(line.field)
    return replace(line, kept=tell(kept), gone=tell(gone)) if tell else line


def _source(view: LeadView) -> str:
    lead = view.lead
    page = shorten(lead.source_path or lead.landing_path or "", 40)
    when = instant(lead.captured_at, view.bot.zone, lead.captured_precision)
    return " · ".join(filter(None, (channel.label(lead.channel or ""), page, when)))


def _talk(view: LeadView) -> str | None:
    if view.conversation is None:
        return None
    return f"{instant(view.conversation.started_at, view.bot.zone)}, score {view.score}"


def merge(kept: Lead, gone: Lead, takes: dict[str, Side]) -> None:
    """Make them one, and show the one that stays."""

    def write(work: UnitOfWork) -> Lead:
        return merge_leads(work, (kept.id, kept.version), (gone.id, gone.version), takes)

    outcome = page.act(page.require(WRITE), write, "Merged")
    if outcome.value is not None:
        lead_list.remember([(kept.id, outcome.value.version)])
        lead_walk.forget()
        lead_walk.go(kept.id)
    st.rerun()


def _undo(merge_id: int, version: int) -> None:
    def take_apart(work: UnitOfWork) -> Sequence[Lead]:
        return undo_merge(work, merge_id, version)

    outcome = page.act(page.require(WRITE), take_apart, "Taken apart: both leads stand as they stood")
    if outcome.value is not None:
        lead_list.remember([(each.id, each.version) for each in outcome.value])
        lead_walk.forget()
