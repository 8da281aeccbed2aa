"""What a caller asks of an import, and what it is told of each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leadlight.actions.import_examples import Examples
from leadlight.domain.imports import COUNTS
from leadlight.domain.rows import Kind, Rejection
from pipelines.sources.mapping import Mapping

MOST_REASONS = 1_000
"""Different reasons that are counted: each may name a cell of its own."""
SHOWN = 20
"""Rejections told in a report; the file and the record hold them all."""


@dataclass(slots=True)
class Ingested:
    """What became of one file. `rejections` are all of them, or, where no report is to be written, the first."""

    file: str
    kind: str
    columns: list[dict[str, str]]
    total: int | None = None
    batch_id: int | None = None
    counts: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    rejected_file: Path | None = None
    trouble: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        made = {"leads": self.counts["leads"]} if self.kind == "conversations" else {}
        return {
            "file": self.file,
            "kind": self.kind,
            **{name: self.counts[name] for name in COUNTS},
            **made,
            "batch": self.batch_id,
            "rejected_file": str(self.rejected_file) if self.rejected_file else None,
            "trouble": self.trouble,
            "columns": self.columns,
            "reasons": [{"line": each.line, "reason": each.reason} for each in self.rejections[:SHOWN]],
        }


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller asked for. `report`: rejected rows go to a file beside the source."""

    bot: str
    kind: Kind | None = None
    source: str | None = None
    mapping: Mapping | None = None
    announce: bool = False
    dry_run: bool = False
    report: bool = True


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on: `told` hears of every batch of rows, `stop` may give a reason to end before the next one."""

    told: Callable[[Ingested], None] = lambda done: None
    stop: Callable[[], str] = lambda: ""
    examples: Examples | None = None
