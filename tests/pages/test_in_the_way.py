"""What a page says when something is in the way, and that it comes back by itself when that ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadlight.ui import running
from leadlight.ui.running import Running
from tests import records
from tests.chaos.faults import moved
from tests.pages.conftest import Visit

BUSY = {"ready": True, "why": ["another process is writing"], "record": "busy", "warehouse": "ready"}
FULL = {"ready": False, "why": ["the disk is full"], "record": "ready", "warehouse": "ready"}


def serve(here: Running, condition: dict[str, object]) -> None:
    running.set(here.house, here.warehouse, here.follower, lambda: condition)


def test_a_passing_trouble_is_a_warning_over_a_page_that_works(filled: Running, visit: Visit) -> None:
    serve(filled, dict(BUSY))
    at = visit()
    assert [each.value for each in at.warning] == ["Another process is writing."]
    assert at.title[0].value == "Overview"


def test_a_grave_trouble_is_an_error_over_what_can_still_be_read(filled: Running, visit: Visit) -> None:
    serve(filled, dict(FULL))
    at = visit("inbox")
    assert [each.value for each in at.error] == ["The disk is full."]
    assert at.title[0].value == "Inbox"


def test_peace_says_nothing(filled: Running, visit: Visit) -> None:
    serve(filled, BUSY | {"why": []})
    assert not [*visit().warning, *visit().error]


def test_a_page_without_its_record_says_why_and_comes_back_by_itself(filled: Running, visit: Visit) -> None:
    if records.ENGINE != "sqlite":
        pytest.skip("only a SQLite record is a file that can be moved away")
    why: list[str] = []
    serve(filled, BUSY | {"why": why})
    at = visit()
    with moved(Path(str(filled.house.engine.url.database))):
        at.run()
        assert "is gone\\: put it back" in at.error[0].value
        assert any("comes back by itself" in each.value for each in at.caption)
        assert not at.title
    at.run()
    assert at.title[0].value == "Overview"
