"""Addresses of the API's files: what a view shows, and the rows behind it; nothing passes through the page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from leadlight.ui import choice as chosen
from leadlight.ui.filters import View
from leadlight.warehouse.spans import BETWEEN, RANGE


def address(view: View, path: str, more: Mapping[str, str] | None = None, mark: str = "") -> str:
    """`path` under the view's bot, with the view's filters, `more` parameters, and what a mark narrows.

    The days are always written out, so that the file is what is shown, whenever it is fetched.
    """
    params = {name: list(values) for name, values in chosen.write(view.choice).items() if name != chosen.RANGE}
    if view.filters.first and view.filters.last:
        params |= {chosen.FROM: [view.filters.first.isoformat()], chosen.TO: [view.filters.last.isoformat()]}
    meant = {name: [_days(view, text) for text in texts] for name, texts in parse_qs(mark).items()}
    if meant.pop(chosen.RANGE, None):  # all days
        params = {name: values for name, values in params.items() if name not in (chosen.FROM, chosen.TO)}
    params |= meant | {name: [value] for name, value in (more or {}).items()}
    query = chosen.query_string(params)
    return f"api/v1/bots/{view.bot.key}/{path}" + (f"?{query}" if query else "")


def _days(view: View, text: str) -> str:
    """What a mark says, the days of the range in force where it means those."""
    return (
        BETWEEN.join(day.isoformat() if day else "" for day in (view.filters.first, view.filters.last))
        if text == RANGE
        else text
    )
