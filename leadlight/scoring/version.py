"""Which rules scored a conversation: a mark that changes when the rules or their words do."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def rules_version() -> str:
    """The first 16 hex digits of a hash over everything in this folder that decides a ledger."""
    here = Path(__file__).parent
    rules = [here / f"{name}.py" for name in ("signals", "phrases", "ledger", "reading", "transcript", "unheard")]
    digest = hashlib.blake2b(digest_size=8)
    for path in [*rules, here / "reading.tsv", *sorted((here / "words").glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
