"""What other systems export, read from their own samples: who spoke, when, on which page, and who the visitor is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leadlight.bootstrap import House
from leadlight.domain.rows import ConversationRow, LeadRow, Rejection
from leadlight.errors import InputError
from pipelines.sources.html_text import text_of_html
from pipelines.sources.mapping import Mapping, mapping_of
from pipelines.sources.opening import AnyRow, SourceFile, open_source, plan, read_source
from tests.pipelines.kit import counts, differences, everything, take

ROOM = ("lead", "conversation", "message", "score_entry", "stage_move", "change")
SAMPLES = (
    ("transcripts/taskmaster1_sample.json", "taskmaster", {"read": 1, "created": 1}),
    ("transcripts/taskmaster4_25.json", "taskmaster", {"read": 25, "created": 25}),
    ("transcripts/abcd_sample.json", "abcd", {"read": 3, "created": 3}),
    ("payloads/chatwoot/message_created.json", "chatwoot", {"read": 1, "created": 1}),
    ("payloads/chatwoot/webwidget_triggered.json", "chatwoot", {"read": 1, "rejected": 1}),
    ("payloads/intercom/openapi_2.11_contact_get.json", "intercom", {"read": 1, "created": 1}),
    ("payloads/intercom/openapi_2.11_conversation_get.json", "intercom", {"read": 1, "created": 1}),
    ("payloads/typebot/results_list_response.json", "typebot", {"read": 1, "created": 1}),
    ("payloads/typebot/results_export.csv", "typebot", {"read": 2, "created": 1, "rejected": 1}),
    ("payloads/typebot/http_request_block_default_body.json", "typebot", {"read": 1, "created": 1}),
    ("payloads/typebot/get_result_example_response.json", "typebot", {"read": 1, "rejected": 1}),
    ("payloads/typebot/transcript_response.json", "typebot", {"read": 1, "created": 1}),
)
"""A system's own sample, whose it is, and what becomes of it."""


@pytest.mark.parametrize(("name", "source", "becomes"), SAMPLES, ids=[name for name, _, _ in SAMPLES])
def test_a_systems_own_sample_goes_in_once(
    house: House, samples: Path, tmp_path: Path, name: str, source: str, becomes: dict[str, int]
) -> None:
    path = tmp_path / Path(name).name
    path.write_bytes((samples / name).read_bytes())
    (first,) = take(house, path, source=source)
    assert counts(first) == becomes
    stood = everything(house)
    (again,) = take(house, path, source=source)
    kept = {"unchanged" if word == "created" else word: count for word, count in becomes.items()}
    assert counts(again) == kept
    assert {room: everything(house)[room] for room in ROOM} == {room: stood[room] for room in ROOM}
    assert differences(house) == []


def opened(path: Path, value: Any = None, mapping: Mapping | None = None, source: str | None = None) -> SourceFile:
    if value is not None:
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return open_source(path, source=source, mapping=mapping, zone=ZoneInfo("Europe/Berlin"), country="DE")


def one(path: Path, value: Any = None) -> AnyRow:
    (row,) = opened(path, value).rows()
    return row


def talk(path: Path, value: Any = None) -> ConversationRow:
    row = one(path, value)
    assert isinstance(row, ConversationRow), row
    return row


def said(row: ConversationRow) -> list[tuple[str, str]]:
    return [(message.role, message.text) for message in row.messages]


# ---------------------------------------------------------------- Taskmaster, ABCD


def test_taskmaster_user_is_the_visitor_and_the_assistant_a_bot(samples: Path) -> None:
    row = talk(samples / "transcripts/taskmaster1_sample.json")
    assert said(row)[:2] == [
        ("visitor", "Hi, I'm looking to book a table for Korean food."),
        ("bot", "Ok, what area are you thinking about?"),
    ]
    assert (len(row.messages), row.started_at) == (20, None)


def test_abcd_agent_is_a_person_an_action_the_system_and_the_script_stays_out(samples: Path) -> None:
    file = opened(samples / "transcripts/abcd_sample.json")
    first = next(iter(file.rows()))
    assert isinstance(first, ConversationRow)
    roles = [message.role for message in first.messages]
    assert (roles.count("visitor"), roles.count("agent"), roles.count("system")) == (13, 12, 4)
    assert "scenario" in [use.header for use in file.columns if use.how == "ignored"]
    assert (first.name, first.email, first.phone) == (None, None, None)


def test_abcd_with_placeholders_only_is_read_from_them(tmp_path: Path) -> None:
    turns = [{"speaker": "customer", "text": "my name is <name>"}]
    assert said(talk(tmp_path / "x.json", {"convo_id": 1, "delexed": turns})) == [("visitor", "my name is <name>")]


# ---------------------------------------------------------------- Chatwoot


def chatwoot(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    sender = {"id": 14, "name": "Ada Lovelace", "email": "ada@x.example", "phone_number": "+4930901820"}
    talk = {"id": 10, "inbox_id": 1, "channel": "Channel::WebWidget", "meta": {"sender": sender | {"type": "contact"}}}
    return talk | {"messages": list(messages), "created_at": 1627063300} | more


def message(number: int, text: str | None, kind: int | str = 0, **more: Any) -> dict[str, Any]:
    return {"id": number, "content": text, "message_type": kind, "created_at": 1627063300 + number, **more}


def test_chatwoot_webhook_tells_page_channel_time_and_who_spoke(samples: Path) -> None:
    row = talk(samples / "payloads/chatwoot/message_created.json")
    assert said(row) == [("visitor", "hi"), ("bot", "Get notified by email")]
    assert (row.external_id, row.channel, row.visitor) == ("10", "widget", "14")
    assert row.source_page == "http://localhost:3000/widget_tests"
    assert str(row.started_at) == "2021-07-23 18:02:48+00:00"
    assert row.name is None  # little-haze-776 is what Chatwoot calls people it does not know


def test_chatwoot_roles_are_those_of_who_wrote(tmp_path: Path) -> None:
    row = talk(
        tmp_path / "x.json",
        chatwoot(
            message(1, "Hello"),
            message(2, "Hi, I am Bo", 1, sender={"type": "user", "name": "Bo"}),
            message(3, "call her tomorrow", 1, private=True, sender={"type": "user"}),
            message(4, "I am a robot", "outgoing", sender_type="AgentBot"),
            message(5, "Bo was assigned", "activity"),
            message(6, "secret", "incoming", private=True),
            message(7, "This message was deleted", "incoming", content_attributes={"deleted": True}),
            message(8, None, 0, attachments=[{"file_type": "image", "data_url": "https://x.example/a.png"}]),
            message(9, None, 3),
        ),
    )
    assert [role for role, _ in said(row)] == [
        "visitor", "agent", "system", "bot", "system", "system", "system", "visitor",
    ]  # fmt: skip
    assert said(row)[2] == ("system", "Private note: call her tomorrow")
    assert said(row)[-1] == ("visitor", "[image]")


@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: [x], lambda x: {"data": {"meta": {}, "payload": [x]}}])
def test_chatwoot_is_found_alone_in_an_array_and_under_its_wrappers(tmp_path: Path, wrap: Any) -> None:
    assert talk(tmp_path / "x.json", wrap(chatwoot(message(1, "Hello")))).email == "ada@x.example"


def test_chatwoot_events_of_one_conversation_are_one(tmp_path: Path) -> None:
    events = [
        message(at, text, kind, event="message_created", account={"id": 1}, conversation=chatwoot())
        for at, text, kind in ((3, "Bye", "incoming"), (1, "Hi", "incoming"), (2, "Hello", "outgoing"))
    ]
    noise = {"event": "webwidget_triggered", "account": {"id": 1}, "id": 9}
    again = events[1] | {"event": "message_updated", "content": "Hi!"}
    file = opened(tmp_path / "log.jsonl", "\n".join(map(json.dumps, [*events, noise, again])))
    row, rejected = file.rows()
    assert isinstance(row, ConversationRow)
    assert [text for _, text in said(row)] == ["Hi!", "Hello", "Bye"]
    assert isinstance(rejected, Rejection)
    assert (rejected.line, rejected.reason) == (4, "is a webwidget_triggered event, which tells of no conversation")


def test_chatwoot_messages_told_later_are_added_to_those_that_stand(house: House, tmp_path: Path) -> None:
    paths = []
    for at, text in ((1, "Hi"), (2, "I would like a demo"), (3, "Thanks")):
        paths.append(tmp_path / f"{at}.json")
        paths[-1].write_text(json.dumps(chatwoot(message(at, text))))
    outcomes = [counts(take(house, path)[0]) for path in [paths[1], paths[0], paths[2], *paths]]
    assert outcomes[:3] == [{"read": 1, "created": 1}, {"read": 1, "updated": 1}, {"read": 1, "updated": 1}]
    assert outcomes[3:] == [{"read": 1, "unchanged": 1}] * 3
    assert [row["text"] for row in everything(house)["message"]] == ["Hi", "I would like a demo", "Thanks"]
    assert differences(house) == []


def test_chatwoot_contact_with_an_address_is_a_lead_of_the_conversation(house: House, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(chatwoot(message(1, "What does it cost?"))))
    (done,) = take(house, path)
    assert done.counts["leads"] == 1
    (lead,) = everything(house)["lead"]
    assert (lead["name"], lead["email"], lead["phone"]) == ("Ada Lovelace", "ada@x.example", "+4930901820")
    assert (lead["conversation_id"], lead["channel"], lead["trigger"]) == (1, "widget", None)
    assert str(lead["captured_at"]) == "2021-07-23 18:01:40+00:00"


def test_chatwoot_contact_whose_address_changed_is_the_same_lead(house: House, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for address in ("ada@x.example", "ada@y.example"):
        sender = {"id": 14, "type": "contact", "email": address}
        path.write_text(json.dumps(chatwoot(message(1, "Hi"), meta={"sender": sender})))
        take(house, path)
    assert [lead["email"] for lead in everything(house)["lead"]] == ["ada@y.example"]


def test_chatwoot_visitor_who_comes_back_stays_captured_the_first_time(house: House, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        json.dumps([chatwoot(message(1, "Hi")), chatwoot(message(9, "Me again"), id=11, created_at=1700000000)])
    )
    take(house, path)
    (lead,) = everything(house)["lead"]
    assert lead["captured_at"].year == 2021
    path.write_text(json.dumps(chatwoot(message(9, "And again"), id=12, created_at=1710000000)))
    take(house, path)
    assert [each["captured_at"].year for each in everything(house)["lead"]] == [2021]


def test_chatwoot_form_answer_is_the_visitors_address(tmp_path: Path) -> None:
    asked = message(2, "Get notified by email", 3, content_attributes={"submitted_email": "bo@x.example"})
    assert (
        talk(tmp_path / "x.json", chatwoot(message(1, "Hi"), asked, meta={"sender": {"id": 1}})).email == "bo@x.example"
    )


def test_chatwoot_contacts_are_leads_and_those_nobody_can_reach_are_told(tmp_path: Path) -> None:
    known = {
        "id": 1,
        "name": "Ada",
        "email": "ada@x.example",
        "phone_number": None,
        "additional_attributes": {"city": "Rome"},
    }
    file = opened(
        tmp_path / "x.json",
        {"meta": {}, "payload": [known | {"custom_attributes": {"plan": "pro"}}, known | {"email": None}]},
    )
    lead, rejected = file.rows()
    assert isinstance(lead, LeadRow)
    assert (lead.external_id, lead.city, lead.custom) == ("1", "Rome", {"plan": "pro"})
    assert isinstance(rejected, Rejection)
    assert "neither an e-mail nor a phone" in rejected.reason


# ---------------------------------------------------------------- Intercom


def intercom(*parts: dict[str, Any], **opening: Any) -> dict[str, Any]:
    author = {"type": "user", "id": "u1", "name": "Ada", "email": "ada@x.example"}
    source = {
        "type": "conversation",
        "body": "<p>Hi</p>",
        "author": author,
        "url": "https://x.example/pricing",
    } | opening
    listed = {"type": "conversation_part.list", "conversation_parts": list(parts)}
    talk = {"type": "conversation", "id": "367", "created_at": 1719492825, "source": source}
    return talk | {"conversation_parts": listed, "contacts": {"contacts": [{"type": "contact", "id": "u1"}]}}


def part(body: str | None, author: str = "user", kind: str = "comment", **more: Any) -> dict[str, Any]:
    return {"part_type": kind, "body": body, "created_at": 1719492900, "author": {"type": author, "id": "x"} | more}


def test_intercom_roles_html_times_page_and_person(tmp_path: Path) -> None:
    row = talk(
        tmp_path / "x.json",
        intercom(
            part("<p>We&nbsp;cost <b>9 €</b></p>", "bot"),
            part("<p>Let me help</p>", "admin"),
            part("<p>big fish!</p>", "admin", "note"),
            part(None, "admin", "assignment"),
            part("<p>Done</p>", "admin", "close"),
            part("AI says", "admin", from_ai_agent=True),
            part("<p>Thanks</p>", "lead"),
        ),
    )
    assert said(row) == [
        ("visitor", "Hi"),
        ("bot", "We\xa0cost 9 €"),
        ("agent", "Let me help"),
        ("system", "Private note: big fish!"),
        ("agent", "Done"),
        ("bot", "AI says"),
        ("visitor", "Thanks"),
    ]
    assert (row.name, row.email, row.contact_id, row.channel) == ("Ada", "ada@x.example", "u1", "widget")
    assert (row.source_page, str(row.started_at)) == ("https://x.example/pricing", "2024-06-27 12:53:45+00:00")


def test_intercom_message_that_went_out_by_itself_is_the_bots(tmp_path: Path) -> None:
    admin = {"type": "admin", "id": "1"}
    assert said(talk(tmp_path / "x.json", intercom(author=admin, delivered_as="automated"))) == [("bot", "Hi")]
    assert said(talk(tmp_path / "x.json", intercom(author=admin, delivered_as="admin_initiated"))) == [("agent", "Hi")]


def test_intercom_conversation_is_tied_to_its_contact_imported_before(
    house: House, samples: Path, tmp_path: Path
) -> None:
    person, path = samples / "payloads/intercom/openapi_2.11_contact_get.json", tmp_path / "talks.json"
    contact = json.loads(person.read_text())["responses"]["200"]["successful"]
    opening = {"type": "conversation", "body": "<p>Hi</p>", "author": {"type": "admin", "id": "1"}}
    listed = {"contacts": [{"type": "contact", "id": contact["id"]}]}
    path.write_text(
        json.dumps({"type": "conversation", "id": "1", "created_at": 1719492999, "source": opening, "contacts": listed})
    )
    copy = tmp_path / "contact.json"
    copy.write_text(person.read_text())
    take(house, copy, path)
    (lead,) = everything(house)["lead"]
    assert (lead["external_id"], lead["email"], lead["conversation_id"]) == (contact["id"], "joe@bloggs.com", 1)
    assert str(lead["captured_at"]) == "2024-06-27 12:52:57+00:00"


def test_intercom_contact_that_nobody_knows_makes_no_lead(house: House, samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text((samples / "payloads/intercom/openapi_2.11_conversation_get.json").read_text())
    take(house, path)
    assert everything(house)["lead"] == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain < text & more\n  as it is ", "plain < text & more\n  as it is "),
        ("<p>a</p><p>b<br>c</p>", "a\nb\nc"),
        ("<ul><li>x</li><li>y</li></ul>", "- x\n- y"),
        ('see <a href="https://x.example/p">the prices</a>', "see the prices (https://x.example/p)"),
        ('<a href="https://x.example/">https://x.example</a>', "https://x.example"),
        ('<a href="javascript:alert(1)">click</a>', "click"),
        ("<script>alert(1)</script>&lt;b&gt; <img src=x>", "<b> [image]"),
        ("<p>unclosed <b>and <i>crossed</b></i>", "unclosed and crossed"),
        ("<style>p {}</style>", ""),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, text: str) -> None:
    assert text_of_html(html) == text


# ---------------------------------------------------------------- Typebot


def test_typebot_variables_are_the_leads_columns_and_the_rest_custom(samples: Path) -> None:
    row = one(samples / "payloads/typebot/results_list_response.json")
    assert isinstance(row, LeadRow)
    assert (row.email, row.conversation_external_id) == ("ada@example.com", "cl_result_1")
    assert row.custom == {"Interests": "pricing, demo", "completed": "false"}
    assert str(row.captured_at) == "2026-08-14 09:12:33.120000+00:00"


def test_typebot_answer_that_no_variable_keeps_is_not_lost(tmp_path: Path) -> None:
    told = [{"id": "v", "name": "Email", "value": "a@x.example"}]
    answers = [{"blockId": "b1", "content": "a@x.example"}, {"blockId": "b2", "content": "next week"}]
    row = one(tmp_path / "x.json", {"result": {"id": "r", "typebotId": "t", "variables": told, "answers": answers}})
    assert isinstance(row, LeadRow)
    assert row.custom == {"b2": "next week"}


def test_typebot_transcript_is_known_by_its_files_name_and_meets_its_lead(
    house: House, samples: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / "results.json", tmp_path / "cl_result_1.json"]
    for path, name in zip(paths, ("results_list_response.json", "transcript_response.json"), strict=True):
        path.write_bytes((samples / "payloads/typebot" / name).read_bytes())
    take(house, *paths)
    (lead,) = everything(house)["lead"]
    assert (lead["conversation_external_id"], lead["conversation_id"]) == ("cl_result_1", 1)
    assert [row["role"] for row in everything(house)["message"]] == ["bot", "visitor", "bot"]


# ---------------------------------------------------------------- together


def test_a_mapping_may_take_more_and_say_otherwise(tmp_path: Path) -> None:
    mapping = mapping_of(
        {
            "columns": {"region": "custom_attributes.area", "company": "meta.sender.name"},
            "constants": {"channel": "partner"},
        }
    )
    file = opened(tmp_path / "x.json", chatwoot(message(1, "Hi"), custom_attributes={"area": "North"}), mapping)
    (row,) = file.rows()
    assert isinstance(row, ConversationRow)
    assert (row.region, row.company, row.name) == ("North", "Ada Lovelace", None)
    assert {use.header: use.how for use in file.columns}["custom_attributes.area"] == "mapping"


def test_a_mapping_may_leave_the_person_out(tmp_path: Path) -> None:
    mapping = mapping_of({"ignore": ["meta.sender.email", "meta.sender.name"]})
    (row,) = opened(tmp_path / "x.json", chatwoot(message(1, "Hi")), mapping).rows()
    assert isinstance(row, ConversationRow)
    assert (row.email, row.name, row.phone) == (None, None, "+4930901820")


def test_a_file_read_once_can_be_asked_for_more(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(chatwoot(message(1, "Hi"), custom_attributes={"area": "North"})))
    (row,) = plan(
        read_source(path), None, mapping_of({"columns": {"region": "custom_attributes.area"}}), zone=ZoneInfo("UTC")
    ).rows()
    assert isinstance(row, ConversationRow)
    assert row.region == "North"


def test_a_mapping_that_names_what_is_not_there_is_refused(tmp_path: Path) -> None:
    mapping = mapping_of({"columns": {"region": "custom_attributes.nowhere"}})
    with pytest.raises(InputError, match="which the file does not have"):
        opened(tmp_path / "x.json", chatwoot(message(1, "Hi")), mapping)


def test_two_kinds_in_one_file_are_refused(tmp_path: Path) -> None:
    contact = {"type": "contact", "id": "1", "email": "a@x.example", "role": "user"}
    with pytest.raises(InputError, match="holds conversations and contacts: one kind a file"):
        opened(tmp_path / "x.json", [intercom(), contact])


def test_what_two_systems_could_have_written_must_be_said(tmp_path: Path) -> None:
    both = {"conversation_id": "1", "utterances": [], "convo_id": 1, "original": [["customer", "Hi"]]}
    with pytest.raises(InputError, match="taskmaster and abcd: say which with --source"):
        opened(tmp_path / "x.json", both)
    assert opened(tmp_path / "x.json", source="abcd").source == "abcd"


def test_our_own_json_is_nobody_elses(tmp_path: Path) -> None:
    ours = {"external_id": "1", "messages": [{"role": "user", "text": "Hi"}]}
    for value in ([ours], {"conversations": [ours]}, [{"id": "1", "name": "Ada", "email": "a@x.example"}]):
        assert opened(tmp_path / "x.json", value).source == "json"


def test_another_kind_than_the_file_holds_is_refused(samples: Path) -> None:
    with pytest.raises(InputError, match="abcd finds conversations in it, not leads"):
        open_source(samples / "transcripts/abcd_sample.json", kind="leads", zone=ZoneInfo("UTC"))
