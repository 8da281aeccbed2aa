"""When the form appears: the rules in the order they are tried, and why none of them fired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from leadlight.domain.capture_state import CaptureState
from leadlight.domain.form import Triggers
from leadlight.domain.page_group import is_like

GIVEN = "given"
WHY: dict[str, str] = {
    GIVEN: "the visitor left a way to be reached",
    "request": "the visitor asks to be contacted",
    "handoff": "the bot hands over to a person",
    "end": "the conversation ends",
    "intent": "what the visitor said shows serious interest",
    "page": "the page is one where the form is wanted",
    "messages": "the visitor has written as many messages as the form waits for",
}
"""Each trigger and what it means, as a reason."""
NAMES: dict[str, str] = {
    GIVEN: "Contact data given", "request": "Asked to be contacted", "handoff": "Hand-off", "end": "End of the talk",
    "intent": "Serious interest", "page": "Page", "messages": "Number of messages",
}  # fmt: skip
_RANKS = {"cold": 0, "warm": 1, "hot": 2}


@dataclass(frozen=True, slots=True)
class Moment:
    """What the engine needs to know of a conversation beside its words.

    `at` is UTC, `zone` the bot's. `temperature` by the bot's thresholds, None while unscored. `requested`: whether the
    messages that are news ask to be contacted. `page`: the source page as a normalised path. `can_show`: whether where
    the visitor writes can show a form.
    """

    at: datetime
    zone: str = "UTC"
    language: str | None = None
    country: str | None = None
    temperature: str | None = None
    requested: bool = False
    page: str | None = None
    visitor_messages: int = 0
    handoff: bool = False
    ended: bool = False
    can_show: bool = True


def fired(triggers: Triggers, state: CaptureState, moment: Moment) -> str | None:
    """The first rule that fires; None where none does.

    In quiet hours only visitors who ask, or leave contact data, are asked.
    """
    if state.reachable:
        return GIVEN
    if triggers.on_request and (moment.requested or state.via):
        return "request"
    if is_quiet(triggers.quiet, moment):
        return None
    wanted = {
        "handoff": triggers.at_handoff and moment.handoff,
        "end": triggers.at_end and moment.ended,
        "intent": _RANKS.get(moment.temperature or "", -1) >= _RANKS.get(triggers.intent, 9),
        "page": any(is_like(pattern, moment.page) for pattern in triggers.pages),
        "messages": triggers.after_messages is not None and moment.visitor_messages >= triggers.after_messages,
    }
    return next((name for name, is_so in wanted.items() if is_so), None)


def is_quiet(quiet: tuple[str, str] | None, moment: Moment) -> bool:
    """Whether the bot's clock stands in its quiet hours, from the first time up to the second."""
    if quiet is None:
        return False
    now = moment.at.astimezone(ZoneInfo(moment.zone)).strftime("%H:%M")
    begin, end = quiet
    return begin <= now < end if begin < end else now >= begin or now < end


def waiting(triggers: Triggers, moment: Moment) -> str:
    """Why nothing is asked yet."""
    if is_quiet(triggers.quiet, moment) and triggers.quiet:
        return f"quiet hours until {triggers.quiet[1]}: only visitors who ask for it are asked"
    return "no rule for showing the form applies yet"
