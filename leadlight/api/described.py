"""What openapi.json says beyond the routes' own signatures: the filters, the answers, and the one form of error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from leadlight.warehouse.filters import CLOSED
from leadlight.warehouse.metrics import DIMENSIONS, Dimension
from leadlight.warehouse.reply import ANSWERS, CONTACT, FROM, SEARCH, TO
from leadlight.warehouse.spans import KINDS


class Told(BaseModel):
    """What failed: a word for programs, a sentence for people, and the parameter concerned where there is one."""

    code: str
    message: str
    field: str = ""


class Error(BaseModel):
    """The body of every answer that is an error."""

    error: Told


_ERRORS = {
    401: "The key is not valid.",
    404: "There is no such bot, or nothing at this address.",
    405: "This address does not take that method.",
    421: "The request came under a name that is not this machine's.",
    422: "A parameter is not acceptable; `field` names it.",
    503: "Leadlight is starting, or its files cannot be used just now: try again.",
}
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Error, "description": told} for status, told in _ERRORS.items()
}
"""The errors any route may answer with."""


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
