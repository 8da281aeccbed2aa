"""The table that `make bench` prints."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.rows.contract import Figure

HEADS = ("what", "figure", "budget", "", "least – most", "bare", "where the budget comes from")


def lines(figures: Sequence[Figure]) -> list[str]:
    """One line a figure, under a head."""
    rows = [_cells(figure) for figure in figures]
    widths = [max(len(row[at]) for row in [HEADS, *rows]) for at in range(len(HEADS))]
    rule = ["─" * width for width in widths]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in [HEADS, rule, *rows]]  # fmt: skip


def markdown(figures: Sequence[Figure]) -> list[str]:
    """The same for a README."""
    rows = [HEADS, ["---"] * len(HEADS), *(_cells(figure) for figure in figures)]
    return ["| " + " | ".join(row) + " |" for row in rows]


def _cells(figure: Figure) -> tuple[str, ...]:
    sign = "≥" if figure.more_is_better else "≤"
    verdict = {True: "pass", False: "OVER", None: ""}[figure.passed]
    spread = "" if figure.low is None or figure.high is None else f"{_number(figure.low)} – {_number(figure.high)}"
    return (
        figure.what,
        f"{_number(figure.value)} {figure.unit}",
        "" if figure.budget is None else f"{sign} {_number(figure.budget)}",
        verdict,
        spread,
        "" if figure.baseline is None else _number(figure.baseline),
        "; ".join(each for each in (figure.rule, figure.note) if each),
    )


def _number(value: float) -> str:
    if abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
