"""The API keys of a bot: what each is for, where it is used, and the button that ends it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from leadlight.actions.make_key import revoke_key
from leadlight.domain.api_key import ApiKey
from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.ui import markup, page
from leadlight.ui.format import instant, literal

COLOURS = {"public": "#2E7D9A", "secret": "#8A5A00"}


def show(scope: Scope, bot: Bot, keys: Sequence[ApiKey]) -> None:
    """Keys in force first; revoked ones behind a fold."""
    for key in (each for each in keys if each.revoked_at is None):
        _card(scope, bot, key)
    gone = [each for each in keys if each.revoked_at is not None]
    if gone:
        with st.expander(f"Revoked ({len(gone)})"):
            for key in gone:
                _facts(bot, key)


def _card(scope: Scope, bot: Bot, key: ApiKey) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"key_{key.id}"):
        with st.container(gap="xxsmall"):
            _facts(bot, key)
        menu = st.popover("Revoke", icon=":material/block:", key=f"revoke_{key.id}")
        menu.write(f"Whatever uses **{literal(key.name)}** is refused from then on. This cannot be undone.")
        menu.button("Revoke it", key=f"revoke_now_{key.id}", type="primary", on_click=_revoke, args=(scope, key.id))


def _facts(bot: Bot, key: ApiKey) -> None:
    markup.draw(
        f'<div class="ll-card-head"><b>{markup.safe(key.name)}</b>'
        f"{markup.pill(key.kind.capitalize(), COLOURS[key.kind])}</div>"
    )
    used = f"last wrote {instant(key.used_at, bot.zone)}" if key.used_at else "wrote nothing yet"
    facts = [f"{key.prefix}…", f"made {instant(key.created_at, bot.zone)} by {key.created_by}", used]
    facts += [f"revoked {instant(key.revoked_at, bot.zone)}"] if key.revoked_at else []
    st.caption("\u2002·\u2002".join(literal(fact) for fact in facts))
    if key.kind == "public":
        st.caption(literal(", ".join(key.origins) or "No site listed: pages of other sites cannot use it."))


def _revoke(scope: Scope, key_id: int) -> None:
    page.act(scope, lambda work: revoke_key(work, key_id), "Key revoked")
