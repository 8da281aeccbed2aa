"""Leads for programs: every one met once, changed by version only, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from leadlight.actions.move_lead import move_lead
from leadlight.bootstrap import House
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from pipelines.ask import own_warehouse
from pipelines.follow import follow
from tests.actions.rooms import an_import
from tests.api.front import Front, a_front, bearer
from tests.pipelines.kit import new_bot, rows


@pytest.fixture
def listing(house: House) -> Iterator[Front]:
    """A bot whose leads are listed: the API with a warehouse."""
    with own_warehouse(house) as warehouse, a_front(house, warehouse) as front:
        yield front


def people(house: House, front: Front, *names: str) -> None:
    an_import(house, front.bot, [LeadRow(1, external_id=name, name=name, channel="widget") for name in names])
    held = front.api.state.parts.warehouse
    follow(house.engine, held, house.clock)


def page(front: Front, **params: str | int) -> dict[str, Any]:
    answer = front.client.get(front.url("leads"), params=params, headers=bearer(front.secret))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def walked(front: Front, limit: int, cursor: str | None = None, **params: str) -> list[str]:
    found: list[str] = []
    while True:
        told = page(front, limit=limit, **params, **({"cursor": cursor} if cursor else {}))
        found += [lead["external_id"] for lead in told["leads"]]
        cursor = told["next_cursor"]
        if cursor is None:
            return found


def test_page_by_page_every_lead_is_met_once(house: House, listing: Front) -> None:
    names = [f"p{at}" for at in range(7)]
    people(house, listing, *names)
    an_import(house, new_bot(house, "Other"), [LeadRow(1, external_id="x", name="Other's")])
    for limit in (1, 3, 7, 200):
        assert walked(listing, limit) == names[::-1]


def test_what_is_recorded_meanwhile_disturbs_no_walk(house: House, listing: Front) -> None:
    people(house, listing, "a", "b", "c", "d")
    first = page(listing, limit=2)
    people(house, listing, "e", "f")
    assert walked(listing, 2, first["next_cursor"]) == ["b", "a"]


def test_filters_hold_on_every_page_and_a_cursor_is_for_its_own_filters(house: House, listing: Front) -> None:
    people(house, listing, "a", "b", "c")
    with house.work(OWNER) as work:
        move_lead(work, rows(house, "lead")[0]["id"], 1, "contacted")
        work.commit()
    people(house, listing, "d")
    assert walked(listing, 1, status="new") == ["d", "c", "b"]
    cursor = page(listing, limit=1, status="new")["next_cursor"]
    for params in (
        {"cursor": cursor}, {"cursor": "AAAA"}, {"cursor": "é"}, {"limit": 0}, {"limit": 201}, {"limit": [1, 2]},
        {"status": "won"}, {"colour": "red"},
    ):  # fmt: skip
        answer = listing.client.get(listing.url("leads"), params=params, headers=bearer(listing.secret))
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "refused"), params


def test_a_lead_of_the_list_is_the_lead_itself(house: House, listing: Front) -> None:
    listing.says("I want a demo", "Ann Bell", "ann@bell.example", page="https://www.estate.example/villas")
    listing.lead({"name": "Bob", "email": "b@x.example"})
    people(house, listing, "c")
    found = page(listing)["leads"]
    assert len(found) == 3
    for lead in found:
        one = listing.client.get(listing.url(f"leads/{lead['id']}"), headers=bearer(listing.secret))
        assert (one.status_code, one.json(), one.headers["etag"]) == (200, lead, f'"{lead["version"]}"')


def a_lead(front: Front) -> int:
    return int(front.lead().json()["lead_id"])


def patch(front: Front, lead_id: int, body: dict[str, object], **headers: str) -> tuple[int, dict[str, Any]]:
    answer = front.client.patch(front.url(f"leads/{lead_id}"), json=body, headers=bearer(front.secret) | headers)
    return answer.status_code, answer.json()


def test_a_change_of_the_version_that_was_seen_is_made_whole(front: Front) -> None:
    lead_id = a_lead(front)
    change = {"version": 1, "name": "Ann Bell-Hart", "phone": "+442079460318", "custom": {"plan": "gold"},
              "status": "lost", "status_reason": "Price", "owner": "Eva"}  # fmt: skip
    status, told = patch(front, lead_id, change)
    assert status == 200
    assert {name: told[name] for name in change if name != "version"} == {
        k: v for k, v in change.items() if k != "version"
    }
    assert told["version"] == 3
    status, told = patch(front, lead_id, {"phone": None, "custom": {"plan": None}}, **{"if-match": '"3"'})
    assert (status, told["phone"], told["custom"], told["name"]) == (200, None, {}, "Ann Bell-Hart")


def test_a_stale_change_is_told_what_stands_now_and_changes_nothing(front: Front) -> None:
    lead_id = a_lead(front)
    patch(front, lead_id, {"version": 1, "name": "Ann B."})
    before = front.all()
    status, told = patch(front, lead_id, {"version": 1, "name": "Eve", "company": "X"})
    assert (status, told["error"]["code"]) == (409, "conflict")
    changed = told["error"]["changed"]
    assert (changed["version"], changed["name"], changed["company"]) == ("2", "Ann B.", None)
    status, told = patch(front, lead_id, {"name": "Eve"}, **{"if-match": '"1"'})
    assert (status, told["error"]["changed"]["name"]) == (412, "Ann B.")
    assert front.all() == before


@pytest.mark.parametrize(
    ("body", "headers", "status", "field"),
    [
        ({"name": "Eve"}, {}, 428, "version"),
        ({"name": "Eve", "version": 1}, {"if-match": '"2"'}, 422, "version"),
        ({"name": "Eve"}, {"if-match": "*"}, 422, "If-Match"),
        ({"version": 1, "name": "Eve", "status": "won"}, {}, 422, "status"),
        ({"version": 1, "name": "Eve", "status": "lost"}, {}, 422, "reason"),
        ({"version": 1, "name": "Eve", "email": "x"}, {}, 422, "email"),
        ({"version": 1, "name": "Eve", "email": None}, {}, 422, "email"),
        ({"version": 1, "score": 100}, {}, 422, "score"),
        ({"version": 1, "bot_id": 2}, {}, 422, "bot_id"),
        ({"version": 1, "landing_page": "x"}, {}, 422, "landing_page"),
        ({"version": 1, "status_reason": "x"}, {}, 422, "status_reason"),
        ({"version": "1", "name": "Eve"}, {}, 422, "version"),
        ({"version": 1, "custom": {"a": {"b": 1}}}, {}, 422, "custom.a"),
    ],
)
def test_a_change_that_is_not_right_changes_nothing(
    front: Front, body: dict[str, object], headers: dict[str, str], status: int, field: str
) -> None:
    lead_id = a_lead(front)
    before = front.all()
    found, told = patch(front, lead_id, body, **headers)
    assert (found, told["error"]["field"]) == (status, field)
    assert front.all() == before


def test_a_lead_is_deleted_for_good_unless_it_changed_since(front: Front) -> None:
    lead_id = a_lead(front)
    url, sent = front.url(f"leads/{lead_id}"), bearer(front.secret)
    before = front.all()
    assert front.client.delete(url, headers=sent | {"if-match": '"7"'}).status_code == 412
    assert front.all() == before
    assert (front.client.delete(url, headers=sent).status_code, front.leads()) == (204, [])
    assert (front.client.delete(url, headers=sent).status_code, front.client.get(url, headers=sent).status_code) == (
        404,
        404,
    )


@pytest.mark.parametrize("lead_id", ["0", "-1", "x", str(2**63), "1.5", "999"])
def test_a_lead_that_is_none_is_not_found_or_refused(front: Front, lead_id: str) -> None:
    for method, body in (("GET", None), ("PATCH", {"version": 1}), ("DELETE", None)):
        sent = {} if body is None else {"json": body}
        answer = front.client.request(method, front.url(f"leads/{lead_id}"), headers=bearer(front.secret), **sent)
        assert answer.status_code == (404 if lead_id == "999" else 422), method
