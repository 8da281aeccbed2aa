"""Pages of other sites: exactly the origins that are listed capture, and none reads anything else."""

from __future__ import annotations

import pytest
from httpx import Response
from sqlalchemy import event

from leadlight.actions.make_key import list_keys, revoke_key
from leadlight.api import doors
from leadlight.domain.scope import OWNER
from tests.api.front import ANN, SITE, Front, a_key, bearer

CAPTURE = ("leads", "conversations/c1/messages", "form")
STRANGERS = (
    "https://evil.example", "https://www.estate.example.evil.example", "http://www.estate.example", "null", "*",
    "https://www.estate.example:8443", "https://estate.example", "https://WWW.estate.example",
)  # fmt: skip
OUTSIDE = {"host": "leads.example.com"}


def preflight(front: Front, path: str, origin: str, method: str = "POST") -> Response:
    asked = {
        "origin": origin,
        "access-control-request-method": method,
        "access-control-request-headers": "authorization",
    }
    return front.client.options(front.url(path), headers=asked)


def granted(answer: Response) -> set[str]:
    return {name for name in answer.headers if name.startswith("access-control-")}


@pytest.mark.parametrize("path", CAPTURE)
def test_a_listed_origin_may_ask_and_read(front: Front, path: str) -> None:
    answer = preflight(front, path, SITE)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, SITE)
    assert {"authorization", "content-type", "idempotency-key"} <= {
        name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")
    }
    assert answer.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", STRANGERS)
def test_an_origin_that_is_not_listed_is_granted_nothing(front: Front, origin: str) -> None:
    before = front.all()
    asked = preflight(front, "leads", origin)
    posted = front.lead(key=front.public, headers={"origin": origin})
    assert (asked.status_code, posted.status_code) == (403, 403)
    assert granted(asked) == granted(posted) == set()
    assert front.all() == before


def test_a_page_of_a_listed_origin_captures_and_reads_the_answer_and_every_refusal(front: Front) -> None:
    from_site = {"origin": SITE}
    taken = front.lead(key=front.public, headers=from_site)
    assert (taken.status_code, taken.headers["access-control-allow-origin"]) == (201, SITE)
    assert "Retry-After" in taken.headers["access-control-expose-headers"]
    assert taken.headers.get_list("vary") == ["Origin"]
    for answer, status in (
        (front.lead({"name": "Ann"}, key=front.public, headers=from_site), 422),
        (front.lead(key="llpub_guess", headers=from_site), 401),
        (front.client.post(front.url("leads"), content=b"{", headers=bearer(front.public) | from_site), 415),
        (front.client.post(front.url("leads"), content=b"x" * 70_000, headers=bearer(front.public) | from_site), 413),
    ):
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (status, SITE)


def test_origins_of_another_key_or_bot_do_not_let_this_key_in(front: Front) -> None:
    other = a_key(front.house, front.bot, "public", ["https://shop.example"], name="Shop").text
    assert front.lead(key=other, headers={"origin": SITE}).status_code == 403
    assert front.lead(key=other, headers={"origin": "https://shop.example"}).status_code == 201


def test_a_revoked_keys_origins_are_granted_nothing(front: Front) -> None:
    for key in list_keys(front.house.engine, OWNER, front.bot.id):
        with front.house.work(OWNER) as work:
            revoke_key(work, key.id)
            work.commit()
    answer = preflight(front, "leads", SITE)
    assert (answer.status_code, granted(answer)) == (403, set())


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "leads"), ("GET", "leads/1"), ("PATCH", "leads/1"), ("DELETE", "leads/1"), ("GET", "metrics"),
     ("GET", "leads.csv"), ("GET", "conversations.csv")],
)  # fmt: skip
def test_what_does_not_capture_is_for_no_other_site(front: Front, method: str, path: str) -> None:
    for sent in (bearer(front.secret), {}):
        answer = front.client.request(method, front.url(path), headers=sent | {"origin": SITE})
        assert granted(answer) == set()
    if path != "leads":
        asked = preflight(front, path, SITE, method)
        assert (asked.status_code, granted(asked)) == (405, set())


def test_names_that_nobody_has_cost_no_read_each(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "KNOWN_FOR_S", 600.0)
    reads: list[int] = []

    @event.listens_for(front.house.engine, "begin")
    def count(_: object) -> None:
        reads.append(1)

    asked = {"origin": SITE, "access-control-request-method": "POST"}
    for number in range(50):
        url = front.url("leads").replace("/bots/", f"/bots/x{number}")
        assert front.client.options(url, headers=asked).status_code == 403
    assert preflight(front, "leads", SITE).status_code == 204
    assert len(reads) <= 1


def test_pages_of_our_own_need_not_be_listed(front: Front) -> None:
    assert front.lead(key=front.public, headers={"origin": "http://localhost:8501"}).status_code == 201
    assert front.lead(key=front.public, headers={"origin": "http://localhost:9999"}).status_code == 403
    posing = {"origin": "http://leads.example.com", **OUTSIDE}  # a name that was pointed at this machine
    assert front.lead(key=front.public, headers=posing).status_code == 403


def test_under_another_name_only_what_captures_is_answered(front: Front) -> None:
    front.lead()
    assert front.client.get(front.url("form"), headers=bearer(front.public) | OUTSIDE).status_code == 200
    assert (
        front.lead({**ANN, "email": "b@x.example"}, key=front.public, headers=OUTSIDE | {"origin": SITE}).status_code
        == 201
    )
    assert (
        front.client.options(
            front.url("leads"), headers=OUTSIDE | {"origin": SITE, "access-control-request-method": "POST"}
        ).status_code
        == 204
    )
    for path in ("leads", "leads/1", "metrics?measures=leads", "leads.csv"):
        assert front.client.get(front.url(path), headers=bearer(front.secret) | OUTSIDE).status_code == 421, path
    assert front.client.get("/api/v1/openapi.json", headers=OUTSIDE).status_code == 421


def test_a_preflight_that_names_no_origin_is_no_preflight(front: Front) -> None:
    answer = front.client.options(front.url("leads"), headers={"access-control-request-method": "POST"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method_not_allowed")
