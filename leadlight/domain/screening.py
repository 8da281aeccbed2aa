"""Which filled-in forms are machines' work: what speaks against one, by what people do not do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

KEPT = timedelta(days=30)
"""How long what was screened out is kept, so that somebody can look at it."""
MOST_KEPT = 1_000
"""How many a bot keeps: the newest."""
LARGEST = 16_384
"""Characters of JSON that are kept of one; of a larger one `fitting` says what."""
_LONGEST, _LONGEST_VALUE, _MOST_OPTIONS = 300, 2_000, 50
QUICKEST_MS = 1_500
"""Nobody reads a form, fills it in and sends it sooner."""
MOST_LINKS = 5
_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Screened:
    """A form that was screened out: what was sent, what spoke against it, by which key it came, and when."""

    id: int
    bot_id: int
    body: Mapping[str, Any]
    why: str
    actor: str
    received_at: datetime


def suspicion(texts: Iterable[str], trap: str, elapsed_ms: int | None) -> str | None:
    """What speaks against a form, in words; None where nothing does.

    `trap`: what stands in the field that people do not see. `elapsed_ms`: from the form's appearance to its sending,
    None where nobody measured.
    """
    if trap.strip():
        return "the hidden field was filled in"
    if elapsed_ms is not None and elapsed_ms < QUICKEST_MS:
        return f"it was filled in within {max(elapsed_ms, 0)} ms"
    links = sum(len(_LINK.findall(text)) for text in texts)
    return f"it holds {links} links" if links > MOST_LINKS else None


def fitting(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body as it is kept: whole up to LARGEST; of a larger one the beginnings, and no more values than fit."""
    if _size(body) <= LARGEST:
        return body
    rest = {name: _begun(value, _LONGEST) for name, value in body.items() if name != "values"}
    room, values = LARGEST - _size({**rest, "values": {}}), {}
    for key, value in body["values"].items():
        values[key] = _begun(value, _LONGEST_VALUE)
        if _size(values) > room:
            del values[key]
            break
    return {**rest, "values": values}


def _size(said: Any) -> int:
    return len(json.dumps(said))


def _begun(value: Any, longest: int) -> Any:
    if isinstance(value, list):
        return [_begun(each, _LONGEST) for each in value[:_MOST_OPTIONS]]
    return value[:longest] if isinstance(value, str) else value
