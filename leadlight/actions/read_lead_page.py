"""Everything one lead's page shows beside the lead and its story: from the record, in one moment of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from leadlight.actions.read_lead import LeadView, read_lead
from leadlight.domain.conversation import Conversation, Message
from leadlight.domain.lead import Activity, Correction, Note
from leadlight.domain.likeness import Alike, Apart, alike
from leadlight.domain.merge import Merge
from leadlight.domain.missing import Missing, why_missing
from leadlight.domain.scope import Scope
from leadlight.domain.summary import Summary, transcript_hash
from leadlight.record import apart, forms, history, imports, likeness, merges, notes, summaries
from leadlight.record.bulk import Reading
from leadlight.record.engine import Record, reading
from leadlight.scoring.needs import Need, needs
from leadlight.scoring.summary import summarise

ASKED_FOR = ("email", "phone")
"""Fields whose absence is explained."""


@dataclass(frozen=True, slots=True)
class LeadPage:
    """`missing` says why a contact field is blank; `trail` holds the activity of leads merged into this one, too.

    `alike` may be the same person, `apart` are not, as somebody said. `needs` are budget and timeline, where they were
    said. `file` is the import that brought the lead. `summary` is what a model wrote of the conversation as it stands,
    else the visitor's own words; None where there is no conversation, or nothing was said.
    """

    view: LeadView
    notes: tuple[Note, ...]
    corrections: tuple[Correction, ...]
    trail: tuple[Activity, ...]
    missing: dict[str, Missing]
    merges: tuple[Merge, ...]
    alike: tuple[Alike, ...]
    apart: tuple[Apart, ...]
    talks: tuple[Conversation, ...]
    file: str | None
    needs: dict[str, Need]
    summary: Summary | None = None


def as_json(seen: LeadPage) -> str:
    """All of it as one JSON object, every value under its name: the copy that is offered before a deletion."""
    told = asdict(seen)
    told["view"]["messages"] = [message._asdict() for message in seen.view.messages]
    return json.dumps(told, default=str, ensure_ascii=False, indent=1)


def read_lead_page(record: Record, scope: Scope, lead_id: int) -> LeadPage:
    """One lead's page. Raises NotFoundError when the scope has none of this id."""
    view = read_lead(record, scope, lead_id)
    lead, talk = view.lead, view.conversation
    visitor = talk.visitor if talk else None
    with reading(record) as connection:
        merged = merges.of_lead(connection, lead_id)
        further = likeness.further_talks(connection, lead, visitor)
        talks = [talk.id] if talk else []
        talks += [each.conversation_id for each in merged if each.conversation_id is not None]
        events = forms.events_of(connection, talks)
        on = forms.fields_on(connection, lead.bot_id)
        blank = [field for field in ASKED_FOR if lead.value(field) is None]
        not_them = apart.of_lead(connection, lead_id)
        others = {each.lead.id for each in not_them}
        said = {"talked": talk is not None, "imported": lead.batch_id is not None}
        return LeadPage(
            view=view,
            notes=notes.notes_of(connection, lead_id),
            corrections=history.corrections_of(connection, lead_id),
            trail=_trail(connection, lead_id, merged),
            missing={field: why_missing(field, events, on, **said) for field in blank},
            merges=merged,
            alike=alike(lead, [each for each in likeness.alike(connection, lead, visitor) if each[1].id not in others]),
            apart=not_them,
            talks=further,
            needs=needs(view.messages),
            summary=_summary(connection, talk.id, view.messages, talk.last_message_at) if talk else None,
            file=imports.get_batch(connection, scope, lead.batch_id).file if lead.batch_id is not None else None,
        )


def _summary(
    connection: Reading, talk_id: int, messages: tuple[Message, ...], last_message_at: datetime
) -> Summary | None:
    """What is kept, if nothing was said since; else the visitor's own words, which take a moment only."""
    mark, kept = transcript_hash(messages), summaries.of_conversation(connection, talk_id)
    if kept is not None and kept.transcript_hash == mark and kept.kind == "model":
        return kept
    words = summarise(messages)
    trouble = kept.trouble if kept is not None else None
    own = Summary(talk_id, words, "extractive", None, None, None, mark, last_message_at, trouble=trouble)
    return own if words else None


def _trail(connection: Reading, lead_id: int, merged: tuple[Merge, ...]) -> tuple[Activity, ...]:
    """What was done to the lead, and to those that are part of it; that they became so is told once."""
    both = history.activity_of(connection, "lead", lead_id, *(each.gone_id for each in merged))
    return tuple(each for each in both if not (merged and each.verb == "merged away"))
