"""Conversations that come piece by piece: what a row tells is added to what stands, and nothing is taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from leadlight.actions.capture import Capture
from leadlight.domain.conversation import Message
from leadlight.domain.rows import PLACE_COLUMNS, WHO_COLUMNS, ConversationRow
from leadlight.record.unit_of_work import UnitOfWork

COLUMNS = (*PLACE_COLUMNS, "visitor", "language")
"""What a row says of its conversation, beside its words."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row with all that is to stand, and what it is known by when it comes again.

    `said`: the messages that stand, where the row was joined to them.
    """

    row: ConversationRow
    mark: str
    said: tuple[Message, ...] = ()


def made_whole(
    work: UnitOfWork,
    capture: Capture,
    rows: Sequence[ConversationRow],
    known: Mapping[str, Mapping[str, Any]],
    live: Container[int],
) -> list[Told]:
    """The rows, those that are parts of a conversation we know with all that was said in it.

    Every row is a part of one that went on `live`, whatever its source. `known`: whole conversations by external id.
    """
    marks = [fingerprint(row) for row in rows]
    befores = [known.get(row.external_id) for row in rows]
    pairs = zip(rows, befores, strict=True)
    ids = [before["id"] for row, before in pairs if before and (row.is_part or before["id"] in live)]
    found = capture.ground.transcripts(work.connection, ids)
    return [
        _joined(row, mark, before, found[before["id"]].messages, is_live=before["id"] in live)
        if before and before["id"] in found
        else Told(row, mark)
        for row, mark, before in zip(rows, marks, befores, strict=True)
    ]


def _joined(
    row: ConversationRow, mark: str, before: Mapping[str, Any], said: tuple[Message, ...], *, is_live: bool
) -> Told:
    started = min(row.started_at, before["started_at"]) if row.started_at else None
    whole = replace(row, started_at=started, messages=joined(said, row.messages))
    if not row.is_part:
        return Told(whole, mark, said)
    is_news = whole.messages != said or any(getattr(row, name) not in (None, before[name]) for name in COLUMNS)
    if is_live and before["import_hash"] is not None and not is_news:
        return Told(whole, before["import_hash"], said)  # what came live meanwhile does not make it another
    return Told(whole, fingerprint(whole), said)


def fingerprint(row: ConversationRow) -> str:
    """A hash of everything a row says: two equal rows are equal."""
    parts: list[str] = [f"{name}={getattr(row, name)}" for name in (*COLUMNS, "started_at")]
    parts += [f"{name}={value}" for name in WHO_COLUMNS if (value := getattr(row, name)) is not None]
    parts += [f"{m.position}|{m.role}|{m.sent_at}|{m.text}" for m in row.messages]
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


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
