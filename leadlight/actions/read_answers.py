"""Read what was said in a conversation after some position, for the page or the bot that carries it on."""

from __future__ import annotations

from dataclasses import dataclass

from leadlight.domain.conversation import Message, Role
from leadlight.domain.own_talk import require_secret_id
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record import conversations, forms
from leadlight.record.engine import Record, reading

ANSWERING: tuple[Role, ...] = ("bot", "agent")


@dataclass(frozen=True, slots=True)
class Answers:
    """The messages after the position, in order, and the version of the form in force."""

    messages: tuple[Message, ...]
    form_version: int


def read_answers(record: Record, scope: Scope, bot_id: int, external_id: str, after: int) -> Answers:
    """Messages of the bot's conversation whose position is past `after` (-1 for all).

    With the right READ all of them; NotFoundError where there is no such conversation. Without it, a visitor's page: of
    the conversation that it began itself, and only what bot and agents said; none where nothing was said yet.
    ForbiddenError where its id is no widget's.
    """
    scope.require_bot(bot_id)
    require_secret_id(scope, external_id)
    with reading(record) as connection:
        talk = conversations.by_external_ids(connection, bot_id, [external_id]).get(external_id)
        if talk is None and not scope.is_anybody:
            raise NotFoundError("no such conversation")
        roles = ANSWERING if scope.is_anybody else None
        said = conversations.messages_of(connection, talk["id"], after, roles) if talk else ()
        version = forms.version_in_force(connection, bot_id)
    return Answers(said, version)
