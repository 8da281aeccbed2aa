"""The snippet that puts the widget into a page, and what it may say about the widget's look and words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

SCRIPT = "api/v1/widget.js"
"""Where the script is, from the server's root."""
COLOR = "#0f6e6c"
"""The accent where none is chosen."""
THEMES = {"auto": "As the visitor's device", "light": "Light", "dark": "Dark"}
SIDES = {"right": "Right", "left": "Left"}


def snippet(source: str, said: Mapping[str, str]) -> str:
    """The script element: `source` is the script's address, `said` what stands in its `data-…`."""
    lines = [f'<script src="{escape(source)}"', *(f'data-{name}="{escape(value)}"' for name, value in said.items())]
    return "\n  ".join([*lines, "async></script>"])
