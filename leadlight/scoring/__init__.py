"""Scoring: what a conversation says about the visitor's intent, and who the visitor is. Pure functions, no model.

- `score`, `score_many`: the ledger of signals of one conversation, of many (`domain.temperature.clamp` sums it);
  `scorers`: the same for many on several cores.
- `contact`: name, e-mail, phone, company, website, budget and timeline the visitor gave. `wants_contact`: whether they
  ask to be contacted.
- `evaluate`: how well all of it does on labelled conversations.
- `RULES`, `PAIRS`, `LABELS`: the signals as data. The words are in `words/`, one file a language.
"""

from leadlight.scoring.bulk import Scorer, score_many, scorers
from leadlight.scoring.evaluate import evaluate
from leadlight.scoring.extraction import Contact, contact
from leadlight.scoring.ledger import score
from leadlight.scoring.signals import LABELS, PAIRS, RULES, PairRule, SignalRule
from leadlight.scoring.wishes import wants_contact

__all__ = [
    "LABELS",
    "PAIRS",
    "RULES",
    "Contact",
    "PairRule",
    "Scorer",
    "SignalRule",
    "contact",
    "evaluate",
    "score",
    "score_many",
    "scorers",
    "wants_contact",
]
