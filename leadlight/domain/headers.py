"""What tells two headers of a file apart, and what we call our own columns beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NO_DIFFERENCE = re.compile(r"[\s_\-.]+")


def fold(header: str) -> str:
    """A header without what does not tell headers apart: case, spaces, dashes, underscores and dots."""
    return _NO_DIFFERENCE.sub("", header).casefold()


def report_columns(headers: Iterable[str]) -> tuple[str, str]:
    """The names of the line and the reason in a report of rejected rows, beside the source's own of the same name."""
    there = {fold(header) for header in headers}  # two spellings of one header are not read again
    line, reason = ("rejected_" + name if name in there else name for name in ("line", "reason"))
    return line, reason
