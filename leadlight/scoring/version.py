"""Which rules scored a conversation: a mark that changes when the rules, their words, or a bot's points do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path


def rules_version(points: Iterable[tuple[str, int]] = ()) -> str:
    """The rules' mark, 16 hex digits; for a bot with points of its own, one of both."""
    own = sorted(points)
    return hashlib.blake2b(f"{_rules()}{own}".encode(), digest_size=8).hexdigest() if own else _rules()


@cache
def _rules() -> str:
    """The first 16 hex digits of a hash over everything in this folder that decides a ledger."""
    here = Path(__file__).parent
    rules = [here / f"{name}.py" for name in ("signals", "phrases", "ledger", "reading", "transcript", "unheard")]
    digest = hashlib.blake2b(digest_size=8)
    for path in [*rules, here / "reading.tsv", *sorted((here / "words").glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
