"""What captures: messages of a conversation, filled-in forms, and the form itself; each with a key of the bot."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Header, Path, Request
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter

from leadlight.actions.answer_once import LONGEST_KEY, Answer, answer_once, fingerprint
from leadlight.actions.keep_spam import keep_spam
from leadlight.actions.live_talk import LONGEST_ID
from leadlight.actions.read_form import read_public_form
from leadlight.actions.submit_form import submit_form
from leadlight.actions.take_message import Said, Visit, take_message
from leadlight.api import quick
from leadlight.api.bodies import JsonRoute
from leadlight.api.described import CAPTURE_ERRORS
from leadlight.api.doors import Caller, is_public, visitor_of
from leadlight.api.models import Ask, Captured, FormField, FormOut, Heard, OnlyIf, Post, Submission, Visited, Watch
from leadlight.api.parts import Here, Parts, parts
from leadlight.domain.bot import Bot
from leadlight.domain.fields.contract import Field
from leadlight.domain.fields.registry import BY_KEY
from leadlight.domain.screening import suspicion
from leadlight.errors import ForbiddenError, RefusedError
from leadlight.record import bots
from leadlight.record.unit_of_work import UnitOfWork

router = APIRouter(route_class=JsonRoute, responses=CAPTURE_ERRORS)
T = TypeVar("T")
OnceKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=LONGEST_KEY, pattern=r"^[\x21-\x7e]+$",
        description="Kept for 24 hours: the same request again gets the same answer and changes nothing.",
    ),
]  # fmt: skip
TalkId = Annotated[str, Path(min_length=1, max_length=LONGEST_ID)]
_TALKS, _FILLS_IN = visitor_of("messages"), visitor_of("leads")
EARLIEST = {"public": timedelta(hours=24), "secret": timedelta(days=36_500)}
"""How long ago a message may say it was sent: a page's clock is anybody's word, a server's history is not."""
_TAKEN = Answer(201, Captured(lead_id=None, created=True).model_dump())


@router.post("/bots/{bot}/conversations/{external_id:path}/messages", status_code=202, response_model=Heard)
async def post_messages(
    request: Request,
    body: Post,
    caller: Annotated[Caller, Depends(_TALKS)],
    external_id: TalkId,
    once: OnceKey = None,
) -> JSONResponse:
    """Take what was said; 202 means that it is stored for good. The answer says what to do next, and why."""
    if is_public(caller) and any(each.role != "visitor" for each in body.messages):
        raise ForbiddenError("a public key speaks for visitors only: a bot or an agent answers with a secret key")

    def take(work: UnitOfWork, bot: Bot) -> Answer:
        said = [_said(each.text, each.role, each.id, each.sent_at, caller, work.now) for each in body.messages]
        heard = take_message(
            work, bot, external_id, said, _visit(body, caller), handoff=body.handoff, ended=body.ended,
            is_test=body.is_test, speaks=body.speaks, shown=body.shown,
        )  # fmt: skip
        answer = Heard(
            conversation_id=heard.conversation_id,
            lead_id=None if is_public(caller) else heard.lead_id,
            captured=heard.lead_id is not None,
            show_form=heard.show_form,
            ask=Ask(**_asked(heard.ask, heard.language)) if heard.ask else None,
            wording=heard.wording,
            language=heard.language,
            because=heard.because,
            form_version=heard.form_version,
            position=heard.position,
        )
        return Answer(202, answer.model_dump())

    asked = f"messages {external_id}"
    return await _once(
        await parts(request), caller, once, lambda: fingerprint(asked, body.model_dump(mode="json")), take
    )


@router.post(
    "/bots/{bot}/leads", status_code=201, response_model=Captured,
    responses={200: {"model": Captured, "description": "This person is a lead already, and is now better known."}},
)  # fmt: skip
async def post_lead(
    request: Request,
    body: Submission,
    caller: Annotated[Caller, Depends(_FILLS_IN)],
    once: OnceKey = None,
) -> JSONResponse:
    """Take a filled-in form; 201 or 200 mean that its lead is stored for good."""
    said = body.model_dump(mode="json")

    def take(work: UnitOfWork, bot: Bot) -> Answer:
        why = suspicion(_texts(said["values"]), body.website2, body.started_ms)
        if why is not None:
            keep_spam(work, bot, said, why)
            return _TAKEN
        done = submit_form(
            work, bot, body.values, _visit(body, caller), conversation=body.conversation, trigger=body.trigger,
            form_version=body.form_version, is_test=body.is_test,
        )  # fmt: skip
        if is_public(caller):
            return _TAKEN  # alike for everybody: whether an address is a lead's is not for a stranger to learn
        answer = Captured(lead_id=done.lead_id, created=done.created)
        return Answer(201 if done.created else 200, answer.model_dump())

    return await _once(await parts(request), caller, once, lambda: fingerprint("leads", said), take)


@router.get("/bots/{bot}/form", response_model=FormOut)
def get_form(here: Here, caller: Annotated[Caller, Depends(visitor_of("form"))]) -> JSONResponse:
    """The form in force, for whoever shows it."""
    bot, form = read_public_form(here.house.engine, caller.scope, caller.bot_id)
    answer = FormOut(
        bot=bot.key,
        version=form.version,
        style=form.style,
        fields=[_shown(each) for each in form.asked()],
        triggers=Watch(pages=list(form.triggers.pages), after_messages=form.triggers.after_messages),
    )
    return JSONResponse(answer.model_dump(), headers={"cache-control": "no-store"})


async def _once(
    here: Parts, caller: Caller, key: str | None, asked: Callable[[], str], do: Callable[[UnitOfWork, Bot], Answer]
) -> JSONResponse:
    """Let the writer do it, once for each key, and answer when it is safe. `asked` tells the request from others."""
    mark = asked() if key is not None else ""

    def write(work: UnitOfWork) -> Answer:
        caller.confirm(work)
        bot = work.known.get(("bot", caller.bot_id)) or bots.get_bot(work.connection, work.scope, caller.bot_id)
        work.known["bot", caller.bot_id] = bot
        return answer_once(work, bot.id, key, mark, lambda: do(work, bot))

    answer = await written(here, caller, write)
    headers = {"cache-control": "no-store"} | ({"idempotency-replayed": "true"} if answer.replayed else {})
    return JSONResponse(dict(answer.body), answer.status, headers=headers)


async def written(here: Parts, caller: Caller, do: Callable[[UnitOfWork], T]) -> T:
    """What `do` returns, once it is safe on disk."""
    return await asyncio.wrap_future(here.writer.submit(caller.scope, caller.bot_id, do))


def _said(text: str, role: Any, name: str | None, sent_at: datetime | None, caller: Caller, now: datetime) -> Said:
    if sent_at is None:
        return Said(text, role, name)
    try:
        at = sent_at.astimezone(UTC)
    except OverflowError as error:  # within hours of year 1 or 9999
        raise RefusedError("a message was sent at a time beyond the calendar", "messages") from error
    kind = caller.key.kind if caller.key else "secret"
    return Said(text, role, name, min(max(at, now - EARLIEST[kind]), now))


_SAME = frozenset(each.name for each in fields(Visit)) & Visited.model_fields.keys() - {"channel"}


def _visit(body: Visited, caller: Caller) -> Visit:
    given = {name: getattr(body, name) for name in _SAME}
    return Visit(channel=body.channel or ("widget" if is_public(caller) else "api"), source_page=body.page, **given)


def _texts(values: Any) -> list[str]:
    return [
        each
        for value in values.values()
        for each in (value if isinstance(value, list) else [value])
        if isinstance(each, str)
    ]


def _asked(field: Field, language: str) -> dict[str, Any]:
    said = {"key": field.key, "label": field.called(language), "type": field.kind, "required": field.required}
    return said | {"options": list(field.options), "help": field.help}


def _shown(field: Field) -> FormField:
    only_if = OnlyIf(field=field.only_if.field, values=list(field.only_if.values)) if field.only_if else None
    told = _asked(field, "") | {"labels": dict(field.labels), "input": BY_KEY[field.kind].widget}
    return FormField(**told, only_if=only_if)


_ONCE = {"once": TypeAdapter(OnceKey)}
_NAMED = {"external_id": TypeAdapter(TalkId)}
_LEADS = re.compile(r"/v1/bots/(?P<bot>[^/]+)/leads")
_MESSAGES = re.compile(r"/v1/bots/(?P<bot>[^/]+)/conversations/(?P<external_id>.+)/messages")
QUICK = (
    quick.Route(_LEADS, Submission, _FILLS_IN, _ONCE, post_lead),
    quick.Route(_MESSAGES, Post, _TALKS, _ONCE | _NAMED, post_messages),
)
"""What is answered ahead of the framework."""
