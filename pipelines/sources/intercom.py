"""Intercom: conversations and contacts as its API gives them, one alone, in lists, or one a line."""

from __future__ import annotations

from typing import Any

from leadlight.errors import RefusedError
from pipelines.sources.contract import Blob, Source
from pipelines.sources.exported import NOTE, Export, Object, Shape, any_of, at, objects, own_fields, read_export
from pipelines.sources.html_text import text_of_html
from pipelines.sources.mapping import Mapping

CHANNELS = {
    "conversation": "widget", "push": "widget", "inapp": "widget", "in_app": "widget", "facebook": "messenger",
    "phone_call": "phone", "phone_switch": "phone",
}  # fmt: skip
"""Where Intercom says a conversation began → our channel; what is not here keeps its name (email, whatsapp, sms, …)."""
VISITORS = ("user", "lead", "contact")
SAID = ("comment", "open", "close", "quick_reply", "message")
"""Parts that the visitor saw or wrote. The others (notes, assignments, …) are the team's own: `system`."""
NOTES = ("note", "note_and_reopen")
BY_ITSELF = ("automated", "campaigns_initiated", "operator_initiated")
"""Deliveries that no person wrote at that moment, in whoever's name they went out."""
_PARTS = "conversation_parts.conversation_parts"


def _is_conversation(one: Object) -> bool:
    return one.get("type") == "conversation" and ("source" in one or "conversation_parts" in one)


def _is_contact(one: Object) -> bool:
    return (
        one.get("type") in ("contact", "user", "lead") and "email" in one and ("role" in one or "workspace_id" in one)
    )


# ---------------------------------------------------------------- conversations


def _made(one: Object) -> Object:
    opening = one.get("source")
    if opening is not None and not isinstance(opening, dict):
        raise RefusedError("source is not an object")
    parts = objects(at(one, _PARTS), _PARTS)
    opening = opening or {}
    said = [_opening(opening, one.get("created_at")), *(_part(part) for part in parts)]
    kind = opening.get("type")
    made: Object = {
        "messages": [each for each in said if each],
        "source.type": CHANNELS.get(kind, kind) if isinstance(kind, str) else kind,
    }
    return made | _person(one, [opening, *parts])


def _opening(opening: Object, at_time: Any) -> Object | None:
    text = _text(opening) or text_of_html(str(opening.get("subject") or ""))
    role = _speaker(opening.get("author"))
    role = "bot" if role == "admin" and opening.get("delivered_as") in BY_ITSELF else role
    return {"role": role, "text": text, "sent_at": at_time} if text else None


def _part(part: Object) -> Object | None:
    text = _text(part)
    kind = part.get("part_type", "comment")
    role = _speaker(part.get("author")) if kind in SAID else "system"
    text = NOTE + text if text and kind in NOTES else text
    return {"role": role, "text": text, "sent_at": part.get("created_at")} if text else None


def _text(part: Object) -> str:
    """The words of a part; of one with none, the kinds of its attachments."""
    if part.get("redacted") is True:
        return ""
    body = part.get("body")
    if body is not None and type(body) is not str:
        raise RefusedError("a body is not text")
    text = text_of_html(body or "")
    files = objects(part.get("attachments"), "attachments")
    return text if text.strip() else " ".join(f"[{each.get('content_type') or 'file'}]" for each in files)


def _speaker(author: Any) -> Any:
    """Who wrote: in Intercom's words, which are roles of ours too; a team speaks as an agent, its AI as the bot."""
    kind = at(author, "type")
    if kind in ("admin", "team") and (at(author, "from_ai_agent") is True or at(author, "is_ai_answer") is True):
        return "bot"
    return {"team": "admin", "contact": "user"}.get(kind, kind) if isinstance(kind, str) else kind


def _person(one: Object, parts: list[Object]) -> Object:
    """The visitor: the contact's id, and name and e-mail as they stand beside what they wrote."""
    listed = at(one, "contacts.contacts.0")
    person: Object = {name: at(listed, name) for name in ("id", "name", "email", "phone")}
    for author in (part.get("author") for part in parts):
        if isinstance(author, dict) and author.get("type") in VISITORS:
            person |= {name: author.get(name) for name in ("id", "name", "email") if not person[name]}
    return {f"contact.{name}": value for name, value in person.items() if value}


CONVERSATION = Shape(
    "conversations",
    "conversations",
    _is_conversation,
    {
        "external_id": "id",
        "started_at": "created_at",
        "channel": "source.type",
        "source_page": "source.url",
        "visitor": "contact.id",
        "contact_id": "contact.id",
        "name": "contact.name",
        "email": "contact.email",
        "phone": "contact.phone",
        "messages": "messages",
    },
    _made,
    reads=("contacts", "conversation_parts"),
)


# ---------------------------------------------------------------- contacts


def _contact(one: Object) -> Object:
    if not (one.get("email") or one.get("phone")):
        raise RefusedError("has neither an e-mail nor a phone: nobody can be reached by it")
    return own_fields(one) | ({"custom.intercom_external_id": one["external_id"]} if one.get("external_id") else {})


CONTACT = Shape(
    "leads",
    "contacts",
    _is_contact,
    {
        "external_id": "id",
        "captured_at": "created_at",
        "name": "name",
        "email": "email",
        "phone": "phone",
        "company": "companies.data.0.name",
        "country": "location.country",
        "region": "location.region",
        "city": "location.city",
        "referrer": "referrer",
        **{name: name for name in ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")},
    },
    _contact,
    reads=("custom_attributes", "external_id"),
)
SHAPES = (CONVERSATION, CONTACT)


def read_intercom(blob: Blob, mapping: Mapping) -> Export:
    """The conversations, or the contacts, of what Intercom's API gave."""
    return read_export(blob, mapping, "intercom", SHAPES)


INTERCOM = Source("intercom", "Intercom conversations or contacts", (), read_intercom, recognises=any_of(SHAPES))
