"""Take a filled-in form: every value checked as its field wants it, then the lead through the one door in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from leadlight.actions.capture import Capture
from leadlight.actions.live_lead import capture_values, complete_lead, kept_values
from leadlight.actions.live_talk import Talk, Visit, open_talk
from leadlight.actions.record_capture_events import CaptureEvent, record_capture_events
from leadlight.domain.bot import Bot
from leadlight.domain.fields.choice import SIGN
from leadlight.domain.fields.contract import NO, YES, Field
from leadlight.domain.fields.registry import BY_KEY
from leadlight.domain.fields.tick import CONSENT_KIND
from leadlight.domain.form import Form
from leadlight.domain.local_time import country_of_zone
from leadlight.domain.normalise import country_code
from leadlight.domain.scope import WRITE
from leadlight.domain.wording.languages import known_language
from leadlight.errors import RefusedError
from leadlight.record import capture_states, forms
from leadlight.record.unit_of_work import UnitOfWork

Given = str | bool | int | float | Sequence[str] | None
"""What a form may send for a field: text, a tick, a number, several options; None and blank are not given."""
BY_FORM = "form"
"""The trigger of a lead whose form nothing else made appear."""
OLD_FOR = timedelta(days=1)
"""For how long a version that is no longer in force is taken from a page that has it open."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """The lead that was made (`created`) or that this person already was, and the conversation, if there is one."""

    lead_id: int
    created: bool
    conversation_id: int | None = None


def submit_form(
    work: UnitOfWork,
    bot: Bot,
    values: Mapping[str, Given],
    visit: Visit,
    *,
    conversation: str | None = None,
    trigger: str | None = None,
    form_version: int | None = None,
    is_test: bool = False,
    sent_at: datetime | None = None,
) -> Submitted:
    """Capture a lead of these values by field key.

    Needs the right WRITE. `conversation`: the external id of the one it was filled in; begun where there is none.
    `form_version`: the version the visitor saw, where it is not the one in force: its fields and wishes count then. Of
    whoever may be anybody one that was in force within the last day is taken, for a page that stood open.
    `sent_at`: when it was sent, where that is not now.
    Raises RefusedError whose `field` is the key at fault: unknown, missing, or not as its kind wants it.
    """
    work.scope.require(WRITE)
    work.scope.require_bot(bot.id)
    work.hold(bot.id)
    form = _form(work, bot, form_version)
    answers = checked_values(form, values, visit.country or country_of_zone(visit.timezone) or bot.country)
    capture = Capture(bot, work.scope.actor, announce=not is_test, is_test=is_test)
    language = known_language(visit.language) or "en"
    if conversation is None:
        kept = kept_values(form, answers, language, sent_at or work.now)
        made = capture_values(work, capture, kept, talk=None, visit=visit, trigger=trigger or BY_FORM, at=sent_at)
        return Submitted(made.lead_id, made.outcome == "created")
    talk = open_talk(work, capture, conversation, visit)
    return _in_talk(work, capture, talk, form, answers, language, trigger, sent_at)


def _form(work: UnitOfWork, bot: Bot, version: int | None) -> Form:
    in_force = work.known.get(("form", bot.id)) or forms.form_in_force(work.connection, bot.id)
    work.known["form", bot.id] = in_force
    if version is None or version == in_force.version:
        return in_force
    found = forms.find_form(work.connection, bot.id, version)
    if found is None:
        raise RefusedError(f"there is no version {version} of this form", "form_version")
    if work.scope.is_anybody:
        until = forms.in_force_until(work.connection, bot.id, version)
        if until is not None and until < work.now - OLD_FOR:
            raise RefusedError("the form has changed since: look at it again, then send it", "form_version")
    return found


def checked_values(form: Form, values: Mapping[str, Given], country: str | None) -> dict[str, str]:
    """The values as their fields keep them, by key, in the form's order. RefusedError names the key at fault."""
    known = {each.key: each for each in form.asked()}
    if unknown := [key for key in values if key not in known]:
        raise RefusedError(f"the form has no field {unknown[0]}", unknown[0])
    home = country_code(country) if country else None
    found = {key: _checked(each, values[key], home) for key, each in known.items() if _is_given(values.get(key))}
    for each in form.open(found):
        if each.required and each.key not in found:
            raise RefusedError(f"{each.label} is required", each.key)
        if each.required and each.kind == CONSENT_KIND and found[each.key] != YES:
            raise RefusedError(f"{each.label}: without this consent nothing may be sent", each.key)
    if not (found.get("email") or found.get("phone")):
        reach = "email" if "email" in known else "phone"
        raise RefusedError("an e-mail or a phone is needed, to be reached", reach)
    return found


def _is_given(value: Given) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip()) and value not in ([], ())


def _checked(field: Field, value: Given, country: str | None) -> str:
    if isinstance(value, bool):
        text = YES if value else NO
    elif isinstance(value, (int, float)):
        text = str(value)
    elif isinstance(value, str):
        text = value
    else:
        text = SIGN.join(value or ())
    try:
        return BY_KEY[field.kind].check(text, field, country)
    except RefusedError as error:
        raise RefusedError(f"{field.label}: {error}", field.key) from error


def _in_talk(
    work: UnitOfWork,
    capture: Capture,
    talk: Talk,
    form: Form,
    answers: Mapping[str, str],
    language: str,
    trigger: str | None,
    sent_at: datetime | None,
) -> Submitted:
    """The lead of a conversation in which the form was filled in, and what the form did there."""
    before = capture_states.standing_of(work.connection, talk.id)
    if talk.is_fresh:
        before = replace(before, of_page=work.scope.is_anybody)
    state = before.state
    fired = state.trigger or trigger or BY_FORM
    at = sent_at or work.now
    there = complete_lead(work, form, before, answers, language=language, at=at)
    if there is not None:
        lead_id, is_own, created = there.id, before.made, False
    else:
        kept = kept_values(form, answers, language, at)
        done = capture_values(work, capture, kept, talk=talk, trigger=fired, at=sent_at)
        lead_id = done.lead_id
        is_own = created = done.outcome == "created"
    kinds: list[tuple[str, str | None]] = []
    if state.shown_version is None:
        kinds = [("shown", None), *(("shown", each.key) for each in form.open(answers))]
    kinds += [("answered", key) for key in answers] + ([] if state.done else [("submitted", None)])
    events = [CaptureEvent(talk.id, kind, at, field, form.version) for kind, field in kinds]
    record_capture_events(work, capture.bot, events)
    after = replace(
        state,
        answers={**state.answers, **answers},
        asking=None,
        silent=0,
        declined_at=None,
        trigger=fired,
        shown_version=form.version,
        done=True,
    )
    standing = replace(before, state=after, lead_id=lead_id, made=is_own)
    capture_states.keep(work.connection, talk.id, standing, work.now, is_open=True)
    return Submitted(lead_id, created, talk.id)
