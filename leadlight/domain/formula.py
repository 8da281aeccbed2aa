"""The rule that keeps visitor text inert in spreadsheets, and its exact reverse."""

from __future__ import annotations

import re

GUARDED = r"^'*[ \n]*[=+\-@\t\r\x00\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"
"""What needs an apostrophe, in RE2's spelling (DuckDB): after any apostrophes, and any spaces or newlines, a
character that makes a spreadsheet compute (full-width forms included)."""
_GUARDED = re.compile("'*[ \\n]*[=+\\-@\\t\\r\\x00＝＋－＠]")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")


def formula_safe(text: str) -> str:
    """The text as a spreadsheet may hold it: one apostrophe in front where it would be computed."""
    return "'" + text if _GUARDED.match(text) else text


def formula_safe_phone(text: str) -> str:
    """As `formula_safe`, but an E.164 number stays as it is."""
    return text if _E164.match(text) else formula_safe(text)


def formula_undo(text: str) -> str:
    """The text that `formula_safe` was given: exactly one apostrophe off where it would have put one."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
