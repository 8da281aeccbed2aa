"""Score conversations in bulk, and measure the scorer against labelled ones."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tqdm import tqdm

from leadlight.actions.score_conversations import score_conversations
from leadlight.bootstrap import House
from leadlight.domain.scope import Scope
from leadlight.errors import InputError
from leadlight.record import bots, conversations
from leadlight.record.engine import reading
from leadlight.scoring import evaluate, scorers
from leadlight.scoring.version import rules_version

BATCH = 1_000
CORES = min(os.cpu_count() or 1, 4)
"""On which a job scores: more would wait for the one process that reads and writes, and each holds the word lists."""


def score_all(
    house: House, scope: Scope, *, again: bool, bot_id: int | None = None, processes: int = 1
) -> tuple[int, int]:
    """Score what older rules or points scored, or everything `again`, of one bot or all, on so many cores.

    Returns (conversations looked at, ledgers that changed).
    """
    looked = changed = after = 0
    with tqdm(unit=" conversations", desc="score", disable=None, leave=False) as bar, scorers(processes) as scored:
        while ids := _next(house, scope, after, again, bot_id):
            with house.work(scope) as work:
                changed += score_conversations(work, ids, scored)
                work.commit()
            looked, after = looked + len(ids), ids[-1]
            bar.update(len(ids))
    return looked, changed


def _next(house: House, scope: Scope, after: int, again: bool, bot_id: int | None) -> list[int]:
    with reading(house.engine) as connection:
        marks = {each.id: rules_version(each.points) for each in bots.all_bots(connection, scope)}
        if bot_id is not None:
            marks = {bot_id: marks[bot_id]}
        if again:
            return conversations.ids_after(connection, after, BATCH, marks)
        return conversations.ids_scored_by_others(connection, after, BATCH, marks)


def evaluate_file(path: Path) -> dict[str, Any]:
    """How well the scorer judges the labelled conversations of a JSON Lines file (see docs/definitions.md).

    Raises InputError naming the line that is no labelled conversation.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    return evaluate(_row(number, line) for number, line in enumerate(lines, 1) if line.strip())


def _row(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"line {number} is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"line {number} is no labelled conversation: an object is expected")
    return row


def evaluation_in_words(found: dict[str, Any]) -> str:
    """The figures for a terminal, then what was missed."""
    lines = [f"{found['n']} conversations, macro-F1 {found['macro_f1']:.3f}"]
    for name, figures in {**found["fields"], "wants_contact": found["wants_contact"]}.items():
        lines.append(f"  {name:14} precision {_share(figures['precision'])}  recall {_share(figures['recall'])}")
    for miss in found["misses"]:
        told = {key: value for key, value in miss.items() if key != "ledger"}
        lines.append(f"  missed: {json.dumps(told, ensure_ascii=False)}")
        if miss["what"] == "temperature":
            lines += [f"    {each['points']:+4} {each['kind']}: {each['quote']}" for each in miss["ledger"]]
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "    –" if value is None else f"{value:.3f}"
