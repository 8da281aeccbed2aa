"""How the installation stands, as `doctor` finds it: what is wrong first, then the whole table for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from leadlight.charts.contract import Column, Table
from leadlight.domain.finding import Finding, notes, verdict, wrongs
from leadlight.ui import markup
from leadlight.ui.format import literal

COLUMNS = tuple(Column(label, "text") for label in ("What", "How it stands", "What to do"))
WORDS = {"ok": "", "note": "Note: ", "wrong": "Wrong: "}


def show(findings: Sequence[Finding]) -> None:
    """The verdict, each thing that is wrong with what to do, and all findings in a table that can be opened."""
    for each in wrongs(findings):
        told = f"{each.part.capitalize()}, {each.what}: {each.value}."
        st.error(literal(f"{told} {each.advice}"), icon=":material/error:")
    mark = "error" if wrongs(findings) else "info" if notes(findings) else "check_circle"
    with st.expander(f"How this installation stands: {verdict(findings)}", icon=f":material/{mark}:"):
        markup.draw(*(markup.table(table(findings, part), caption=part.capitalize()) for part in parts(findings)))


def parts(findings: Sequence[Finding]) -> list[str]:
    """The parts there are, each once, in the order they are told."""
    return list(dict.fromkeys(each.part for each in findings))


def table(findings: Sequence[Finding], part: str) -> Table:
    """One part's findings; a word says what is wrong or to note, never colour alone."""
    told = [each for each in findings if each.part == part]
    return Table(COLUMNS, tuple((each.what, WORDS[each.level] + each.value, each.advice) for each in told))
