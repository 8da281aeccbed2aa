"""Widget: the chat on a website. Its key, its look, the snippet to copy, and a made-up site to try it on."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import streamlit as st

from leadlight.domain.bot import Bot
from leadlight.domain.scope import CONFIGURE, Scope
from leadlight.domain.snippet import SCRIPT, snippet
from leadlight.ui import links, page, widget_key, widget_look
from leadlight.ui.format import literal

HERE_ONLY = frozenset({"localhost", "127.0.0.1", "::1"})
DEMO = "api/v1/widget/demo/home"


def to_copy(bot: Bot, look: dict[str, str], key: str | None, prefix: str) -> None:
    """The snippet, and what keeps it from working."""
    base = page.house().settings.base_url.rstrip("/")
    said = {"bot": bot.key, "key": key or f"{prefix}…", **look}
    st.code(snippet(f"{base}/{SCRIPT}", said), language="html", wrap_lines=True)
    st.caption("Put it into every page, before `</body>`.")
    if key is None:
        st.caption("The snippet is complete once the key itself is pasted above, or a new key is made.")
    if urlsplit(base).hostname in HERE_ONLY:
        st.info(
            f"Websites elsewhere do not reach {literal(base)}, which is this machine. Set LEADLIGHT_BASE_URL to the "
            "address under which visitors reach Leadlight; docs/deploying.md says how.",
            icon=":material/info:",
        )


def preview(scope: Scope, bot: Bot, look: dict[str, str]) -> None:
    """The widget as it is set, on a made-up site; what is sent there is a test."""
    st.subheader("Try it")
    key = widget_key.trial(scope, bot)
    if key is None:
        st.write("A small made-up site shows the widget with the form in force. What is sent there is a test.")
        st.button(
            "Show it", icon=":material/visibility:", key="widget_show", on_click=widget_key.make_trial,
            args=(scope, bot), help=f"Makes a key named {widget_key.TRIAL}, which only Leadlight's own pages may use.",
        )  # fmt: skip
        return
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    address = f"/{prefix}/{DEMO}".replace("//", "/")
    said = {"bot": bot.key, "key": key, **look}
    tested = f"{address}?{urlencode({**said, 'test': '1'})}"
    st.iframe(tested, height=560, alt="A made-up site with the widget")
    with st.container(horizontal=True):
        st.link_button("Open it as a site", tested, icon=":material/open_in_new:")
        st.link_button("Open it, and count what comes", f"{address}?{urlencode(said)}", icon=":material/open_in_new:")
    st.caption("What is sent above, and on the first, is a test: kept out of every number.")


scope = page.require(CONFIGURE)
bot = page.bot(scope)
st.title("Widget")
st.write(
    f"A chat bubble for your website that asks for what the form of {literal(bot.name)} wants and keeps what visitors "
    "write. What a bot answers comes from a bot that you connect."
)
left, right = st.columns([3, 2], gap="large")
with left:
    st.subheader("Key")
    keys = widget_key.usable(scope, bot)
    if not keys:
        st.info("Make a key first, with the addresses of the sites that show the widget.", icon=":material/key:")
    chosen = widget_key.choose(scope, bot, keys)
    st.subheader("Look and words")
    look = widget_look.look()
    if chosen is not None:
        st.subheader("Snippet")
        to_copy(bot, look, widget_key.text_of(chosen), chosen.prefix)
    links.page_link("form", "What it asks: the form", {"bot": [bot.key]})
with right:
    preview(scope, bot, look)
