"""How the name of a firm is written: capitalised words, with small ones and a legal form between or behind them."""

from __future__ import annotations

import re

from leadlight.scoring.given import everyday
from leadlight.scoring.persons import PROPER, STOP
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import ARTICLES, FUNCTIONS, LEGAL, looks_like_trade

SMALL = r"(?:[dl][ae]s?|del|du|des|do|dos|della?|y|e|et|und|of|the|and|für)"
_ELIDED = r"(?:[dlDL]['’])"
ORGANISATION = (
    rf"((?:{_ELIDED})?[A-ZÀ-ÖØ-Þ0-9][\w'’&-]{{0,40}}(?:\.\w{{1,20}}){{0,4}}(?:(?<=\bSt)\.|(?<=\bDr)\."
    rf"|(?<=Sta)\.)?(?: (?:(?:{SMALL} )?(?:{SMALL} |{_ELIDED})?(?:Hnos\. |Dr\. )?{PROPER}"
    rf"|{LEGAL}(?!\w)"
    rf"|{SMALL} (?=[A-ZÀ-ÖØ-Þ]))){{0,5}})"
)
ORGANISATION_ONLY = re.compile(ORGANISATION).fullmatch
_COUNTED = re.compile(rf" {SMALL} \d.*$")
_TAIL = re.compile(rf" {SMALL}$")
_SHORT = 4
"""Letters from which a word in capitals alone may belong to a firm's name where others do, too."""
_KIND = re.compile(r"(?:Société|Sté|Firma|Fa\.|Empresa|Ditta|Azienda|Company|Entreprise) (?=[A-ZÀ-ÖØ-Þ])")
"""A word for "firm" that is said before its name, and no part of it."""


def trimmed(organisation: str) -> str:
    """The name of a firm without signs, small words and numbers behind it, and without "firm" before it."""
    name = organisation.strip().rstrip(",&'’ ")
    name = name if re.search(rf"{LEGAL}$", name) else name.rstrip(".")
    name = _COUNTED.sub("", name)
    while shorter := _TAIL.search(name):
        name = name[: shorter.start()]
    return _KIND.sub("", name, count=1)


def may_be_firm(name: str) -> bool:
    """Whether words can be a firm's name at all: no everyday word alone, no department, no street number first."""
    first, *others = fold(name).split() or [""]
    if not name or first in STOP - ARTICLES or (not others and (first in everyday() or first in FUNCTIONS)):
        return False
    if any(word.isdigit() for word in others) and all(
        word.isdigit() or word in everyday() for word in (first, *others)
    ):
        return False  # "Year 5"
    if others and all(word.isupper() and len(word) < _SHORT for word in name.split() if word[0].isupper()):
        return False  # "GBP EUR and USD"
    return bool(looks_like_trade(name) or not first[0].isdigit() or len(others) > 2)
