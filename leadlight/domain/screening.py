"""Which filled-in forms are machines' work: what speaks against one, by what people do not do."""

from __future__ import annotations

import re
from collections.abc import Iterable

QUICKEST_MS = 1_500
"""Nobody reads a form, fills it in and sends it sooner."""
MOST_LINKS = 5
_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


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
