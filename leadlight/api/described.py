"""What openapi.json says beyond the routes' own signatures: the filters, the answers, and the one form of error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, Field

from leadlight.warehouse.filters import CLOSED
from leadlight.warehouse.metrics import DIMENSIONS, Dimension
from leadlight.warehouse.reply import ANSWERS, CONTACT, FROM, SEARCH, TO
from leadlight.warehouse.spans import KINDS


class Told(BaseModel):
    """What failed: a word for programs, a sentence for people, and the parameter concerned where there is one."""

    code: str
    message: str
    field: str = ""
    changed: dict[str, str | None] = Field({}, description="Of a conflict: what stands now, by field.")


class Error(BaseModel):
    """The body of every answer that is an error."""

    error: Told


_READING = {
    401: "The key is not valid.",
    403: "A public key captures only.",
    404: "There is no such bot, or nothing at this address.",
    405: "This address does not take that method.",
    421: "The request came under a name that is not this machine's.",
    422: "A parameter is not acceptable; `field` names it.",
    501: "This process only captures: ask the dashboard's.",
    503: "Leadlight is starting, or its files cannot be used just now: try again.",
}
_SENDING = {
    400: "The body is no JSON.",
    401: "The key is missing or not valid.",
    403: "The key is not for this, or not for pages of this site.",
    408: "The body came too slowly.",
    409: "Someone changed it since, or the idempotency key was used for another request.",
    413: "The body is larger than 64 KiB.",
    415: "The body is not sent as application/json.",
    422: "A value is not acceptable; `field` names it.",
    429: "Too many requests: try again after `Retry-After` seconds.",
}
_MANAGING = {
    412: "The lead is no longer of the version that If-Match names; `changed` says what stands now.",
    428: "A change has to say which version it saw.",
}


def _errors(words: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Error, "description": told} for status, told in words.items()}


ERRORS = _errors(_READING)
"""The errors any route that reads may answer with."""
CAPTURE_ERRORS = _errors({status: told for status, told in _READING.items() if status not in (421, 501)} | _SENDING)
"""The errors a route that captures may answer with."""
LEAD_ERRORS = _errors(_READING | _SENDING | _MANAGING)
"""The errors a route of one lead, or of the list of leads, may answer with."""


def _once(name: str, told: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": told, "schema": {"type": "string", **schema}}


def _several(name: str, told: str, **schema: Any) -> dict[str, Any]:
    items = {"type": "string", **schema}
    return {"name": name, "in": "query", "description": told, "schema": {"type": "array", "items": items}}


def _dimension(of: Dimension) -> dict[str, Any]:
    schema: dict[str, Any] = {"format": "date"} if of.is_date else {}
    if of.key in CLOSED:
        schema = {"enum": list(CLOSED[of.key])}
    return _several(of.key, f"Keep these only: {of.definition}", **schema)


def _filters() -> Iterable[dict[str, Any]]:
    yield _once(FROM, "First day, in the bot's zone.", format="date")
    yield _once(TO, "Last day, included.", format="date")
    yield _once(SEARCH, "Part of a lead's name, e-mail, phone or company.")
    for name in CONTACT:
        yield _once(name, f"Whether there is one: {name.removeprefix('has_')}.", enum=list(ANSWERS))
    for kind in KINDS.values():
        yield _once(kind.key, f"{kind.definition} As `2026-10-01..2026-10-31`, either day may be left out.")
    yield _several("filter", "Any of these filters once more, as `name=value`.")
    yield from map(_dimension, DIMENSIONS.values())


FILTERED: dict[str, Any] = {"parameters": list(_filters())}
"""The parameters of a route that takes filters."""
_DAY = {"type": ["string", "null"], "format": "date"}
REPORT: dict[str, Any] = {
    "type": "object",
    "required": ["bot", "zone", "from", "to", "rows"],
    "properties": {
        "bot": {"type": "string"},
        "zone": {"type": "string"},
        "from": _DAY,
        "to": _DAY,
        "rows": {"type": "array", "items": {"type": "object"}},
    },
}
TEXT_CSV: dict[str, Any] = {"text/csv": {"schema": {"type": "string"}}}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
FILES: dict[str, Any] = {
    **TEXT_CSV,
    "application/vnd.apache.parquet": _BINARY,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _BINARY,
}
"""The kinds of file that leads are handed out as."""
_FINDING = {
    "check": {"type": "string"},
    "leads": {"type": "integer"},
    "effect": {"enum": ["left out", "changed", "told"]},
    "words": {"type": "string"},
    "see": {"type": "object", "additionalProperties": {"type": "string"}},
}
CHECKED: dict[str, Any] = {
    "type": "object",
    "required": ["preset", "label", "formats", "leads", "rows", "note", "findings"],
    "properties": {
        "preset": {"type": "string"},
        "label": {"type": "string"},
        "formats": {"type": "array", "items": {"type": "string"}},
        "leads": {"type": "integer"},
        "rows": {"type": "integer"},
        "note": {"type": "string"},
        "findings": {"type": "array", "items": {"type": "object", "properties": _FINDING}},
    },
}
"""What a preset would make of leads."""
