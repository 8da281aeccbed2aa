"""What a conversation comes to, on a lead's page: the words, whose they are, and a way to have them made again."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from leadlight.domain.summary import Summary
from leadlight.scoring.summary import SLOTS
from leadlight.ui import lead_page, markup
from leadlight.ui.format import instant, literal
from leadlight.ui.markup import safe

EVERY = 2.0
"""Seconds between looks while a summary is being written."""
_SAID = tuple(f"{label}: " for label in SLOTS.values())


def show(summary: Summary | None, zone: str) -> None:
    """The summary with its mark, where there is one."""
    if summary is not None:
        with lead_page.section("Summary"):
            _words(summary, zone)


def show_with_again(
    summary: Summary | None, zone: str, again: Callable[[], object], is_running: Callable[[], bool]
) -> None:
    """The same with a button that has a model write it anew: `again` begins that and comes back at once."""
    if summary is None:
        return
    with lead_page.section("Summary"):
        _words(summary, zone)
        if is_running():
            _wait(is_running)
            return
        st.button(
            "Make again",
            key="summary_again",
            icon=":material/refresh:",
            type="tertiary",
            on_click=_begin,
            args=(again,),
        )


def _begin(again: Callable[[], object]) -> None:
    again()


def _words(summary: Summary, zone: str) -> None:
    markup.draw(html(summary))
    if summary.trouble:
        st.caption(f"Not written by the model: {literal(summary.trouble)}. Nothing else is missing.")
    st.caption(literal(mark(summary, zone)))


def mark(summary: Summary, zone: str) -> str:
    """Whose words these are."""
    if summary.kind == "model":
        return f"Written by {summary.model}, may be wrong · {instant(summary.made_at, zone)}"
    return "In the visitor's words"


def html(summary: Summary) -> str:
    """The words as text: what was said stands beside the label of what it tells, a model's sentences as they are."""
    lines = summary.text.split("\n")
    if summary.kind == "model" or not all(line.startswith(_SAID) for line in lines):
        return f'<div class="ll-note"><div class="said" dir="auto">{safe(summary.text)}</div></div>'
    told = (line.partition(": ") for line in lines)
    rows = "".join(f'<dt>{safe(label)}</dt><dd dir="auto">{safe(words)}</dd>' for label, _, words in told)
    return f'<dl class="ll-pairs">{rows}</dl>'


@st.fragment(run_every=EVERY)
def _wait(is_running: Callable[[], bool]) -> None:
    """Say that it is being written, and show it when it is."""
    if not is_running():
        st.rerun()
    st.caption("It is being written, and will stand here in a moment.")
