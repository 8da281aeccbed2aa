"""Why a rate changed: by hand, and that the parts are the whole."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leadlight.stats.mix import Counts, rounded, split

segment = st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
counts = st.dictionaries(st.sampled_from("abcdefgh"), segment, max_size=8)


def test_more_of_a_weak_source_counted_by_hand() -> None:
    # Both convert as before (10 % and 40 %); the weak one grew from half to three quarters of the leads: 25 % → 17.5 %.
    found = split({"weak": (10, 100), "strong": (40, 100)}, {"weak": (30, 300), "strong": (40, 100)})
    assert found is not None
    assert (found.before, found.after, found.change) == (Fraction(1, 4), Fraction(7, 40), Fraction(-3, 40))
    assert (found.mix, found.rate) == (Fraction(-3, 40), Fraction(0))
    # mean R = 21.25 %: weak (+0.25)(10 - 21.25 %), strong (-0.25)(40 - 21.25 %)
    assert {part.key: part.mix for part in found.parts} == {"weak": Fraction(-9, 320), "strong": Fraction(-15, 320)}


def test_a_better_rate_counted_by_hand() -> None:
    found = split({"a": (10, 100), "b": (20, 100)}, {"a": (30, 100), "b": (20, 100)})
    assert found is not None
    assert (found.mix, found.rate, found.change) == (Fraction(0), Fraction(1, 10), Fraction(1, 10))
    assert [(part.key, part.rate) for part in found.parts] == [("a", Fraction(1, 10)), ("b", 0)]


def test_kitagawas_components_are_the_classic_ones() -> None:
    # Without the sharing out: sum (w1 - w0) · mean r, and sum mean w · (r1 - r0), as Kitagawa (1955) writes them.
    before, after = {"x": (12, 80), "y": (9, 20), "z": (1, 50)}, {"x": (30, 90), "y": (4, 40), "z": (7, 20)}
    found = split(before, after)
    assert found is not None
    n, m = 150, 150
    mix = sum(
        (Fraction(after[key][1], m) - Fraction(before[key][1], n))
        * (Fraction(*before[key]) + Fraction(*after[key]))
        / 2
        for key in before
    )
    assert found.mix == mix
    assert found.rate == found.change - mix


@given(counts, counts)
def test_the_parts_are_the_whole_exactly(before: Counts, after: Counts) -> None:
    found = split(before, after)
    n, m = (sum(trials for _, trials in side.values()) for side in (before, after))
    if not (n and m):
        assert found is None
        return
    assert found is not None
    assert sum(part.mix for part in found.parts) == found.mix
    assert sum(part.rate for part in found.parts) == found.rate
    assert found.mix + found.rate == found.change == Fraction(found.after) - found.before
    assert found.after == Fraction(sum(won for won, _ in after.values()), m)
    assert all(not part.rate for part in found.parts if part.is_new or part.is_gone)


@given(counts, st.integers(2, 9))
def test_what_only_grew_did_not_change(before: Counts, times: int) -> None:
    assume(any(n for _, n in before.values()))
    found = split(before, {key: (won * times, n * times) for key, (won, n) in before.items()})
    assert found is not None
    assert all(part.mix == part.rate == 0 for part in found.parts)


@given(counts, counts)
def test_turned_round_every_part_has_the_other_sign(before: Counts, after: Counts) -> None:
    there, back = split(before, after), split(after, before)
    assume(there and back)
    assert there
    assert back
    assert {part.key: (part.mix, part.rate) for part in there.parts} == {
        part.key: (-part.mix, -part.rate) for part in back.parts
    }


@given(st.lists(st.fractions(-1, 1, max_denominator=10_000), max_size=60))
def test_rounded_values_add_up_and_stay_near(values: list[Fraction]) -> None:
    found = rounded(values, 1000)
    assert sum(found) == round(sum(values, Fraction(0)) * 1000)
    assert all(abs(whole - value * 1000) <= 1 for whole, value in zip(found, values, strict=True))


@given(st.lists(st.fractions(-1, 1, max_denominator=10_000), min_size=1, max_size=60), st.integers(-2, 2))
def test_rounded_values_add_up_to_a_given_whole(values: list[Fraction], off: int) -> None:
    whole = round(sum(values, Fraction(0)) * 1000) + off
    assert sum(rounded(values, 1000, whole)) == whole


@pytest.mark.parametrize(("before", "after"), [({}, {}), ({"a": (0, 0)}, {"a": (1, 2)}), ({"a": (1, 2)}, {})])
def test_a_period_without_anything_has_no_rate_to_change(before: Counts, after: Counts) -> None:
    assert split(before, after) is None
