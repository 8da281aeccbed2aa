"""Which public key the widget's snippet shows: one there is, or a new one; and a key to try the widget with here."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from leadlight.actions.make_key import MadeKey, find_public_key, list_keys, make_key, revoke_key
from leadlight.domain.api_key import LONGEST_NAME, ApiKey
from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.ui import page, state
from leadlight.ui.format import instant, literal
from leadlight.ui.key_form import ORIGINS_HELP

TRIAL = "Demo site"
"""The name of the key that the made-up site is tried with."""
PICK = "widget_key"


def usable(scope: Scope, bot: Bot) -> list[ApiKey]:
    """The public keys in force that a website may use, the newest first."""
    keys = list_keys(page.house().engine, scope, bot.id)
    return [key for key in keys if key.kind == "public" and key.revoked_at is None and key.name != TRIAL]


def choose(scope: Scope, bot: Bot, keys: Sequence[ApiKey]) -> ApiKey | None:
    """The key that is chosen; None while there is none."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by_id = {key.id: key for key in keys}
        chosen = None
        if keys:
            name = f"{PICK}_{bot.id}"
            if state.get(name) not in by_id:
                state.put(name, keys[0].id)
            chosen = by_id[st.selectbox("Key", list(by_id), key=name, format_func=lambda each: _called(by_id[each]))]
        _new(scope, bot, len(keys))
    if chosen is not None:
        _told(bot, chosen)
        if text_of(chosen) is None:
            _paste(scope, bot, chosen)
    return chosen


def text_of(key: ApiKey) -> str | None:
    """The key itself, where this session knows it; the record keeps a hash."""
    made: MadeKey | None = state.get(state.KEY)
    if made is not None and made.key.id == key.id:
        return made.text
    return _texts().get(key.id)


def trial(scope: Scope, bot: Bot) -> str | None:
    """The key for the made-up site, once this session has made it."""
    found = [key.id for key in list_keys(page.house().engine, scope, bot.id) if _is_trial(key)]
    return next((text for each in found if (text := _texts().get(each))), None)


def make_trial(scope: Scope, bot: Bot) -> None:
    """A key that only our own pages may use, in place of the one before."""

    def change(work: UnitOfWork) -> MadeKey:
        for key in list_keys(page.house().engine, scope, bot.id):
            if _is_trial(key):
                revoke_key(work, key.id)
        return make_key(work, bot.id, "public", TRIAL)

    done = page.act(scope, change)
    if done.value is not None:
        _remember(done.value.key.id, done.value.text)


def _is_trial(key: ApiKey) -> bool:
    return key.name == TRIAL and key.kind == "public" and not key.origins and key.revoked_at is None


def _texts() -> dict[int, str]:
    return dict(state.get(state.WIDGET) or {})


def _remember(key_id: int, text: str) -> None:
    state.put(state.WIDGET, {**_texts(), key_id: text})


def _called(key: ApiKey) -> str:
    return f"{key.name} · {key.prefix}…"


def _told(bot: Bot, key: ApiKey) -> None:
    heard = f"Last heard from {instant(key.used_at, bot.zone)}, to the hour." if key.used_at else "Not heard from yet."
    sites = ", ".join(key.origins) or "no site: pages of other sites are refused"
    st.caption(literal(f"For {sites}. {heard}"))


def _new(scope: Scope, bot: Bot, made: int) -> None:
    opened = st.popover("New key", icon=":material/add:", key=f"widget_new_{bot.id}_{made}")
    name, origins = f"widget_name_{bot.id}_{made}", f"widget_origins_{bot.id}_{made}"
    with opened.form(f"widget_form_{bot.id}_{made}", border=False):
        st.text_input("Name", key=state.default(name, "Website"), max_chars=LONGEST_NAME)
        st.text_area("Sites whose pages show the widget", key=origins, help=ORIGINS_HELP, height=96)
        st.form_submit_button("Create", type="primary", on_click=_create, args=(scope, bot, name, origins))


def _create(scope: Scope, bot: Bot, name: str, origins: str) -> None:
    called, sites = str(state.get(name) or ""), str(state.get(origins) or "").split()
    done = page.act(scope, lambda work: make_key(work, bot.id, "public", called, sites), "Key created")
    if done.value is not None:
        _remember(done.value.key.id, done.value.text)
        state.put(f"{PICK}_{bot.id}", done.value.key.id)


def _paste(scope: Scope, bot: Bot, key: ApiKey) -> None:
    name = f"widget_paste_{key.id}"
    st.text_input(
        "The key itself", key=name, placeholder=f"{key.prefix}…", on_change=_pasted, args=(scope, bot, key, name),
        help="It was told once, when it was made, and stands in the pages that use it. If it is lost, make another.",
    )  # fmt: skip


def _pasted(scope: Scope, bot: Bot, key: ApiKey, name: str) -> None:
    text = str(state.get(name) or "").strip()
    found = find_public_key(page.house().engine, scope, bot.id, text) if text else None
    if found is not None and found.id == key.id:
        _remember(key.id, text)
    elif text:
        st.toast(literal(f"That is not the key {key.name}."), icon=":material/error:")
