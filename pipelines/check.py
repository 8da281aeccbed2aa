"""Does the warehouse say what the record says? Row by row and column by column, and where not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadlight.domain.scope import COMMAND_LINE
from leadlight.errors import FaultError
from leadlight.record import census as recorded
from leadlight.record import feed
from leadlight.record.engine import Record, reading
from leadlight.record.holders import holding_back
from leadlight.warehouse import census as held
from leadlight.warehouse.store import Cursor

NAMED = 10
"""Ids a difference names, at most."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on which the two disagree: what, of which bot, what each says, and the first ids concerned."""

    what: str
    bot: str
    record: str
    warehouse: str
    ids: tuple[int, ...] = ()

    def __str__(self) -> str:
        said = f"{self.record} in the record, {self.warehouse} in the warehouse"
        return f"{self.bot}: {self.what}: {said}" + (f"; ids {', '.join(map(str, self.ids))}" if self.ids else "")


@dataclass
class _Tally:
    """What was counted on either side, and the ids that differ by (what, bot)."""

    counts: tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]] = field(
        default_factory=lambda: (Counter(), Counter())
    )
    ids: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def count(self, side: int, entity: str, row: Row) -> None:
        for name in ("", "status", "captured_day", "started_day"):
            if not name or name in row:
                what = f"{entity} with {name} {row[name]}" if name else entity
                self.counts[side][what, str(row["bot"])] += 1

    def differences(self) -> Iterator[Difference]:
        ours, theirs = self.counts
        for key in sorted(set(ours) | set(theirs)):
            if ours[key] != theirs[key]:
                yield Difference(*key, str(ours[key]), str(theirs[key]))
        for (what, bot), ids in sorted(self.ids.items()):
            yield Difference(what, bot, "as it is", f"{len(ids)} different", tuple(ids[:NAMED]))


def check(record: Record, cursor: Cursor) -> tuple[Difference, ...]:
    """Every difference between the record and what the cursor sees; none means that they agree.

    Counts by bot, status and local day; then each column of each lead, conversation and move, derived ones included.
    Both sides stream in order of id, so it needs little memory. Follow first: a warehouse that lags differs.
    Raises FaultError while a transaction of somebody holds the feed back, for then nobody can tell yet.
    """
    with reading(record) as connection:
        stands = feed.newest(connection), held.position(cursor)
        if stands[0] == stands[1] and feed.behind(connection, stands[1]):
            raise FaultError(_undecided(record))
        if stands[0] != stands[1]:
            return (Difference("feed position", "(all)", str(stands[0]), f"{stands[1]}: follow first"),)
        tally = _Tally()
        for entity, ours, theirs in _SIDES:
            _compare(tally, entity, ours(connection, COMMAND_LINE), theirs(cursor))
    return tuple(tally.differences())


def _undecided(record: Record) -> str:
    why = "; ".join(each.told for each in holding_back(record)) or "changes were committed meanwhile: try again"
    return f"it cannot be told yet whether record and warehouse agree: {why}"


_SIDES: tuple[tuple[str, Callable[..., Iterator[Row]], Callable[[Cursor], Iterator[Row]]], ...] = (
    ("leads", recorded.leads, held.leads),
    ("conversations", recorded.conversations, held.conversations),
    ("moves", recorded.moves, held.moves),
)


def _compare(tally: _Tally, entity: str, ours: Iterator[Row], theirs: Iterator[Row]) -> None:
    """Walk both in order of id."""
    left, right = next(ours, None), next(theirs, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left["id"] < right["id"]):
            assert left is not None
            _only(tally, 0, f"{entity} missing from the warehouse", entity, left)
            left = next(ours, None)
        elif left is None or right["id"] < left["id"]:
            _only(tally, 1, f"{entity} that the record does not have", entity, right)
            right = next(theirs, None)
        else:
            _both(tally, entity, left, right)
            left, right = next(ours, None), next(theirs, None)


def _only(tally: _Tally, side: int, what: str, entity: str, row: Row) -> None:
    tally.count(side, entity, row)
    tally.ids[what, str(row["bot"])].append(int(row["id"]))


def _both(tally: _Tally, entity: str, ours: Row, theirs: Row) -> None:
    tally.count(0, entity, ours)
    tally.count(1, entity, theirs)
    for name, value in ours.items():
        if not _same(value, theirs.get(name)):
            tally.ids[f"{name} of {entity}", str(ours["bot"])].append(int(ours["id"]))


def _same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours))
    return bool(ours == theirs)
