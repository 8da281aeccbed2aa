"""Yes or no: a checkbox, and consent, of which the record also keeps what was consented to and when."""

from __future__ import annotations

from datetime import datetime

from leadlight.domain.fields.contract import NO, YES, Field, Kind, Spoken
from leadlight.domain.fields.replies import yes_or_no
from leadlight.domain.quoting import quoted
from leadlight.errors import RefusedError

CONSENT_KIND = "consent"


def check(text: str, field: Field, country: str | None) -> str:
    """Yes or no, as a form sends it (`true`, `on`, `1` and words count too)."""
    plain = text.strip().casefold()
    said = {"on": True, "1": True, "off": False, "0": False, "": False}.get(plain, yes_or_no(text))
    if said is None:
        raise RefusedError(f"{quoted(text)} is neither yes nor no", field.key)
    return YES if said else NO


def hear(spoken: Spoken, field: Field) -> str | None:
    """A yes or a no that answers."""
    said = yes_or_no(spoken.text) if spoken.is_answer else None
    return None if said is None else YES if said else NO


def consent_kept(answer: str, label: str, version: int, at: datetime) -> str:
    """How a consent stands in the lead: what was answered, when (UTC), and to which words of which form.

    A value that says so already is left as it is.
    """
    if answer not in (YES, NO):
        return answer
    return f"{answer} · {at:%Y-%m-%dT%H:%M:%SZ} · form {version} · {label}"


def consent_said(kept: str) -> str:
    """What was answered: `consent_kept` undone."""
    return kept.partition(" · ")[0]


CHECKBOX = Kind("checkbox", "Checkbox", "check_box", "checkbox", check, hear)
CONSENT = Kind(CONSENT_KIND, "Consent", "verified_user", "checkbox", check, hear)
