"""Team: waiting told by owner, channel and hour, by the clock or in office hours; and who waits longest."""

from __future__ import annotations

import pytest

from leadlight.domain.bot import Bot
from leadlight.ui.running import Running
from leadlight.warehouse import leads_list
from leadlight.warehouse.query import Filters
from tests.pages.conftest import Visit
from tests.pages.test_temperature import said


@pytest.mark.parametrize("by", ["owner", "channel", "hour"])
@pytest.mark.parametrize("way", ["clock", "office"])
def test_waiting_is_told_beside_what_became_of_it(filled: Running, visit: Visit, by: str, way: str) -> None:
    at = visit("team", range="all", by=by, clock=way)
    words = said(at)
    assert "How soon are leads contacted, by" in words
    assert "Do leads contacted sooner convert more often?" in words
    plain = words.replace("\u2060", "").replace("\\", "")
    assert ("Monday to Friday, 9:00–18:00, Europe/London" in plain) is (way == "office")


def test_owners_have_their_leads_in_hand(filled: Running, visit: Visit) -> None:
    assert "What does each owner have in hand?" in said(visit("team", range="all", show="owners"))


def test_longest_waiting_stand_first(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    at = visit("team", range="all", show="waiting")
    with filled.warehouse.read() as cursor:
        new = Filters((sample_bot.id,), where=(("status", ("new",)),))
        names = leads_list.page(cursor, new, "captured_at", descending=False, limit=3)["name"].to_list()
    html = "\n".join(str(each.proto.body) for each in at.get("html"))
    places = [html.index(name) for name in names if name]
    assert places == sorted(places)
    assert len(places) > 1


def test_nobody_waiting_is_said(filled: Running, visit: Visit) -> None:
    assert "No lead is waiting" in "".join(
        str(each.proto.body) for each in visit("team", range="all", show="waiting", q="nobody at all").get("html")
    )


def test_slip_in_the_url_is_told_and_put_right(filled: Running, visit: Visit) -> None:
    at = visit("team", range="all", clock="sundial")
    assert "is not among" in said(at)
