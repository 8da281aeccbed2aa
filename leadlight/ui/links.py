"""Ways from one page to another: where each page lives, and the URL that narrows a list to one mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import parse_qs
from zlib import crc32

import streamlit as st
from streamlit.errors import StreamlitAPIException

from leadlight.domain.bot import Bot
from leadlight.ui import choice as chosen
from leadlight.ui import state
from leadlight.ui.choice import BOT, Choice, query_string

PAGES: dict[str, str] = {
    "overview": "insights/overview.py",
    "sources": "insights/sources.py",
    "funnel": "insights/funnel.py",
    "temperature": "insights/temperature.py",
    "conversations": "insights/conversations.py",
    "team": "insights/team.py",
    "inbox": "leads/inbox.py",
    "lead": "leads/lead.py",
    "conversation": "leads/conversation.py",
    "triage": "leads/triage.py",
    "spam": "leads/spam.py",
    "form": "capture/form.py",
    "widget": "capture/widget.py",
    "try_it": "capture/try_it.py",
    "bots": "settings/bots.py",
    "scoring": "settings/scoring.py",
    "keys": "settings/keys.py",
    "imports": "settings/imports.py",
}
"""Pages by their URL path; the files stand under pages/. The overview is the front page."""
FRONT = "overview"


def url(page: str, params: Mapping[str, Sequence[str]] | str = "") -> str:
    """The relative address of a page, so that it holds behind a prefix too."""
    query = params if isinstance(params, str) else query_string(params)
    place = "./" if page == FRONT else page
    return f"{place}?{query}" if query else place


def narrowed(bot: Bot | None, choice: Choice, mark: str = "") -> dict[str, list[str]]:
    """The parameters of the list behind a mark: what is chosen, and what the mark stands for in its place.

    What else the mark says is the list's own (`show`, `sort`) and stays as it is.
    """
    meant = parse_qs(mark)
    stands = chosen.write(choice.with_days(None, None) if chosen.RANGE in meant else choice)
    params = chosen.write(chosen.read(stands | meant))
    own = {name: values for name, values in meant.items() if name not in chosen.OURS}
    return ({BOT: [bot.key]} if bot else {}) | params | own


def page_link(
    page: str,
    label: str,
    params: Mapping[str, Sequence[str]],
    icon: str = ":material/arrow_forward:",
    side: Literal["left", "right"] = "right",
) -> None:
    """A link that keeps the session. `label` is Markdown: visitor text goes through `format.literal` first."""
    query = {name: list(values) for name, values in params.items()}
    if query and page == state.get(state.PAGE):
        # A link of Streamlit's to the page one is on brings the parameters but leaves the old ones in the address.
        key = f"stay_{page}_{crc32(f'{label} {query_string(query)}'.encode()):08x}"
        st.button(label, key=key, on_click=_stay, args=(query,), icon=icon, icon_position=side, type="tertiary")
        return
    try:
        st.page_link(PAGES[page], label=label, icon=icon, icon_position=side, query_params=query)
    except StreamlitAPIException:  # the page is not in the menu here (a page run by itself)
        st.link_button(label, url(page, params), type="tertiary", icon=icon, icon_position=side)


def _stay(query: Mapping[str, list[str]]) -> None:
    st.query_params.from_dict(query)


def go(page: str, params: Mapping[str, Sequence[str]]) -> None:
    """Leave for a page of the menu at once, with the session."""
    st.switch_page(PAGES[page], query_params={name: list(values) for name, values in params.items()})
