"""Cards, tables and stories as HTML: a visitor's words stay words, and what decided is marked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from leadlight.charts.contract import Column, Table
from leadlight.domain.conversation import Message
from leadlight.domain.lead import LedgerEntry, Move
from leadlight.ui import cards, markup, story

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
ALLOWED = {"div", "span", "a", "table", "caption", "thead", "tbody", "tr", "th", "td", "ol", "li", "mark", "sup"}


class Reader(HTMLParser):
    """Collects the tags and the text that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def entry(quote: str, points: int = 10, position: int = 0) -> LedgerEntry:
    return LedgerEntry("price_asked", points, quote, position, "scorer", NOW)


def row(**values: object) -> dict[str, object]:
    base: dict[str, object] = {"id": 7, "name": None, "temperature": "(none)", "score": None, "captured_at": NOW}
    return base | values


def test_a_card_shows_text_as_text() -> None:
    fields = dict.fromkeys(("name", "email", "phone", "company", "channel", "owner", "source_path"), EVIL)
    html = cards.lead_html(row(**fields, temperature="hot", score=90, reasons=["demo_requested", EVIL]), NOW, {})
    seen = Reader(html)
    assert seen.tags <= ALLOWED
    assert seen.words.count(EVIL) >= 6
    assert "Asks for a demo" in seen.words


def test_a_card_without_contact_says_so() -> None:
    seen = Reader(cards.lead_html(row(), NOW, {}))
    assert cards.UNNAMED in seen.words
    assert "No contact data" in seen.words
    assert "Score" not in seen.words


def test_every_temperature_has_a_word() -> None:
    assert Reader(markup.temperature_pill("warm")).words == "Warm"
    assert markup.temperature_pill("(none)") == ""


def test_a_table_writes_cells_by_kind_and_links_names() -> None:
    columns = (Column("Channel", "text"), Column("Leads"), Column("Rate", "rate"), Column("95 %", "interval"))
    content = Table(columns, ((EVIL, 1200, 0.163, (0.153, 0.173)), ("x", 1, None, (None, None))), ("a=1", ""))
    seen = Reader(html := markup.table(content, ["inbox?a=1&b=2", ""], EVIL))
    assert seen.tags <= ALLOWED
    assert "1\u202f200" in seen.words
    assert "16.3\u202f%15.3–17.3\u202f%" in seen.words
    assert html.count("<a ") == 1
    assert 'href="inbox?a=1&amp;b=2"' in html


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_marking_changes_no_letter(text: str, quotes: list[str]) -> None:
    html = story.marked(text, [entry(quote) for quote in quotes])
    seen = Reader(html.replace("<sup>+10</sup>", ""))
    assert seen.tags <= {"mark"}
    # HTMLParser folds no text of ours but carriage returns and nulls, which browsers fold as well.
    assert seen.words == text


def test_quotes_are_marked_with_their_points() -> None:
    html = story.marked("How much for 12 seats by Friday?", [entry("how much", 15), entry("by Friday", -5)])
    assert '<mark title="price asked">How much<sup>+15</sup></mark>' in html
    assert "by Friday<sup>-5</sup></mark>?" in html


def test_transcript_says_who_and_when() -> None:
    messages = [Message(0, "visitor", EVIL, NOW), Message(1, "bot", "Hello\nthere"), Message(2, "system", "joined")]
    seen = Reader(story.transcript_html(messages, [entry("alert(1)")], "Europe/Madrid"))
    assert seen.tags <= ALLOWED
    assert "Visitor · 20 Nov 2026, 13:00" in seen.words
    assert "Hello\nthere" in seen.words


def test_a_void_move_is_struck_not_hidden() -> None:
    moves = [
        Move(1, 7, "new", "lost", EVIL, "Ann", NOW, "day", NOW, None),
        Move(2, 7, "lost", "new", None, "Ann", NOW, "instant", NOW, 1),
    ]
    html = story.timeline_html(moves, "UTC", NOW)
    seen = Reader(html)
    assert seen.tags <= ALLOWED
    assert html.count('class="void"') == 1
    assert "Undone, back to New" in seen.words
    assert "20 Nov 2026 · Ann" in seen.words


def test_a_stage_that_was_entered_again_tells_its_last_visit_and_all_together() -> None:
    hops = [(None, "new", 0), ("new", "contacted", 24), ("contacted", "lost", 26), ("lost", "contacted", 48)]
    moves = [
        Move(at, 7, before, to, None, "Ann", NOW + timedelta(hours=hours), "instant", NOW, None)
        for at, (before, to, hours) in enumerate(hops)
    ]
    stayed = story.stays(moves, NOW + timedelta(hours=53))
    assert {at: words.replace("\u202f", " ") for at, words in stayed.items()} == {
        0: "1 d", 1: "2 h", 2: "22 h", 3: "5 h, 7 h in all",
    }  # fmt: skip
