"""In which conversations whoever may be anybody has a say: those that pages began; and reads: none one could guess."""

from __future__ import annotations

import re

from leadlight.domain.scope import Scope
from leadlight.errors import ForbiddenError

WIDGET_ID = re.compile(r"w-[0-9a-f]{32}")
"""What the widget calls its conversations: 128 random bits, so that whoever knows one was there."""


def is_secret(external_id: str) -> bool:
    """Whether nobody could have guessed the id. Those of servers and imports (`1001`, `wa-4420…`) are known to many."""
    return WIDGET_ID.fullmatch(external_id) is not None


def require_own_talk(scope: Scope, external_id: str, *, is_of_page: bool) -> None:
    """Raise ForbiddenError where a visitor's page would go on with a conversation that no page began."""
    if scope.is_anybody and not is_of_page and not is_secret(external_id):
        raise ForbiddenError(
            "a public key goes on only with what a public key began: give this conversation an id of its own"
        )


def require_secret_id(scope: Scope, external_id: str) -> None:
    """Raise ForbiddenError where a visitor's page would read in a conversation whose id could be guessed."""
    if scope.is_anybody and not is_secret(external_id):
        raise ForbiddenError(
            "a public key reads only in conversations named as the widget does: w- and 32 random hex digits"
        )
