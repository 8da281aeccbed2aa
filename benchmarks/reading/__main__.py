"""`python -m benchmarks.reading`: fit the overall reading on our own talks and write leadlight/scoring/reading.tsv.

A multinomial logistic regression with a quadratic penalty, its classes weighted to count alike, found by L-BFGS from
zero: the same talks give the same weights. Words of one concept (`concepts.txt`) share a weight over all languages,
which is added to each word's own when the file is written: reading costs nothing more. Before it is written, figures
on talks that the weights were not fitted on are printed, of the reading alone and with the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from benchmarks.reading.talks import Talk, concepts_of_words, one_sided, talks
from leadlight.domain.conversation import Signal
from leadlight.domain.temperature import Temperature
from leadlight.scoring import ledger, reading, transcript

CLASSES: tuple[Temperature, ...] = ("hot", "warm", "cold")
PENALTY = 3.0
WRITERS = {"de": 0, "it": 0, "es": 1, "pt": 1, "en": 2, "fr": 2}
"""Who wrote the talks of each language's third file."""
ONE_SIDED = 0.25
"""How much a talk counts a second time, without its replies."""
LEAST = 4
"""Hundredths below which both weights are left out of the file."""
STRENGTH = {"pair": 0.5, "signal": 1.0}
"""How strongly a place counts while fitting (1 where not named): pairs repeat what their words say."""
SHARED = ("visitor", "last", "reply", "closing")
"""Places whose words share the weight of their concept."""

Key = tuple[str, str]


class Case(NamedTuple):
    """A talk as it is fitted on: what the reading looks up in it with its strength, and what the rules found."""

    found: dict[Key, float]
    ledger: tuple[Signal, ...]


def case(talk: Talk, concepts: Mapping[str, str]) -> Case:
    """What the reading looks up in one talk; a word's concept counts in the same place, as `concept <place>`."""
    found: Counter[Key] = Counter()
    said = transcript.folded(talk.messages)
    signals = ledger.by_rules(said)
    for place, _, words in reading.keys(said, signals):
        for word in words:
            value: Any = STRENGTH.get(place, 1.0)
            found[place, word] = found[place, word] + value if place in ("signal", "shape") else value
            if place in SHARED and word in concepts:
                found[f"concept {place}", concepts[word]] = 1
    return Case(dict(found), signals)


def matrix(rows: Sequence[Mapping[Key, float]], names: dict[Key, int]) -> Any:
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


def folded(cases: Sequence[Case], y: Any, share: Any, folds: Sequence[int]) -> Any:
    """How sure weights fitted without a talk's fold are of each class; -1 is in no fold, and learned from always."""
    got, of = np.zeros((len(cases), len(CLASSES))), np.array(folds)
    for fold in sorted(set(folds) - {-1}):
        out, rest = (np.flatnonzero(which).tolist() for which in (of == fold, of != fold))
        names = _names(cases[one] for one in rest)
        weights = fit(matrix([cases[one].found for one in rest], names), y[rest], share[rest])
        odds = np.exp(matrix([cases[one].found for one in out], names) @ weights)
        got[out] = odds / odds.sum(axis=1, keepdims=True)
    return got


def with_rules(cases: Sequence[Case], shares: Any) -> Any:
    """What each talk is taken for once the reading and the rules are both heard."""
    return np.array([
        CLASSES.index(ledger.decided(case.ledger, CLASSES[share.argmax()], float(share.max())))
        for case, share in zip(cases, shares, strict=True)
    ])  # fmt: skip


def _names(cases: Iterable[Case]) -> dict[Key, int]:
    return {key: at for at, key in enumerate(sorted({key for case in cases for key in case.found}))}


def _figures(written: Sequence[Talk], cases: Sequence[Case], y: Any, share: Any) -> None:
    """Print how talks are judged that the weights were not fitted on: of unseen situations, and of unseen writers."""
    for title, folds in (
        ("unseen situations", [talk.fold for talk in written]),
        ("unseen writers", [WRITERS.get(talk.language, -1) if talk.file.endswith("3") else -1 for talk in written]),
    ):
        shares = folded(cases, y, share, folds)
        both = with_rules(cases, shares)
        of = (np.array(folds) >= 0) & (share == 1)
        alone = shares.argmax(axis=1)
        print(f"{title}: {of.sum()} talks, macro-F1 {macro_f1(y[of], alone[of]):.3f} by the reading alone,", end=" ")
        print(f"{macro_f1(y[of], both[of]):.3f} with the rules")
        for language in sorted({talk.language for talk in written}):
            some = of & np.array([talk.language == language for talk in written])
            print(f"  {language} {some.sum():4} talks {macro_f1(y[some], both[some]):.3f}")
        for k, name in enumerate(CLASSES):
            right, ours, theirs = ((of & which).sum() for which in ((y == k) & (both == k), both == k, y == k))
            print(f"  {name:5} precision {right / ours:.3f} recall {right / theirs:.3f}")


def weights_of(names: Mapping[Key, int], weights: Any, concepts: Mapping[str, str]) -> Iterator[str]:
    """The lines of the file: place, word, and its hundredths for hot and warm against cold."""
    words = set(names) | {(place, word) for place in SHARED for word in concepts}
    for place, word in sorted(key for key in words if not key[0].startswith("concept ")):
        own = names.get((place, word))
        shared = names.get((f"concept {place}", concepts.get(word, "")))
        total = sum((weights[at] * strength for at, strength in ((own, STRENGTH.get(place, 1.0)), (shared, 1.0))
                     if at is not None), np.zeros(len(CLASSES)))  # fmt: skip
        hot, warm = (round((total[k] - total[2]) * reading.SCALE) for k in (0, 1))
        if max(abs(hot), abs(warm)) >= LEAST:
            yield f"{place}\t{word}\t{hot}\t{warm}"


def main() -> None:
    """Fit, print, write."""
    whole, concepts = list(talks()), concepts_of_words()
    written = [*whole, *one_sided()]
    share = np.where(np.arange(len(written)) < len(whole), 1.0, ONE_SIDED)
    cases = [case(talk, concepts) for talk in written]
    y = np.array([CLASSES.index(talk.temperature) for talk in written])
    _figures(written, cases, y, share)
    names = _names(cases)
    lines = list(weights_of(names, fit(matrix([each.found for each in cases], names), y, share), concepts))
    reading.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} of {len(names)} weights written to {reading.WEIGHTS}")


if __name__ == "__main__":
    main()
