"""A new API key: what it is for, and the one time that it is told."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.make_key import MadeKey, make_key
from leadlight.domain.api_key import KINDS, LONGEST_NAME, KeyKind
from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.ui import page, state
from leadlight.ui.format import literal

LABELS = {"public": "Public: in a web page", "secret": "Secret: on a server"}
ORIGINS_HELP = "One address a line, such as https://www.example.com, exactly as browsers show it; no wildcards."
NAMES = ("key_kind", "key_name", "key_origins")


def menu(scope: Scope, bot: Bot, made: int) -> None:
    """The form behind a button; `made` counts the keys there are, so that it begins anew after each."""
    opened = st.popover("New key", icon=":material/add:", key=f"new_key_{bot.id}_{made}", type="primary")
    kind, name, origins = (f"{each}_{bot.id}_{made}" for each in NAMES)
    with opened.form(f"form_key_{bot.id}_{made}", border=False):
        st.radio("Kind", list(KINDS), format_func=lambda each: LABELS[each], captions=list(KINDS.values()), key=kind)
        st.text_input("Name", key=name, max_chars=LONGEST_NAME, help="What you tell it by, such as the website's name.")
        st.text_area("Sites whose pages may use it (public keys)", key=origins, help=ORIGINS_HELP, height=96)
        st.form_submit_button("Create", type="primary", on_click=create, args=(scope, bot, (kind, name, origins)))


def create(scope: Scope, bot: Bot, keys: tuple[str, str, str]) -> None:
    """Make what the form says, and keep its text until it was read."""
    chosen, name, origins = (state.get(key) or "" for key in keys)
    kind: KeyKind = "secret" if chosen == "secret" else "public"
    done = page.act(scope, lambda work: make_key(work, bot.id, kind, name, origins.split()), "Key created")
    if done.value is not None:
        state.put(state.KEY, done.value)


def told(bot: Bot) -> None:
    """The text of the key that was just made, until it is put away."""
    made: MadeKey | None = state.get(state.KEY)
    if made is None or made.key.bot_id != bot.id:
        return
    with st.container(border=True, key="key_told"):
        st.markdown(f"**{literal(made.key.name)}**: copy the key now. It is not kept here, and not shown again.")
        st.code(made.text, language=None, wrap_lines=True)
        st.caption("Try it:")
        st.code(_example(bot, made), language="bash", wrap_lines=True)
        st.button("I have copied it", key="key_read", icon=":material/check:", on_click=state.take, args=(state.KEY,))


def _example(bot: Bot, made: MadeKey) -> str:
    url = page.house().settings.base_url.rstrip("/")
    return f"curl {url}/api/v1/bots/{bot.key}/form \\\n  -H 'Authorization: Bearer {made.text}'"
