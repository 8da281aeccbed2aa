"""What the visitor wants done, read from the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from leadlight.domain.conversation import Signal
from leadlight.scoring.signals import BY_KIND


def wants_contact(ledger: Sequence[Signal]) -> bool:
    """Whether the visitor asks to be contacted: in words, or by leaving contact data with a decisive request."""
    kinds = {signal.kind for signal in ledger}
    decided = "price_with_timeline" in kinds or any(
        kind in BY_KIND and BY_KIND[kind].group == "decisive" for kind in kinds
    )
    return "contact_requested" in kinds or ("contact_given" in kinds and decided)
