"""Where the capture stands in one conversation: what was given, asked and refused, kept between two messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from leadlight.domain.conversation import Message


@dataclass(frozen=True, slots=True)
class CaptureState:
    """All the engine remembers. `answers` by field key; `heard`: what was last picked out of the words by extraction.

    `asked` and `refused` count by key. `asking`: the field asked last, until it is answered or let go; `last`: the one
    answered last. `read`: messages from this position on are news. `trigger`: the rule that fired; `shown_version`: the
    form it showed. `declined_at`: the position of the message that wanted no part of it (-1: in an earlier
    conversation); `stopped`: it asked to be left alone. `via`: how the visitor would rather be reached. `silent`:
    questions in a row that went unanswered.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    asking: str | None = None
    last: str | None = None
    read: int = 0
    trigger: str | None = None
    shown_version: int | None = None
    declined_at: int | None = None
    stopped: bool = False
    via: str = ""
    silent: int = 0
    done: bool = False

    @property
    def declined(self) -> bool:
        """Whether the visitor wants no part of it."""
        return self.declined_at is not None

    @property
    def reachable(self) -> bool:
        """Whether an e-mail or a phone was given."""
        return bool(self.answers.get("email") or self.answers.get("phone"))


def begun(before: CaptureState | None) -> CaptureState:
    """How the capture stands as a visitor begins another conversation: whoever declined in the one `before` still does.

    What was given there belongs there.
    """
    if before is None or not before.declined:
        return CaptureState()
    return CaptureState(declined_at=-1, stopped=before.stopped)


def moved(state: CaptureState, stood: Sequence[Message], stands: Sequence[Message]) -> CaptureState:
    """The same state where the conversation's messages stand otherwise now, some put among them or taken away.

    What was news to it still is; what was not told to it is none. A decline whose message is gone stays one.
    """
    unread = {message[1:] for message in stood if message.role == "visitor" and message.position >= state.read}
    read = next((message.position for message in stands if message[1:] in unread), len(stands))
    no = next((message[1:] for message in stood if message.position == state.declined_at), None)
    at = next((message.position for message in stands if message[1:] == no), -1)
    return replace(state, read=read, declined_at=state.declined_at if state.declined_at is None else at)


def to_json(state: CaptureState) -> dict[str, Any]:
    """The state as the record keeps it."""
    return asdict(state)


def from_json(said: Mapping[str, Any]) -> CaptureState:
    """`to_json` undone; what an older Leadlight did not keep is as at the start."""
    names = {each.name for each in fields(CaptureState)}
    return CaptureState(**{name: value for name, value in said.items() if name in names})
