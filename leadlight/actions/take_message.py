"""Take what was said in a live conversation: keep it, score it, and decide what the capture does next."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from leadlight.actions.capture import Capture
from leadlight.actions.live_lead import capture_values, complete_lead, kept_values
from leadlight.actions.live_talk import Said, Talk, Visit, add_messages, open_talk
from leadlight.actions.note_shown_form import note_shown_form
from leadlight.actions.record_capture_events import CaptureEvent, record_capture_events
from leadlight.domain.bot import Bot
from leadlight.domain.capture import Decision, decide
from leadlight.domain.capture_state import CaptureState, begun
from leadlight.domain.conversation import Message
from leadlight.domain.fields.contract import Field
from leadlight.domain.form import Form
from leadlight.domain.lead import CONTACT_COLUMNS
from leadlight.domain.phrasing import reworded
from leadlight.domain.scope import WRITE
from leadlight.domain.temperature import clamp, temperature
from leadlight.domain.triggers import Moment
from leadlight.domain.wording.languages import language_of
from leadlight.errors import FaultError
from leadlight.record import bots, capture_states, conversations, forms, phrasings
from leadlight.record.capture_states import Standing
from leadlight.record.engine import Record, reading
from leadlight.record.phrasings import Wanted
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring.extraction import contact
from leadlight.scoring.ledger import score
from leadlight.scoring.wishes import wants_contact

__all__ = ["Heard", "Said", "Visit", "any_idle", "end_idle_talks", "take_message"]

CAN_SHOW = frozenset({"widget", "api"})
"""Channels whose visitors can be shown a form; in others every field is asked in words."""
IDLE = timedelta(minutes=30)
"""After which a conversation has ended."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of it. `ask` is the field to ask next, in the words of `wording`; `show_form`: show the whole form.

    `wording` may also say something without asking (a thank-you once all is given); "" where nothing is to be said.
    `because` says why, whatever was decided. `language`: the one of the six that the visitor writes. `action`: ask,
    show, capture or leave. `position`: where `wording` stands in the talk, if it was kept there.
    """

    conversation_id: int
    lead_id: int | None
    show_form: bool
    ask: Field | None
    wording: str
    because: str
    language: str
    action: str
    form_version: int = 0
    position: int | None = None


def take_message(
    work: UnitOfWork,
    bot: Bot,
    external_id: str,
    messages: Sequence[Said],
    visit: Visit,
    *,
    handoff: bool = False,
    ended: bool = False,
    is_test: bool = False,
    speaks: bool = False,
    shown: Literal["request", "page"] | None = None,
) -> Heard:
    """Take messages of the bot's conversation `external_id`, begun where there is none.

    Needs the right WRITE. Raises RefusedError naming the field at fault; nothing was taken then. `handoff`: the bot is
    about to hand over to a person; `ended`: nothing more will be said. Where the form's wishes are met, the lead is
    captured in this same work. `speaks`: what is to be said is said, word for word, so it is kept. `shown`: the form is
    on show already, because the visitor asked for it or by the page.
    """
    work.scope.require(WRITE)
    work.scope.require_bot(bot.id)
    work.hold(bot.id)
    capture = Capture(bot, work.scope.actor, announce=not is_test, is_test=is_test)
    talk = open_talk(work, capture, external_id, visit)
    before, known = _standing(work, talk), len(talk.messages)
    if talk.is_fresh:
        before = replace(before, of_page=work.scope.is_anybody)
    talk, seen = add_messages(work, bot, talk, messages, before.seen)
    form = forms.form_in_force(work.connection, bot.id)
    if shown:
        before = replace(before, state=note_shown_form(work, bot, talk.id, form, before.state, shown))
    course = _Course(work, capture, talk, form, replace(before, seen=seen))
    if known and len(talk.messages) == known and not (handoff or ended):
        return course.rest()
    heard = course.run(handoff=handoff, ended=ended)
    if not (speaks and heard.wording) or ended:
        return heard
    said, _ = add_messages(work, bot, talk, [Said(heard.wording, "bot")], ())
    return replace(heard, position=said.messages[-1].position)


def _standing(work: UnitOfWork, talk: Talk) -> Standing:
    """Where the capture stands; as a conversation begins, whoever declined in the one before still does."""
    visitor = talk.row["visitor"]
    if not talk.is_fresh or visitor is None:
        return capture_states.standing_of(work.connection, talk.id)
    bot_id, is_test = talk.row["bot_id"], bool(talk.row["is_test"])
    return Standing(begun(capture_states.state_before(work.connection, bot_id, visitor, talk.id, is_test=is_test)))


@dataclass(slots=True)
class _Course:
    """One decision carried out: what it was made of, and what is written for it."""

    work: UnitOfWork
    capture: Capture
    talk: Talk
    form: Form
    standing: Standing

    def run(self, *, handoff: bool = False, ended: bool = False) -> Heard:
        work, state = self.work, self.standing.state
        moment = self._moment(state, handoff=handoff, ended=ended)
        decision = decide(self.form, self.talk.messages, _known(self.talk, self.capture.bot), state, moment)
        decision = self._worded(decision)
        standing = self._lead(decision)
        self._record(decision)
        standing = replace(standing, state=decision.state)
        capture_states.keep(work.connection, self.talk.id, standing, work.now, is_open=not ended)
        if ended:
            conversations.update_conversation(work.connection, self.talk.id, {"ended_at": work.now})
            work.touch("conversation", self.talk.id)
        shows = decision.action == "show"
        said = (decision.wording, decision.because, decision.language, decision.action)
        return Heard(self.talk.id, standing.lead_id, shows, decision.ask, *said, form_version=self.form.version)

    def rest(self) -> Heard:
        """Nothing is new: what stands is kept, and nothing read again, which costs the more the longer the talk is."""
        standing = self.standing
        capture_states.keep(self.work.connection, self.talk.id, standing, self.work.now, is_open=True)
        words = [each.text for each in self.talk.messages if each.role == "visitor"]
        said = ("", "nothing new was said", language_of(words, self.talk.row["language"]), "leave")
        return Heard(self.talk.id, standing.lead_id, False, None, *said, form_version=self.form.version)

    def _worded(self, decision: Decision) -> Decision:
        """The question in a model's words, where one has worded this form; else it is noted that such are wanted."""
        if decision.ask is None:
            return decision
        wanted = Wanted(self.capture.bot.id, self.form.version, decision.language)
        lines = phrasings.find_lines(self.work.connection, wanted)
        if lines is None:
            phrasings.want(self.work.connection, wanted)
        return reworded(decision, (lines or {}).get(decision.ask.key, ()), str(self.talk.id))

    def _moment(self, state: CaptureState, *, handoff: bool, ended: bool) -> Moment:
        row, bot = self.talk.row, self.capture.bot
        ledger = score(self.talk.messages, dict(bot.points))
        return Moment(
            at=self.work.now,
            zone=bot.zone,
            language=row["language"],
            country=row["country"] or bot.country,
            temperature=temperature(clamp(each.points for each in ledger), bot.thresholds)
            if self.talk.messages
            else None,
            requested=wants_contact(ledger, _latest(self.talk.messages, state.read)),
            page=row["source_path"],
            visitor_messages=row["visitor_messages"],
            handoff=handoff,
            ended=ended,
            can_show=row["channel"] in CAN_SHOW,
        )

    def _lead(self, decision: Decision) -> Standing:
        """Where it stands with the lead captured or completed as the decision says."""
        before, given = self.standing, decision.values
        if decision.action != "capture":
            return before
        at, language = self.work.now, decision.language
        if complete_lead(self.work, self.form, before, given, language=language, at=at) is not None:
            return before
        values = kept_values(self.form, given, language, at)
        done = capture_values(self.work, self.capture, values, talk=self.talk, trigger=decision.trigger)
        return replace(before, lead_id=done.lead_id, made=done.outcome == "created")

    def _record(self, decision: Decision) -> None:
        version = self.form.version
        events = [CaptureEvent(self.talk.id, kind, self.work.now, field, version) for kind, field in decision.events]
        record_capture_events(self.work, self.capture.bot, events)


def _latest(messages: Sequence[Message], read: int) -> Sequence[Message]:
    """The messages that are news, and what was said to the visitor right before: a yes may answer it."""
    begin = next((at for at, message in enumerate(messages) if message.position >= read), len(messages))
    while begin and messages[begin - 1].role != "visitor":
        begin -= 1
    return messages[begin:]


def _known(talk: Talk, bot: Bot) -> dict[str, str]:
    """What extraction picks out of the words, by column."""
    found = contact(talk.messages, talk.row["country"] or bot.country)
    values = {name: getattr(found, name, None) for name in CONTACT_COLUMNS}
    return {name: value for name, value in values.items() if value}


def end_idle_talks(work: UnitOfWork, limit: int = 200) -> int:
    """End live conversations that have been idle for 30 minutes; returns how many.

    Whoever left a way to be reached is captured with what was given; else an abandoned form is recorded as such. One
    that cannot be ended so is closed all the same, and logged, so that it holds up no other.
    """
    work.scope.require(WRITE)
    idle = capture_states.idle_since(work.connection, work.now - IDLE, limit)
    work.hold(*{bot_id for bot_id, _ in idle})
    for bot_id, talk_id in idle:
        try:
            with work.part(work.scope) as part:
                _end(part, bots.get_bot(part.connection, part.scope, bot_id), talk_id)
        except FaultError:
            raise  # a full disk is not this talk's alone
        except Exception as error:  # noqa: BLE001  whatever it is, the others are ended
            _log.error("ending conversation %d failed: %s", talk_id, type(error).__name__)  # its text may quote it
            capture_states.close(work.connection, talk_id)
    return len(idle)


def any_idle(record: Record, now: datetime) -> bool:
    """Whether `end_idle_talks` would find any."""
    with reading(record) as connection:
        return bool(capture_states.idle_since(connection, now - IDLE, 1))


def _end(work: UnitOfWork, bot: Bot, talk_id: int) -> None:
    if not capture_states.close(work.connection, talk_id):
        return  # another process did, while this one waited for its turn
    row = conversations.row_of(work.connection, talk_id)
    messages: tuple[Message, ...] = conversations.messages_of(work.connection, talk_id)
    standing = capture_states.standing_of(work.connection, talk_id)
    is_test = bool(row["is_test"])
    capture = Capture(bot, work.scope.actor, announce=not is_test, is_test=is_test)
    if standing.state.trigger is not None and not standing.state.done:
        form = forms.form_in_force(work.connection, bot.id)
        _Course(work, capture, Talk(row, messages, is_fresh=False), form, standing).run(ended=True)
    conversations.update_conversation(work.connection, talk_id, {"ended_at": row["last_message_at"] + IDLE})
    work.touch("conversation", talk_id)
