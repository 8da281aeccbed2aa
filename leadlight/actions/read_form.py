"""Read a bot's form: the version in force, and every version there was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leadlight.domain.bot import Bot
from leadlight.domain.form import Form
from leadlight.domain.scope import READ, Scope
from leadlight.record import bots, forms, phrasings
from leadlight.record.engine import Record, reading
from leadlight.record.forms import Saved
from leadlight.record.phrasings import Lines


@dataclass(frozen=True, slots=True)
class FormView:
    """The form in force, the saved versions, the newest first, and how a model words the one in force, by language."""

    form: Form
    versions: tuple[Saved, ...]
    phrases: Mapping[str, Lines]


def read_form(record: Record, scope: Scope, bot_id: int) -> FormView:
    """The bot's form. Raises NotFoundError outside the scope."""
    scope.require(READ)
    with reading(record) as connection:
        bots.get_bot(connection, scope, bot_id)
        form = forms.form_in_force(connection, bot_id)
        phrases = phrasings.all_lines(connection, bot_id, form.version)
        return FormView(form, forms.versions_of(connection, bot_id), phrases)


def read_public_form(record: Record, scope: Scope, bot_id: int) -> tuple[Bot, Form]:
    """The bot and its form in force. Every visitor sees it, so it takes no right to read."""
    with reading(record) as connection:
        return bots.get_bot(connection, scope, bot_id), forms.form_in_force(connection, bot_id)
