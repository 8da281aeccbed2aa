"""Moving leads from status to status by hand: one or many, the reason of a loss, conflicts, and Undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from leadlight.actions.move_lead import BulkResult, move_leads, undo_move
from leadlight.actions.read_lead import read_lead
from leadlight.domain.bot import Bot
from leadlight.domain.scope import READ, WRITE
from leadlight.domain.status import BY_KEY, needs_reason
from leadlight.domain.temperature import NO_VALUE
from leadlight.errors import ConflictError, NotFoundError, RefusedError
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import lead_list, markup, page, state
from leadlight.ui.format import count, literal, shorten
from leadlight.ui.markup import safe
from leadlight.warehouse import leads_list
from leadlight.warehouse.query import Filters
from leadlight.warehouse.store import Cursor

Chosen = tuple[tuple[int, int], ...]
"""(id, version as it was drawn) of the leads to move."""
REASON, SUGGESTED = "lost_reason_text", "lost_reason_suggested"
SUGGESTIONS = 8
FIELDS = {"status": "Status", "status_reason": "Reason", "owner": "Owner", "name": "Name", "email": "E-mail",
          "phone": "Phone", "company": "Company"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """A move someone asked for. `name` is the lead's where it is one."""

    chosen: Chosen
    to: str
    name: str = ""
    reason: str | None = None

    @property
    def who(self) -> str:
        """Whom it moves, in words."""
        return self.name if len(self.chosen) == 1 else f"{count(len(self.chosen))} leads"


@dataclass(frozen=True, slots=True)
class Undo:
    """What Undo takes back: the leads with the versions they have since."""

    after: Chosen
    said: str


@dataclass(frozen=True, slots=True)
class Change:
    """A lead that someone else changed first. `version` is None where it is no longer there."""

    lead_id: int
    name: str
    version: int | None
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """What was wished, and what others did meanwhile."""

    wish: Wish
    changes: tuple[Change, ...]


def wish(wanted: Wish) -> None:
    """Carry a move out, or ask for its reason first (in a callback)."""
    if needs_reason(wanted.to):
        for key in (REASON, SUGGESTED):
            state.take(key)
        state.put(state.ASKED, wanted)
    else:
        carry_out(wanted)


def carry_out(wanted: Wish) -> bool:
    """Move the leads; stale ones are left as they are and told. False where nothing was done for an error."""
    scope = page.require(WRITE)

    def move(work: UnitOfWork) -> BulkResult:
        return move_leads(work, wanted.chosen, wanted.to, wanted.reason)

    outcome = page.act(scope, move)
    if outcome.value is None:
        return False
    _after(wanted, outcome.value)
    return True


def _after(wanted: Wish, result: BulkResult) -> None:
    lead_list.remember(result.after)
    marked: dict[int, int] = state.get(state.CHOSEN, {})
    state.put(state.CHOSEN, marked | {lead_id: version for lead_id, version in result.after if lead_id in marked})
    if result.after:
        one = len(wanted.chosen) == 1
        who = wanted.name if one else f"{count(len(result.after))} lead{'s' * (len(result.after) != 1)}"
        state.put(state.UNDO, Undo(result.after, f"{who} → {BY_KEY[wanted.to].label}"))
    if result.conflicts:
        changes = tuple(_what_changed(lead_id) for lead_id in result.conflicts)
        lead_list.remember([(each.lead_id, each.version) for each in changes if each.version])
        left = tuple(pair for pair in wanted.chosen if pair[0] in result.conflicts)
        state.put(state.CONFLICT, Clash(Wish(left, wanted.to, wanted.name, wanted.reason), changes))


def _what_changed(lead_id: int) -> Change:
    seen: dict[str, Any] = state.get(state.SHOWN, {}).get(lead_id, {})
    name = str(seen.get("name") or "This lead")
    try:
        lead = read_lead(page.house().engine, page.require(READ), lead_id).lead
    except NotFoundError:
        return Change(lead_id, name, None, ())
    pairs = [(field, _written(field, seen.get(field)), _written(field, getattr(lead, field))) for field in FIELDS]
    changed = tuple((FIELDS[field], before, after) for field, before, after in pairs if seen and before != after)
    return Change(lead_id, name, lead.version, changed)


def _written(field: str, value: Any) -> str:
    return BY_KEY[value].label if field == "status" and value in BY_KEY else str(value or "")


def undo() -> None:
    """Take the last move back (in a callback); a lead that has changed since stays as it is, and that is said."""
    last: Undo | None = state.take(state.UNDO)
    if last is None:
        return
    back: list[tuple[int, int]] = []
    kept: list[int] = []

    def take_back(work: UnitOfWork) -> None:
        for lead_id, version in last.after:
            try:
                back.append((lead_id, undo_move(work, lead_id, version).version))
            except (ConflictError, NotFoundError, RefusedError):
                kept.append(lead_id)

    if page.act(page.require(WRITE), take_back).done:
        lead_list.remember(back)
        say = f"Undone: {last.said}" if back else "Nothing was undone"
        more = f" · {count(len(kept))} changed since and left alone" if kept else ""
        st.toast(literal(say + more), icon=":material/undo:" if back else ":material/sync_problem:")


def undo_bar() -> None:
    """What was done last, with Undo, at the foot of the window until something else is done."""
    last: Undo | None = state.get(state.UNDO)
    if last is None:
        return
    with st.container(key="undo_bar", horizontal=True, vertical_alignment="center", gap="small"):
        markup.draw(f'<span role="status">{safe(shorten(last.said, 60))}</span>')
        st.button("Undo", key="undo", on_click=undo, icon=":material/undo:", type="tertiary")
        st.button("Dismiss", key="undo_dismiss", on_click=state.take, args=(state.UNDO,), type="tertiary")


def dialogs(cursor: Cursor, bot: Bot) -> bool:
    """Open what a move asks for: its reason, or what to do about a conflict. Whether one was opened."""
    clash: Clash | None = state.take(state.CONFLICT)
    asked: Wish | None = state.take(state.ASKED)
    if clash:
        _conflict(clash)
    elif asked:
        _reason(asked, _reasons(cursor, bot))
    return bool(clash or asked)


def _reasons(cursor: Cursor, bot: Bot) -> list[str]:
    """What this bot's leads were lost for so far, the usual first."""
    found = leads_list.values(cursor, Filters(bots=(bot.id,)), "lost_reason")
    return [str(value) for value, _ in found if value != NO_VALUE][:SUGGESTIONS]


@st.dialog("Why was it lost?", icon=":material/flag:")
def _reason(wanted: Wish, suggestions: Sequence[str]) -> None:
    st.text(f"{wanted.who} → {BY_KEY[wanted.to].label}")
    if suggestions:
        st.pills("Said before", suggestions, key=SUGGESTED, on_change=_suggest, format_func=_short)
    with st.form("lost_reason", border=False):
        reason = st.text_input("Reason", key=REASON, placeholder="In your own words", max_chars=500)
        slot = st.empty()
        sent = st.form_submit_button("Mark as lost", type="primary", icon=":material/flag:")
    if not sent:
        return
    if not reason or not reason.strip():
        slot.error("Say why it was lost: pick a reason or write one.")
    elif carry_out(Wish(wanted.chosen, wanted.to, wanted.name, reason.strip())):
        st.rerun()


def _short(reason: str) -> str:
    return literal(shorten(reason, 40))


def _suggest() -> None:
    state.put(REASON, state.get(SUGGESTED) or "")


@st.dialog("Someone changed this first", icon=":material/sync_problem:")
def _conflict(clash: Clash) -> None:
    st.text("Nothing of theirs was overwritten.")
    markup.draw(*(change_html(each) for each in clash.changes[:SUGGESTIONS]))
    if len(clash.changes) > SUGGESTIONS:
        st.text(f"… and {count(len(clash.changes) - SUGGESTIONS)} more")
    there = tuple((each.lead_id, each.version) for each in clash.changes if each.version)
    with st.container(horizontal=True):
        if st.button("Keep theirs", key="conflict_keep", type="primary"):
            st.rerun()
        label = f"Set to {BY_KEY[clash.wish.to].label} anyway"
        if there and st.button(label, key="conflict_anyway"):
            carry_out(Wish(there, clash.wish.to, clash.wish.name, clash.wish.reason))
            st.rerun()


def change_html(change: Change) -> str:
    """A lead's name, and a line a field: what one saw, what stands now."""
    if change.version is None:
        return f'<p class="ll-line"><b>{safe(change.name)}</b> was deleted.</p>'
    lines = "".join(
        f"<tr><td>{safe(label)}</td><td><s>{safe(before)}</s></td><td><b>{safe(after)}</b></td></tr>"
        for label, before, after in change.fields
    )
    if not lines:
        return f'<p class="ll-line"><b>{safe(change.name)}</b> was edited; what the list shows of it is the same.</p>'
    head = '<tr><th scope="col"></th><th scope="col">You saw</th><th scope="col">Now</th></tr>'
    name = f'<caption class="ll-name">{safe(change.name)}</caption>'
    return f'<table class="ll-table">{name}<thead>{head}</thead><tbody>{lines}</tbody></table>'
