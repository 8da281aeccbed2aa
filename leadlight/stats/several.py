"""Many looks at once: what is left of a small p-value once one knows how often one has looked."""

from __future__ import annotations

from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values, in the order given: taking those ≤ q keeps the expected share of false ones among them ≤ q.

    Benjamini and Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal Statistical Society B
    57, 289-300: p(i) · m ÷ i, made monotone from the largest down. Equal to scipy.stats.false_discovery_control, which
    would cost every Overview the load of scipy.
    """
    many = len(p_values)
    adjusted = [1.0] * many
    least = 1.0
    for rank, at in zip(range(many, 0, -1), sorted(range(many), key=p_values.__getitem__, reverse=True), strict=True):
        least = min(least, p_values[at] * (many / rank))
        adjusted[at] = least
    return tuple(adjusted)
