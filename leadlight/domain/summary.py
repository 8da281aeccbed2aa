"""What a conversation comes to in a few words: taken from the visitor's own, or written by a language model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from leadlight.domain.conversation import Message

Kind = Literal["extractive", "model"]
WORDS_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """A signal that a model says it found, with the visitor's literal words and the message that holds them."""

    kind: str
    quote: str
    position: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the record keeps of a conversation's summary.

    `model`, `prompt_version`, `language`, `tokens` are blank where no model wrote it; `trouble` says in words why none
    did though one was asked.
    """

    conversation_id: int
    text: str
    kind: Kind
    model: str | None
    prompt_version: str | None
    language: str | None
    transcript_hash: str
    made_at: datetime
    tokens: int = 0
    signals: tuple[Claim, ...] = ()
    trouble: str | None = None


def transcript_hash(messages: Sequence[Message]) -> str:
    """32 hex digits that change when anything was said otherwise."""
    digest = hashlib.blake2b(digest_size=16)
    for message in messages:
        digest.update(f"{message.position}\x1f{message.role}\x1f{message.text}\x1e".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
