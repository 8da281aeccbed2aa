"""One of several options, or some of them: as listed, by number, or named within a sentence."""

from __future__ import annotations

import re

from leadlight.domain.fields.contract import Field, Kind, Spoken
from leadlight.domain.fields.replies import means_all
from leadlight.domain.folding import folded
from leadlight.domain.quoting import quoted
from leadlight.errors import RefusedError

SIGN = "; "
"""Between several choices where they are kept as one text."""
_TELLING = 4
"""Letters an option needs to be heard where nobody asked: "L" or "no" is said for many reasons."""
_NOT_BEFORE = re.compile(r"\b(?:not|no|nor|non|nao|kein|keine|nicht|ni|pas|sans|sin|sem|senza|ohne|without)(?: \w+)? $")


def check_one(text: str, field: Field, country: str | None) -> str:
    """One of the options, in any case of letters."""
    known = {folded(option): option for option in field.options}
    if (found := known.get(folded(text))) is None:
        raise RefusedError(f"{quoted(text)} is none of: {', '.join(field.options)}", field.key)
    return found


def check_some(text: str, field: Field, country: str | None) -> str:
    """Options separated by semicolons or lines; kept in the form's order, each once."""
    parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
    chosen = {check_one(part, field, country) for part in parts}
    if not chosen:
        raise RefusedError("nothing was chosen", field.key)
    return SIGN.join(option for option in field.options if option in chosen)


def hear_one(spoken: Spoken, field: Field) -> str | None:
    """The one option named; its number where only that is said. Two of them are not sure."""
    found = _named(spoken, field)
    return found[0] if len(found) == 1 else None


def hear_some(spoken: Spoken, field: Field) -> str | None:
    """All options named, or all there are for "all of them"."""
    found = list(field.options) if spoken.is_answer and means_all(spoken.text) else _named(spoken, field)
    return SIGN.join(found) or None


def _named(spoken: Spoken, field: Field) -> list[str]:
    said = folded(spoken.text)
    if spoken.is_answer and (number := re.fullmatch(r"\W*(\d{1,2})\W*", said)):
        at = int(number[1]) - 1
        numbered = [option for option in field.options if re.search(r"\d", option)]
        if not numbered and 0 <= at < len(field.options):
            return [field.options[at]]
    found = [option for option in field.options if _says(said, folded(option), spoken.is_answer)]
    # "Full house" is said by "full house cleaning", and so is "house": the longer one is meant.
    return [one for one in found if not any(one != other and folded(one) in folded(other) for other in found)]


def _says(said: str, option: str, is_answer: bool) -> bool:
    if not is_answer and len(option) < _TELLING:
        return False
    found = re.search(rf"(?<!\w){re.escape(option)}(?!\w)", said)
    return bool(found and not _NOT_BEFORE.search(said[: found.start()]))


CHOICE = Kind("choice", "Choice", "radio_button_checked", "select", check_one, hear_one, has_options=True)
CHOICES = Kind("choices", "Several choices", "checklist", "choices", check_some, hear_some, has_options=True)
