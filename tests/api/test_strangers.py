"""What whoever copied a public key out of a page can do to others: nothing, and it learns nothing of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from leadlight.actions.capture_lead import capture_lead
from leadlight.actions.edit_form import edit_form
from leadlight.clock import FixedClock
from leadlight.domain.form import Form, builtin
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from tests.api.front import ANN, SITE, TALK, Front, bearer
from tests.pipelines.kit import rows

OTHER = "w-" + "fedcba9876543210" * 2
EVE = {"name": "Eve", "email": "eve@x.example"}


def a_known_talk(front: Front, talk: str) -> None:
    """A server's bot made Ann a lead in it."""
    front.says("I want a demo", "Ann Bell", "ann@bell.example", talk=talk, key=front.secret)
    assert [each["name"] for each in front.leads()] == ["Ann Bell"]


@pytest.mark.parametrize("talk", ["1001", "wa-442079460318"])
def test_a_public_key_speaks_in_no_talk_that_a_server_began(front: Front, talk: str) -> None:
    a_known_talk(front, talk)
    before = front.all()
    told = [
        front.says("sorry, it should be eve@x.example", talk=talk),
        front.lead(EVE, key=front.public, conversation=talk),
        front.lead(EVE, key=front.public, conversation=talk, website2="https://buy.example"),
    ]
    assert {(each.status_code, each.json()["error"]["code"]) for each in told} == {(403, "forbidden")}
    assert len({each.text for each in told}) == 1
    assert not any("Ann" in each.text for each in told)
    assert front.all() == before


@pytest.mark.parametrize("talk", ["my-chat-7", TALK])
def test_a_page_goes_on_with_the_talk_it_began_whatever_it_called_it(front: Front, talk: str) -> None:
    said = ("I want a demo", "Ann Bell", "ann@bell.example")
    assert [front.says(each, talk=talk).status_code for each in said] == [202] * 3
    assert front.lead({**ANN, "email": "ann@bell.example"}, key=front.public, conversation=talk).status_code == 201
    assert len(front.leads()) == 1


def test_a_page_that_begins_with_a_form_goes_on_in_words(front: Front) -> None:
    assert front.lead(key=front.public, conversation="my-chat-8").status_code == 201
    assert front.says("and call me, please", talk="my-chat-8").status_code == 202


@pytest.mark.parametrize("talk", ["1001", "w-1", TALK.upper(), f"{TALK}0"])
def test_a_public_key_reads_in_no_talk_whose_name_could_be_guessed(front: Front, talk: str) -> None:
    front.says("Hello", talk=talk)
    headers = bearer(front.public) | {"origin": SITE}
    told = front.client.get(front.url(f"conversations/{talk}/messages"), headers=headers)
    assert (told.status_code, told.json()["error"]["code"]) == (403, "forbidden")


def test_a_lead_that_waits_for_its_talk_is_not_taken_by_whoever_names_it(front: Front) -> None:
    with front.house.work(OWNER) as work:
        waiting = LeadRow(line=1, external_id="L1", email="victor@bell.example", conversation_external_id="1001")
        capture_lead(work, front.bot, waiting)
        work.commit()
    (lead,) = front.leads()
    assert front.says("Hello", "sorry, it should be eve@x.example", talk="1001").status_code == 202
    assert [each for each in front.leads() if each["id"] == lead["id"]] == [lead]


def test_somebody_elses_address_does_not_make_their_lead_ones_own(front: Front) -> None:
    front.lead({"name": "Ann Bell", "email": "ann@bell.example"})
    heard = [front.says(text).json()["captured"] for text in ("I want a demo", "Eve Black", "ann@bell.example")]
    assert heard == [False, False, True]
    front.says("sorry, it should be eve@x.example")
    front.lead({"name": "Mallory", "email": "eve@x.example"}, key=front.public, conversation=TALK)
    (lead,) = front.leads()
    assert (lead["name"], lead["email"]) == ("Ann Bell", "ann@bell.example")


def test_ones_own_correction_is_taken(front: Front) -> None:
    front.says("I want a demo", "Ann Bell", "ann@bell.example")
    assert front.says("sorry, it should be ann.bell@bell.example").json()["captured"] is True
    (lead,) = front.leads()
    assert lead["email"] == "ann.bell@bell.example"


def test_a_public_key_does_not_learn_whether_an_address_is_a_leads(front: Front) -> None:
    front.lead()
    known, new = (front.lead(each, key=front.public) for each in (ANN, EVE))
    assert (
        (known.status_code, known.json()) == (new.status_code, new.json()) == (201, {"lead_id": None, "created": True})
    )
    heard = [
        [front.says(text, talk=talk).json() for text in ("I want a demo", "Bo", email)][-1]
        for talk, email in ((TALK, ANN["email"]), (OTHER, "bo@x.example"))
    ]
    kept = [{name: each[name] for name in ("lead_id", "captured", "ask", "show_form", "because")} for each in heard]
    assert kept[0] == kept[1]
    assert (kept[0]["lead_id"], kept[0]["captured"]) == (None, True)
    again = front.lead(ANN)
    assert (again.status_code, again.json()["created"]) == (200, False)
    assert len(front.leads()) == 3


def test_the_same_form_of_a_page_sent_again_by_its_key_is_answered_the_same(front: Front) -> None:
    first, again = (front.lead(key=front.public, once="k1") for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert again.headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize(("length", "status"), [(4_000, 202), (4_001, 422)])
def test_a_page_says_no_more_at_once_than_the_scorer_reads(front: Front, length: int, status: int) -> None:
    answer = front.says("x" * length)
    assert answer.status_code == status
    if status == 422:
        assert answer.json()["error"]["field"] == "messages"
        assert front.says("x" * length, key=front.secret).status_code == 202  # a server's word is another matter


def test_a_page_says_so_much_in_a_talk_and_no_more(front: Front) -> None:
    for at in range(5):
        assert front.says(str(at) * 4_000).status_code == 202
    before = front.all()
    refused = front.says("x")
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, "messages")
    assert "begin another" in refused.json()["error"]["message"]
    assert front.all() == before
    assert front.says("x", talk=OTHER).status_code == 202
    assert front.says("x" * 20_000, key=front.secret).status_code == 202  # a server's bot goes on


def posted(front: Front, hours: float, talk: str = TALK) -> dict[str, Any]:
    """The talk after a page said that a message was sent so many hours ago."""
    at = (front.house.clock.now() - timedelta(hours=hours)).isoformat()
    body = {"messages": [{"text": "Hello", "sent_at": at}]}
    headers = bearer(front.public) | {"origin": SITE}
    sent = front.client.post(front.url(f"conversations/{talk}/messages"), json=body, headers=headers)
    assert sent.status_code == 202
    return next(each for each in rows(front.house, "conversation") if each["external_id"] == talk)


def test_a_pages_clock_begins_a_talk_a_day_ago_at_most_and_never_one_that_has_begun(front: Front) -> None:
    now = front.house.clock.now()
    assert posted(front, 240)["started_at"] == now - timedelta(hours=24)
    assert posted(front, 2, OTHER)["started_at"] == now - timedelta(hours=2)
    assert posted(front, 20, OTHER)["started_at"] == now - timedelta(hours=2)
    times = [each["sent_at"] for each in rows(front.house, "message") if each["sent_at"] > now - timedelta(hours=3)]
    assert times == [now - timedelta(hours=2)]  # of its beginning, so it was said already


def test_a_page_that_stood_open_sends_a_form_of_yesterday_and_no_older_one(front: Front, clock: FixedClock) -> None:
    with front.house.work(OWNER) as work:
        edit_form(work, front.bot.id, Form((builtin("name"), builtin("email", required=True))))
        work.commit()
    clock.instant += timedelta(hours=24)
    assert front.lead(key=front.public, form_version=0).status_code == 201
    clock.instant += timedelta(seconds=1)
    before = front.all()
    refused = front.lead(EVE, key=front.public, form_version=0)
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, "form_version")
    assert front.all() == before
    assert front.lead(EVE, key=front.public, form_version=1).status_code == 201
    assert front.lead(form_version=0).status_code in (200, 201)  # a server says what it knows
