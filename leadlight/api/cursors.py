"""Where a page of a list ended, as a text that says nothing: where the next one goes on, for the same filters only."""

from __future__ import annotations

import base64
import hashlib
import struct

from leadlight.errors import RefusedError
from leadlight.warehouse.reply import Pairs

_FORM = struct.Struct(">q8s")


def cursor_of(lead_id: int, asked: Pairs) -> str:
    """The text that leads on behind this lead."""
    return base64.urlsafe_b64encode(_FORM.pack(lead_id, _mark(asked))).decode().rstrip("=")


def place_of(cursor: str, asked: Pairs) -> int:
    """The lead behind which it goes on. Raises RefusedError for a text that is none, or was given for other filters."""
    try:
        lead_id, mark = _FORM.unpack(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, struct.error) as error:
        raise RefusedError("this is no cursor that a page of leads gave", "cursor") from error
    if mark != _mark(asked):
        raise RefusedError("this cursor was given for other filters: begin again without it", "cursor")
    return int(lead_id)


def _mark(asked: Pairs) -> bytes:
    return hashlib.sha256(repr(sorted(asked)).encode()).digest()[:8]
