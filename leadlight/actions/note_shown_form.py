"""Note that a form is on show which no message called for: the visitor pressed a button, or the page is one for it."""

from __future__ import annotations

from dataclasses import replace

from leadlight.actions.record_capture_events import CaptureEvent, record_capture_events
from leadlight.domain.bot import Bot
from leadlight.domain.capture_state import CaptureState
from leadlight.domain.form import Form
from leadlight.record.unit_of_work import UnitOfWork


def note_shown_form(
    work: UnitOfWork, bot: Bot, talk_id: int, form: Form, state: CaptureState, trigger: str
) -> CaptureState:
    """The capture's state with the form on show; the events of its first showing are kept.

    Whoever asks for the form declines no more.
    """
    if state.done:
        return state
    if trigger == "request":
        state = replace(state, declined_at=None, stopped=False, silent=0)
    if state.shown_version is None:
        fields = [each.key for each in form.open(state.answers) if each.key not in state.answers]
        events = [CaptureEvent(talk_id, "shown", work.now, key, form.version) for key in (None, *fields)]
        record_capture_events(work, bot, events)
    return replace(state, trigger=state.trigger or trigger, shown_version=form.version)
