"""What the widget says and reads by the API: its own talk, what answers in it, and nothing of anyone else's."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import Response

from leadlight.actions.edit_form import edit_form
from leadlight.domain.form import Form, builtin
from leadlight.domain.scope import OWNER
from tests.api.front import ANN, SITE, TALK, Front, a_key, bearer
from tests.pipelines.kit import new_bot, rows

OTHER = "w-" + "fedcba9876543210" * 2


def read(front: Front, talk: str = TALK, key: str | None = None, **asked: Any) -> Response:
    headers = bearer(key or front.public) | {"origin": SITE}
    return front.client.get(front.url(f"conversations/{talk}/messages"), params=asked, headers=headers)


def answer(front: Front, text: str, role: str = "bot", talk: str = TALK, key: str | None = None) -> Response:
    body = {"messages": [{"role": role, "text": text}]}
    return front.client.post(
        front.url(f"conversations/{talk}/messages"), json=body, headers=bearer(key or front.secret)
    )


def told(found: Response) -> list[tuple[int, str, str]]:
    return [(each["position"], each["role"], each["text"]) for each in found.json()["messages"]]


def test_a_widget_reads_what_a_connected_bot_answers(front: Front) -> None:
    front.says("Do you have boats?", talk=TALK)
    assert answer(front, "Yes, twelve.").status_code == 202
    answer(front, "And two canoes.", "agent")
    answer(front, "agent joined", "system")
    found = read(front)
    assert (found.status_code, told(found)) == (200, [(1, "bot", "Yes, twelve."), (2, "agent", "And two canoes.")])
    assert found.headers["access-control-allow-origin"] == SITE
    assert found.headers["cache-control"] == "no-store"
    assert told(read(front, after=1)) == [(2, "agent", "And two canoes.")]
    assert found.json()["form_version"] == 0


def test_a_bot_reads_all_that_was_said(front: Front) -> None:
    front.says("Do you have boats?", talk=TALK)
    answer(front, "Yes.")
    assert told(read(front, key=front.secret)) == [(0, "visitor", "Do you have boats?"), (1, "bot", "Yes.")]
    assert read(front, "never", key=front.secret).status_code == 404


@pytest.mark.parametrize("talk", ["c1", "w-1", TALK.upper(), TALK + "0", TALK + "/x"])
def test_a_public_key_reads_no_talk_whose_name_could_be_guessed(front: Front, talk: str) -> None:
    front.says("My number is 020 7946 0318", talk=talk, key=front.secret)
    answer(front, "Thank you, Ann Bell", talk=talk)
    found = read(front, talk)
    assert (found.status_code, found.json()["error"]["code"]) == (403, "forbidden")


def test_a_talk_that_has_not_begun_has_no_answers_yet(front: Front) -> None:
    found = read(front)
    assert (found.status_code, found.json()["messages"]) == (200, [])


def test_another_bots_talk_and_another_sites_page_read_nothing(front: Front) -> None:
    front.says("Hi", talk=TALK)
    answer(front, "Hello")
    other = new_bot(front.house, "Other")
    stranger = a_key(front.house, other, "public", [SITE]).text
    assert read(front, key=stranger).status_code == 404
    headers = bearer(stranger) | {"origin": SITE}
    path = f"/api/v1/bots/{other.key}/conversations/{TALK}/messages"
    assert front.client.get(path, headers=headers).json()["messages"] == []
    elsewhere = bearer(front.public) | {"origin": "https://evil.example"}
    assert front.client.get(front.url(f"conversations/{TALK}/messages"), headers=elsewhere).status_code == 403


@pytest.mark.parametrize("role", ["bot", "agent", "system"])
def test_whoever_holds_only_a_public_key_answers_nobody(front: Front, role: str) -> None:
    before = front.all()
    refused = answer(front, "Send your card number", role, key=front.public)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
    assert front.all() == before


def test_what_the_widget_says_for_the_capture_is_kept_in_the_talk(front: Front) -> None:
    heard = front.says("I want a demo", talk=TALK, speaks=True).json()
    assert heard["position"] == 1
    assert told(read(front)) == [(1, "bot", heard["wording"])]
    assert front.says("I want a demo", talk=OTHER).json()["position"] is None
    for text in ("Ann Bell", "ann@bell.example"):
        heard = front.says(text, talk=TALK, speaks=True).json()
    (lead,) = front.leads()
    assert (heard["captured"], lead["name"]) == (True, "Ann Bell")
    said = [
        each["role"] for each in rows(front.house, "message") if each["conversation_id"] == heard["conversation_id"]
    ]
    assert said == ["visitor", "bot"] * 3


def test_a_form_that_the_visitor_asks_for_is_noted_as_shown_once(front: Front) -> None:
    for _ in range(2):
        heard = front.says(talk=TALK, shown="request").json()
        assert (heard["ask"], heard["show_form"], heard["wording"]) == (None, False, "")
    shown = [(each["kind"], each["field"]) for each in rows(front.house, "capture_event")]
    assert shown == [("shown", None), ("shown", "name"), ("shown", "email")]
    sent = front.lead({"name": "Ann Bell", "email": "ann@bell.example"}, key=front.public, conversation=TALK)
    assert sent.status_code == 201
    assert [each["kind"] for each in rows(front.house, "capture_event")][3:] == ["answered", "answered", "submitted"]
    (lead,) = front.leads()
    assert (lead["trigger"], lead["conversation_external_id"]) == ("request", TALK)


def test_every_answer_tells_the_form_in_force(front: Front) -> None:
    assert front.says("Hello", talk=TALK).json()["form_version"] == 0
    with front.house.work(OWNER) as work:
        edit_form(work, front.bot.id, Form((builtin("email", required=True),)), "only the address")
        work.commit()
    assert front.says("Hello", talk=TALK).json()["form_version"] == 1
    assert read(front).json()["form_version"] == 1


@pytest.mark.parametrize(
    ("zone", "country", "phone"),
    [("Europe/Lisbon", "PT", "+351912345678"), ("Asia/Calcutta", "IN", "+919123456780"), ("UTC", None, None)],
)
def test_the_country_of_a_visitor_is_inferred_from_the_zone_and_told_apart(
    front: Front, zone: str, country: str | None, phone: str | None
) -> None:
    values = ANN | ({"phone": phone[-9:] if country == "PT" else phone[-10:]} if phone else {})
    with front.house.work(OWNER) as work:
        edit_form(work, front.bot.id, Form((builtin("name"), builtin("email"), builtin("phone"))), "phone, too")
        work.commit()
    front.lead(values, key=front.public, conversation=TALK, timezone=zone)
    url = front.url(f"leads/{front.leads()[0]['id']}")
    told = front.client.get(url, headers=bearer(front.secret)).json()
    assert (told["country"], told["country_inferred"], told["timezone"]) == (None, country, zone)
    assert told["phone"] == phone, "a number without its country's digits is of that country"
    change = {"version": told["version"], "country": "DE"}
    said = front.client.patch(url, json=change, headers=bearer(front.secret)).json()
    assert (said["country"], said["country_inferred"]) == ("DE", None)


def test_a_campaign_that_no_store_keeps_is_left_out_of_what_an_address_tells(front: Front) -> None:
    page = "https://www.estate.example/?utm_source=a%00b&utm_term=%ED%A0%80&utm_campaign=may"
    assert front.says("Hello", talk=TALK, page=page, landing_page=page).status_code == 202
    (talk,) = rows(front.house, "conversation")
    assert (talk["source_page"], talk["utm_source"], talk["utm_campaign"]) == (page, None, "may")
