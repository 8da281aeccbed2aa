"""Take a whole import back, few rows a transaction: stopped at any moment, it goes on when it is run again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tqdm import tqdm

from leadlight.actions.undo_import import begin_undo, kept_by_undo, look_at_undo, undo_some
from leadlight.bootstrap import House
from leadlight.domain.imports import Undoing
from leadlight.domain.scope import Scope
from leadlight.record import bots, imports
from leadlight.record.engine import reading

Told = Callable[[Undoing], None]
SHOWN = 20
"""Of what stays, as told in a report."""


def undo(house: House, scope: Scope, batch_id: int, told: Told = lambda done: None) -> Undoing:
    """Undo the batch; `told` hears after each transaction what was done so far. Returns what was done in all.

    Raises NotFoundError, RefusedError or ConflictError before anything is changed.
    """
    total = look_at_undo(house.engine, scope, batch_id).done
    with house.work(scope) as work:
        run = begin_undo(work, batch_id)
        work.commit()
    more = True
    with tqdm(total=total, unit=" rows", desc=f"undo {run.batch.file}", disable=None, leave=False) as bar:
        while more:
            with house.work(scope) as work:
                more = undo_some(work, run)
                work.commit()
            bar.update(run.done.done - bar.n)
            told(run.done)
    return run.done


def report(house: House, scope: Scope, batch_id: int, dry_run: bool) -> dict[str, Any]:
    """Undo the batch (or look what that would do), as `--json` prints it: counts, and the first of what stays."""
    found = look_at_undo(house.engine, scope, batch_id)
    done = found if dry_run else undo(house, scope, batch_id)
    kept = kept_by_undo(house.engine, scope, batch_id, SHOWN)
    with reading(house.engine) as connection:
        zone = bots.get_bot(connection, scope, imports.get_batch(connection, scope, batch_id).bot_id).zone
    left = found.kept if dry_run else look_at_undo(house.engine, scope, batch_id).kept
    return {
        "batch": batch_id,
        "dry_run": dry_run,
        **{name: value for name, value in asdict(done).items() if name != "kept"},
        "kept": left,
        "zone": zone,
        "stays": [
            asdict(one) | {"called": one.called} | {"at": one.at.isoformat() if one.at else None} for one in kept
        ],
    }


_PARTS = ("leads_deleted", "leads_restored", "conversations_deleted", "conversations_restored")


def in_words(report: dict[str, Any]) -> str:
    """What was undone (or would be), for a terminal; then what stays, and why."""
    parts = [_counted(report[name], *name.split("_")) for name in _PARTS if report[name]]
    lines = [", ".join(parts) or "nothing to undo"]
    if report["dry_run"]:
        lines.append("dry run: nothing was changed")
    if report["kept"]:
        stay = "stays as it is, as it was" if report["kept"] == 1 else "stay as they are, as they were"
        lines.append(f"{report['kept']} {stay} touched since (times of {report['zone']}):")
        lines += [f"  {one['entity']} {one['called']}: {_why(one, report['zone'])}" for one in report["stays"]]
    if report["kept"] > len(report["stays"]):
        lines.append(f"  … and {report['kept'] - len(report['stays'])} more")
    return "\n".join(lines)


def _counted(number: int, things: str, done: str) -> str:
    return f"{number} {things if number != 1 else things.removesuffix('s')} {done}"


def _why(one: dict[str, Any], zone: str) -> str:
    who = f" by {one['who']}" if one["who"] else ""
    local = datetime.fromisoformat(one["at"]).astimezone(ZoneInfo(zone)) if one["at"] else None
    at = f" on {local:%Y-%m-%d %H:%M}" if local else ""
    return f"{one['why']}{who}{at}" + (f": undo {one['undo_first']} first" if one["undo_first"] else "")
