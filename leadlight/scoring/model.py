"""The language model: one conversation a call, and nothing of its answer is believed that the transcript does not hold.

It writes a summary and points at signals among those we know; it never says what a signal is worth. The client is the
`openai` package, so that any server with the same protocol will do.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leadlight.domain.conversation import Message
from leadlight.domain.summary import Claim
from leadlight.errors import LeadlightError
from leadlight.scoring import prompts
from leadlight.scoring.claims import proven
from leadlight.scoring.masking import Mask

if TYPE_CHECKING:
    from openai import OpenAI

TIMEOUT_S, RETRIES, ANSWER_TOKENS = 30.0, 2, 4_000
"""Seconds one try may take, tries after the first, and tokens of an answer (those it thinks with included)."""
_log = logging.getLogger(__name__)


class ModelError(LeadlightError):
    """No answer to use: the words say why, for people to read; nothing of the conversation is in them."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote, private data put back in: the summary, signals that can be quoted, tokens used."""

    text: str
    signals: tuple[Claim, ...]
    tokens: int


@dataclass(frozen=True, slots=True)
class Model:
    """A model to ask: its name, its key, and its address where it is not OpenAI's own."""

    name: str
    key: str
    base_url: str = ""
    language: str = "English"
    timeout: float = TIMEOUT_S
    retries: int = RETRIES

    def write(
        self, messages: Sequence[Message], known: Iterable[str | None] = (), country: str | None = None
    ) -> Written:
        """Sum a conversation up. `known` is private, too, wherever it is said. Raises ModelError."""
        mask = Mask(messages, known, country)
        told, data = prompts.instructions(self.language), prompts.transcript(messages, mask)
        said, tokens = self.ask(told, data, prompts.NAME, prompts.SCHEMA)
        summary, claims = answered(said)
        text = " ".join(mask.show(summary).split())
        if not text or len(text) > prompts.TEXT_AT_MOST:
            raise ModelError("the model's answer was empty or far too long")
        return Written(text, proven(claims[: prompts.SIGNALS_AT_MOST], messages, mask), tokens)

    def ask(self, told: str, data: str, name: str, schema: Mapping[str, Any]) -> tuple[str, int]:
        """(what it answers, tokens used): `told` what to do, `data` to do it with, in the shape of `schema`.

        Raises ModelError.
        """
        import openai  # loads for a second: only where a model is asked

        try:
            with self._client() as client:
                done = client.chat.completions.create(
                    model=self.name,
                    messages=[{"role": "system", "content": told}, {"role": "user", "content": data}],
                    response_format={
                        "type": "json_schema",
                        "json_schema": {"name": name, "schema": dict(schema), "strict": True},
                    },
                    max_completion_tokens=ANSWER_TOKENS,
                )
        except (openai.OpenAIError, ValueError) as error:  # ValueError: an answer that is no JSON at all
            _log.warning("no %s from the model: %s", name, type(error).__name__)  # its text may quote the conversation
            raise ModelError(_why(error)) from None
        choice = done.choices[0] if done.choices else None
        if choice is None or choice.message.refusal or choice.finish_reason == "content_filter":
            raise ModelError("the model declined to answer")
        if choice.finish_reason == "length" or not choice.message.content:
            raise ModelError("the model's answer broke off")
        return choice.message.content, done.usage.total_tokens if done.usage else 0

    def _client(self) -> OpenAI:
        from openai import OpenAI

        return OpenAI(
            api_key=self.key or "none", base_url=self.base_url or None, timeout=self.timeout, max_retries=self.retries
        )


def _why(error: Exception) -> str:
    """What went wrong, in words that hold nothing of the conversation."""
    import openai

    told: tuple[tuple[type[Exception], str], ...] = (
        (openai.APITimeoutError, "the model did not answer in time"),
        (openai.APIConnectionError, "the model could not be reached"),
        (openai.RateLimitError, "the model takes no more requests just now"),
        (openai.AuthenticationError, "the model's server refused the key (OPENAI_API_KEY)"),
        (openai.PermissionDeniedError, "the key may not use this model (LEADLIGHT_MODEL)"),
        (openai.NotFoundError, "the server knows no such model (LEADLIGHT_MODEL, OPENAI_BASE_URL)"),
        (openai.InternalServerError, "the model's server had a fault"),
    )
    return next((words for kind, words in told if isinstance(error, kind)), "the model's answer could not be used")


def answered(said: str) -> tuple[str, list[Claim]]:
    """(summary, what it claims) of an answer that is exactly of `prompts.SCHEMA`. Raises ModelError for any other."""
    try:
        found = json.loads(said)
        claims = [_claim(each) for each in found["signals"]]
        if set(found) != {"summary", "signals"} or not isinstance(found["summary"], str):
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ModelError("the model's answer was not of the shape asked for") from None
    return found["summary"], claims


def _claim(found: Any) -> Claim:
    """Raises ValueError or KeyError where it is none."""
    if not isinstance(found, dict):
        raise ValueError
    kinds = {name: type(value) for name, value in found.items()}
    if kinds != {"kind": str, "quote": str, "message": int}:
        raise ValueError
    return Claim(found["kind"], found["quote"], found["message"])
