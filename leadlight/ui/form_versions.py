"""Every version of the form: who saved it, when, what changed, and the way to bring it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from leadlight.domain.bot import Bot
from leadlight.record.forms import Saved
from leadlight.ui import markup
from leadlight.ui.format import instant, literal

AT_ONCE = 50
"""Versions that are listed; older ones are told of."""


def show(bot: Bot, versions: Sequence[Saved], restore: Callable[[int], None] | None) -> None:
    """The newest first. `restore` brings a version back; None for who may not."""
    if not versions:
        st.caption("Nothing was saved yet: visitors are asked for name and e-mail, as every bot begins.")
        return
    for place, each in enumerate(versions[:AT_ONCE]):
        version = each.form.version
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"version_{version}"):
            with st.container(gap="xxsmall"):
                in_force = markup.pill("In force", "#2E9E6B") if place == 0 else ""
                markup.draw(f'<div class="ll-card-head"><b>Version {version}</b>{in_force}</div>')
                st.caption(literal(f"{instant(each.at, bot.zone)} by {each.actor}"))
                st.write(literal(each.said or ""))
            if place and restore is not None:
                st.button(
                    "Restore", icon=":material/history:", key=f"restore_{version}", on_click=restore, args=(version,)
                )
    if len(versions) > AT_ONCE:
        st.caption(f"The newest {AT_ONCE} of {len(versions)} versions are listed.")
