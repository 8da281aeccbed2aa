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
from leadlight.actions.matching import Known
from leadlight.domain.fields.tick import CONSENT_KIND, consent_kept, consent_said
from leadlight.domain.form import Form
from leadlight.domain.lead import CONTACT_COLUMNS, DESCRIPTIVE, Lead
from leadlight.domain.rows import CUSTOM, LeadRow
from leadlight.errors import NotFoundError
from leadlight.record import leads
from leadlight.record.capture_states import Standing
from leadlight.record.unit_of_work import UnitOfWork


def kept_values(form: Form, answers: Mapping[str, str], language: str, at: datetime) -> dict[str, str]:
    """Answers as the lead keeps them, by column or `custom.<key>`; a consent with its words and moment."""
    found: dict[str, str] = {}
    for key, value in answers.items():
        field = form.find(key)
        if field is not None and field.kind == CONSENT_KIND:
            value = consent_kept(value, field.called(language), form.version, at)
        found[_column(key)] = value
    return found


def _column(key: str) -> str:
    return key if key in CONTACT_COLUMNS else CUSTOM + key


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
    capture.matcher.read(work, [row])
    known = capture.matcher.find(row)
    if known is not None:
        names = [*CONTACT_COLUMNS, *DESCRIPTIVE]
        stands = [name for name in names if known.get(name) is not None and name not in ("email", "phone")]
        blank: dict[str, Any] = dict.fromkeys(stands)
        row = replace(
            row, **blank, captured_at=None, custom={k: v for k, v in custom.items() if k not in known["custom"]}
        )
        row = _with_contact_of(row, known)
    return capture_leads(work, capture, [row], is_read=True)[0]


def _with_contact_of(row: LeadRow, known: Known) -> LeadRow:
    """The row with every way of being reached that is known already: what it says of another one changes nothing."""
    return replace(row, email=known["email"] or row.email, phone=known["phone"] or row.phone)


def complete_lead(
    work: UnitOfWork, form: Form, before: Standing, answers: Mapping[str, str], *, language: str, at: datetime
) -> Lead | None:
    """Give the lead of a conversation what its visitor gave since: answers that are not those of `before`.

    A blank is filled. What stands is replaced only in a lead that this conversation made, and where it still holds what
    was given here before: what a person or another source wrote stays. None where the lead is gone, or was none yet.
    """
    if before.lead_id is None:
        return None
    try:
        lead = leads.get_lead(work.connection, work.scope, before.lead_id)
    except NotFoundError:
        return None
    gave = before.state.answers
    given = {key: value for key, value in answers.items() if gave.get(key) != value}
    may = {key for key in given if before.made and _still_holds(lead, form, key, gave.get(key))}
    blank = {key for key in given if lead.value(_column(key)) is None}
    news = kept_values(form, {key: given[key] for key in may | blank}, language, at)
    return edit_lead(work, lead.id, lead.version, news) if news else lead


def _still_holds(lead: Lead, form: Form, key: str, gave: str | None) -> bool:
    """Whether the lead holds for this field what its visitor gave."""
    field, stands = form.find(key), lead.value(_column(key)) or ""
    return gave == (consent_said(stands) if field is not None and field.kind == CONSENT_KIND else stands)
