"""Answer a request that names a key once: sent again within a day it gets the same answer, and does nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from leadlight.errors import ConflictError
from leadlight.record import idempotency
from leadlight.record.idempotency import Answered
from leadlight.record.unit_of_work import UnitOfWork

KEPT = timedelta(hours=24)
LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status and a JSON body; `replayed` where it was given before."""

    status: int
    body: Mapping[str, Any]
    replayed: bool = False


def answer_once(work: UnitOfWork, bot_id: int, key: str | None, asked: str, do: Callable[[], Answer]) -> Answer:
    """What `do` answers; where a request of this key was answered before, that answer, and nothing is done.

    `asked`: the request's fingerprint. Raises ConflictError where the key was used for another request.
    """
    if key is None:
        return do()
    work.hold(bot_id)
    known = idempotency.find_answer(work.connection, bot_id, key, work.now - KEPT)
    if known is not None:
        if known.body_hash != asked:
            raise ConflictError("this idempotency key was used for another request: give each request its own")
        return Answer(known.status, known.answer, replayed=True)
    answer = do()
    kept = Answered(asked, answer.status, dict(answer.body))
    idempotency.drop_answer(work.connection, bot_id, key)  # one too old to count; the others have a round of their own
    idempotency.keep_answer(work.connection, bot_id, key, kept, work.now)
    return answer


def fingerprint(path: str, body: Mapping[str, Any]) -> str:
    """What tells a request from another: where it went and what it said, however its JSON was written."""
    text = json.dumps([path, body], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
