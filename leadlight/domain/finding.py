"""What a look at an installation finds: one fact, whether it is as it should be, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact of one part. `advice` says what is wrong, or worth a note, and what to do; it is empty when all is well.

    Never holds a secret, nor anything of a lead or a visitor.
    """

    part: str
    what: str
    value: str
    level: Level = "ok"
    advice: str = ""


def wrongs(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are wrong."""
    return [each for each in findings if each.level == "wrong"]


def notes(findings: Iterable[Finding]) -> list[Finding]:
    """Those worth a note."""
    return [each for each in findings if each.level == "note"]


def verdict(findings: Iterable[Finding]) -> str:
    """All of them in one sentence."""
    found = list(findings)
    wrong, note = len(wrongs(found)), len(notes(found))
    said = {0: "nothing is wrong", 1: "one thing is wrong"}.get(wrong, f"{wrong} things are wrong")
    return said + (f", {note} to note" if note else "")
