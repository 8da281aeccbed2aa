"""Chatwoot: conversations and contacts as its API and webhooks give them, one alone, in arrays, or one a line."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from leadlight.domain.rows import Rejection
from leadlight.errors import RefusedError
from pipelines.sources.contract import Blob, Source
from pipelines.sources.exported import NOTE, Export, Object, Shape, any_of, at, objects, own_fields, read_export
from pipelines.sources.fields import texts_of
from pipelines.sources.jsonl_file import WHOLE_LINE
from pipelines.sources.mapping import Mapping

CHANNELS = {"webwidget": "widget", "facebookpage": "messenger", "twiliosms": "sms", "twitterprofile": "twitter"}
"""Chatwoot's names of channels that are not ours; the others only lose `Channel::` and their capitals."""
BOTS = frozenset(("agent_bot", "agentbot", "captain_assistant", "captain::assistant"))
_MADE_UP = re.compile(r"[a-z]+-[a-z]+-\d{1,3}\Z")
"""The names Chatwoot gives to visitors it does not know (little-haze-776)."""

_NUMBER = re.compile(r"[0-9]{1,18}\Z")


def _is_message(one: Object) -> bool:
    return "message_type" in one and "content" in one and ("conversation" in one or "conversation_id" in one)


def _is_conversation(one: Object) -> bool:
    return "id" in one and "messages" in one and ("contact_inbox" in one or "inbox_id" in one)


def _is_event(one: Object) -> bool:
    return "event" in one and "account" in one


def _is_talk(one: Object) -> bool:
    return _is_message(one) or _is_conversation(one) or (_is_event(one) and not _is_contact(one))


def _is_contact(one: Object) -> bool:
    return {"id", "name", "email", "phone_number", "additional_attributes"} <= one.keys() and "messages" not in one


# ---------------------------------------------------------------- conversations


def _gathered(found: list[tuple[int, Object] | Rejection]) -> list[tuple[int, Object] | Rejection]:
    """One record a conversation: what several events, or pages of messages, tell of it, brought together."""
    if all(isinstance(one, Rejection) or _is_contact(one[1]) for one in found):
        return found
    together: dict[str, tuple[int, Object]] = {}
    rest: list[tuple[int, Object] | Rejection] = []
    for one in found:
        if isinstance(one, Rejection):
            rest.append(one)
        elif talk := _talk_of(one[1]):
            key = str(talk.get("id"))
            line, before = together.get(key, (one[0], {}))
            together[key] = (line, _joined(before, talk))
        else:
            rest.append(one if _is_contact(one[1]) and "event" not in one[1] else _of_no_talk(*one))
    return sorted([*together.values(), *rest], key=lambda one: one.line if isinstance(one, Rejection) else one[0])


def _of_no_talk(line: int, record: Object) -> Rejection:
    reason = f"is a {record.get('event')} event, which tells of no conversation"
    return Rejection(line, reason, {WHOLE_LINE: texts_of([record])[0]})


def _talk_of(record: Object) -> Object | None:
    """The conversation that a record is, or is a message of."""
    if not _is_message(record):
        return record if _is_conversation(record) else None
    told = record.get("conversation")
    talk: Object = told if isinstance(told, dict) else {"id": record.get("conversation_id")}
    message = {name: value for name, value in record.items() if name not in ("conversation", "account", "event")}
    inside = talk.get("messages")
    return talk | {"messages": [*(inside if isinstance(inside, list) else []), message]}


def _joined(before: Object, talk: Object) -> Object:
    both = before | {name: value for name, value in talk.items() if value is not None}
    if isinstance(before.get("messages"), list) and isinstance(talk.get("messages"), list):
        both["messages"] = before["messages"] + talk["messages"]
    return both


def _made(talk: Object) -> Object:
    messages = _in_order(objects(talk.get("messages"), "messages"))
    person = _person(talk, messages)
    made: Object = {f"meta.sender.{name}": person.get(name) for name in _OF_PERSON}
    if isinstance(kind := talk.get("channel") or at(talk, "meta.channel"), str):
        made["channel"] = _channel(kind)
    if (started := talk.get("created_at") or _initiated(talk)) is not None:
        made["created_at"] = started
    return made | {"messages": [said for one in messages if (said := _said(one))]}


def _in_order(messages: list[Object]) -> list[Object]:
    """Each message once, as it was told last, by its number: Chatwoot counts them up."""
    by_id = {str(one["id"]) if "id" in one else f"#{place}": one for place, one in enumerate(messages)}
    numbered = all(_NUMBER.match(key) for key in by_id)
    return [by_id[key] for key in (sorted(by_id, key=int) if numbered else by_id)]


def _person(talk: Object, messages: list[Object]) -> Object:
    """The visitor as Chatwoot knows them; an e-mail that a visitor typed into its form counts as told."""
    senders = [at(talk, "meta.sender"), *(one.get("sender") for one in messages if _role(one) == "visitor")]
    told = [one for one in senders if isinstance(one, dict) and one.get("type", "contact") == "contact"]
    person: Object = {}
    for one in reversed(told):
        person |= {name: value for name, value in one.items() if value not in (None, "")}
    typed = [at(one, "content_attributes.submitted_email") for one in messages]
    person["email"] = person.get("email") or next((each for each in reversed(typed) if each), None)
    if isinstance(name := person.get("name"), str) and _MADE_UP.match(name):
        del person["name"]
    more = person.get("additional_attributes")
    flat = {f"additional_attributes.{name}": value for name, value in more.items()} if isinstance(more, dict) else {}
    return {name: value for name, value in (person | flat).items() if name in _OF_PERSON}


_OF_PERSON = ("id", "name", "email", "phone_number",
              *(f"additional_attributes.{name}" for name in ("company_name", "country_code", "city")))  # fmt: skip


def _channel(kind: str) -> str:
    word = kind.removeprefix("Channel::").lower()
    return CHANNELS.get(word, word)


def _initiated(talk: Object) -> str | None:
    """When the widget was opened, which it says as a browser writes a time; None where it does not."""
    text = at(talk, "additional_attributes.initiated_at.timestamp")
    if not isinstance(text, str):
        return None
    try:
        return datetime.strptime(text.partition(" (")[0], "%a %b %d %Y %H:%M:%S GMT%z").isoformat()
    except ValueError:
        return None  # the first message's time will do


def _said(one: Object) -> Object | None:
    """One message, or None for one that says nothing (a card without words)."""
    text = one.get("content")
    if text is None or text == "":
        files = objects(one.get("attachments"), "attachments")
        text = " ".join(f"[{each.get('file_type') or 'file'}]" for each in files)
    if text and type(text) is str and _is_private(one):
        text = NOTE + text
    return {"role": _role(one), "text": text, "sent_at": one.get("created_at")} if text != "" else None


def _is_private(one: Object) -> bool:
    return one.get("private") not in (None, False)


def _role(one: Object) -> Any:
    """Who spoke. Notes among agents, activity and deleted messages are nobody's words: the visitor's least of all."""
    kind = one.get("message_type")
    if _is_private(one) or at(one, "content_attributes.deleted") or kind in ("2", "activity"):
        return "system"
    if kind in ("0", "incoming"):
        return "visitor"
    if kind in ("3", "template"):
        return "bot"
    if kind in ("1", "outgoing"):
        sender = str(at(one, "sender.type") or one.get("sender_type") or "").lower()
        return "bot" if sender in BOTS or not (sender or one.get("sender")) else "agent"
    return kind


CONVERSATION = Shape(
    "conversations",
    "conversations",
    _is_talk,
    {
        "external_id": "id",
        "started_at": "created_at",
        "channel": "channel",
        "source_page": "additional_attributes.referer",
        "language": "additional_attributes.browser_language",
        "visitor": "meta.sender.id",
        "contact_id": "meta.sender.id",
        "name": "meta.sender.name",
        "email": "meta.sender.email",
        "phone": "meta.sender.phone_number",
        "company": "meta.sender.additional_attributes.company_name",
        "country": "meta.sender.additional_attributes.country_code",
        "city": "meta.sender.additional_attributes.city",
        "messages": "messages",
    },
    _made,
    in_parts=True,
)


# ---------------------------------------------------------------- contacts


def _contact(one: Object) -> Object:
    if not (one.get("email") or one.get("phone_number")):
        raise RefusedError("has neither an e-mail nor a phone number: nobody can be reached by it")
    is_made_up = isinstance(one.get("name"), str) and _MADE_UP.match(one["name"])
    return own_fields(one) | ({"name": None} if is_made_up else {})


CONTACT = Shape(
    "leads",
    "contacts",
    _is_contact,
    {
        "external_id": "id",
        "captured_at": "created_at",
        "name": "name",
        "email": "email",
        "phone": "phone_number",
        "company": "additional_attributes.company_name",
        "country": "additional_attributes.country_code",
        "city": "additional_attributes.city",
    },
    _contact,
    reads=("custom_attributes",),
)
SHAPES = (CONVERSATION, CONTACT)


def read_chatwoot(blob: Blob, mapping: Mapping) -> Export:
    """The conversations, or the contacts, of what Chatwoot's API or webhooks gave."""
    return read_export(blob, mapping, "chatwoot", SHAPES, _gathered)


CHATWOOT = Source("chatwoot", "Chatwoot conversations or contacts", (), read_chatwoot, recognises=any_of(SHAPES))
