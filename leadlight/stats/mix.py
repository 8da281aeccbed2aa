"""Why did a rate change? How much by another mix of what it is made of, how much by the rates of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

Counts = Mapping[str, tuple[int, int]]
"""By segment: (successes, trials)."""
NONE = (0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """What one segment did to the rate, exact. `before` and `after` are its (successes, trials)."""

    key: str
    before: tuple[int, int]
    after: tuple[int, int]
    mix: Fraction
    rate: Fraction

    @property
    def total(self) -> Fraction:
        """By mix and by rate together."""
        return self.mix + self.rate

    @property
    def is_new(self) -> bool:
        """Whether it was not there before."""
        return not self.before[1]

    @property
    def is_gone(self) -> bool:
        """Whether it is not there any more."""
        return not self.after[1]


@dataclass(frozen=True, slots=True)
class Parts:
    """The whole and its parts: `mix` + `rate` = `change` = `after` - `before`, each the sum of the parts' own."""

    before: Fraction
    after: Fraction
    mix: Fraction
    rate: Fraction
    parts: tuple[Part, ...]

    @property
    def change(self) -> Fraction:
        """By how much the rate changed (0.01 is a point)."""
        return self.after - self.before


def split(before: Counts, after: Counts) -> Parts | None:
    """Divide the change of successes ÷ trials between two periods; None where one of them has no trials.

    With w a segment's share of the trials, r its rate, bars for the mean of both periods and R the whole's rate:
    mix = (w1 - w0) · (mean r - mean R), rate = mean w · (r1 - r0); over all segments they sum to R1 - R0 exactly.
    Kitagawa (1955), "Components of a difference between two rates", JASA 50, 1168-1194, with no interaction left over;
    mean R only shares the mix out (the w1 - w0 sum to 0), so that more of a segment below the average counts against,
    as in the deviation-from-mean normalisation of Oaxaca-Blinder (Yun 2005). A segment new or gone has one rate only:
    it is taken for both, so all it does is mix. Parts are sorted by the size of what they did.
    """
    whole = _sums(before), _sums(after)
    if not (whole[0][1] and whole[1][1]):
        return None
    old, new = Fraction(*whole[0]), Fraction(*whole[1])
    keys = [key for key in {**before, **after} if before.get(key, NONE)[1] or after.get(key, NONE)[1]]
    parts = [
        _part(key, before.get(key, NONE), after.get(key, NONE), whole[0][1], whole[1][1], (old + new) / 2)
        for key in keys
    ]
    parts.sort(key=lambda part: (-abs(part.total), part.key))
    rate = _total([part.rate for part in parts])
    return Parts(old, new, new - old - rate, rate, tuple(parts))


def _sums(counts: Counts) -> tuple[int, int]:
    return sum(won for won, _ in counts.values()), sum(n for _, n in counts.values())


def _part(key: str, before: tuple[int, int], after: tuple[int, int], n: int, later_n: int, mean: Fraction) -> Part:
    share, later_share = Fraction(before[1], n), Fraction(after[1], later_n)
    old = Fraction(*before) if before[1] else Fraction(*after)
    new = Fraction(*after) if after[1] else old
    mix = (later_share - share) * ((old + new) / 2 - mean)
    return Part(key, before, after, mix, (share + later_share) / 2 * (new - old))


def _total(values: Sequence[Fraction]) -> Fraction:
    """Their sum, by halves: the denominators grow, and one after the other they would all be multiplied again."""
    if len(values) <= 2:
        return sum(values, Fraction(0))
    half = len(values) // 2
    return _total(values[:half]) + _total(values[half:])


def rounded(values: Sequence[Fraction], units: int, whole: int | None = None) -> tuple[int, ...]:
    """Each value in whole 1 ÷ `units`, so that they add up to `whole` (their rounded sum, if not given).

    For tables that people add up by hand. By largest remainders (Hamilton's method): every value is rounded down, and
    those that lost most get one back. `whole` lies within a unit or two of the sum, as rounded ends do.
    """
    exact = [value * units for value in values]
    found = [floor(value) for value in exact]
    missing = (round(_total(exact)) if whole is None else whole) - sum(found)
    most = sorted(range(len(exact)), key=lambda at: (found[at] - exact[at], at))
    for turn in range(abs(missing) if most else 0):
        found[most[turn % len(most)] if missing > 0 else most[-1 - turn % len(most)]] += 1 if missing > 0 else -1
    return tuple(found)
