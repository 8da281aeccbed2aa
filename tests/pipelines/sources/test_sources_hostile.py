"""Exports bent out of shape: whatever stands in them, they are read, rejected or refused; nothing breaks."""

from __future__ import annotations

import copy
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.rows import ConversationRow, LeadRow, Rejection
from leadlight.errors import InputError
from pipelines.sources.contract import Blob
from pipelines.sources.html_text import text_of_html
from pipelines.sources.opening import open_source
from tests.pipelines.sources.test_sources_contract import ABCD, CHATWOOT, INTERCOM, TASKMASTER, TYPEBOT
from tests.pipelines.sources.test_sources_exported import chatwoot, intercom, message, part

EVENT = message(1, "Hi", "incoming", event="message_created", account={"id": 1}, conversation=chatwoot())
TRANSCRIPT = {"resultId": "r", "transcript": [{"role": "bot", "type": "text", "text": "Hi"}]}
CONTACT = {"type": "contact", "id": "1", "email": "a@x.example", "role": "user", "custom_attributes": {"plan": 1}}
PERSON = {"id": 1, "name": "A", "email": "a@x.example", "phone_number": None, "additional_attributes": {"city": "x"}}
SENT = {"submittedAt": "2026-08-14T09:12:33.120Z", "Email": "a@x.example", "Interests": ["a", None]}
WHOLE = (
    ("taskmaster", TASKMASTER),
    ("abcd", ABCD),
    ("chatwoot", CHATWOOT),
    ("chatwoot", [EVENT, chatwoot(message(2, None, 0, attachments=[{"file_type": "image"}]))]),
    ("chatwoot", {"payload": [PERSON]}),
    ("intercom", INTERCOM),
    ("intercom", {"conversations": [intercom(part("<p>Hi</p>"), part(None, "admin", "note"))]}),
    ("intercom", {"data": [CONTACT]}),
    ("typebot", TYPEBOT),
    ("typebot", [TRANSCRIPT, TRANSCRIPT]),
    ("typebot", [SENT]),
)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT
_ANY = st.recursive(
    _LEAF, lambda deep: st.lists(deep, max_size=3) | st.dictionaries(_TEXT, deep, max_size=3), max_leaves=6
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


def bent(value: Any, path: tuple[Any, ...], into: Any, is_gone: bool) -> Any:
    """The value with another one at a place, or nothing at all."""
    if not path:
        return into
    value = copy.deepcopy(value)
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    if is_gone:
        del holder[path[-1]]
    else:
        holder[path[-1]] = into
    return value


@pytest.mark.parametrize(("source", "value"), WHOLE, ids=[f"{name}-{at}" for at, (name, _) in enumerate(WHOLE)])
@given(data=st.data())
def test_a_bent_export_is_read_rejected_or_refused(source: str, value: Any, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(value)))
        value = bent(value, path, data.draw(_ANY), data.draw(st.booleans()))
    blob = Blob.of(json.dumps(value).encode())
    for asked in (source, None):
        try:
            file = open_source(Blob("x.json", blob.open, blob.size), source=asked, zone=ZoneInfo("UTC"), country="DE")
            found = list(file.rows())
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017 (either outcome is right; a refusal must be one line)
            continue
        assert len(found) == file.total
        assert all(isinstance(row, (LeadRow, ConversationRow, Rejection)) for row in found)


@given(st.text() | st.text("<>/ap&;lt=\"' -!"))
def test_any_html_becomes_text(html: str) -> None:
    assert isinstance(text_of_html(html), str)
