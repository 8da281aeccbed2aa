"""The corridor: rebuilding the warehouse, following one changed lead, following ten thousand."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import timedelta

from benchmarks.process import forget_peak, peak
from benchmarks.rows.contract import Figure, Place, Row, timed
from leadlight.actions.edit_lead import edit_lead
from leadlight.bootstrap import House, open_house
from leadlight.clock import FixedClock
from leadlight.domain.scope import OWNER
from leadlight.record import leads
from leadlight.record.engine import reading
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow, rebuild

ROWS_A_SECOND, ONE_MS, MANY_MS, MANY = 100_000.0, 20.0, 500.0, 10_000
ONCE, OFTEN = 20, 5


def measure(place: Place) -> list[Figure]:
    """Small changes first, in a warehouse as it stands; then the rebuild of the whole."""
    house = open_house()
    warehouse = Warehouse(house.settings.warehouse_path)
    try:
        follow(house.engine, warehouse, house.clock)
        gc.collect()
        gc.freeze()  # as the server does: else a full collection of 100 ms falls into one run or another
        many = min(MANY, place.size.leads // 2)
        one = [_changed(house, warehouse, _one(turn)) for turn in range(ONCE + 3)][3:]
        some = [_changed(house, warehouse, _many(house, turn, many)) for turn in range(OFTEN + 1)][1:]
        forget_peak()
        began = time.perf_counter()
        done = rebuild(house.engine, warehouse, house.clock)
        spent = time.perf_counter() - began
        return [
            Figure("follow --rebuild", done.rows / spent, "rows/s", f"≥ {ROWS_A_SECOND:,.0f} rows/s", ROWS_A_SECOND,
                   more_is_better=True, note=f"{done.rows:,} rows in {spent:.0f} s"),
            Figure("follow --rebuild, peak memory", peak(), "MB", "≤ 1.5 GB (the server may rebuild)", 1_500.0),
            timed("follow one changed lead", one, budget=ONE_MS, rule=f"≤ {ONE_MS:.0f} ms"),
            timed(f"follow {many:,} changed leads", some, budget=MANY_MS, rule=f"≤ {MANY_MS:.0f} ms"),
        ]  # fmt: skip
    finally:
        warehouse.close()
        house.engine.dispose()


def _changed(house: House, warehouse: Warehouse, change: Callable[[UnitOfWork], None]) -> float:
    """Milliseconds to follow a committed change."""
    later = House(house.settings, FixedClock(house.clock.now() + timedelta(seconds=1)), house.engine)
    with later.work(OWNER) as work:
        change(work)
        work.commit()
    began = time.perf_counter()
    followed = follow(house.engine, warehouse, house.clock)
    spent = (time.perf_counter() - began) * 1_000
    warehouse.checkpoint()  # as the server does between two looks
    assert followed.rows, "the change did not reach the warehouse"
    assert not followed.rebuilt, "it was rebuilt instead"
    return spent


def _one(turn: int) -> Callable[[UnitOfWork], None]:
    def change(work: UnitOfWork) -> None:
        lead = leads.get_lead(work.connection, OWNER, 1 + turn)
        edit_lead(work, lead.id, lead.version, {"owner": f"owner {turn} {time.time_ns()}"})

    return change


def _many(house: House, turn: int, many: int) -> Callable[[UnitOfWork], None]:
    """Leads that stand together, as an import changes them."""
    first = 1 + turn * many // 4
    with reading(house.engine) as connection:
        rows = leads.with_values(connection, 1, "id", range(first, first + 3 * many))[:many]
    changed = [{name: value for name, value in row.items() if name != "stated"} for row in rows]

    def change(work: UnitOfWork) -> None:
        leads.update_leads(work.connection, [row | {"owner": f"owner {turn}"} for row in changed])
        work.touch("lead", *(row["id"] for row in changed))

    return change


ROW = Row("follow", "follow --rebuild · one changed lead · ten thousand", measure)
