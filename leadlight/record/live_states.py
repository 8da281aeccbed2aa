"""What others change in the state of live conversations: places that an import moves, answers that go with a lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from leadlight.domain.capture_state import from_json, moved
from leadlight.domain.conversation import Message
from leadlight.record.import_journal import chunks
from leadlight.record.tables import capture_state, conversation, lead, lead_merge


def live_among(connection: Connection, conversation_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Of these conversations those that went on live, each with where its capture stands, as it is kept."""
    state = capture_state.c
    found: dict[int, dict[str, Any]] = {}
    for some in chunks(conversation_ids):
        query = select(state.conversation_id, state.state).where(state.conversation_id.in_(some))
        found.update({row.conversation_id: row.state for row in connection.execute(query)})
    return found


def move_places(
    connection: Connection,
    live: Mapping[int, Mapping[str, Any]],
    stood: Mapping[int, Sequence[Message]],
    stands: Mapping[int, Sequence[Message]],
) -> None:
    """Keep the places of live conversations right, whose messages stood and now stand so."""
    for talk_id, kept in live.items():
        after = moved(from_json(kept), stood[talk_id], stands[talk_id])
        values = dict(kept) | {"read": after.read, "declined_at": after.declined_at}
        chosen = capture_state.c.conversation_id == talk_id
        connection.execute(update(capture_state).where(chosen).values(state=values))


def talks_of(connection: Connection, lead_id: int) -> list[int]:
    """The conversations of a lead: its own, those of leads merged into it, and others of the same visitor."""
    its, merged = lead.c.conversation_id, lead_merge.c.conversation_id
    own = select(its).where(lead.c.id == lead_id).union(select(merged).where(lead_merge.c.lead_id == lead_id))
    talks = [each for each in connection.execute(own).scalars() if each is not None]
    of = select(conversation.c.bot_id, conversation.c.visitor).where(conversation.c.id.in_(talks))
    found = set(talks)
    for bot_id, visitor in connection.execute(of.where(conversation.c.visitor.is_not(None))).all():
        same = (conversation.c.bot_id == bot_id) & (conversation.c.visitor == visitor)
        found |= set(connection.execute(select(conversation.c.id).where(same)).scalars())
    return sorted(found)


def forget_answers(connection: Connection, lead_id: int, conversation_ids: Sequence[int]) -> None:
    """Delete what was answered for this lead, or for no lead, in these live conversations.

    What was picked out of words (`heard`) stays as those words do: so they do not make the lead anew.
    """
    for talk_id, state in live_among(connection, conversation_ids).items():
        if state.get("lead_id") in (lead_id, None) and state.get("answers"):
            chosen = capture_state.c.conversation_id == talk_id
            connection.execute(update(capture_state).where(chosen).values(state={**state, "answers": {}}))
