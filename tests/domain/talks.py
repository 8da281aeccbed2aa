"""A visitor talking to the capture engine, as the action layer lets them: with extraction and scoring at its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from leadlight.domain.capture import Decision, decide
from leadlight.domain.capture_state import CaptureState, from_json, to_json
from leadlight.domain.conversation import Message
from leadlight.domain.form import Form, default_form
from leadlight.domain.lead import CONTACT_COLUMNS
from leadlight.domain.temperature import Thresholds, clamp, temperature
from leadlight.domain.triggers import Moment
from leadlight.scoring.extraction import contact
from leadlight.scoring.ledger import score
from leadlight.scoring.wishes import wants_contact

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Talk:
    """One conversation; `country` reads phone numbers."""

    form: Form = field(default_factory=default_form)
    country: str | None = None
    zone: str = "UTC"
    messages: list[Message] = field(default_factory=list)
    state: CaptureState = field(default_factory=CaptureState)
    decisions: list[Decision] = field(default_factory=list)

    def says(self, text: str | None, at: datetime = NOON, **moment: Any) -> Decision:
        """The visitor writes (None: nothing); the capture's words are said by the bot."""
        read = self.state.read
        if text is not None:
            self.messages.append(Message(len(self.messages), "visitor", text))
        found = contact(self.messages, self.country)
        known = {name: value for name in CONTACT_COLUMNS if (value := getattr(found, name, None))}
        ledger = score(self.messages)
        spoken = [message.position for message in self.messages[:read] if message.role == "visitor"]
        latest = self.messages[max(spoken, default=-1) + 1 :]
        now = {
            "at": at,
            "zone": self.zone,
            "country": self.country,
            "temperature": temperature(clamp(each.points for each in ledger), Thresholds()),
            "requested": wants_contact(ledger, latest),
            "visitor_messages": sum(message.role == "visitor" for message in self.messages),
        }
        decision = decide(self.form, self.messages, known, self.state, Moment(**(now | moment)))
        self.state = from_json(to_json(decision.state))
        self.decisions.append(decision)
        if decision.wording:
            self.messages.append(Message(len(self.messages), "bot", decision.wording))
        return decision

    def all(self, lines: Sequence[str]) -> list[str]:
        """The visitor writes these, one after the other; what was done each time: "ask email", "capture", …"""
        return [self.did(self.says(line)) for line in lines]

    @staticmethod
    def did(decision: Decision) -> str:
        """ "ask email", "capture", "leave"."""
        return f"{decision.action} {decision.ask.key}" if decision.ask else decision.action
