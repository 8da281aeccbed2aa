"""Text made inert for spreadsheets, whole columns at once: domain/formula.py's rule as expressions."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from leadlight.domain.formula import GUARDED

_E164 = r"^\+[1-9][0-9]{6,14}$"


def safe(text: pl.Expr, *, is_phone: bool = False) -> pl.Expr:
    """`formula_safe` (of a phone: `formula_safe_phone`) of a column.

    (Measured at a million leads: 0.5 s for every column here, 3.4 s as an expression of DuckDB's.)
    """
    live = text.str.contains(GUARDED)
    live = live & ~text.str.contains(_E164) if is_phone else live
    return pl.when(live).then(pl.concat_str(pl.lit("'"), text)).otherwise(text)


def inert(frame: pl.DataFrame, *, phones: Collection[str] = (), ours: Collection[str] = ()) -> pl.DataFrame:
    """The frame with every text made safe, but for the columns whose words are `ours`; E.164 `phones` stay."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String and name not in ours]
    return frame.with_columns(safe(pl.col(name), is_phone=name in phones).alias(name) for name in texts)
