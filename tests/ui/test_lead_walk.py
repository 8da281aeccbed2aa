"""A long list is walked over the edges of what was read at once, each lead once, whatever leaves the list meanwhile."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from leadlight.ui import lead_walk

LEADS = list(range(100, 123))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """A list of 23 leads, read five at a time; returns those that have left it."""
    gone: set[int] = set()
    kept: dict[str, Any] = {}

    def ids(_c: object, _f: object, _s: object, _d: object, limit: int, offset: int) -> tuple[int, ...]:
        return tuple([each for each in LEADS if each not in gone][offset : offset + limit])

    def place(_c: object, _f: object, _s: object, _d: object, lead_id: int) -> int | None:
        return LEADS.index(lead_id) if lead_id in LEADS else None

    def matching(_c: object, _f: object, some: tuple[int, ...]) -> frozenset[int]:
        return frozenset(some) - gone

    monkeypatch.setattr(lead_walk, "AT_ONCE", 5)
    monkeypatch.setattr(lead_walk, "leads_walk", SimpleNamespace(ids=ids, place=place))
    counting = SimpleNamespace(count=lambda *_: len(LEADS) - len(gone), matching=matching)
    monkeypatch.setattr(lead_walk, "leads_list", counting)
    monkeypatch.setattr(lead_walk.filters, "param", lambda _n, default, *_: default)
    monkeypatch.setattr(lead_walk.state, "get", kept.get)
    monkeypatch.setattr(lead_walk.state, "put", kept.__setitem__)
    return gone


VIEW: Any = SimpleNamespace(filters="these")


def walked(start: int, leaving: set[int], *, each_leaves: bool) -> list[int]:
    """The leads from `start` to the end, in the order that Next shows them."""
    found, at = [], start
    while True:
        spot = lead_walk.spot(None, VIEW, at)  # type: ignore[arg-type]  # the list above needs no cursor
        assert spot is not None
        found.append(at)
        if each_leaves:
            leaving.add(at)
        if spot.next is None:
            return found
        at = spot.next


@pytest.mark.parametrize("each_leaves", [False, True])
def test_next_shows_every_lead_once(here: set[int], each_leaves: bool) -> None:
    assert walked(LEADS[0], here, each_leaves=each_leaves) == LEADS


def test_previous_goes_back_to_the_first_from_the_middle(here: set[int]) -> None:
    at, found = LEADS[17], [LEADS[17]]
    while (spot := lead_walk.spot(None, VIEW, at)) is not None and spot.previous is not None:  # type: ignore[arg-type]  # as above
        at = spot.previous
        found.append(at)
        assert spot.place == LEADS.index(found[-2]) + 1
    assert found == LEADS[17::-1]


def test_the_place_and_the_total_stay_what_they_were(here: set[int]) -> None:
    lead_walk.spot(None, VIEW, LEADS[0])  # type: ignore[arg-type]  # as above
    here.add(LEADS[0])
    spot = lead_walk.spot(None, VIEW, LEADS[1])  # type: ignore[arg-type]  # as above
    assert spot is not None
    assert (spot.place, spot.total) == (2, len(LEADS))
