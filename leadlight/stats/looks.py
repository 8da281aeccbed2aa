"""Many comparisons judged together: each look's difference, and which of them are told when all are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leadlight.stats import newcombe, stratified
from leadlight.stats.newcombe import Difference
from leadlight.stats.several import benjamini_hochberg

RATE = 0.05
"""The declared rate: of what is told, at most so large a share is chance, on average."""
ENOUGH, EXPECTED = 30, 5
"""Trials each side needs before it is looked at, and successes and failures to be expected of each if they were alike:
below that the tests are too eager (Cochran's rule; Mantel and Fleiss 1980)."""
LEAST = 0.01
"""A difference below one point is told from chance often enough, but is not worth a sentence."""
Counted = tuple[str, str, int, int]
"""A part, a stratum, its successes and its trials."""


@dataclass(frozen=True, slots=True)
class Look:
    """One comparison, of k of n against j of m. `about` names it to the caller; `adjusted` is its p among all."""

    about: tuple[str, ...]
    k: int
    n: int
    j: int
    m: int
    difference: Difference
    adjusted: float = 1.0

    @property
    def is_told(self) -> bool:
        """Whether it is worth a sentence: told from chance with all looks counted, and a point or more."""
        return self.adjusted <= RATE and self.difference.is_told and abs(self.difference.value) >= LEAST


def plain(about: tuple[str, ...], k: int, n: int, j: int, m: int) -> list[Look]:
    """One look at k of n against j of m; none where either has too few to be looked at."""
    found = newcombe.difference(k, n, j, m) if _is_enough(k, n, j, m) else None
    return [Look(about, k, n, j, m, found)] if found else []


def _is_enough(k: int, n: int, j: int, m: int) -> bool:
    """By the numbers of both together, so that how they differ has no say in whether they are looked at."""
    rarer = min(k + j, n + m - k - j)
    return min(n, m) >= ENOUGH and min(n, m) * rarer >= EXPECTED * (n + m)


def each_against_the_rest(about: tuple[str, ...], rows: Iterable[Counted], most: int, skip: str) -> list[Look]:
    """The `most` largest parts, each against all others of the same strata; `about` ends with the part's name.

    Parts are chosen by their trials alone, never by how they did. The part called `skip` is of the rest only.
    """
    parts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    whole: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for part, stratum, k, n in rows:
        parts[part][stratum] = _plus(parts[part].get(stratum, (0, 0)), (k, n))
        whole[stratum] = _plus(whole[stratum], (k, n))
    sizes = {part: sum(n for _, n in strata.values()) for part, strata in parts.items() if part != skip}
    largest = sorted(sizes, key=lambda part: (-sizes[part], part))[:most]
    everything = _plus(*_ends(whole))
    return [look for part in largest for look in _against_rest((*about, part), parts[part], whole, everything)]


def _plus(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    return one[0] + two[0], one[1] + two[1]


def _ends(strata: Mapping[str, tuple[int, int]]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (sum(k for k, _ in strata.values()), sum(n for _, n in strata.values())), (0, 0)


def _against_rest(
    about: tuple[str, ...],
    part: Mapping[str, tuple[int, int]],
    whole: Mapping[str, tuple[int, int]],
    everything: tuple[int, int],
) -> list[Look]:
    k, n = _ends(part)[0]
    j, m = everything[0] - k, everything[1] - n
    strata = [(*own, whole[name][0] - own[0], whole[name][1] - own[1]) for name, own in part.items()]
    both = [each for each in strata if each[1] and each[3]]
    if not _is_enough(*(sum(each[at] for each in both) for at in range(4))):
        return []
    found = stratified.difference(both)
    return [Look(about, k, n, j, m, found)] if found else []


def judged(looks: Sequence[Look]) -> tuple[Look, ...]:
    """The same with their adjusted p-values, the surest first."""
    adjusted = benjamini_hochberg([look.difference.p_value for look in looks])
    found = [replace(look, adjusted=value) for look, value in zip(looks, adjusted, strict=True)]
    return tuple(sorted(found, key=lambda look: (look.adjusted, look.difference.p_value, look.about)))
