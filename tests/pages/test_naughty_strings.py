"""Strings that break things stand on the inbox's cards as they are: as text, every one of them."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.ui.running import Running
from pipelines.ingest import ingest
from pipelines.ingested import Wish
from tests.actions.rooms import a_bot, an_import
from tests.pages.conftest import Visit, follow_now

PAGE = 100


@pytest.mark.slow
def test_every_naughty_name_is_shown_as_the_text_it_is(
    empty: Running, visit: Visit, samples: Path, tmp_path: Path
) -> None:
    names = [name for name in json.loads((samples / "naughty_strings" / "blns.json").read_text()) if name.strip()]
    file = tmp_path / "naughty.json"
    file.write_text(json.dumps([{"external_id": f"N{at}", "name": name} for at, name in enumerate(names)]))
    done, _ = ingest(empty.house, OWNER, [file], Wish("naughty"))
    taken = len(names) - done[0].counts["rejected"]
    assert taken > 480
    follow_now(empty)
    shown: list[str] = []
    for number in range(1, -(-taken // PAGE) + 1):
        at = visit("inbox", bot="naughty", range="all", size=str(PAGE), page_=str(number))
        shown += [each.proto.body for each in at.get("html")]
    told = unescape("\n".join(shown))
    rejected = {each.cells["name"] for each in done[0].rejections}
    missing = [name for name in names if name not in rejected and " ".join(name.split()) not in " ".join(told.split())]
    assert missing == []


def test_markup_in_a_name_never_reaches_the_page_as_markup(empty: Running, visit: Visit) -> None:
    bot = a_bot(empty.house, "Hostile")
    an_import(empty.house, bot, [LeadRow(1, "A", name="<script>alert(1)</script><img src=x onerror=alert(1)>")])
    follow_now(empty)
    bodies = [each.proto.body for each in visit("inbox", bot="Hostile", range="all").get("html")]
    assert not any("<script>" in body or "<img" in body for body in bodies)
    assert any("&lt;script&gt;" in body for body in bodies)
