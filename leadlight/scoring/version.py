"""Which rules scored a conversation: a mark that changes when the rules or their words do."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def rules_version() -> str:
    """The first 16 hex digits of a hash over everything in this folder that decides a ledger."""
    here = Path(__file__).parent
    rules = [here / name for name in ("signals.py", "phrases.py", "ledger.py")]
    digest = hashlib.blake2b(digest_size=8)
    for path in [*rules, *sorted((here / "words").glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
