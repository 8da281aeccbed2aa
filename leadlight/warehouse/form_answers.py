"""What the capture form's fields cost and bring: how often each is shown and answered, and what became of leads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from leadlight.domain.form_course import ANSWERED, ASKED, REFUSED, parted
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import ask, keep
from leadlight.warehouse.store import Cursor

COUNTS = (
    "shown", "answered", "refused", "neither", "left_there", "gave", "gave_qualified", "withheld", "withheld_qualified",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldAnswers:
    """One row a field, in the order forms ask them: `field` and COUNTS.

    Of the conversations that the filters keep: `shown` counts those whose form showed the field, `answered`, `refused`
    and `neither` part them, `left_there` those whose form was never submitted and spoke of this field last. Of the
    leads they produced (the first of each; test leads left out): `gave` answered the field, `withheld` were shown it
    and did not; `…_qualified` of them ever reached Qualified, skipped stages credited. Raises RefusedError for filters
    that conversations have not.
    """

    filters: Filters

    def __post_init__(self) -> None:
        rows(self.filters, "conversations")

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The rows."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        counts: dict[str, Counter[str]] = {}
        places: Counter[str] = Counter()
        for fields, left_at, number in self._courses(cursor):
            for place, (field, outcome) in enumerate(_parts(fields)):
                found = counts.setdefault(field, Counter())
                places[field] += place * number
                found["shown"] += number
                found[_OUTCOMES[outcome]] += number
                found["left_there"] += number * (field == left_at)
        for fields, number, qualified in self._leads(cursor):
            for field, outcome in _parts(fields):
                side = "gave" if outcome == ANSWERED else "withheld"
                counts.setdefault(field, Counter()).update({side: number, f"{side}_qualified": qualified})
        order = sorted(counts, key=lambda field: (places[field] / max(counts[field]["shown"], 1), field))
        lines = [(field, *(counts[field][name] for name in COUNTS)) for field in order]
        return pl.DataFrame(lines, {"field": pl.String} | dict.fromkeys(COUNTS, pl.Int64), orient="row")

    def _courses(self, cursor: Cursor) -> list[tuple[str, str | None, int]]:
        kept = rows(self.filters, "conversations", ("f.form IS NOT NULL",), with_bot=False)
        sql = ["SELECT f.form_fields, f.form_left_at, count(*)", kept.sql, "GROUP BY 1, 2"]
        return ask(cursor, " ".join(sql), kept.values)

    def _leads(self, cursor: Cursor) -> list[tuple[str, int, int]]:
        also = ("f.form IS NOT NULL", "f.lead_id IS NOT NULL")
        kept = rows(self.filters, "conversations", also, with_bot=False)
        sql = ["SELECT t.form_fields, count(*), count_if(l.reached_qualified)::BIGINT"]
        sql += ["FROM (SELECT f.form_fields, f.lead_id", kept.sql, ") t JOIN lead l ON l.id = t.lead_id"]
        # The bots are named again so that only their leads are gathered for the join.
        marks = ", ".join("?" * len(self.filters.bots)) or "NULL"
        sql += [f"WHERE NOT l.is_test AND l.bot_id IN ({marks}) GROUP BY 1"]
        return ask(cursor, " ".join(sql), (*kept.values, *self.filters.bots))


_OUTCOMES = {ANSWERED: "answered", REFUSED: "refused", ASKED: "neither"}


def _parts(fields: str) -> Iterator[tuple[str, str]]:
    return map(parted, json.loads(fields))
