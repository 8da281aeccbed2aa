"""Free text, short or long: what was written, as it was written."""

from __future__ import annotations

import re

from leadlight.domain.fields.contract import Field, Kind, Spoken, within
from leadlight.domain.fields.replies import yes_or_no
from leadlight.domain.normalise import storable

SHORT, LONG = 200, 5_000
_FILLER = re.compile(
    r"(?:hi|hello|hey|thanks|thank you|ok|okay|hola|gracias|ola|obrigad[oa]|bonjour|merci|hallo|danke|ciao"
    r"|grazie)\W*\Z",
    re.IGNORECASE,
)


def check_short(text: str, field: Field, country: str | None) -> str:
    """One line of at most 200 characters."""
    return within(" ".join(text.split()), SHORT, field.key)


def check_long(text: str, field: Field, country: str | None) -> str:
    """At most 5,000 characters."""
    return within(text, LONG, field.key)


def hear_short(spoken: Spoken, field: Field) -> str | None:
    """What answers the question, if it is one line, no question of their own and more than "ok"."""
    text = " ".join(spoken.text.split())
    return text if len(text) <= SHORT and answers(spoken) else None


def hear_long(spoken: Spoken, field: Field) -> str | None:
    """What answers the question."""
    return spoken.text.strip() if len(spoken.text) <= LONG and answers(spoken) else None


def answers(spoken: Spoken) -> bool:
    """Whether the words can be an answer at all: asked for, and neither a question, a greeting nor a bare yes or no."""
    text = spoken.text.strip()
    if not spoken.is_answer or not text or not storable(text) or text.endswith("?") or _FILLER.match(text):
        return False
    return len(text.split()) > 2 or yes_or_no(text) is None


TEXT = Kind("text", "Text", "short_text", "text", check_short, hear_short)
LONG_TEXT = Kind("long_text", "Long text", "notes", "area", check_long, hear_long)
