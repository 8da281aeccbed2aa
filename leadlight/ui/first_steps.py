"""What to do while there is nothing to show: no bot, or a bot without leads."""

from __future__ import annotations

import streamlit as st

from leadlight.domain.bot import Bot
from leadlight.ui import links, live

SAMPLE = "python -m pipelines demo"
INGEST = "python -m pipelines ingest leads.csv --bot {key}"


def without_bot() -> None:
    """Three ways to begin. The page goes on by itself once there is something."""
    st.title("Welcome to Leadlight")
    st.write("It shows which conversations turn into customers. There is no bot yet; begin in one of three ways.")
    _sample()
    with st.container(border=True):
        st.subheader("Create your bot", anchor=False)
        st.write("A bot is a workspace with a time zone: its conversations and leads belong to it.")
        links.page_link("bots", "Create a bot", {}, ":material/add:")
    _file("my-bot", "The bot is created where there is none of that name.")
    live.until_grown()


def without_leads(bot: Bot) -> None:
    """A bot that nothing has reached yet."""
    st.write("No conversation and no lead has reached this bot yet.")
    _file(bot.key, "CSV, TSV, JSON or JSON Lines; add `--dry-run` to see what would happen.")
    _sample()
    live.until_grown()


def _sample() -> None:
    with st.container(border=True):
        st.subheader("Look around with a sample", anchor=False)
        st.write("A believable bot with 1\u202f500 leads. Take it away again with `--remove`.")
        st.code(SAMPLE, language="bash")


def _file(key: str, note: str) -> None:
    with st.container(border=True):
        st.subheader("Bring a file in", anchor=False)
        st.write(note)
        st.code(INGEST.format(key=key), language="bash")
