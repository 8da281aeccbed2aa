"""What becomes of two leads that are one person: which value each field keeps, and what a merge is remembered by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from leadlight.domain.lead import EDITABLE, FIRST_TOUCH, Lead, Move, standing
from leadlight.domain.rows import CUSTOM
from leadlight.domain.status import BY_KEY

Side = Literal["kept", "gone"]
"""Whose value a field takes: the lead that stays, or the one that becomes part of it."""
STATUS, SOURCE, CONVERSATION = "status", "source", "conversation"
BLOCKS: Mapping[str, tuple[str, ...]] = {
    STATUS: ("status", "status_at", "status_precision", "status_reason"),
    SOURCE: ("captured_at", "captured_precision", "channel", *FIRST_TOUCH, "landing_path", "source_page",
             "source_path", "trigger"),
    CONVERSATION: ("conversation_id", "conversation_external_id"),
}  # fmt: skip
"""Columns that go together: half a status or half a source would be nobody's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two leads: both values as text, whose is taken unless somebody says otherwise, and why."""

    field: str
    kept: str | None
    gone: str | None
    takes: Side
    why: str

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose: both have a value, and not the same."""
        return None not in (self.kept, self.gone) and self.kept != self.gone


@dataclass(frozen=True, slots=True)
class Merge:
    """A lead that became part of another, and can come back. `into_id` is whom it was merged into, `gone_id` it."""

    id: int
    bot_id: int
    lead_id: int
    into_id: int
    gone_id: int
    conversation_id: int | None
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Alias:
    """How a lead that is part of `lead_id` now was known, and what the last import stated of it."""

    id: int
    lead_id: int
    external_id: str | None
    email_key: str | None
    phone: str | None
    conversation_external_id: str | None
    stated: Mapping[str, Any] | None


def lines(kept: Lead, gone: Lead) -> tuple[Line, ...]:
    """Every field that either lead has, with what it takes by default."""
    return (*_blocks(kept, gone), *_fields(kept, gone))


def _blocks(kept: Lead, gone: Lead) -> Iterator[Line]:
    moved_on = _rank(gone) > _rank(kept)
    further = "further along" if moved_on else "as far along, or further"
    yield Line(STATUS, _status(kept), _status(gone), "gone" if moved_on else "kept", further)
    earlier = gone.captured_at < kept.captured_at
    yield Line(SOURCE, _source(kept), _source(gone), "gone" if earlier else "kept", "captured first")
    if kept.conversation_id != gone.conversation_id:
        has_none = kept.conversation_id is None
        takes: Side = "gone" if has_none else "kept"
        yield Line(CONVERSATION, _talk(kept), _talk(gone), takes, "the only one" if has_none else "of the lead")


def _fields(kept: Lead, gone: Lead) -> Iterator[Line]:
    custom = [CUSTOM + key for key in sorted({**kept.custom, **gone.custom})]
    for field in (*EDITABLE, *custom):
        ours, theirs = kept.value(field), gone.value(field)
        if ours is not None or theirs is not None:
            yield Line(field, ours, theirs, "gone" if ours is None else "kept", "the only one" if ours is None else "")


def _talk(lead: Lead) -> str | None:
    return None if lead.conversation_id is None else f"#{lead.conversation_id}"


def _rank(lead: Lead) -> int:
    return BY_KEY[lead.status].rank


def _status(lead: Lead) -> str:
    return " · ".join(filter(None, (BY_KEY[lead.status].label, lead.status_reason)))


def _source(lead: Lead) -> str:
    said = (lead.channel, lead.source_path or lead.landing_path, f"{lead.captured_at:%Y-%m-%d %H:%M} UTC")
    return " · ".join(filter(None, said))


def joined(kept: Mapping[str, Any], gone: Mapping[str, Any], takes: Mapping[str, Side]) -> dict[str, Any]:
    """The columns that the lead which stays gets, from both whole rows: those that change, and maybe some that do not.

    `takes` says per field or block whose; what it leaves out takes what `lines` takes.
    """
    found: dict[str, Any] = {}
    custom = dict(kept["custom"])
    for field, side in takes.items():
        source = kept if side == "kept" else gone
        if field.startswith(CUSTOM):
            key = field.removeprefix(CUSTOM)
            custom |= {key: source["custom"][key]} if key in source["custom"] else {}
        else:
            found |= {name: source[name] for name in BLOCKS.get(field, (field,))}
    email = found.get("email", kept["email"])
    keys = {"email_key": email.lower() if email else None, "external_id": kept["external_id"] or gone["external_id"]}
    return found | keys | {"custom": custom, "is_test": kept["is_test"] and gone["is_test"]}


def taken_back(before: Mapping[str, Any], merged: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the lead that stayed once its merge is undone: as before, save what was changed since."""
    found = {name: value if now[name] == merged[name] else now[name] for name, value in before.items()}
    for block in BLOCKS.values():
        if any(now[name] != merged[name] for name in block):
            found |= {name: now[name] for name in block}
    keys = {*before["custom"], *now["custom"]}
    custom = {
        key: before["custom"].get(key)
        if now["custom"].get(key) == merged["custom"].get(key)
        else now["custom"].get(key)
        for key in keys
    }
    return found | {"custom": {key: value for key, value in custom.items() if value is not None}}


def overruled(kept: Sequence[Move], gone: Sequence[Move], takes: Side) -> list[Move]:
    """The moves of the lead whose status is not taken that come after the status that is: they count no more."""
    chosen, others = (kept, gone) if takes == "kept" else (gone, kept)
    stand = standing(tuple(chosen))
    if not stand:
        return []
    both = standing((*chosen, *others))
    mine = {move.id for move in others}
    after = both[both.index(stand[-1]) + 1 :]
    return [move for move in after if move.id in mine and move.from_status is not None]
