"""Bodies: counted as they come, of one kind, in time, and JSON that means one thing only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from starlette.types import Message

from leadlight.api import bodies
from leadlight.api.bodies import MOST_BYTES, Bodies, parsed
from tests.api.front import ANN, Front, bearer


def post(front: Front, body: Any, **headers: str) -> tuple[int, str]:
    sent = (
        bearer(front.secret)
        | {"content-type": "application/json"}
        | {k.replace("_", "-"): v for k, v in headers.items()}
    )
    answer = front.client.post(front.url("leads"), content=body, headers=sent)
    return answer.status_code, answer.json()["error"]["code"]


def padded(size: int) -> bytes:
    """A form of exactly so many bytes."""
    body = json.dumps({"values": ANN}).encode()
    return body[:-1] + b" " * (size - len(body)) + b"}"


def test_a_body_may_be_as_large_as_the_limit_and_no_larger(front: Front) -> None:
    before = front.all()
    assert post(front, padded(MOST_BYTES + 1)) == (413, "too_large")
    assert front.all() == before
    sent = bearer(front.secret) | {"content-type": "application/json"}
    assert front.client.post(front.url("leads"), content=padded(MOST_BYTES), headers=sent).status_code == 201


def test_a_body_without_a_length_is_counted_as_it_comes(front: Front) -> None:
    taken = []

    def endless() -> Iterator[bytes]:
        for _ in range(10_000):
            taken.append(1)
            yield b"x" * 8_192

    assert post(front, endless()) == (413, "too_large")


def test_an_endless_body_is_read_no_further_than_the_limit() -> None:
    asked = 0

    async def receive() -> Message:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b"x" * 8_192, "more_body": True}

    sent = run(receive)
    assert (sent[0]["status"], asked) == (413, MOST_BYTES // 8_192 + 1)


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SLOWEST_S", 0.05)

    async def receive() -> Message:
        await anyio.sleep_forever()
        raise AssertionError

    assert run(receive)[0]["status"] == 408


def run(receive: Any) -> list[Message]:
    """What is answered to a body that comes by `receive`."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(*_: Any) -> None:
        raise AssertionError("the body was let through")

    scope = {"type": "http", "method": "POST", "path": "/v1/x", "headers": [(b"content-type", b"application/json")]}
    anyio.run(Bodies(app), scope, receive, send)
    return sent


@pytest.mark.parametrize("length", ["70000", "99999999999999999999999999", "-1", "x", "1e3"])
def test_a_length_that_cannot_be_is_refused_before_anything_is_read(length: str) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("the body was read")

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(*_: Any) -> None: ...

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-length", length.encode())]}
    anyio.run(Bodies(app), scope, receive, send)
    assert sent[0]["status"] == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"content_type": "multipart/form-data; boundary=x"}, 415),
        ({"content_type": ""}, 415),
        ({"content_encoding": "gzip"}, 415),
    ],
)
def test_a_body_of_another_kind_is_refused(front: Front, headers: dict[str, str], status: int) -> None:
    before = front.all()
    assert post(front, json.dumps({"values": ANN}), **headers)[0] == status
    assert front.all() == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 60_000, 400),
        (b'{"a":' * 12_000, 400),
        (b'{"values": {"email": "a@x.example", "email": "b@x.example"}}', 400),
        (b'{"values": {"email": "a@x.example"}, "values": {}}', 400),
        (b'{"values": {"email": NaN}}', 400),
        (b'{"values": {"email": 1e999}}', 400),
        (b'{"values": {"email": ' + b"9" * 5_000 + b"}}", 400),
        (b"{", 400),
        (b"\xff\xfe{", 400),
        (b"", 422),
        (b"null", 422),
        (b'{"values": {"name": "\\ud800", "email": "a@x.example"}}', 422),
        (b'{"values": {"\\ud800": "x", "email": "a@x.example"}}', 422),
        (b'{"\\ud800": "x"}', 422),
        (b'{"values": {"name": "\\u0000", "email": "a@x.example"}}', 422),
    ],
)
def test_json_that_is_none_or_means_two_things_is_refused_and_changes_nothing(
    front: Front, body: bytes, status: int
) -> None:
    before = front.all()
    assert post(front, body) == (status, "refused")
    assert front.all() == before


def test_strict_json_reads_what_json_is() -> None:
    value = {"a": [1, -2.5, "x", None, True, {"b": "é\U0001f600"}]}
    assert parsed(json.dumps(value).encode()) == value
    assert parsed(json.dumps(value, ensure_ascii=False).encode()) == value


def test_a_wrong_method_is_told_before_what_it_sent_is_looked_at(front: Front) -> None:
    answer = front.client.put(front.url("leads"), data={"a": "b"}, headers=bearer(front.secret))
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert front.client.put(front.url("leads/1")).headers["allow"] == "DELETE, GET, PATCH"
