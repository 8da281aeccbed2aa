"""Files of conversations: kept once, replaced when they changed, and the leads their visitors' words make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leadlight.actions.read_lead import read_conversation, read_lead
from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER
from pipelines.sources.mapping import mapping_of
from tests.pipelines.kit import counts, leads, lines, new_bot, newest, report, rows, table, take, talk

DEMO = "I want to book a demo this week."
CALL = "Please call me: 020 7946 0318. My name is Ann Archer."


def test_visitor_who_leaves_a_phone_becomes_a_lead_with_their_words(house: House, tmp_path: Path) -> None:
    new_bot(house, country="GB")
    path = lines(tmp_path / "talks.jsonl", [talk("c1", DEMO, "Gladly!", CALL, channel="whatsapp"), talk("c2", "Hello")])
    (done,) = take(house, path)
    assert counts(done) == {"read": 2, "created": 2}
    assert done.counts["leads"] == 1
    (made,) = leads(house)
    assert (made["phone"], made["trigger"], made["channel"]) == ("+442079460318", "contact_given", "whatsapp")
    seen = read_lead(house.engine, OWNER, made["id"])
    assert seen.score
    assert seen.score > 0
    assert all(entry.quote in DEMO + CALL for entry in seen.ledger)


def test_same_conversations_twice_are_unchanged(house: House, tmp_path: Path) -> None:
    path = lines(tmp_path / "talks.jsonl", [talk("c1", DEMO, "Yes", "Write to ann@x.example")])
    take(house, path)
    before, seq = (rows(house, "conversation"), rows(house, "score_entry"), leads(house)), newest(house)
    (done,) = take(house, path)
    assert counts(done) == {"read": 1, "unchanged": 1}
    assert done.counts["leads"] == 0
    assert (rows(house, "conversation"), rows(house, "score_entry"), leads(house)) == before
    assert newest(house) == seq


def test_changed_conversation_replaces_messages_and_ledger_and_keeps_its_id(house: House, tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    take(house, lines(path, [talk("c1", DEMO, "Yes", "Write to ann@x.example")]))
    first = read_conversation(house.engine, OWNER, 1)
    (done,) = take(house, lines(path, [talk("c1", "Just looking around, thanks.")]))
    second = read_conversation(house.engine, OWNER, 1)
    assert counts(done) == {"read": 1, "updated": 1}
    assert [message.text for message in second.messages] == ["Just looking around, thanks."]
    assert second.conversation.messages == 1
    assert second.score < first.score
    assert {entry.quote for entry in second.ledger}.isdisjoint({entry.quote for entry in first.ledger})
    assert len(leads(house)) == 1


def test_conversation_that_goes_on_makes_its_lead_when_the_address_comes(house: House, tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    take(house, lines(path, [talk("c1", DEMO)]))
    assert leads(house) == []
    (done,) = take(house, lines(path, [talk("c1", DEMO, "Where to?", "ann@x.example")]))
    assert (done.counts["leads"], [each["email"] for each in leads(house)]) == (1, ["ann@x.example"])


def test_lead_that_waits_for_its_conversation_is_tied_to_it_and_takes_its_place(house: House, tmp_path: Path) -> None:
    waiting = {"external_id": "A", "email": "ann@x.example", "conversation_external_id": "c1", "city": "Rome"}
    take(house, table(tmp_path / "leads.csv", [waiting]))
    assert leads(house)[0]["conversation_id"] is None
    more = {"channel": "telegram", "city": "Oslo", "source_page": "https://x.example/pricing/?utm_source=google"}
    (done,) = take(house, lines(tmp_path / "talks.jsonl", [talk("c1", DEMO, "Where to?", "ann@x.example", **more)]))
    (lead,) = leads(house)
    assert (done.counts["leads"], lead["conversation_id"]) == (0, 1)
    assert (lead["channel"], lead["city"], lead["source_path"]) == ("telegram", "Rome", "x.example/pricing")
    assert read_lead(house.engine, OWNER, 1).score
    assert report(house, "leads,avg_score", "channel")[0]["avg_score"] > 0


@pytest.mark.parametrize("order", [("leads", "talks"), ("talks", "leads")])
def test_leads_and_their_conversations_may_come_in_either_order(
    house: House, tmp_path: Path, order: tuple[str, str]
) -> None:
    files = {
        "leads": table(
            tmp_path / "leads.csv",
            [{"external_id": "A", "name": "Ann", "email": "ann@x.example", "conversation_external_id": "c1"}],
        ),
        "talks": lines(tmp_path / "talks.jsonl", [talk("c1", DEMO, "Where to?", "ann@x.example", channel="widget")]),
    }
    for each in order:
        take(house, files[each])
    (lead,) = leads(house)
    assert (lead["external_id"], lead["name"], lead["conversation_id"], lead["channel"]) == ("A", "Ann", 1, "widget")


def test_two_leads_of_one_conversation_in_one_file_stay_two(house: House, tmp_path: Path) -> None:
    take(house, lines(tmp_path / "talks.jsonl", [talk("c1", "We are two.")]))
    both = [{"email": f"{name}@x.example", "conversation_external_id": "c1"} for name in ("ann", "bob")]
    path = table(tmp_path / "leads.csv", both)
    assert counts(take(house, path)[0]) == {"read": 2, "created": 2}
    assert counts(take(house, path)[0]) == {"read": 2, "unchanged": 2}


def test_table_of_messages_is_read_as_its_conversations(house: House, tmp_path: Path) -> None:
    said = [("c1", "user", DEMO), ("c2", "user", "Hi"), ("c1", "bot", "Sure")]
    path = table(tmp_path / "talks.csv", [{"external_id": c, "role": r, "text": t} for c, r, t in said])
    assert counts(take(house, path)[0]) == {"read": 2, "created": 2}
    assert [message.text for message in read_conversation(house.engine, OWNER, 1).messages] == [DEMO, "Sure"]


def test_rejected_conversations_are_mended_and_taken_where_a_table_held_them(house: House, tmp_path: Path) -> None:
    said = [("c1", "user", "Hi"), ("c2", "ghost", "Boo")]
    path = table(tmp_path / "talks.csv", [{"external_id": c, "role": r, "text": t} for c, r, t in said])
    (done,) = take(house, path)
    assert counts(done) == {"read": 2, "created": 1, "rejected": 1}
    assert done.rejected_file
    done.rejected_file.write_text(done.rejected_file.read_text("utf-8").replace(",ghost,", ",user,"), "utf-8")
    assert counts(take(house, done.rejected_file)[0]) == {"read": 1, "created": 1}


def test_dry_run_counts_the_leads_that_the_real_run_makes(house: House, tmp_path: Path) -> None:
    waiting = {"external_id": "A", "email": "ann@x.example", "conversation_external_id": "c1"}
    take(house, table(tmp_path / "leads.csv", [waiting]))
    talks: list[dict[str, Any]] = [
        talk("c1", DEMO, "Where?", "anna@y.example"),
        talk("c2", DEMO, "Where?", "bob@x.example"),
        talk("c2", DEMO, "Where?", "bob@x.example"),
        talk("c3", "Hello"),
    ]
    path = lines(tmp_path / "talks.jsonl", talks)
    dry, real = take(house, path, dry_run=True)[0], take(house, path)[0]
    assert dry.counts == real.counts
    assert real.counts["leads"] == 1


def test_mapping_says_who_the_visitor_is_and_that_makes_the_lead(house: House, tmp_path: Path) -> None:
    said = [{"external_id": "c1", "role": "user", "text": "Hi", "mail": "ann@x.example", "who": "Ann"}]
    path = table(tmp_path / "talks.csv", said)
    assert take(house, path)[0].counts["leads"] == 0
    (done,) = take(house, path, mapping=mapping_of({"columns": {"email": "mail", "name": "who"}}))
    assert (counts(done), done.counts["leads"]) == ({"read": 1, "updated": 1}, 1)
    (made,) = leads(house)
    assert (made["email"], made["name"], made["conversation_id"], made["trigger"]) == ("ann@x.example", "Ann", 1, None)


def test_visitor_known_before_is_captured_when_they_first_came(house: House, tmp_path: Path) -> None:
    first = {"external_id": "A", "email": "ann@x.example", "captured_at": "2026-01-05T10:00:00Z"}
    take(house, table(tmp_path / "leads.csv", [first]))
    take(house, lines(tmp_path / "talks.jsonl", [talk("c1", DEMO, "Where to?", "ann@x.example")]))
    (lead,) = leads(house)
    assert (lead["captured_at"].month, lead["conversation_id"]) == (1, 1)
