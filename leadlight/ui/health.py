"""How the installation stands, as `doctor` finds it: what is wrong first, then the whole table for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from leadlight.charts.contract import Column, Table
from leadlight.domain.finding import Finding, notes, verdict, wrongs
from leadlight.ui import markup
from leadlight.ui.format import literal

COLUMNS = (Column("What", "text"), Column("How it stands", "text"))
WORDS = {"ok": "", "note": "Note: ", "wrong": "Wrong: "}


def show(findings: Sequence[Finding]) -> None:
    """The verdict, each thing that is wrong with what to do, and all findings in a table that can be opened."""
    for each in wrongs(findings):
        told = f"{each.part.capitalize()}, {each.what}: {each.value}."
        st.error(literal(f"{told} {each.advice}"), icon=":material/error:")
    mark = "error" if wrongs(findings) else "info" if notes(findings) else "check_circle"
    with st.expander(f"How this installation stands: {verdict(findings)}", icon=f":material/{mark}:"):
        markup.draw(markup.table(table(findings)))


def table(findings: Sequence[Finding]) -> Table:
    """Every finding, and what to do about it; a word says what is wrong or to note, never colour alone."""
    return Table(COLUMNS, tuple((f"{each.part.capitalize()}: {each.what}", _told(each)) for each in findings))


def _told(each: Finding) -> str:
    return WORDS[each.level] + each.value + (f" → {each.advice}" if each.advice else "")
