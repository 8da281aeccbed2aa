"""`python -m benchmarks.reading`: fit the overall reading on our own talks and write leadlight/scoring/reading.tsv.

A multinomial logistic regression with a quadratic penalty, its classes weighted to count alike, found by L-BFGS from
zero: the same talks give the same weights. Before it is written, five-fold figures on the same talks are printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from benchmarks.reading.talks import Talk, one_sided, talks
from leadlight.scoring import ledger, reading, transcript

CLASSES = ("hot", "warm", "cold")
PENALTY = 1.0
FOLDS = 5
ONE_SIDED = 0.25
"""How much a talk counts a second time, without its replies."""
LEAST = 4
"""Hundredths below which both weights are left out of the file."""
STRENGTH = {"pair": 0.5, "signal": 1.0}
"""How strongly a place counts while fitting (1 where not named): pairs repeat what their words say."""

Key = tuple[str, str]


def features(talk: Talk) -> Counter[Key]:
    """What the reading looks up in one talk, each with its strength."""
    found: Counter[Key] = Counter()
    said = transcript.folded(talk.messages)
    for place, _, words in reading.keys(said, ledger.by_rules(said)):
        for word in words:
            value = STRENGTH.get(place, 1.0)
            if place in ("signal", "shape"):
                found[place, word] += value  # type: ignore[assignment]  # a Counter of floats
            else:
                found[place, word] = value  # type: ignore[assignment]  # a Counter of floats
    return found


def matrix(rows: Sequence[Counter[Key]], names: dict[Key, int]) -> Any:
    """The rows as a sparse matrix over the known names."""
    cells = [(at, names[key], value) for at, row in enumerate(rows) for key, value in row.items() if key in names]
    at, column, value = zip(*cells, strict=True)
    return sparse.csr_matrix((value, (at, column)), shape=(len(rows), len(names)))


def fit(x: Any, y: Any, share: Any) -> Any:
    """Weights by name and class that make the labels likeliest, less the penalty; `share` is how much a row counts."""
    count, width, kinds = x.shape[0], x.shape[1], len(CLASSES)
    truth = np.eye(kinds)[y]
    alike = (count / kinds / truth.sum(axis=0))[y] * share

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(width, kinds)
        z = x @ weights
        z -= z.max(axis=1, keepdims=True)
        shares = np.exp(z)
        shares /= shares.sum(axis=1, keepdims=True)
        cost = -(alike * np.log(shares[np.arange(count), y] + 1e-12)).sum() + PENALTY / 2 * (weights**2).sum()
        slope = x.T @ ((shares - truth) * alike[:, None]) + PENALTY * weights
        return cost, slope.ravel()

    return minimize(loss, np.zeros(width * kinds), jac=True, method="L-BFGS-B").x.reshape(width, kinds)


def macro_f1(y: Any, got: Any) -> float:
    """The mean F1 of the classes."""
    both = [((y == k) & (got == k)).sum() for k in range(len(CLASSES))]
    return float(np.mean([2 * both[k] / max(1, (y == k).sum() + (got == k).sum()) for k in range(len(CLASSES))]))


def folded(rows: Sequence[Counter[Key]], y: Any, share: Any, of: Sequence[int]) -> Any:
    """What each talk is taken for by weights fitted without its fold; `of` keeps the sides of a talk together."""
    group = np.random.default_rng(0).integers(0, FOLDS, max(of) + 1)[np.array(of)]
    got = np.zeros(len(rows), int)
    for fold in range(FOLDS):
        out, rest = (np.flatnonzero(which).tolist() for which in (group == fold, group != fold))
        names = {key: at for at, key in enumerate(sorted({key for one in rest for key in rows[one]}))}
        weights = fit(matrix([rows[one] for one in rest], names), y[rest], share[rest])
        got[out] = (matrix([rows[one] for one in out], names) @ weights).argmax(axis=1)
    return got


def main() -> None:
    """Fit, print, write."""
    whole = list(talks())
    written = [*whole, *one_sided()]
    share = np.where(np.arange(len(written)) < len(whole), 1.0, ONE_SIDED)
    rows = [features(talk) for talk in written]
    y = np.array([CLASSES.index(talk.temperature) for talk in written])
    opening = {talk.messages[0].text: at for at, talk in enumerate(written)}
    got = folded(rows, y, share, [opening[talk.messages[0].text] for talk in written])
    print(f"{len(rows)} talks, macro-F1 in {FOLDS} folds {macro_f1(y, got):.3f}")
    for language in sorted({talk.language for talk in written}):
        of = np.array([talk.language == language for talk in written])
        print(f"  {language} {of.sum():4} talks {macro_f1(y[of], got[of]):.3f}")
    names = {key: at for at, key in enumerate(sorted({key for row in rows for key in row}))}
    weights = fit(matrix(rows, names), y, share)
    lines = []
    for (place, word), at in names.items():
        strength = STRENGTH.get(place, 1.0) * reading.SCALE
        hot, warm = (round((weights[at, k] - weights[at, 2]) * strength) for k in (0, 1))
        if max(abs(hot), abs(warm)) >= LEAST:
            lines.append(f"{place}\t{word}\t{hot}\t{warm}")
    reading.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} of {len(names)} weights written to {reading.WEIGHTS}")


if __name__ == "__main__":
    main()
