"""Scoring: what a conversation says about the visitor's intent, and who the visitor is. Pure functions, no model, no I/O.

- `score`, `score_many`: the ledger of signals of one conversation, of many (`leadlight.domain.temperature.clamp` sums it).
- `contact`, `wants_contact`: name, e-mail, phone and company the visitor gave; whether they ask to be contacted.
- `evaluate`: how well both do on labelled conversations.
- `RULES`, `PAIRS`, `LABELS`: the signals as data. The words are in `words/`, one file a language.
"""

from leadlight.scoring.bulk import score_many
from leadlight.scoring.ledger import score
from leadlight.scoring.signals import LABELS, PAIRS, RULES, PairRule, SignalRule

__all__ = ["LABELS", "PAIRS", "RULES", "PairRule", "SignalRule", "score", "score_many"]
