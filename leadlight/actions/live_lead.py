"""The lead of a live conversation or a form: captured through the one door, then completed as more is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.lead_batch import Captured
from leadlight.actions.live_talk import Talk, Visit
from leadlight.domain.fields.tick import CONSENT_KIND, consent_kept
from leadlight.domain.form import Form
from leadlight.domain.lead import CONTACT_COLUMNS, DESCRIPTIVE, Lead
from leadlight.domain.rows import CUSTOM, LeadRow
from leadlight.errors import NotFoundError
from leadlight.record import leads
from leadlight.record.unit_of_work import UnitOfWork


def kept_values(form: Form, answers: Mapping[str, str], language: str, at: datetime) -> dict[str, str]:
    """Answers as the lead keeps them, by column or `custom.<key>`; a consent with its words and moment."""
    found: dict[str, str] = {}
    for key, value in answers.items():
        field = form.find(key)
        if field is not None and field.kind == CONSENT_KIND:
            value = consent_kept(value, field.called(language), form.version, at)
        found[key if key in CONTACT_COLUMNS else CUSTOM + key] = value
    return found


def capture_values(
    work: UnitOfWork,
    capture: Capture,
    values: Mapping[str, str],
    *,
    talk: Talk | None,
    visit: Visit | None = None,
    trigger: str | None = None,
    at: datetime | None = None,
) -> Captured:
    """Capture a person of these values, as of `at` (None: now); one who is a lead already keeps what is known, and only
    blanks are filled.

    Whoever types somebody's address into a form must not change what stands there.
    """
    custom = {key.removeprefix(CUSTOM): value for key, value in values.items() if key.startswith(CUSTOM)}
    contact: dict[str, Any] = {name: values[name] for name in CONTACT_COLUMNS if name in values}
    row = LeadRow(
        line=0,
        captured_at=at,
        trigger=trigger,
        custom=custom,
        conversation_external_id=talk.row["external_id"] if talk else None,
        **contact,
    )
    if talk is None and visit is not None:
        given: dict[str, Any] = {name: value for name in DESCRIPTIVE if (value := getattr(visit, name, None))}
        row = replace(row, **given)
    capture.matcher.forget()
    capture.matcher.read(work.connection, [row])
    known = capture.matcher.find(row)
    if known is not None:
        names = [*CONTACT_COLUMNS, *DESCRIPTIVE]
        stands = [name for name in names if known.get(name) is not None and name not in ("email", "phone")]
        blank: dict[str, Any] = dict.fromkeys(stands)
        row = replace(
            row, **blank, captured_at=None, custom={k: v for k, v in custom.items() if k not in known["custom"]}
        )
        row = _without_other_contact(row, known["email"], known["phone"])
    return capture_leads(work, capture, [row], is_read=True)[0]


def _without_other_contact(row: LeadRow, email: str | None, phone: str | None) -> LeadRow:
    """The row matched by one way of being reached, without another value of the other one."""
    is_same = bool(row.email and email and row.email.lower() == email.lower())
    if is_same:
        return replace(row, email=email, phone=row.phone if phone is None else phone)
    if row.phone and row.phone == phone:
        return replace(row, email=row.email if email is None else email)
    return row  # known by its conversation: a correction


def complete_lead(
    work: UnitOfWork, lead_id: int, talk: Talk, values: Mapping[str, str], *, overwrites: bool
) -> Lead | None:
    """Give a captured lead what was given since; with `overwrites`, a correction replaces what this talk had given.

    A lead that another conversation had made only has its blanks filled. None where the lead is gone.
    """
    try:
        lead = leads.get_lead(work.connection, work.scope, lead_id)
    except NotFoundError:
        return None
    is_own = overwrites and lead.conversation_id == talk.id
    news = {name: value for name, value in values.items() if is_own or lead.value(name) is None}
    return edit_lead(work, lead_id, lead.version, news) if news else lead
