"""Posts that are answered ahead of the framework: the same answers, to the letter, as its own routes give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import fastapi.routing
import pytest
from httpx import Response

from leadlight.api.quick import Quick
from tests.api.front import ANN, TALK, Front, bearer

LEAD = {"values": ANN}
SAID = {"messages": [{"text": "What does it cost?"}]}
LEADS, TALKS = "leads", f"conversations/{TALK}/messages"
JSON = {"content-type": "application/json"}
WRONG: dict[str, tuple[str, Any, dict[str, str]]] = {
    "no key": (LEADS, LEAD, {"authorization": ""}),
    "no key and a wrong body": (LEADS, {"a": 1}, {"authorization": ""}),
    "a key that is none": (LEADS, LEAD, bearer("lls_none")),
    "another kind of body": (LEADS, LEAD, {"content-type": "text/plain"}),
    "a packed body": (LEADS, LEAD, {"content-encoding": "gzip"}),
    "no body": (LEADS, b"", {}),
    "null": (LEADS, None, {}),
    "a list": (LEADS, [LEAD], {}),
    "a text": (LEADS, "x", {}),
    "no JSON": (LEADS, b"{", {}),
    "a key twice": (LEADS, b'{"values": {}, "values": {}}', {}),
    "not UTF-8": (LEADS, b'{"values": {"name": "\xff"}}', {}),
    "an unknown name": (LEADS, {**LEAD, "other": 1}, {}),
    "nothing named": (LEADS, {}, {}),
    "values that are none": (LEADS, {"values": 3}, {}),
    "a value of the wrong kind": (LEADS, {"values": {"name": {"a": 1}}}, {}),
    "NUL": (LEADS, {"values": ANN, "page": "a\0b"}, {}),
    "an e-mail that is none": (LEADS, {"values": {"name": "Ann", "email": "ann"}}, {}),
    "nobody to reach": (LEADS, {"values": {"name": "Ann"}}, {}),
    "a key for once with a space": (LEADS, LEAD, {"idempotency-key": "a b"}),
    "a key for once that is too long": (LEADS, LEAD, {"idempotency-key": "x" * 300}),
    "both wrong": (LEADS, {"values": 3}, {"idempotency-key": "a b"}),
    "a talk's name that is too long": (f"conversations/{'x' * 600}/messages", SAID, {}),
    "a talk without a name": ("conversations//messages", SAID, {}),
    "a role that is none": (TALKS, {"messages": [{"text": "a", "role": "ghost"}]}, {}),
    "a time without a zone": (TALKS, {"messages": [{"text": "a", "sent_at": "2026-01-01T00:00:00"}]}, {}),
    "too many messages": (TALKS, {"messages": [{"text": "a"}] * 101}, {}),
}
PUBLIC = {
    "a bot's words by a page": (TALKS, {"messages": [{"text": "a", "role": "bot"}]}, {}),
    "a page of another site": (TALKS, SAID, {"origin": "https://evil.example"}),
}


def sent(front: Front, key: str, path: str, body: Any, headers: dict[str, str]) -> Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return front.client.post(front.url(path), content=content, headers=bearer(key) | JSON | headers)


def told(answer: Response) -> tuple[int, Any, list[tuple[str, str]]]:
    return answer.status_code, answer.json(), sorted(answer.headers.multi_items())


@contextmanager
def framework() -> Iterator[None]:
    """Meanwhile everything goes the long way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Quick, "__call__", lambda self, *asked: self.app(*asked))
        yield


@pytest.mark.parametrize("name", [*WRONG, *PUBLIC])
def test_what_is_wrong_is_refused_in_the_frameworks_words(front: Front, name: str) -> None:
    key = front.public if name in PUBLIC else front.secret
    path, body, headers = (PUBLIC | WRONG)[name]
    before = front.all()
    quick = told(sent(front, key, path, body, headers))
    with framework():
        assert told(sent(front, key, path, body, headers)) == quick
    assert quick[0] >= 400
    assert front.all() == before


def test_a_bot_that_is_none_is_not_found(front: Front) -> None:
    asked = (front.url("leads").replace(front.bot.key, "nobody"), LEAD)
    quick = told(front.client.post(asked[0], json=asked[1], headers=bearer(front.secret)))
    with framework():
        assert told(front.client.post(asked[0], json=asked[1], headers=bearer(front.secret))) == quick
    assert quick[0] == 404


@pytest.mark.parametrize("path", [LEADS, TALKS, "conversations/one/two/messages"])
@pytest.mark.parametrize("once", [{}, {"idempotency-key": "k1"}])
def test_what_is_right_never_meets_the_framework(
    front: Front, monkeypatch: pytest.MonkeyPatch, path: str, once: dict[str, str]
) -> None:
    body = LEAD if path == LEADS else SAID
    with framework():
        slow = sent(front, front.secret, path, body, {})
    assert slow.status_code in (201, 202)

    def reached(*given: Any, **named: Any) -> None:
        raise AssertionError("it went on to the framework")

    monkeypatch.setattr(fastapi.routing, "solve_dependencies", reached)
    quick = sent(front, front.secret, path, body, once)
    assert quick.status_code in (200, 202)
    assert quick.json().keys() == slow.json().keys()
    assert quick.headers.keys() == slow.headers.keys()
    if once:
        assert sent(front, front.secret, path, body, once).headers["idempotency-replayed"] == "true"


def test_methods_other_than_post_go_on(front: Front) -> None:
    assert front.client.get(front.url(TALKS), headers=bearer(front.secret)).status_code == 404
    assert front.client.put(front.url("leads"), headers=bearer(front.secret)).status_code == 405
