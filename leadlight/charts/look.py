"""The colours and fonts of every picture. Mark colours hold in light and dark; text colours follow the page's theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leadlight.charts.wording import THIN
from leadlight.domain.status import STATUSES
from leadlight.domain.temperature import NO_VALUE

TEMPERATURE: dict[str, str] = {"hot": "#D1483F", "warm": "#C67F14", "cold": "#3F7FBF", NO_VALUE: "#838E91"}
"""The same three colours everywhere, at least 3 : 1 against both pages, and always with the word beside them."""
TEMPERATURE_WORD: dict[str, str] = {"hot": "Hot", "warm": "Warm", "cold": "Cold", NO_VALUE: "No conversation"}
STATUS: dict[str, str] = {status.key: status.colour for status in STATUSES}
PALETTE: tuple[str, ...] = (
    "#178F8A", "#CC6677", "#4A80BD", "#B58316", "#A2487B", "#54A79B",
    "#A8459B", "#2F8B4C", "#5F9FD0", "#8C8C2E", "#6C61C0", "#7B8588",
)  # fmt: skip
"""Series of no particular meaning, told apart by colour-blind readers."""


@dataclass(frozen=True, slots=True)
class Look:
    """What differs between light and dark. Text has no colour here: the page's theme gives it, without a rerun."""

    accent: str
    track: str
    grid: str


LIGHT = Look(accent="#178F8A", track="rgba(110,130,134,0.13)", grid="rgba(110,130,134,0.20)")
DARK = Look(accent="#2BA39D", track="rgba(140,160,164,0.16)", grid="rgba(140,160,164,0.20)")
FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'


def layout(height: int, **more: Any) -> dict[str, Any]:
    """The ground every figure stands on: transparent, no dragging, thin separators, room only where it is needed."""
    base: dict[str, Any] = {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13},
        "separators": f".{THIN}",
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {"font": {"family": FONT, "size": 13}, "align": "left"},
    }
    return base | more
