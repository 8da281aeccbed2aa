"""The campaign: each kind of work killed a number of times, at random instants and between chosen statements."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.kinds import Kind
from tests.chaos.place import Child, Place, start

WORKED = 0.8
"""Seconds within which someone at work is killed."""


@dataclass
class Tally:
    """What came of the kills of one kind on one engine."""

    kind: str
    engine: str
    kills: int = 0
    landed: int = 0
    acks: int = 0
    complaints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.acks} acknowledged, " if self.acks else ""
        return f"{self.engine:10} {self.kind:10} {self.kills:3} kills, {self.landed:3} while working, {said}" + (
            f"{len(self.complaints)} COMPLAINTS" if self.complaints else "nothing lost"
        )


def campaign(kind: Kind, kills: int, seed: int, say: Callable[[str], None] = lambda line: None) -> Tally:
    """Kill work of this kind `kills` times and look at what is left. The same seed chooses the same moments."""
    chance = random.Random(f"{seed} {kind.name} {kind.stage.engine}")
    tally = Tally(kind.name, kind.stage.engine)
    seconds, moments, peaceful = _at_peace(kind, chance)
    for number in range(kills):
        place = kind.place()
        killed, landed, how = _kill(kind, place, chance, seconds, 0 if number % 2 else moments)
        tally.kills, tally.landed, tally.acks = tally.kills + 1, tally.landed + landed, tally.acks + len(killed.acks)
        found = [*kind.after(place, killed), *_again(kind, place, peaceful)]
        tally.complaints += [f"{kind.name} killed {how}: {line}" for line in found]
        say(f"  {kind.name} killed {how}: {'landed' if landed else 'too late'}; {'; '.join(found) or 'whole'}"[:500])
    return tally


def _again(kind: Kind, place: Place, peaceful: object) -> list[str]:
    """What is wrong after it was run again; the warehouse must then say what the record says."""
    found = kind.again(place, peaceful)
    checked = start(place.order("leadlight", "check"))
    if checked.wait():
        found.append(f"check: {checked.out} {checked.said}")
    return found


def _at_peace(kind: Kind, chance: random.Random) -> tuple[float, int, object]:
    """How long the work takes undisturbed, how many moments it passes, and what it leaves."""
    if kind.endless:
        return WORKED, 1_000, None
    place = kind.place()
    order = kind.order(place, 0, chance)
    child = start(order)
    child.began()
    since = time.monotonic()
    if child.wait():
        raise AssertionError(f"{kind.name} fails at peace: {child.out} {child.said}")
    seconds = time.monotonic() - since
    kind.stage.made[f"peaceful {kind.name}"] = place.copy(f"chaos_{kind.name}_peaceful")
    return seconds, child.moments, kind.result(place)


def _kill(kind: Kind, place: Place, chance: random.Random, seconds: float, moments: int) -> tuple[Child, bool, str]:
    """The child, whether it was at work when it died, and how it was killed."""
    if moments:
        die_at = chance.randint(1, moments)
        child = start(kind.order(place, die_at, chance))
        child.began()
        child.process.join(30)
        return child, child.kill(), f"at its moment {die_at} of {moments}"
    child = start(kind.order(place, 0, chance))
    child.began()
    wait = chance.uniform(0, 0.9 * seconds)
    time.sleep(wait)
    return child, child.kill(), f"after {wait * 1000:.0f} ms of {seconds * 1000:.0f}"
