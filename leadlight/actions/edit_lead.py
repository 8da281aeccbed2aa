"""Correct what is known about a lead, or delete it for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from leadlight.actions.announce import announce
from leadlight.actions.move_lead import held_lead
from leadlight.domain import normalise
from leadlight.domain.lead import EDITABLE, Lead
from leadlight.domain.rows import CUSTOM
from leadlight.domain.scope import DELETE, WRITE
from leadlight.errors import ConflictError, RefusedError
from leadlight.record import bots, conversations, leads, live_states, summaries
from leadlight.record.unit_of_work import UnitOfWork


def edit_lead(work: UnitOfWork, lead_id: int, version: int, values: Mapping[str, str | None]) -> Lead:
    """Change fields (EDITABLE and `custom.<key>`; None or blank clears one). Nothing is written when nothing changes.

    Raises RefusedError naming the field that is not acceptable, ConflictError when stale.
    """
    work.scope.require(WRITE)
    before = held_lead(work, lead_id, version)
    country = (
        values.get("country") or before.country or bots.get_bot(work.connection, work.scope, before.bot_id).country
    )
    wanted = {field: _checked(field, value, country) for field, value in values.items()}
    changed = {field: (before.value(field), value) for field, value in wanted.items() if before.value(field) != value}
    if not changed:
        return before
    row = columns_of(before, {field: value for field, (_, value) in changed.items()})
    if not (row.get("email", before.email) or row.get("phone", before.phone) or before.external_id):
        raise RefusedError("a lead needs an e-mail or a phone to be reached", "email")
    if not leads.update_lead(work.connection, lead_id, version, updated_at=work.now, **row):
        raise ConflictError("this lead was changed at this very moment: look again, then decide")
    work.note("edited", "lead", lead_id, bot_id=before.bot_id, changed=changed)
    work.touch("lead", lead_id)
    after = leads.get_lead(work.connection, work.scope, lead_id)
    announce(work, "updated", asdict(after))
    return after


def delete_lead(work: UnitOfWork, lead_id: int, version: int) -> None:
    """Delete a lead, its moves, its value history and what it answered to forms in conversations.

    The trail keeps that it was done, not who it was about.
    """
    work.scope.require(DELETE)
    lead = held_lead(work, lead_id, version)
    live_states.forget_answers(work.connection, lead_id, live_states.talks_of(work.connection, lead_id))
    leads.delete_lead(work.connection, lead_id)
    if lead.conversation_id is not None and not conversations.leads_of(work.connection, [lead.conversation_id]):
        summaries.forget(work.connection, [lead.conversation_id])
    work.note("deleted", "lead", lead_id, bot_id=lead.bot_id)
    work.touch("lead", lead_id)
    if lead.conversation_id is not None:
        work.touch("conversation", lead.conversation_id)
    announce(work, "deleted", {"id": lead_id, "bot_id": lead.bot_id})


def columns_of(before: Lead, changed: Mapping[str, str | None]) -> dict[str, Any]:
    """The columns to write for changed fields: custom ones gathered, derived ones kept in step."""
    row: dict[str, Any] = {field: value for field, value in changed.items() if not field.startswith(CUSTOM)}
    custom = {field.removeprefix(CUSTOM): value for field, value in changed.items() if field.startswith(CUSTOM)}
    if custom:
        row["custom"] = {key: value for key, value in {**before.custom, **custom}.items() if value is not None}
    if "email" in row:
        row["email_key"] = row["email"].lower() if row["email"] else None
    return row


def _checked(field: str, value: str | None, country: str | None) -> str | None:
    if field not in EDITABLE and not field.startswith(CUSTOM):
        raise RefusedError(f"{field} cannot be edited", field)
    try:
        normalise.clean_text(field)  # a custom field's name is text of its own
        cleaned = normalise.clean_text(value) if value is not None else None
        if cleaned is None:
            return None
        if field == "phone":
            return normalise.phone(cleaned, country)
        check = _CHECKS.get(field)
        return check(cleaned) if check else cleaned
    except RefusedError as error:
        raise RefusedError(f"{field}: {value!r} {error}", field) from error


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "email": normalise.email,
    "country": normalise.country_code,
    "timezone": normalise.zone_name,
}
