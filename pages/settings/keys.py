"""API keys: what websites and servers capture and read leads with; make one, see its use, revoke it."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.make_key import list_keys
from leadlight.domain.scope import CONFIGURE
from leadlight.ui import key_form, key_list, page
from leadlight.ui.format import literal

scope = page.require(CONFIGURE)
bot = page.bot(scope)
keys = list_keys(page.house().engine, scope, bot.id)
st.title("API keys")
st.write(
    f"What sends conversations and leads to {literal(bot.name)} shows a key: a public one in web pages, a secret one "
    "on servers, which may also read and change leads."
)
key_form.menu(scope, bot, len(keys))
key_form.told(bot)
if not keys:
    st.info("There is no key yet. Create one to let a website or a server capture leads.", icon=":material/key:")
key_list.show(scope, bot, keys)
