"""Looks judged together: on noise the declared rate of false findings holds, what is planted is found."""

from __future__ import annotations

import numpy
import pytest

from leadlight.stats.looks import ENOUGH, LEAST, RATE, Look, each_against_the_rest, judged, plain

PARTS = [f"page {at}" for at in range(14)]
WEEKS = [f"week {at}" for at in range(5)]
SIZES = numpy.array([40, 30, 20, 14, 10, 8, 6, 5, 4, 3, 2, 2, 1, 1], dtype=float)
SIZES /= SIZES.sum()
BY_AGE = numpy.array([0.30, 0.28, 0.22, 0.12, 0.04])
"""What share of a week's leads has converted by now: the last weeks' are young."""
Random = numpy.random.Generator


def leads(random: Random, better: float = 0.0) -> list[tuple[str, str, int, int]]:
    """Made counts by page and week. `better` is added to the rate of page 2; page 5 began in the last two weeks."""
    found = []
    for week, rate in enumerate(BY_AGE):
        for part, share in enumerate(SIZES):
            n = int(random.poisson(share * 400)) if part != 5 or week >= 3 else 0
            k = int(random.binomial(n, rate + (better if part == 2 else 0.0)))
            found.append((PARTS[part], WEEKS[week], k, n))
    return found


def looks(random: Random, better: float = 0.0, now: float = 0.2) -> list[Look]:
    """As one page looks: pages by two rates, and two rates of all against the period before (0.2 then, `now` now)."""
    found = each_against_the_rest(("conversion",), leads(random, better), 12, "(none)")
    found += each_against_the_rest(("hot",), leads(random), 12, "(none)")
    for name, rate in (("conversion of all", now), ("hot of all", 0.2)):
        found += plain((name,), int(random.binomial(2000, rate)), 2000, int(random.binomial(1900, 0.2)), 1900)
    return found


def told(found: list[Look]) -> list[tuple[str, ...]]:
    return [look.about for look in judged(found) if look.is_told]


def test_on_noise_false_findings_stay_within_the_declared_rate() -> None:
    random, tries = numpy.random.default_rng(20261122), 600
    false = sum(bool(told(looks(random))) for _ in range(tries))
    assert false / tries <= RATE


def test_without_adjusting_noise_would_be_found_again_and_again() -> None:
    random, tries = numpy.random.default_rng(20261122), 100
    naive = sum(any(look.difference.p_value <= RATE for look in looks(random)) for _ in range(tries))
    assert naive / tries > 0.5


def test_planted_effects_are_found_and_named() -> None:
    random, tries = numpy.random.default_rng(4), 100
    found = [told(looks(random, better=0.12, now=0.26)) for _ in range(tries)]
    assert sum(("conversion", "page 2") in each for each in found) / tries >= 0.95
    assert sum(("conversion of all",) in each for each in found) / tries >= 0.95


def test_of_what_is_told_beside_planted_effects_few_are_false() -> None:
    # The rest holds page 2, so against it others are truly a little worse: only the other rate's looks can be false.
    random = numpy.random.default_rng(5)
    found = [about for _ in range(300) for about in told(looks(random, better=0.12, now=0.26))]
    false = [about for about in found if about[0].startswith("hot")]
    assert len(found) > 300
    assert len(false) / len(found) <= RATE


def test_a_page_that_began_last_week_is_not_told_as_worse() -> None:
    random = numpy.random.default_rng(6)
    found = [told(looks(random)) for _ in range(200)]
    assert sum(("conversion", "page 5") in each for each in found) <= 2


def test_a_stronger_effect_stands_first() -> None:
    found = judged([*plain(("weak",), 260, 1000, 200, 1000), *plain(("strong",), 400, 1000, 200, 1000)])
    assert [look.about for look in found] == [("strong",), ("weak",)]


@pytest.mark.parametrize(("k", "n", "j", "m"), [(20, ENOUGH - 1, 300, 5000), (1, 46, 3, 5004), (0, 0, 3, 40)])
def test_too_few_to_tell_are_not_looked_at(k: int, n: int, j: int, m: int) -> None:
    assert plain(("few",), k, n, j, m) == []


def test_less_than_a_point_is_not_worth_a_sentence() -> None:
    look = judged(plain(("tiny",), 105_000, 1_000_000, 100_000, 1_000_000))[0]
    assert look.adjusted < 1e-9
    assert abs(look.difference.value) < LEAST
    assert not look.is_told


def test_a_part_without_a_name_is_of_the_rest_only() -> None:
    rows = [("(none)", "w", 50, 100), ("a", "w", 10, 100), ("b", "w", 20, 100)]
    found = {look.about[-1]: (look.k, look.n, look.j, look.m) for look in each_against_the_rest((), rows, 5, "(none)")}
    assert found == {"a": (10, 100, 70, 200), "b": (20, 100, 60, 200)}
