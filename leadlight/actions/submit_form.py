"""Take a filled-in form: every value checked as its field wants it, then the lead through the one door in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadlight.actions.take_message import Visit
from leadlight.domain.bot import Bot
from leadlight.record.unit_of_work import UnitOfWork

Given = str | bool | int | float | Sequence[str] | None
"""What a form may send for a field: text, a tick, a number, several options; None and blank are not given."""


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
) -> Submitted:
    """Capture a lead of these values by field key.

    Needs the right WRITE. `conversation`: the external id of the one it was filled in; begun where there is none.
    `form_version`: the version the visitor saw, where it is not the one in force: fields retired since are taken, too.
    Raises RefusedError whose `field` is the key at fault: unknown, missing, or not as its kind wants it.
    """
    raise NotImplementedError
