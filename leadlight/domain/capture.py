"""The capture engine: given what was said and what is known, what to do next, and always why. Pure, no I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from zoneinfo import ZoneInfo

from leadlight.domain.capture_state import CaptureState
from leadlight.domain.conversation import Message
from leadlight.domain.fields.contract import NO, YES, Field, Spoken
from leadlight.domain.fields.tick import CONSENT_KIND
from leadlight.domain.form import Form, builtin
from leadlight.domain.listening import Listening, listen
from leadlight.domain.triggers import GIVEN, WHY, Moment, fired, waiting
from leadlight.domain.wording.languages import language_of
from leadlight.domain.wording.registry import SPOKEN
from leadlight.domain.wording.speech import pick, question

Action = Literal["ask", "show", "capture", "leave"]
ASKED_AT_MOST = 2
"""Times a required field is asked; an optional one is asked once."""
SILENT_AT_MOST = 2
"""Questions in a row that may go unanswered before the visitor is left alone."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and why.

    `ask`: the field to ask in the words of `wording`; with `capture` too, for what may yet be asked once a lead stands.
    `lead_in`: what of them stands before the question. `values`: what was given so far, by field key. `events`: (kind,
    field) of the capture, for its funnel.
    """

    action: Action
    because: str
    values: Mapping[str, str]
    state: CaptureState
    ask: Field | None = None
    wording: str = ""
    events: tuple[tuple[str, str | None], ...] = ()
    language: str = "en"
    trigger: str | None = None
    lead_in: str = ""


def decide(
    form: Form, messages: Sequence[Message], known: Mapping[str, str], state: CaptureState, moment: Moment
) -> Decision:
    """What the capture does after these messages of one conversation, all of them in order.

    `known`: name, e-mail, phone, company and website that extraction picked out of them, by column. `state`: where it
    stood before (a fresh one at the start). The same arguments give the same decision.
    """
    words = [message.text for message in messages if message.role == "visitor"]
    language = language_of(words, moment.language)
    today = moment.at.astimezone(ZoneInfo(moment.zone)).date()
    heard = listen(form, messages, known, state, Spoken("", language, moment.country, today))
    return _Course(form, heard, moment, language, words[0] if words else "", state).decide()


@dataclass(slots=True)
class _Course:
    """One decision on its way: what was heard, and the state as it changes."""

    form: Form
    heard: Listening
    moment: Moment
    language: str
    seed: str
    before: CaptureState
    state: CaptureState = field(init=False)
    events: list[tuple[str, str | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.state, self.events = self.heard.state, self.heard.events
        asks_now = self.heard.is_fresh and (self.moment.requested or self.heard.wishes)
        if self.before.declined and self.state.declined_at == self.before.declined_at and asks_now:
            self.state = replace(self.state, declined_at=None, stopped=False, silent=0)  # they ask now

    def decide(self) -> Decision:
        if self.state.done:
            return self._after_capture()
        if self.state.trigger is None:
            if self.state.declined and not self.state.reachable:
                return self._leave(self._why_declined())
            trigger = fired(self.form.triggers, self.state, self.moment)
            if trigger is None:
                return self._leave(waiting(self.form.triggers, self.moment))
            self.state = replace(self.state, trigger=trigger)
        elif not (self.heard.is_fresh or self.heard.answered or self.moment.handoff or self.moment.ended):
            return self._leave("nothing new was said: the last question waits for its answer")
        return self._pursue()

    # ------------------------------------------------------------ while the form is pursued

    def _pursue(self) -> Decision:
        state = self.state
        if self._is_barred():
            return self._leave("a consent that the form requires was refused: nothing may be kept as a lead")
        if state.declined:
            return self._declined()
        left = self._unsettled()
        if state.reachable and not left:
            return self._capture("everything the form requires was given" + self._let_go())
        if self.moment.ended and self.before.trigger is not None:
            return self._at_the_end(left)
        if state.silent >= SILENT_AT_MOST and not (self.moment.handoff or self.heard.turned_to):
            return self._leave(f"{SILENT_AT_MOST} questions in a row went unanswered: the visitor is left alone")
        upcoming = self._upcoming()
        if upcoming is None:
            self.state = replace(state, declined_at=state.read)
            return self._leave("no way to be reached was left: e-mail and phone were asked for in vain")
        return self._show_or_ask(upcoming)

    def _show_or_ask(self, upcoming: Field) -> Decision:
        is_shown = self.state.shown_version is not None
        by_form = self.form.style == "form" or (self.state.trigger == "end" and self.moment.ended)
        if by_form and self.moment.can_show and self.state.trigger != GIVEN:
            if not is_shown:
                return self._show()
            if not self.heard.answered and not self.heard.refused:
                return self._leave("the form is on show: the visitor fills it in, or writes on")
        return self._ask(upcoming)

    def _show(self) -> Decision:
        state = self.state
        self.events.append(("shown", None))
        self.events += [("shown", each.key) for each in self.form.open(state.answers) if each.key not in state.answers]
        self.state = replace(state, shown_version=self.form.version)
        opening = self._line("opens", state.trigger or "")
        said = f"{opening} {self._line('shows')}" if not opening.endswith(":") else self._line("shows")
        return self._decision("show", WHY[state.trigger or ""], wording=said)

    def _ask(self, wanted: Field) -> Decision:
        """Ask a field, in words that fit what was just said."""
        opening, because = self._opening(wanted)
        if self.state.shown_version is None:
            self.events.append(("shown", None))
        self.events.append(("asked", wanted.key))
        times = self.state.asked.get(wanted.key, 0)
        asked = {**self.state.asked, wanted.key: times + 1}
        self.state = replace(self.state, asked=asked, asking=wanted.key, shown_version=self.form.version)
        said = question(wanted, self.language, self.seed, times)
        action: Action = "capture" if self.state.done else "ask"
        asked_so = self._decision(action, because, ask=wanted, wording=f"{opening} {said}".strip())
        return replace(asked_so, lead_in=opening)

    def _opening(self, wanted: Field) -> tuple[str, str]:
        """(what is said before the question, why it is asked)."""
        times, label = self.state.asked.get(wanted.key, 0), wanted.label
        need = "required" if wanted.required else "optional"
        plain = f"{label} is {need} and not given yet"
        if self.heard.turned_to:
            way = "by_phone" if self.heard.turned_to == "phone" else "by_email"
            return self._line(way), f"the visitor would rather be reached so; {plain}"
        if self.state.shown_version is None:
            return self._line("opens", self.state.trigger or ""), f"{WHY[self.state.trigger or '']}; {plain}"
        if self.moment.handoff and not self.heard.is_fresh:
            return self._line("opens", "handoff"), f"{WHY['handoff']}; {plain}"
        if self.heard.is_unclear and times:
            return self._line("unclear"), f"the answer could not be read as {label}; asked again"
        if self.heard.refused == wanted.key:
            return self._line("again"), f"{label} was refused once; it is required, so asked once more with the reason"
        if self.heard.refused:
            return self._line("let_go"), f"what was refused is let go; {plain}"
        if self.heard.answered:
            return self._line("thanks_for"), plain
        if self.before.declined:
            return self._line("opens", "request"), f"the visitor had declined, and asks now; {plain}"
        if not times:
            return self._line("let_go"), f"what was asked twice is let go; {plain}"
        return self._line("back_to"), f"the question was passed over; {plain}"

    def _declined(self) -> Decision:
        if self.state.reachable and not self.state.stopped and not self._unsettled(consent_only=True):
            return self._capture("the visitor wants no more questions, and can be reached by what was given")
        return self._leave(self._why_declined())

    def _why_declined(self) -> str:
        how = "asked to be left alone" if self.state.stopped else "declined"
        return f"the visitor {how}: never asked again, unless they ask to be contacted"

    def _at_the_end(self, left: Sequence[Field]) -> Decision:
        if self.state.reachable and not any(each.kind == CONSENT_KIND for each in left):
            names = ", ".join(each.label for each in left)
            return self._capture(f"the conversation ended and the visitor can be reached; not given: {names}")
        if self.state.shown_version is not None:
            self.events.append(("abandoned", None))
        return self._leave("the conversation ended before the visitor could be reached; what was given is kept")

    # ------------------------------------------------------------ once there is a lead

    def _capture(self, because: str) -> Decision:
        self.state = replace(self.state, done=True)
        if self.state.shown_version is None:
            self.events.append(("shown", None))
            self.state = replace(self.state, shown_version=self.form.version)
        self.events.append(("submitted", None))
        upcoming = None if self.moment.ended or self.state.declined else self._upcoming()
        if upcoming is not None and self.heard.is_fresh:
            asked = self._ask(upcoming)
            return replace(asked, because=f"{because}; {upcoming.label} is optional and asked once")
        self.state = replace(self.state, asking=None)
        return self._decision("capture", because, wording=self._thanks())

    def _after_capture(self) -> Decision:
        """A lead stands: corrections and further answers go to it; an optional field passed over ends the asking."""
        if not self.heard.is_fresh and not self.heard.answered:  # the bot's own words, or a hand-over
            return self._leave("the lead is captured already, and nothing new was said")
        if not self.heard.answered:
            said = self._line("let_go") if self.heard.refused else ""
            self.state = replace(self.state, asking=None)
            return self._leave("the lead is captured already, and nothing new was given", wording=said)
        upcoming = None if self.moment.ended or self.state.declined else self._upcoming()
        if self.heard.corrected:
            self.state = replace(self.state, asking=self.state.asking)
            return self._decision("capture", "the visitor corrected what was given", wording=self._line("corrected"))
        if upcoming is not None and self.before.asking is not None:
            return replace(self._ask(upcoming), because=f"more was given; {upcoming.label} is optional and asked once")
        thanks = self._thanks() if self.before.asking is not None else ""
        return self._decision("capture", "more was given after the capture", wording=thanks)

    # ------------------------------------------------------------ what is open

    def _wished(self) -> list[Field]:
        """The fields to be asked as things stand, with the way of being reached that the visitor would rather have."""
        fields = list(self.form.open(self.state.answers))
        if self.state.via:
            other = "email" if self.state.via == "phone" else "phone"
            chosen = next((each for each in fields if each.key == self.state.via), builtin(self.state.via))
            place = next((at for at, each in enumerate(fields) if each.key in (other, self.state.via)), len(fields))
            fields = [each for each in fields if each.key not in (other, self.state.via)]
            fields.insert(place, replace(chosen, required=True, on=True))
        return fields

    def _is_settled(self, each: Field) -> bool:
        most = ASKED_AT_MOST if each.required else 1
        state = self.state
        return state.asked.get(each.key, 0) >= most or state.refused.get(each.key, 0) >= most

    def _unsettled(self, *, consent_only: bool = False) -> list[Field]:
        """Required fields neither given nor let go; a consent counts until it is given."""
        return [
            each
            for each in self._wished()
            if each.required
            and each.key not in self.state.answers
            and (each.kind == CONSENT_KIND or not (consent_only or self._is_settled(each)))
        ]

    def _is_barred(self) -> bool:
        needed = [each for each in self._wished() if each.kind == CONSENT_KIND and each.required]
        given = self.state.answers
        return any(
            given.get(each.key, NO) != YES and self.state.refused.get(each.key, 0) >= ASKED_AT_MOST for each in needed
        )

    def _upcoming(self) -> Field | None:
        """The next field to ask: the required ones first, in the form's order, so that a lead stands early."""
        left = [each for each in self._wished() if each.key not in self.state.answers and not self._is_settled(each)]
        return min(left, key=lambda each: not each.required, default=None)

    def _let_go(self) -> str:
        names = [each.label for each in self._wished() if each.required and each.key not in self.state.answers]
        return f", save what was refused or passed over twice ({', '.join(names)})" if names else ""

    # ------------------------------------------------------------ words

    def _line(self, which: str, trigger: str | None = None) -> str:
        lines = getattr(SPOKEN[self.language], which)
        return pick(lines[trigger] if trigger is not None else lines, f"{self.seed}|{which}|{self.state.read}")

    def _thanks(self) -> str:
        name = (self.state.answers.get("name") or "").split(" ")[0]
        return self._line("done_named").replace("{name}", name) if name else self._line("done")

    def _leave(self, because: str, wording: str = "") -> Decision:
        was = self.before.declined
        said = wording or (self._line("let_go") if self.state.declined and not was and not self.state.done else "")
        return self._decision("leave", because, wording=said)

    def _decision(self, action: Action, because: str, ask: Field | None = None, wording: str = "") -> Decision:
        state, events = self.state, tuple(self.events)
        return Decision(action, because, state.answers, state, ask, wording, events, self.language, state.trigger)
