"""Read what was said in a conversation after some position, for the page or the bot that carries it on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leadlight.domain.conversation import Message
from leadlight.domain.scope import READ, Scope
from leadlight.errors import ForbiddenError, NotFoundError
from leadlight.record import conversations, forms
from leadlight.record.engine import Record, reading

WIDGET_ID = re.compile(r"w-[0-9a-f]{32}")
"""What the widget calls its conversations: 128 random bits, so that whoever knows one was there."""
ANSWERING = ("bot", "agent")


@dataclass(frozen=True, slots=True)
class Answers:
    """The messages after the position, in order, and the version of the form in force."""

    messages: tuple[Message, ...]
    form_version: int


def read_answers(record: Record, scope: Scope, bot_id: int, external_id: str, after: int) -> Answers:
    """Messages of the bot's conversation whose position is past `after` (-1 for all).

    With the right READ all of them; NotFoundError where there is no such conversation. Without it, a visitor's page: of
    the conversation that it began itself, and only what bot and agents said; none where nothing was said yet.
    """
    scope.require_bot(bot_id)
    reads = READ in scope.rights
    if not reads and not WIDGET_ID.fullmatch(external_id):
        raise ForbiddenError("without the right to read only a widget's own conversation is told")
    with reading(record) as connection:
        talk = conversations.by_external_ids(connection, bot_id, [external_id]).get(external_id)
        if talk is None and reads:
            raise NotFoundError("no such conversation")
        said = conversations.messages_of(connection, talk["id"], after=after) if talk else ()
        version = forms.version_in_force(connection, bot_id)
    return Answers(tuple(each for each in said if reads or each.role in ANSWERING), version)
