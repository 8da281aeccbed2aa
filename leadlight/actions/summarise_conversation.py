"""Sum one conversation up: by the visitor's own words, or by a model where one may be asked; and keep what came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from leadlight.actions.score_conversations import ledger_again
from leadlight.clock import Clock
from leadlight.domain.bot import Bot
from leadlight.domain.conversation import Conversation, Message
from leadlight.domain.lead import Lead
from leadlight.domain.scope import WRITE, Scope
from leadlight.domain.summary import Summary, transcript_hash
from leadlight.record import bots, conversations, leads, summaries
from leadlight.record.engine import Record, reading
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring.model import Model, ModelError
from leadlight.scoring.prompts import prompt_version
from leadlight.scoring.summary import summarise

Outcome = Literal["current", "extractive", "written", "same", "failed", "over budget", "moved on"]
OUTCOMES: tuple[Outcome, ...] = ("written", "same", "extractive", "current", "failed", "over budget", "moved on")
SPENT = "the model's budget of the day is used up"
ASKED = "it is being asked"
"""Marks what one process asks a model about, so that no other does; read as its trouble where that one died."""
ANSWERS_WITHIN = timedelta(minutes=5)
"""By then a call has come to its end, every repeat of it included."""
PRIVATE = ("name", "email", "phone", "company", "website")


@dataclass(frozen=True, slots=True)
class Asking:
    """A model to ask, and how many conversations of one bot it may be asked about on one of its days."""

    model: Model
    calls_a_day: int


@dataclass(frozen=True, slots=True)
class _Talk:
    bot: Bot
    conversation: Conversation
    messages: tuple[Message, ...]
    leads: tuple[Lead, ...]
    before: Summary | None
    mark: str

    def known(self) -> list[str | None]:
        """What is known of the persons, and must not leave."""
        return [getattr(lead, name) for lead in self.leads for name in PRIVATE]


class Summariser:
    """Sums conversations up over one record; the model is asked outside of any transaction, so that nobody waits."""

    def __init__(self, record: Record, clock: Clock, asking: Asking | None) -> None:
        self._record, self._clock, self._asking = record, clock, asking

    def summarise(self, scope: Scope, conversation_id: int, *, again: bool = False) -> Outcome:
        """Sum a conversation up unless that stands; `again`: also then, and without what was written of the same words.

        Whatever goes wrong with the model leaves the visitor's own words, and says why. Raises NotFoundError.
        """
        scope.require(WRITE)
        talk = self._read(scope, conversation_id)
        asking = self._asking if any(m.role == "visitor" and m.text.strip() for m in talk.messages) else None
        if not again and talk.before is not None and _stands(talk.before, talk.mark, asking):
            return "current"
        if asking is None:
            return self._kept(scope, talk, self._own_words(talk), "extractive")
        if not again and (same := self._same(talk, asking.model)):
            return self._kept(scope, talk, replace(same, conversation_id=conversation_id, tokens=0), "same")
        return self._asked(scope, talk, asking)

    def _read(self, scope: Scope, conversation_id: int) -> _Talk:
        with reading(self._record) as connection:
            conversation = conversations.get_conversation(connection, scope, conversation_id)
            messages = conversations.messages_of(connection, conversation_id)
            ids = conversations.leads_of(connection, [conversation_id]).get(conversation_id, [])
            return _Talk(
                bots.get_bot(connection, scope, conversation.bot_id),
                conversation,
                messages,
                tuple(leads.get_lead(connection, scope, each) for each in ids),
                summaries.of_conversation(connection, conversation_id),
                transcript_hash(messages),
            )

    def _same(self, talk: _Talk, model: Model) -> Summary | None:
        with reading(self._record) as connection:
            return summaries.same_asked(
                connection, talk.bot.id, talk.mark, model.name, prompt_version(), model.language
            )

    def _asked(self, scope: Scope, talk: _Talk, asking: Asking) -> Outcome:
        model, day = asking.model, self._clock.now().astimezone(talk.bot.tz).date().isoformat()
        if (outcome := self._claimed(scope, talk, asking, day)) is not None:
            return outcome
        try:
            written = model.write(talk.messages, talk.known(), talk.conversation.country or talk.bot.country)
        except ModelError as error:
            return self._kept(scope, talk, self._own_words(talk, model, str(error)), "failed")
        made = replace(
            self._own_words(talk, model),
            text=written.text,
            kind="model",
            tokens=written.tokens,
            signals=written.signals,
        )
        return self._kept(scope, talk, made, "written", day)

    def _claimed(self, scope: Scope, talk: _Talk, asking: Asking, day: str) -> Outcome | None:
        """Take a call of the day's budget and mark the talk as asked about; None where it is ours to ask.

        Both before the call: no two processes together go past the budget, and none asks what another one does.
        """
        with self._work(scope) as work:
            work.hold(talk.bot.id)
            stands = summaries.of_conversation(work.connection, talk.conversation.id)
            if stands != talk.before or (stands is not None and _is_asked(stands, talk.mark, work.now)):
                return "current"
            may = summaries.take_call(work.connection, talk.bot.id, day, asking.calls_a_day)
            made = self._own_words(talk, asking.model, ASKED if may else SPENT)
            if (outcome := _keep(work, talk, made, "over budget")) != "moved on":
                work.commit()
        return None if may and outcome == "over budget" else outcome

    def _own_words(self, talk: _Talk, model: Model | None = None, trouble: str | None = None) -> Summary:
        return Summary(
            talk.conversation.id,
            summarise(talk.messages),
            "extractive",
            model.name if model else None,
            prompt_version() if model else None,
            model.language if model else None,
            talk.mark,
            self._clock.now(),
            trouble=trouble,
        )

    def _kept(self, scope: Scope, talk: _Talk, made: Summary, outcome: Outcome, day: str | None = None) -> Outcome:
        """Write it, unless the talk went on meanwhile; what a model wrote of the same words outlives a failure."""
        with self._work(scope) as work:
            if day is not None:
                summaries.add_tokens(work.connection, talk.bot.id, day, made.tokens)
            done = _keep(work, talk, replace(made, made_at=work.now), outcome)
            work.commit()
        return done

    def _work(self, scope: Scope) -> UnitOfWork:
        return UnitOfWork(self._record, self._clock, scope)


def keep_own_words(work: UnitOfWork, conversation_ids: Sequence[int]) -> Counter[Outcome]:
    """Sum these conversations up (at most a few hundred) by the visitors' own words; what a model wrote of them stays.

    Returns how many came to what. Raises NotFoundError outside the scope.
    """
    work.scope.require(WRITE)
    work.hold(*conversations.bots_of(work.connection, conversation_ids))
    talks = conversations.transcripts(work.connection, conversation_ids)
    before, counts = summaries.of_conversations(work.connection, conversation_ids), Counter[Outcome]()
    for talk_id, talk in talks.items():
        work.scope.require_bot(talk.bot_id)
        mark, kept = transcript_hash(talk.messages), before.get(talk_id)
        is_written = kept is not None and kept.kind == "model" and kept.transcript_hash == mark
        counts["current" if is_written else "extractive"] += 1
        if not is_written:
            words = summarise(talk.messages)
            made = Summary(talk_id, words, "extractive", None, None, None, mark, work.now)
            summaries.keep(work.connection, talk.bot_id, made)
    return counts


def _stands(before: Summary, mark: str, asking: Asking | None) -> bool:
    if before.transcript_hash != mark or before.trouble is not None:
        return False
    if asking is None:
        return True  # also what a model wrote: it is no worse for having no key today
    made = (before.kind, before.model, before.prompt_version, before.language)
    return made == ("model", asking.model.name, prompt_version(), asking.model.language)


def _is_asked(stands: Summary, mark: str, now: datetime) -> bool:
    return stands.trouble == ASKED and stands.transcript_hash == mark and now - stands.made_at < ANSWERS_WITHIN


def _keep(work: UnitOfWork, talk: _Talk, made: Summary, outcome: Outcome) -> Outcome:
    work.hold(talk.bot.id)
    connection, talk_id = work.connection, talk.conversation.id
    conversations.get_conversation(connection, work.scope, talk_id)  # it may be gone
    if transcript_hash(conversations.messages_of(connection, talk_id)) != made.transcript_hash:
        return "moved on"
    before = summaries.of_conversation(connection, talk_id)
    stays = before is not None and before.kind == "model" and before.transcript_hash == made.transcript_hash
    if before is not None and stays and made.kind == "extractive":
        made = replace(before, trouble=before.trouble if made.trouble == ASKED else made.trouble)
    summaries.keep(connection, talk.bot.id, made)
    ledger_again(work, [talk_id])
    return outcome
