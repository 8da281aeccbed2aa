"""What is wrong with an installation is said first, with what to do; the whole table is there for whoever asks."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from leadlight.domain.finding import Finding
from leadlight.ui import health

FINDINGS = [
    Finding("places", "free space", "10 GB free"),
    Finding("record", "state", "<b>locked</b>", "wrong", "wait until that one has finished"),
    Finding("record", "followed by", "another warehouse", "note", "it follows when it runs again"),
]


def page() -> None:
    from leadlight.ui import health
    from tests.ui.test_health import FINDINGS

    health.show(FINDINGS)


def test_what_is_wrong_stands_above_the_table_with_what_to_do() -> None:
    shown = AppTest.from_function(page).run()
    assert not shown.exception
    (error,) = shown.error
    assert "locked" in error.value
    assert "wait until that one has finished" in error.value
    assert shown.expander[0].label == "How this installation stands: one thing is wrong, 1 to note"


def test_a_word_says_what_is_wrong_or_to_note() -> None:
    told = [row[1] for row in health.table(FINDINGS).rows]
    assert told == [
        "10 GB free",
        "Wrong: <b>locked</b> → wait until that one has finished",
        "Note: another warehouse → it follows when it runs again",
    ]
