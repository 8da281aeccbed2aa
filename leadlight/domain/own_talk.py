"""The conversations that whoever may be anybody can name: those whose id nobody could guess."""

from __future__ import annotations

import re

from leadlight.domain.scope import Scope
from leadlight.errors import ForbiddenError

WIDGET_ID = re.compile(r"w-[0-9a-f]{32}")
"""What the widget calls its conversations: 128 random bits, so that whoever knows one was there."""


def require_own_talk(scope: Scope, external_id: str) -> None:
    """Raise ForbiddenError where a visitor's page names a conversation otherwise than the widget does.

    Whether there is one is not told. Ids of servers and imports (`1001`, `wa-4420…`) are known to many.
    """
    if scope.is_anybody and not WIDGET_ID.fullmatch(external_id):
        raise ForbiddenError("a public key names conversations as the widget does: w- and 32 random hexadecimal digits")
