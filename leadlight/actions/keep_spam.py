"""Forms that were screened out: kept apart from leads, whole; looked at, taken in after all, or deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from leadlight.actions.live_talk import Visit, known_talk
from leadlight.actions.submit_form import Submitted, submit_form
from leadlight.domain.bot import Bot
from leadlight.domain.scope import READ, WRITE, Scope
from leadlight.domain.screening import Screened
from leadlight.record import bots, forms, spam
from leadlight.record.engine import Record, reading
from leadlight.record.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Kept:
    """Some of what is kept apart, the newest first, and how much there is in all."""

    forms: tuple[Screened, ...]
    total: int


def keep_spam(work: UnitOfWork, bot: Bot, body: Mapping[str, Any], why: str) -> None:
    """Keep `body`, so that it can be looked at, and taken in after all: by the form that was seen, as it came.

    Raises ForbiddenError where a visitor's page names a conversation that no page began.
    """
    work.scope.require(WRITE)
    work.scope.require_bot(bot.id)
    if (talk := body.get("conversation")) is not None:
        known_talk(work, bot.id, talk)
    seen = body.get("form_version")
    version = forms.version_in_force(work.connection, bot.id) if seen is None else seen
    spam.keep_spam(work.connection, bot.id, {**body, "form_version": version}, why, work.scope.actor, work.now)


def list_spam(record: Record, scope: Scope, bot_id: int, limit: int, offset: int = 0) -> Kept:
    """What is kept apart of the bot, at most `limit` after the first `offset`. NotFoundError outside the scope."""
    scope.require(READ)
    with reading(record) as connection:
        bots.get_bot(connection, scope, bot_id)
        return Kept(spam.spam_of(connection, bot_id, limit, offset), spam.count_spam(connection, bot_id))


def take_in(work: UnitOfWork, spam_id: int) -> Submitted:
    """This was no spam: capture its lead, as of when it was sent, by the same door and with the same checks.

    Raises NotFoundError where it is gone, RefusedError where the form does not take what it says: it stays then.
    """
    work.scope.require(WRITE)
    kept = spam.get_spam(work.connection, work.scope, spam_id)
    work.hold(kept.bot_id)
    spam.get_spam(work.connection, work.scope, spam_id)  # somebody else may have taken it in meanwhile
    bot, body = bots.get_bot(work.connection, work.scope, kept.bot_id), kept.body
    done = submit_form(
        work, bot, body["values"], _visit(body), conversation=body.get("conversation"), trigger=body.get("trigger"),
        form_version=body.get("form_version"), is_test=bool(body.get("is_test")), sent_at=kept.received_at,
    )  # fmt: skip
    spam.delete_spam(work.connection, spam_id)
    work.note("took in", "spam", spam_id, bot_id=bot.id)
    return done


def delete_spam(work: UnitOfWork, spam_id: int) -> None:
    """Delete a form for good. Raises NotFoundError where it is gone."""
    work.scope.require(WRITE)
    kept = spam.get_spam(work.connection, work.scope, spam_id)
    spam.delete_spam(work.connection, spam_id)
    work.note("deleted", "spam", spam_id, bot_id=kept.bot_id)


def delete_all_spam(work: UnitOfWork, bot_id: int, up_to: int) -> int:
    """Delete for good what the bot keeps apart, up to the id that was seen last; returns how much."""
    work.scope.require(WRITE)
    work.scope.require_bot(bot_id)
    gone = spam.delete_all_spam(work.connection, bot_id, up_to)
    if gone:
        work.note("deleted", "spam", up_to, bot_id=bot_id)
    return gone


def _visit(body: Mapping[str, Any]) -> Visit:
    known = {each.name for each in fields(Visit)}
    given = {name: value for name, value in body.items() if name in known and value}
    is_of_page = body.get("started_ms") is not None or bool(body.get("website2"))
    return Visit(**{"channel": "widget" if is_of_page else "api", "source_page": body.get("page"), **given})
