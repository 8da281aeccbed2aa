"""Questions of a form in somebody else's words: what may stand for a field, and how it takes the place of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from leadlight.domain.capture import Decision
from leadlight.domain.fields.contract import Field
from leadlight.domain.fields.tick import CONSENT_KIND
from leadlight.domain.form import Form
from leadlight.domain.normalise import storable
from leadlight.domain.wording.speech import pick

LINES_AT_MOST = 3
LONGEST = 160
_FOREIGN = re.compile(r"[<>\[\]{}`*_|\\@#\n\r\t]|https?:|www\.|\d{5}")
"""What no question needs: markup, addresses, numbers to call."""


def wordable(form: Form) -> tuple[Field, ...]:
    """The fields that others may word. What a visitor agrees to is said as it stands, and nobody else's to put."""
    return tuple(each for each in form.asked() if each.kind != CONSENT_KIND and each.label.strip())


def fits(field: Field, said: str) -> bool:
    """Whether a text may be said to ask for the field: one short plain question that names every option."""
    bare = said
    for option in field.options:
        if option not in bare:
            return False
        bare = bare.replace(option, "", 1)
    most = LONGEST + sum(map(len, field.options))
    return said.rstrip().endswith("?") and len(said) <= most and storable(said) and not _FOREIGN.search(bare)


def reworded(decision: Decision, lines: Sequence[str], seed: str) -> Decision:
    """The decision with its question in one of these words, in other ones each time; as it was without any.

    What is asked, and what is said before it, stays.
    """
    if decision.ask is None or not lines:
        return decision
    times = decision.state.asked.get(decision.ask.key, 1) - 1
    said = pick(lines, f"{seed}|{decision.ask.key}", times)
    return replace(decision, wording=f"{decision.lead_in} {said}".strip())
