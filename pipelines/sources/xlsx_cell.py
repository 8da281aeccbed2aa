"""One cell of an Excel workbook as the text a person sees in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from openpyxl.styles.numbers import STRIP_RE, is_datetime
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from pipelines.sources.typed import plain

_EASTERN = {*range(27, 37), *range(50, 59)}
"""Formats of dates in Chinese, Japanese and Korean, which have a number and no code (ECMA-376, 18.8.30)."""
_DAYS = range(2_958_466)
"""The days that Excel knows, to the end of 9999."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that holds no value: an error, a formula nobody computed, a day that never was."""

    what: str


def text_of(cell: Any, formula: Any, epoch: datetime) -> object:
    """The text or a Fault of openpyxl's cell, read as a value and as a formula; None where it is blank."""
    value = cell.value
    if value is None:
        is_never_computed = formula.data_type == "f" and cell.data_type != "str"  # "str": computed, and of no text
        return Fault("a formula that was never computed") if is_never_computed else None
    if cell.data_type == "e":
        return Fault(f"the error {value}")
    if isinstance(value, str):
        return unescape(value) or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return _as_formatted(value, cell, epoch)


def _as_formatted(value: Any, cell: Any, epoch: datetime) -> object:
    shape = STRIP_RE.sub("", cell.number_format).split(";")[0].lower()
    if cell.style_array.numFmtId in _EASTERN and isinstance(value, int | float) and int(value) in _DAYS:
        value = from_excel(value, epoch)
    if isinstance(value, datetime):
        if value.year < 1900:
            return Fault("a day that never was")
        is_day = value.time() == time.min and is_datetime(shape) != "datetime"
        return (value.date() if is_day else value).isoformat()
    text = str(plain(value))
    return text.zfill(len(shape)) if re.fullmatch("00+", shape) and text.isdigit() else text
