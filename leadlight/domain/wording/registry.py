"""The languages the capture speaks, by their code."""

from __future__ import annotations

from collections.abc import Mapping

from leadlight.domain.wording.contract import Words
from leadlight.domain.wording.de import WORDS as GERMAN
from leadlight.domain.wording.en import WORDS as ENGLISH
from leadlight.domain.wording.es import WORDS as SPANISH
from leadlight.domain.wording.fr import WORDS as FRENCH
from leadlight.domain.wording.it import WORDS as ITALIAN
from leadlight.domain.wording.pt import WORDS as PORTUGUESE

SPOKEN: Mapping[str, Words] = {
    "en": ENGLISH, "es": SPANISH, "pt": PORTUGUESE, "fr": FRENCH, "de": GERMAN, "it": ITALIAN,
}  # fmt: skip
