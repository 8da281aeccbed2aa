"""What a typed cell (Parquet, Excel) is as text: one rule for every source that holds more than text.

Numbers have their digits and no exponent, whole ones no decimal point; yes and no are `true` and `false`; a date is
`2026-03-01`, an instant ISO 8601, with its offset where it has one (else it is local, as in a CSV); nothing, and a
number that is none (NaN), is a missing cell; lists and structures are what JSON makes of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite, isnan
from typing import Any

from pipelines.sources.json_text import Number


def plain(value: Any) -> Any:
    """The value as the JSON sources hand it on: text, Number, bool, None, a list or a dict of these.

    ValueError for what has no text: bytes that are no UTF-8, an infinite number, an unknown type.
    """
    if value is None or isinstance(value, str | bool):
        return value
    for kinds, to_text in _RULES:
        if isinstance(value, kinds):
            return to_text(value)
    raise ValueError(f"a {type(value).__name__} cannot be told as text")


def _number(value: float | Decimal) -> Number | None:
    if isnan(value):
        return None
    if not isfinite(value):
        raise ValueError(f"{value} is no number that can be kept")
    if value == int(value) and not isinstance(value, Decimal):
        return Number(int(value))
    return Number(format(Decimal(repr(value)) if isinstance(value, float) else value, "f"))


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError("bytes that are no text (UTF-8)") from error


def _object(value: dict[str, Any]) -> dict[str, Any]:
    return {key: plain(inner) for key, inner in value.items()}


_RULES: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (int, lambda value: Number(value)),
    ((float, Decimal), _number),
    ((datetime, date, time), lambda value: value.isoformat()),
    (timedelta, str),
    (bytes, _decoded),
    (dict, _object),
    ((list, tuple), lambda value: [plain(one) for one in value]),
)
