"""The colours and fonts of every picture. Mark colours hold in light and dark; text has the page's."""

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


@dataclass(frozen=True, slots=True)
class Look:
    """What may differ between light and dark."""

    text: str
    accent: str = "#1B948F"
    track: str = "rgba(125,145,149,0.15)"
    grid: str = "rgba(125,145,149,0.22)"
    paper: str = "rgba(0,0,0,0)"


LIGHT = Look(text="#1B2628")
DARK = Look(text="#E4EBEB")
FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'


def layout(look: Look, height: int, **more: Any) -> dict[str, Any]:
    """The ground of every figure: the page's own paper, no dragging, thin separators, room only where it is needed."""
    base: dict[str, Any] = {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0},
        "paper_bgcolor": look.paper,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": look.text},
        "separators": f".{THIN}",
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {"font": {"family": FONT, "size": 13, "color": look.text}, "align": "left"},
    }
    return base | more
