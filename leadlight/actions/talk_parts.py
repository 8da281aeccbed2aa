"""Conversations that come piece by piece: what a row tells is added to what stands, and nothing is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from leadlight.actions.capture import Capture
from leadlight.domain.conversation import Message
from leadlight.domain.rows import ConversationRow
from leadlight.record.unit_of_work import UnitOfWork


def made_whole(
    work: UnitOfWork, capture: Capture, rows: Sequence[ConversationRow], known: Mapping[str, Mapping[str, Any]]
) -> list[ConversationRow]:
    """The rows, those that are parts of a conversation we know with all that was said in it.

    `known`: whole conversations by external id.
    """
    ids = [known[row.external_id]["id"] for row in rows if row.is_part and row.external_id in known]
    found = capture.ground.transcripts(work.connection, ids)
    said = {talk_id: transcript.messages for talk_id, transcript in found.items()}
    return [
        _joined(row, before, said[before["id"]])
        if row.is_part and (before := known.get(row.external_id)) and before["id"] in said
        else row
        for row in rows
    ]


def _joined(row: ConversationRow, before: Mapping[str, Any], said: Sequence[Message]) -> ConversationRow:
    started = min(row.started_at, before["started_at"]) if row.started_at else None
    return replace(row, started_at=started, messages=joined(said, row.messages))


def joined(before: Sequence[Message], more: Sequence[Message]) -> tuple[Message, ...]:
    """All messages once, by their times where all have one, else the new ones last.

    One message may be told with its milliseconds here and without them there: the second decides.
    """
    have = {_mark(message) for message in before}
    together = [*before, *(message for message in more if _mark(message) not in have)]
    times = [second for message in together if (second := _second(message))]
    if len(times) == len(together):
        order = sorted(range(len(together)), key=times.__getitem__)
        together = [together[place] for place in order]
    return tuple(message._replace(position=position) for position, message in enumerate(together))


def _mark(message: Message) -> tuple[str, str, datetime | None]:
    return message.role, message.text, _second(message)


def _second(message: Message) -> datetime | None:
    return message.sent_at.replace(microsecond=0) if message.sent_at else None
