"""What the visitor can spend and by when, shown with the message it stands in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadlight.domain.conversation import ROLE_SYNONYMS, Message
from leadlight.scoring.extraction import contact
from leadlight.scoring.needs import Need, needs


def talk(*said: str) -> tuple[Message, ...]:
    """What visitor and bot said in turn, the visitor first."""
    return tuple(Message(at, "bot" if at % 2 else "visitor", text) for at, text in enumerate(said))


def test_what_was_said_last_stands_with_its_message_and_the_words_around() -> None:
    told = talk(
        "Our budget is 4,000 euros.", "And when?", "We need it before 30 June, and can go up to a budget of £5,000."
    )
    assert needs(told) == {
        "budget": Need("£5,000", "We need it before 30 June, and can go up to a budget of £5,000.", 2),
        "timeline": Need("before 30 June", "We need it before 30 June, and can go up to a budget of £5,000.", 2),
    }


def test_a_long_message_is_cut_around_the_words_where_words_end() -> None:
    quote = needs(talk(f"{'so much to tell ' * 20}our budget is 9000 EUR {'and even more ' * 20}"))["budget"].quote
    assert quote.startswith("…")
    assert quote.endswith("…")
    assert "our budget is 9000 EUR and even more" in quote
    assert len(quote) < 160


@pytest.mark.parametrize(
    "said", [(), ("",), ("hello",), ("what does it cost?", "It is 5,000 euros a year.", "thanks"), ("x" * 100_000,)]
)
def test_what_was_not_said_is_not_shown(said: tuple[str, ...]) -> None:
    assert needs(talk(*said)) == {}


def test_it_is_what_extraction_finds(samples: Path) -> None:
    lines = (samples / "labelled_conversations" / "conversations.jsonl").read_text("utf-8").splitlines()
    found = 0
    for line in lines:
        said = json.loads(line)["messages"]
        messages = tuple(Message(at, ROLE_SYNONYMS[each["role"]], each["text"]) for at, each in enumerate(said))
        known, shown = contact(messages), needs(messages)
        assert {name: need.words for name, need in shown.items()} == {
            name: value for name in ("budget", "timeline") if (value := getattr(known, name))
        }
        assert all(need.words in need.quote for need in shown.values())
        found += len(shown)
    assert found >= 10
