"""The filter bar's callbacks: they believe only the widgets that stand on the page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def late_calendar() -> None:
    """A run of a fragment hands over a calendar that is gone, as Streamlit does under load."""
    from datetime import date

    import streamlit as st

    from leadlight.ui import filter_bar, state

    st.query_params["range"] = "7d"
    state.stand(filter_bar.CALENDAR_KEY, st.session_state["standing"])
    st.session_state["gone"] = (date(2026, 10, 1), date(2026, 10, 31))
    filter_bar._pick_days("gone")
    st.text(" ".join(sorted(st.query_params)))


@pytest.mark.parametrize(("standing", "in_the_url"), [("another", "range"), ("gone", "from to")])
def test_a_calendar_that_is_gone_chooses_no_days(standing: str, in_the_url: str) -> None:
    at = AppTest.from_function(late_calendar)
    at.session_state["standing"] = standing
    at.run()
    assert not at.exception
    assert at.text[0].value == in_the_url
