"""What a visitor's new messages say about the form: answers, corrections, refusals, "call me instead"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from leadlight.domain.capture_state import CaptureState
from leadlight.domain.conversation import Message
from leadlight.domain.fields.contract import NO, Field, Spoken
from leadlight.domain.fields.registry import BY_KEY
from leadlight.domain.fields.tick import CONSENT_KIND
from leadlight.domain.form import Form
from leadlight.domain.lead import CONTACT_COLUMNS
from leadlight.domain.wording import understood

_FREE = frozenset({"text", "long_text", "name", "company"})
"""Kinds that hear any words as an answer, a refusal too."""
_UNASKED = frozenset({"choice", "choices", "website"})
"""Kinds whose values are heard where nobody asked."""
CALLED = "phone"
WRITTEN = "email"


@dataclass(slots=True)
class Listening:
    """What was heard: the state after it, events (kind, field), and what this turn was about.

    `turned_to`: the way the visitor would rather be reached, said for the first time; `wishes`: said now.
    """

    state: CaptureState
    events: list[tuple[str, str | None]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    refused: str | None = None
    is_unclear: bool = False
    is_fresh: bool = False
    turned_to: str = ""
    wishes: bool = False


def listen(
    form: Form, messages: Sequence[Message], known: Mapping[str, str], state: CaptureState, how: Spoken
) -> Listening:
    """Hear the visitor's messages that are news. `known`: what extraction picked out of the whole talk, by column.

    `how` says the language, the country and today; its text is not read.
    """
    ear = _Ear(form, dict(state.answers), dict(state.refused), state, Listening(state), how)
    fresh = [message for message in messages if message.role == "visitor" and message.position >= state.read]
    ear.take_known(known, fresh)
    for message in fresh:
        ear.hear(message)
    ear.heard.is_fresh = bool(fresh)
    ear.heard.state = replace(
        ear.state,
        answers=ear.answers,
        heard={**state.heard, **known},
        refused=ear.refused,
        read=max([state.read, *(message.position + 1 for message in messages)]),
    )
    return ear.heard


@dataclass(slots=True)
class _Ear:
    form: Form
    answers: dict[str, str]
    refused: dict[str, int]
    state: CaptureState
    heard: Listening
    how: Spoken

    def take_known(self, known: Mapping[str, str], fresh: Sequence[Message]) -> None:
        """What extraction says now and did not say before is an answer, or corrects one.

        Words that refuse a name or a company, where it was asked for, are none.
        """
        refused = self.state.asking if any(understood.refuses(message.text) for message in fresh) else None
        for key in CONTACT_COLUMNS:
            value = known.get(key)
            if value and self.state.heard.get(key) != value and not (key == refused and key in _FREE):
                self._answer(key, value)

    def hear(self, message: Message) -> None:
        """One message: an answer to what was asked, what was said unasked, or how the visitor takes it."""
        asked = self.form.find(self.state.asking or "") or _stand_in(self.state.asking)
        if self._corrects(message.text, asked):
            return
        self._unasked(message.text, asked)
        value = self._value(asked, message.text) if asked else None
        if asked and asked.key in self.heard.answered:
            self._settle()
        elif asked and (way := self._other_way(asked)):
            self._turn_to(way, asked)
        elif asked and value is not None:
            self._take(asked, value)
        else:
            self._reply(message, asked)

    def _value(self, asked: Field, text: str) -> str | None:
        if asked.kind in _FREE and (understood.refuses(text) or _turns_away(text)):
            return None
        return BY_KEY[asked.kind].hear(replace(self.how, text=text), asked)

    def _take(self, asked: Field, value: str) -> None:
        if asked.kind == CONSENT_KIND and value == NO:
            self._refuse(asked)
            if not asked.required:
                self.answers[asked.key] = NO
            return
        self._answer(asked.key, value)
        self._settle()

    def _other_way(self, asked: Field) -> str:
        """The way of being reached that was given where the other one was asked for."""
        other = {CALLED: WRITTEN, WRITTEN: CALLED}.get(asked.key, "")
        return other if other in self.heard.answered else ""

    def _unasked(self, text: str, asked: Field | None) -> None:
        for each in self.form.open(self.answers):
            if each.kind in _UNASKED and each.key not in self.answers and each != asked:
                value = BY_KEY[each.kind].hear(replace(self.how, text=text, is_answer=False), each)
                if value is not None:
                    self._answer(each.key, value)

    def _corrects(self, text: str, asked: Field | None) -> bool:
        """Whether the text puts the last answer right; what is asked by now may be meant by a bare "no, 20"."""
        last = self.form.find(self.state.last or "")
        found = understood.corrected(text)
        if not (found and last and last.key in self.answers):
            return False
        rest, surely = found
        if not surely and (last.kind in _FREE or (asked and self._value(asked, text) is not None)):
            return False
        value = BY_KEY[last.kind].hear(replace(self.how, text=rest), last)
        if value is None or value == self.answers[last.key]:
            return False
        self._answer(last.key, value)
        return True

    def _reply(self, message: Message, asked: Field | None) -> None:
        """A message without an answer: refused, turned to another way, declined, or about something else."""
        text = message.text
        if asked and asked.key == CALLED and understood.refuses_calls(text) and not understood.wants_email(text):
            self._refuse(asked)
        elif understood.stops(text):
            self.state = replace(self.state, declined_at=message.position, stopped=True, asking=None)
        elif way := CALLED if understood.wants_phone(text) else WRITTEN if understood.wants_email(text) else "":
            self._turn_to(way, asked)
        elif understood.declines(text):
            if asked and self.answers:
                self._refuse(asked)
            elif asked or self.state.shown_version is not None:
                self._decline(message, asked)
        elif asked and understood.refuses(text):
            self._refuse(asked)
        elif asked:
            self.heard.is_unclear = _tries(asked, text)
            self.state = replace(self.state, silent=self.state.silent + (not self.heard.is_unclear))

    def _turn_to(self, way: str, asked: Field | None) -> None:
        other = WRITTEN if way == CALLED else CALLED
        if asked and asked.key == other:
            self.heard.events.append(("refused", other))
        self.heard.wishes = True
        if way != self.state.via:
            self.heard.turned_to = way
        self.state = replace(self.state, via=way, asking=None if asked and asked.key == other else self.state.asking)
        self.state = replace(self.state, silent=0)

    def _decline(self, message: Message, asked: Field | None) -> None:
        if asked:
            self.heard.events.append(("refused", asked.key))
        self.state = replace(self.state, declined_at=message.position, asking=None)

    def _refuse(self, asked: Field) -> None:
        self.refused[asked.key] = self.refused.get(asked.key, 0) + 1
        self.heard.refused = asked.key
        self.heard.events.append(("refused", asked.key))
        self._settle()

    def _answer(self, key: str, value: str) -> None:
        if self.answers.get(key) == value:
            return
        if key in self.answers:
            self.heard.corrected.append(key)
        self.answers[key] = value
        self.heard.answered.append(key)
        self.heard.events.append(("answered", key))
        self.state = replace(self.state, last=key, silent=0)

    def _settle(self) -> None:
        self.state = replace(self.state, asking=None, silent=0)


def _stand_in(key: str | None) -> Field | None:
    """A contact field that the form does not have, asked because the visitor would rather be reached so."""
    return Field(key, key, BY_KEY[key].label, required=True) if key in (CALLED, WRITTEN) else None


def _turns_away(text: str) -> bool:
    says = (understood.stops, understood.declines, understood.wants_phone, understood.wants_email)
    return any(says_it(text) for says_it in says)


def _tries(asked: Field, text: str) -> bool:
    """Whether a text that could not be read was meant as the answer."""
    if text.rstrip().endswith("?"):
        return False
    few, digits = len(text.split()) <= 4, sum(letter.isdigit() for letter in text)
    return {
        "email": "@" in text,
        "phone": digits >= 4,
        "number": digits > 0,
        "date": digits > 0 or few,
        "choice": few,
        "choices": few,
        "website": few and "." in text,
    }.get(asked.kind, False)
