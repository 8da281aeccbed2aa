"""A conversation as it goes on: begun, added to message by message, scored again; each message once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from leadlight.actions.capture import PATHS, Capture
from leadlight.actions.capture_lead import tie_waiting_leads
from leadlight.actions.record_conversations import ledger_rows
from leadlight.domain.bot import Bot
from leadlight.domain.conversation import ROLES, Message, Role
from leadlight.domain.journey import Journey, campaign
from leadlight.domain.normalise import page_path, storable
from leadlight.domain.own_talk import is_secret, require_own_talk
from leadlight.errors import RefusedError
from leadlight.record import capture_states, conversations, summaries
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring import score
from leadlight.scoring.version import rules_version

LONGEST_ID, LONGEST_TEXT, LONGEST_VALUE, MOST_MESSAGES = 200, 20_000, 2_000, 2_000
LONGEST_OF_ANYBODY = 4_000
"""Characters of one message of whoever may be anybody: the scorer reads no more."""
LONGEST_TALK = 100_000
"""Characters of a whole live conversation: each message has all of it read again."""
LONGEST_SAID_BY_ANYBODY = 20_000
"""Characters of all that a visitor says to a page: 100,000 of them took three quarters of a second to read."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a post. One with an `id` that came before is not taken twice; without `sent_at` it is now's."""

    text: str
    role: Role = "visitor"
    id: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit(Journey):
    """What is known of where a conversation takes place and who it is with. First touch never changes."""

    channel: str | None = "api"
    visitor: str | None = None
    language: str | None = None


@dataclass(slots=True)
class Talk:
    """A live conversation: its row in the record, all its messages, and whether this work began it."""

    row: dict[str, Any]
    messages: tuple[Message, ...]
    is_fresh: bool

    @property
    def id(self) -> int:
        """Its id in the record."""
        return int(self.row["id"])


def open_talk(work: UnitOfWork, capture: Capture, external_id: str, visit: Visit) -> Talk:
    """The bot's conversation of this external id with what the visit adds to it; begun where there is none.

    Raises ForbiddenError where a visitor's page names one that no page began, RefusedError for values that cannot be
    kept, and where one is a test and the other is not.
    """
    values = _checked(external_id, visit)
    known = known_talk(work, capture.bot.id, external_id)
    if known is None:
        return _begun(work, capture, external_id, values)
    if bool(known["is_test"]) != capture.is_test:
        raise RefusedError("a test goes on as a test, and nothing else becomes one", "conversation")
    news = _derived({**known, **{name: value for name, value in values.items() if known[name] is None}})
    changed = {name: value for name, value in news.items() if known[name] != value}
    if changed:
        conversations.update_conversation(work.connection, known["id"], changed)
        work.touch("conversation", known["id"])
    return Talk(known | changed, conversations.messages_of(work.connection, known["id"]), is_fresh=False)


def known_talk(work: UnitOfWork, bot_id: int, external_id: str) -> dict[str, Any] | None:
    """The bot's conversation of this external id as it stands, if there is one.

    Raises ForbiddenError where a visitor's page names one that no page began.
    """
    known = conversations.by_external_ids(work.connection, bot_id, [external_id]).get(external_id)
    if known is not None and work.scope.is_anybody:
        is_of_page = capture_states.standing_of(work.connection, known["id"]).of_page
        require_own_talk(work.scope, external_id, is_of_page=is_of_page)
    return known


def _begun(work: UnitOfWork, capture: Capture, external_id: str, values: dict[str, Any]) -> Talk:
    (talk_id,) = work.reserve_ids("conversation", 1)
    row = values | {
        "id": talk_id,
        "bot_id": capture.bot.id,
        "external_id": external_id,
        "started_at": work.now,
        "last_message_at": work.now,
        "ended_at": None,
        "messages": 0,
        "visitor_messages": 0,
        "is_test": capture.is_test,
        "batch_id": None,
        "import_hash": None,
        "scored_by": None,
        "created_at": work.now,
    }
    row = _derived(row)
    conversations.insert_conversations(work.connection, [row])
    work.touch("conversation", talk_id)
    if not capture.is_test and not (work.scope.is_anybody and not is_secret(external_id)):
        tie_waiting_leads(work, capture, {external_id: row})
    return Talk(row, (), is_fresh=True)


def _checked(external_id: str, visit: Visit) -> dict[str, Any]:
    if not external_id.strip() or len(external_id) > LONGEST_ID or not storable(external_id):
        raise RefusedError(f"a conversation's id has 1 to {LONGEST_ID} characters", "conversation")
    values = {each.name: getattr(visit, each.name) or None for each in fields(Visit)}
    for name, value in values.items():
        if value is not None and (len(value) > LONGEST_VALUE or not storable(value)):
            raise RefusedError(f"{name} is longer than {LONGEST_VALUE} characters, or no plain text", name)
    return values


def _derived(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its paths, and the campaign that stands in its pages' addresses."""
    found = dict(row)
    for page, path in PATHS.items():
        found[path] = page_path(found[page]) if found[page] else None
    for page in ("landing_page", "source_page"):
        if found[page]:
            found |= {name: value for name, value in campaign(found[page]).items() if found[name] is None}
    return found


def add_messages(
    work: UnitOfWork, bot: Bot, talk: Talk, said: Sequence[Said], seen: Sequence[str]
) -> tuple[Talk, tuple[str, ...]]:
    """The talk with these messages at its end, those left out that came before, and the ids that have come by now."""
    is_anybody = work.scope.is_anybody
    for each in said:
        _refuse_wrong(each, LONGEST_OF_ANYBODY if is_anybody else LONGEST_TEXT)
    begun = talk.row["started_at"] if is_anybody and not talk.is_fresh else None
    fresh = _news(talk, said, seen, work.now, begun)
    ids = (*seen, *(each.id for each in said if each.id and each.id not in seen))
    if not fresh:
        return talk, ids
    if len(talk.messages) + len(fresh) > MOST_MESSAGES:
        raise RefusedError(f"a conversation has at most {MOST_MESSAGES} messages: begin another", "messages")
    _refuse_long((*talk.messages, *fresh), is_anybody=is_anybody)
    conversations.replace_messages(work.connection, [(talk.id, fresh)], fresh=True)
    messages = (*talk.messages, *fresh)
    times = [message.sent_at for message in messages if message.sent_at]
    values: dict[str, Any] = {
        "messages": len(messages),
        "visitor_messages": sum(message.role == "visitor" for message in messages),
        "started_at": min([*times, talk.row["started_at"]]),
        "last_message_at": max(times),
        "ended_at": None,
    }
    if any(message.role == "visitor" for message in fresh):
        values["scored_by"] = rules_version(bot.points)
        claims = summaries.claims_of(work.connection, [talk.id]).get(talk.id, ())
        ledger = ledger_rows(bot, talk.id, messages, score(messages, dict(bot.points)), work.now, claims)
        conversations.replace_signals(work.connection, ledger, [talk.id])
    conversations.update_conversation(work.connection, talk.id, values)
    work.touch("conversation", talk.id)
    work.touch("lead", *conversations.leads_of(work.connection, [talk.id]).get(talk.id, ()))
    return Talk(talk.row | values, messages, talk.is_fresh), ids


def _news(
    talk: Talk, said: Sequence[Said], seen: Sequence[str], now: datetime, begun: datetime | None
) -> list[Message]:
    """What is new of it, none sent before `begun` (None: whenever it says)."""
    have, known = set(seen), {(each.role, each.text, each.sent_at) for each in talk.messages}
    found: list[Message] = []
    for each in said:
        at = max(each.sent_at, begun) if each.sent_at and begun else each.sent_at
        if each.id in have or (each.id is None and at and (each.role, each.text, at) in known):
            continue
        if each.id is not None:
            have.add(each.id)
        found.append(Message(len(talk.messages) + len(found), each.role, each.text, at or now))
    return found


def _refuse_long(messages: Sequence[Message], *, is_anybody: bool) -> None:
    if sum(len(each.text) for each in messages) > LONGEST_TALK:
        raise RefusedError(f"a conversation has at most {LONGEST_TALK:,} characters: begin another", "messages")
    said = sum(len(each.text) for each in messages if each.role == "visitor")
    if is_anybody and said > LONGEST_SAID_BY_ANYBODY:
        most = f"{LONGEST_SAID_BY_ANYBODY:,}"
        raise RefusedError(f"a visitor says at most {most} characters in a conversation: begin another", "messages")


def _refuse_wrong(each: Said, longest: int) -> None:
    if each.role not in ROLES:
        raise RefusedError(f"a role is one of {', '.join(ROLES)}", "messages")
    if len(each.text) > longest or not storable(each.text):
        raise RefusedError(f"a message has at most {longest:,} characters of plain text", "messages")
    if each.id is not None and (not each.id or len(each.id) > LONGEST_ID or not storable(each.id)):
        raise RefusedError(f"a message's id has 1 to {LONGEST_ID} characters", "messages")
