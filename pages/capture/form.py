"""Form: what visitors are asked and when, tried as it is edited, saved as a new version each time."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.edit_form import edit_form, restore_form
from leadlight.actions.read_form import FormView, read_form
from leadlight.domain.bot import Bot
from leadlight.domain.form_changes import differences
from leadlight.domain.form_problems import problems
from leadlight.domain.scope import CONFIGURE, READ, Scope
from leadlight.ui import form_draft, form_fields, form_preview, form_triggers, form_versions, page, picks, state
from leadlight.ui.form_draft import Draft
from leadlight.ui.format import count, literal, rate
from leadlight.warehouse.form_version import VersionFields, VersionTotals
from leadlight.warehouse.store import Cursor

FIELDS, WHEN, VERSIONS = "fields", "when", "versions"
SHOWS = {FIELDS: "Fields", WHEN: "When it appears", VERSIONS: "Versions"}
WHY = "form_why"


def save(scope: Scope, bot: Bot, draft: Draft) -> None:
    """Save the draft as the next version."""
    done = page.act(scope, lambda work: edit_form(work, bot.id, draft.form, str(state.get(WHY) or "")), "Form saved")
    if done.value is not None:
        form_draft.saved_as(bot, done.value)


def restore(scope: Scope, bot: Bot, view: FormView, version: int) -> None:
    """Bring an older version back as a new one."""
    said = f"Version {version} is in force again"
    done = page.act(scope, lambda work: restore_form(work, bot.id, version, view.form.version), said)
    if done.value is not None:
        form_draft.saved_as(bot, done.value)


def bar(scope: Scope, bot: Bot, draft: Draft) -> None:
    """What is not saved yet, and saving it."""
    changed, wrong = differences(draft.saved, draft.form), problems(draft.form)
    if not changed:
        return
    with st.container(border=True, key="form_bar"):
        st.markdown("**Not saved yet:** " + literal("; ".join(changed)))
        st.text_input("Why (optional)", key=WHY, max_chars=200)
        with st.container(horizontal=True):
            label = f"Save as version {draft.saved.version + 1}"
            st.button(
                label, type="primary", key="save_form", disabled=bool(wrong), on_click=save, args=(scope, bot, draft)
            )
            st.button("Drop the changes", key="drop_form", on_click=form_draft.forget, args=(bot,))
        if wrong:
            st.caption(literal(f"Cannot be saved: {wrong[0].words}"))


def completion(cursor: Cursor, bot: Bot, version: int) -> None:
    """How many finish the version in force."""
    shown, started, sent = VersionTotals(bot.id, version).read(cursor).row(0)
    if not shown:
        st.caption(f"Version {version} is in force. It has not been shown to anyone yet.")
        return
    parts = [f"Version {version} is in force: shown in {count(shown)} conversations"]
    if started:
        parts.append(f"{count(sent)} of {count(started)} who began it sent it ({rate(sent / started)} complete)")
    parts.append(f"{rate(sent / shown)} of all who were shown it")
    st.caption(literal("; ".join(parts) + "."))


scope = page.require(READ)
bot = page.bot(scope)
can_edit = CONFIGURE in scope.rights
view = read_form(page.house().engine, scope, bot.id)
draft = form_draft.draft_of(bot, view.form)
st.title("Form")
if draft.saved.version != view.form.version:
    st.warning("Someone saved another version meanwhile. Drop your changes to see it.", icon=":material/sync_problem:")
shown = picks.segments("form", "show", "View", SHOWS, FIELDS, hidden=True)
with page.reading() as cursor:
    completion(cursor, bot, view.form.version)
    if shown == VERSIONS:
        form_versions.show(bot, view.versions, (lambda one: restore(scope, bot, view, one)) if can_edit else None)
        st.stop()
    left, right = st.columns([3, 2], gap="large")
    with left:
        if can_edit:
            bar(scope, bot, draft)
        if shown == FIELDS:
            figures = VersionFields(bot.id, view.form.version).read(cursor)
            form_fields.show(draft, {row["field"]: row for row in figures.iter_rows(named=True)}, can_edit=can_edit)
        else:
            form_triggers.show(draft, bot, can_edit=can_edit)
    with right:
        if shown == FIELDS:
            form_preview.show(draft.form, view.form, view.phrases)
        else:
            form_triggers.tried(cursor, draft.form, bot, page.now().astimezone(bot.tz).date())
