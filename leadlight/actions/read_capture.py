"""Read where the capture stands in one live conversation."""

from __future__ import annotations

from dataclasses import dataclass

from leadlight.actions.read_lead import ConversationView, read_conversation
from leadlight.domain.capture_state import CaptureState
from leadlight.domain.missing import FormEvent
from leadlight.domain.scope import Scope
from leadlight.record import capture_states, forms
from leadlight.record.engine import Record, reading


@dataclass(frozen=True, slots=True)
class CaptureView:
    """The conversation, what was given, asked and refused in it, its capture events in order, and the lead's id."""

    talk: ConversationView
    state: CaptureState
    events: tuple[FormEvent, ...]
    lead_id: int | None


def read_capture(record: Record, scope: Scope, conversation_id: int) -> CaptureView:
    """The capture of one conversation. Raises NotFoundError when the scope has none of this id."""
    talk = read_conversation(record, scope, conversation_id)
    with reading(record) as connection:
        standing = capture_states.standing_of(connection, conversation_id)
        events = forms.events_of(connection, [conversation_id])
    return CaptureView(talk, standing.state, events, standing.lead_id)
