"""Take a whole import back, few rows a transaction: stopped at any moment, it goes on when it is run again."""

from __future__ import annotations

from collections.abc import Callable

from tqdm import tqdm

from leadlight.actions.undo_import import begin_undo, look_at_undo, undo_some
from leadlight.bootstrap import House
from leadlight.domain.imports import Kept, Undoing
from leadlight.domain.scope import Scope

Told = Callable[[Undoing], None]


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


def in_words(done: Undoing, kept: tuple[Kept, ...], would: bool = False) -> str:
    """What was undone (or would be), for a terminal; then what stays, and why."""
    parts = (
        (done.leads_deleted, "leads deleted"),
        (done.leads_restored, "leads put back"),
        (done.conversations_deleted, "conversations deleted"),
        (done.conversations_restored, "conversations put back"),
    )
    told = ", ".join(f"{number} {what}" for number, what in parts if number) or "nothing to undo"
    lines = [("would be undone: " if would else "") + told]
    if done.kept:
        lines.append(f"{done.kept} stay as they are, as they were touched since:")
        lines += [f"  {one.entity} {one.id}: {_why(one)}" for one in kept]
    if done.kept > len(kept):
        lines.append(f"  … and {done.kept - len(kept)} more")
    return "\n".join(lines)


def _why(one: Kept) -> str:
    who = f" by {one.who}" if one.who else ""
    at = f" on {one.at:%Y-%m-%d %H:%M} UTC" if one.at else ""
    return f"{one.why}{who}{at}"
