"""Where the capture stands in live conversations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from leadlight.domain.capture_state import CaptureState, from_json, to_json
from leadlight.record.tables import capture_state, conversation


@dataclass(frozen=True, slots=True)
class Standing:
    """The engine's state, the lead that was made or met, and the ids of the messages that have come, in order.

    `made`: this conversation made the lead; else it was known before, and is another's. `of_page`: a visitor's page,
    by a public key, began it.
    """

    state: CaptureState = CaptureState()
    lead_id: int | None = None
    made: bool = False
    of_page: bool = False
    seen: tuple[str, ...] = ()


def standing_of(connection: Connection, conversation_id: int) -> Standing:
    """Where the capture stands in a conversation; at the start where nothing is kept."""
    query = select(capture_state.c.state, capture_state.c.seen)
    row = connection.execute(query.where(capture_state.c.conversation_id == conversation_id)).one_or_none()
    if row is None:
        return Standing()
    said = row.state
    marks = said.get("made", False), said.get("of_page", False)
    return Standing(from_json(said), said.get("lead_id"), *marks, tuple(row.seen))


def state_before(
    connection: Connection, bot_id: int, visitor: str, conversation_id: int, *, is_test: bool
) -> CaptureState | None:
    """Where the capture stood in the visitor's conversation before this one; None where there was none.

    Trials look back on trials, and nothing else on one.
    """
    talk = conversation.c
    query = select(capture_state.c.state).join(conversation, talk.id == capture_state.c.conversation_id)
    query = query.where(talk.bot_id == bot_id, talk.visitor == visitor, talk.id < conversation_id)
    query = query.where(talk.is_test.is_(is_test))
    state = connection.execute(query.order_by(talk.id.desc()).limit(1)).scalar()
    return None if state is None else from_json(state)


def keep(connection: Connection, conversation_id: int, standing: Standing, at: datetime, *, is_open: bool) -> None:
    """Write where the capture stands now."""
    marks = {"lead_id": standing.lead_id, "made": standing.made, "of_page": standing.of_page}
    values = {
        "state": to_json(standing.state) | marks,
        "seen": list(standing.seen),
        "is_open": is_open,
        "updated_at": at,
    }
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(capture_state)
    statement = insert.values(conversation_id=conversation_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["conversation_id"], set_=values))


def close(connection: Connection, conversation_id: int) -> bool:
    """Note that a conversation is over; False where that was noted before."""
    chosen = (capture_state.c.conversation_id == conversation_id) & capture_state.c.is_open
    return connection.execute(update(capture_state).where(chosen).values(is_open=False)).rowcount == 1


def idle_since(connection: Connection, before: datetime, limit: int) -> Sequence[tuple[int, int]]:
    """(bot, conversation) of open conversations in which nothing moved since `before`, the longest idle first."""
    state = capture_state.c
    query = select(conversation.c.bot_id, conversation.c.id).join(
        capture_state, state.conversation_id == conversation.c.id
    )
    rows = connection.execute(
        query.where(state.is_open, state.updated_at < before).order_by(state.updated_at).limit(limit)
    )
    return [(row[0], row[1]) for row in rows]
