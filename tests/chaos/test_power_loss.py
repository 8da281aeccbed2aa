"""Power lost while someone works: what was acknowledged is there, whatever the disk made of the rest."""

from __future__ import annotations

import pytest

from tests import records
from tests.chaos import power

pytestmark = pytest.mark.slow
SEED = 7


@pytest.fixture(autouse=True)
def _sqlite() -> None:
    """Only where the record is a file of ours, and calls can be traced."""
    if records.ENGINE != "sqlite":
        pytest.skip("what PostgreSQL makes of a lost disk is proven by its own recovery tests")
    if not power.possible():
        pytest.skip(power.ABSENT)


@pytest.mark.parametrize("build", ["", "without WAL"])
def test_power_loss_costs_nothing_that_was_acknowledged(build: str) -> None:
    found = power.outages(60, SEED, build, changes=40)
    assert found.complaints == []
    assert (found.images, found.acks) == (60, 40)


def test_a_record_that_waits_less_for_the_disk_is_seen_to_lose_answers() -> None:
    assert power.outages(20, SEED, "synchronous NORMAL", changes=20).lost
