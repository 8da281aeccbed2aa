"""Which filled-in forms are machines' work: what speaks against one, by what people do not do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

KEPT = timedelta(days=30)
"""How long what was screened out is kept, so that somebody can look at it."""
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
