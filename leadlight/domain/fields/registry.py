"""The kinds of field there are."""

from __future__ import annotations

from leadlight.domain.fields.choice import CHOICE, CHOICES
from leadlight.domain.fields.contact import COMPANY, EMAIL, NAME, PHONE, WEBSITE
from leadlight.domain.fields.contract import Kind
from leadlight.domain.fields.day import DATE
from leadlight.domain.fields.number import NUMBER
from leadlight.domain.fields.text import LONG_TEXT, TEXT
from leadlight.domain.fields.tick import CHECKBOX, CONSENT

BUILTIN: tuple[Kind, ...] = (NAME, EMAIL, PHONE, COMPANY, WEBSITE)
CUSTOM: tuple[Kind, ...] = (TEXT, LONG_TEXT, NUMBER, CHOICE, CHOICES, CHECKBOX, DATE, CONSENT)
KINDS: tuple[Kind, ...] = (*BUILTIN, *CUSTOM)
BY_KEY: dict[str, Kind] = {kind.key: kind for kind in KINDS}
