"""A value inside a message: on one line, and not too long."""

from __future__ import annotations

_LONGEST = 60


def quoted(text: str) -> str:
    """The text in quotes, control characters escaped, cut after 60 characters."""
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def on_one_line(text: str) -> str:
    """The text with every line break a space: a name of a file or a header may hold some."""
    return " ".join(text.splitlines())
