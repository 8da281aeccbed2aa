"""What captures: stored for good when it is answered, once for each key, and nothing changed when it is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from leadlight.clock import FixedClock
from leadlight.record.tables import metadata
from tests.api.conftest import over
from tests.api.front import ANN, TALK, Front, a_key, bearer
from tests.pipelines.kit import new_bot, rows

PAGE = "https://www.estate.example/villas?utm_source=ads"


def test_what_a_visitor_says_is_kept_and_the_answer_says_what_to_ask(front: Front) -> None:
    answer = front.says("How much is a villa in July? We want to book this week.", page=PAGE)
    assert answer.status_code == 202
    told = answer.json()
    assert told.keys() == {
        "conversation_id", "lead_id", "captured", "show_form", "ask", "wording", "language", "because", "form_version",
        "position",
    }  # fmt: skip
    assert told["ask"].keys() == {"key", "label", "type", "required", "options", "help"}
    assert (told["ask"]["key"], told["lead_id"], told["show_form"]) == ("name", None, False)
    assert told["wording"].endswith("?")
    (talk,) = rows(front.house, "conversation")
    assert (talk["channel"], talk["source_path"], talk["utm_source"]) == ("widget", "www.estate.example/villas", "ads")
    assert [each["text"] for each in rows(front.house, "message")] == [
        "How much is a villa in July? We want to book this week."
    ]


def test_a_talk_over_the_api_ends_in_a_lead(front: Front) -> None:
    for text in ("I want a demo", "Ann Bell"):
        assert front.says(text, talk="c1", key=front.secret).json()["lead_id"] is None
    told = front.says("ann@bell.example", talk="c1", key=front.secret).json()
    (lead,) = front.leads()
    assert (told["lead_id"], lead["name"], lead["email"]) == (lead["id"], "Ann Bell", "ann@bell.example")
    assert {each["actor"] for each in rows(front.house, "activity") if each["entity"] == "lead"} == {"key Server"}


def test_a_conversations_own_name_may_hold_slashes(front: Front) -> None:
    assert front.says("Hello", talk="chat/7/a b", key=front.secret).status_code == 202
    assert rows(front.house, "conversation")[0]["external_id"] == "chat/7/a b"


def test_a_form_makes_a_lead_and_the_same_person_again_is_that_lead(front: Front) -> None:
    first, again = front.lead(page=PAGE), front.lead()
    (lead,) = front.leads()
    assert (first.status_code, first.json()) == (201, {"lead_id": lead["id"], "created": True})
    assert (again.status_code, again.json()) == (200, {"lead_id": lead["id"], "created": False})
    assert (lead["source_page"], lead["channel"]) == (PAGE, "api")
    assert [each["type"] for each in rows(front.house, "outbox_event")] == ["lead.created"]


def test_the_form_is_handed_out_as_it_stands(front: Front) -> None:
    answer = front.client.get(front.url("form"), headers=bearer(front.public))
    told = answer.json()
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert (told["bot"], told["version"], told["style"]) == ("Estate", 0, "talk")
    assert [(each["key"], each["type"], each["required"]) for each in told["fields"]] == [
        ("name", "name", True), ("email", "email", True),
    ]  # fmt: skip
    assert told["fields"][1]["labels"]["es"] == "Correo electrónico"


def test_a_trial_is_kept_apart_from_leads_that_count(front: Front) -> None:
    front.lead(is_test=True)
    assert [each["is_test"] for each in front.leads()] == [True]
    assert rows(front.house, "outbox_event") == []


WRONG: list[tuple[str, str, Any, int, str | None]] = [
    ("POST", "leads", {"values": {"name": "Ann"}}, 422, "email"),
    ("POST", "leads", {"values": {"email": "ann at bell"}}, 422, "email"),
    ("POST", "leads", {"values": {"email": {"raw": "a"}}}, 422, "values.email"),
    ("POST", "leads", {"values": {**ANN, "colour": "red"}}, 422, "colour"),
    ("POST", "leads", {"values": {**ANN, "name": "a\0b"}}, 422, "name"),
    ("POST", "leads", {"values": ANN, "bot_id": 2}, 422, "bot_id"),
    ("POST", "leads", {"values": ANN, "score": 100}, 422, "score"),
    ("POST", "leads", {"values": ANN, "status": "converted"}, 422, "status"),
    ("POST", "leads", {"values": ANN, "form_version": 9}, 422, "form_version"),
    ("POST", "leads", {"values": ANN, "started_ms": -1}, 422, "started_ms"),
    ("POST", "leads", {"values": ANN, "page": "x" * 2_001}, 422, "page"),
    ("POST", "leads", {"values": ANN, "page": "a\0b"}, 422, "page"),
    ("POST", "leads", {"values": ANN, "conversation": ""}, 422, "conversation"),
    ("POST", "leads", {"values": []}, 422, "values"),
    ("POST", "leads", {}, 422, "values"),
    ("POST", "leads", [], 422, "body"),
    ("POST", "leads", None, 422, "body"),
    ("POST", "conversations/c/messages", {"messages": [{"text": "hi", "role": "owner"}]}, 422, "messages.0.role"),
    ("POST", "conversations/c/messages", {"messages": [{"text": "a\0b"}]}, 422, "messages"),
    ("POST", "conversations/c/messages", {"messages": [{"text": "hi", "sent_at": "2026-11-02T09:00:00"}]}, 422,
     "messages.0.sent_at"),
    ("POST", "conversations/c/messages", {"messages": [{"text": "hi"}], "x": 1}, 422, "x"),
    ("POST", "conversations/c/messages", {"messages": [{"text": "hi"}] * 101}, 422, "messages"),
    ("POST", f"conversations/{'c' * 201}/messages", {"messages": []}, 422, "external_id"),
    ("PUT", "leads", {"values": ANN}, 405, None),
    ("DELETE", "leads", None, 405, None),
    ("POST", "form", {"values": ANN}, 405, None),
    ("POST", "leads/", {"values": ANN}, 404, None),
    ("POST", "Leads", {"values": ANN}, 404, None),
    ("POST", "leads/1", {"values": ANN}, 405, None),
    ("POST", "conversations/c", {"messages": []}, 404, None),
    ("POST", "../other/leads", {"values": ANN}, 404, None),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "status", "field"), WRONG)
def test_what_is_refused_changes_nothing(
    front: Front, method: str, path: str, body: Any, status: int, field: str | None
) -> None:
    front.lead({"email": "before@x.example", "name": "Before"})
    before = front.all()
    sent = {} if body is None else {"json": body}
    answer = front.client.request(method, front.url(path), headers=bearer(front.secret), **sent)
    told = answer.json()["error"]
    assert (answer.status_code, told.get("field")) == (status, field), told
    assert told["message"]
    assert front.all() == before


def test_the_same_request_of_one_key_is_answered_once_more_and_done_once(front: Front) -> None:
    first = front.lead(once="k1")
    again = front.lead(once="k1")
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert len(front.leads()) == len(rows(front.house, "outbox_event")) == 1
    body = {"values": dict(reversed(ANN.items()))}  # the same said in another order
    told = front.client.post(front.url("leads"), json=body, headers=bearer(front.secret) | {"idempotency-key": "k1"})
    assert told.headers["idempotency-replayed"] == "true"


def test_another_request_of_the_same_key_is_a_conflict(front: Front) -> None:
    front.lead(once="k1")
    before = front.all()
    for other in (front.lead({**ANN, "name": "Eve"}, once="k1"), front.lead(once="k1", page=PAGE)):
        assert (other.status_code, other.json()["error"]["code"]) == (409, "conflict")
    assert front.all() == before


def test_a_refused_request_leaves_its_key_for_a_better_one(front: Front) -> None:
    assert front.lead({"name": "Ann"}, once="k1").status_code == 422
    assert front.lead(once="k1").status_code == 201


def test_keys_of_requests_are_the_bots_own_and_answer_for_a_day(front: Front, clock: FixedClock) -> None:
    front.lead(once="k1")
    other = new_bot(front.house, "Other")
    key = a_key(front.house, other, "secret").text
    told = front.client.post(
        "/api/v1/bots/other/leads", json={"values": ANN}, headers=bearer(key) | {"idempotency-key": "k1"}
    )
    assert (told.status_code, told.headers.get("idempotency-replayed")) == (201, None)
    clock.instant += timedelta(hours=24, seconds=1)
    later = front.lead({"name": "Bob", "email": "bob@x.example"}, once="k1")
    assert (later.status_code, len(front.leads())) == (201, 3)
    kept = {(each["bot_id"], each["created_at"]) for each in rows(front.house, "idempotency")}
    assert len(kept) == 2  # the other bot's is not this one's to forget


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "schlüssel".encode()])
def test_a_key_of_a_request_is_short_and_plain(front: Front, key: str) -> None:
    answer = front.lead(headers={"idempotency-key": key})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "Idempotency-Key")
    assert front.leads() == []


def test_a_hundred_posts_at_once_of_one_key_make_one_lead(front: Front) -> None:
    def post(_: int) -> tuple[int, int]:
        answer = over(front.api).post(
            front.url("leads"), json={"values": ANN}, headers=bearer(front.secret) | {"idempotency-key": "k1"}
        )
        return answer.status_code, answer.json()["lead_id"]

    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(post, range(100)))
    assert len(front.leads()) == 1
    assert answers == {(201, front.leads()[0]["id"])}


def test_a_hundred_people_at_once_are_a_hundred_leads(front: Front) -> None:
    def post(at: int) -> int:
        values = {"name": f"Person {at}", "email": f"p{at}@x.example"}
        return (
            over(front.api).post(front.url("leads"), json={"values": values}, headers=bearer(front.secret)).status_code
        )

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(post, range(100))) == {201}
    assert {each["email"] for each in front.leads()} == {f"p{at}@x.example" for at in range(100)}


def test_a_message_posted_twice_is_said_once(front: Front) -> None:
    url, body = front.url(f"conversations/{TALK}/messages"), {"messages": [{"id": "m1", "text": "Hello"}]}
    for _ in range(2):
        assert front.client.post(url, json=body, headers=bearer(front.public)).status_code == 202
    assert len(rows(front.house, "message")) == 1


@pytest.mark.parametrize(
    ("spam", "why"),
    [
        ({"website2": "https://buy.example"}, "the hidden field was filled in"),
        ({"started_ms": 300}, "it was filled in within 300 ms"),
        ({"values": {**ANN, "name": "see " + "http://a.example " * 6}}, "it holds 6 links"),
    ],
)
def test_what_looks_like_a_machines_work_is_kept_apart_and_answered_alike(
    front: Front, spam: dict[str, Any], why: str
) -> None:
    answer = front.client.post(front.url("leads"), json={"values": ANN, **spam}, headers=bearer(front.public))
    assert (answer.status_code, answer.json()) == (201, {"lead_id": None, "created": True})
    (kept,) = rows(front.house, "spam")
    assert (kept["why"], kept["actor"], kept["body"]["values"]) == (why, "key Site", spam.get("values", ANN))
    assert [rows(front.house, name) for name in ("lead", "outbox_event", "conversation")] == [[], [], []]


def test_a_person_who_took_their_time_is_no_spam(front: Front) -> None:
    assert front.lead(started_ms=1_500, website2="").json()["lead_id"] is not None


@pytest.mark.parametrize("sent_at", ["1970-01-01T00:00:00Z", "2040-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_pages_clock_is_a_hint_within_a_day_and_never_the_future(front: Front, sent_at: str) -> None:
    url = front.url(f"conversations/{TALK}/messages")
    body = {"messages": [{"text": "Hello", "sent_at": sent_at}]}
    answer = front.client.post(url, json=body, headers=bearer(front.public))
    now = front.house.clock.now()
    if answer.status_code == 202:
        (message,) = rows(front.house, "message")
        assert now - timedelta(hours=24) <= message["sent_at"] <= now
    else:
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, "messages")


def test_no_table_of_the_record_is_left_out_of_these_comparisons(front: Front) -> None:
    assert front.all().keys() == metadata.tables.keys()
