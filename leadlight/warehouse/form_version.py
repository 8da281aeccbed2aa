"""What one version of a form brought: how many saw it, began it and sent it, and what became of each field."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from leadlight.warehouse.kept import keep
from leadlight.warehouse.store import Cursor

FIELD_COUNTS = ("shown", "answered", "refused", "left_there")
_TALKS = """
    SELECT e.conversation_id, e.kind, e.field, e.happened_at, e.id
    FROM capture_event e ANTI JOIN (SELECT id FROM conversation WHERE bot_id = ? AND is_test) c
        ON c.id = e.conversation_id
    WHERE e.bot_id = ? AND e.form_version = ? AND e.conversation_id IS NOT NULL
"""
_BY_FIELD = """
    , talk AS (
        SELECT conversation_id, bool_or(kind = 'submitted') AS sent,
               arg_max(field, (happened_at, id)) FILTER (field IS NOT NULL) AS last
        FROM e GROUP BY 1
    ), part AS (
        SELECT conversation_id, field, bool_or(kind = 'answered') AS answered, bool_or(kind = 'refused') AS refused
        FROM e WHERE field IS NOT NULL GROUP BY 1, 2
    )
    SELECT field, count(*) AS shown, count_if(answered) AS answered, count_if(refused AND NOT answered) AS refused,
           count_if(NOT sent AND NOT answered AND last = field) AS left_there
    FROM part JOIN talk USING (conversation_id) GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class VersionTotals:
    """One row: `shown`, `started` (an answer at least) and `submitted`, in conversations; tests left out."""

    bot_id: int
    version: int

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The row."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        started, sent = (
            "bool_or(kind IN ('answered', 'submitted')) AS started",
            "bool_or(kind = 'submitted') AS submitted",
        )
        by_talk = ["SELECT", started, ",", sent, "FROM (", _TALKS, ") GROUP BY conversation_id"]
        counts = "SELECT count(*), count_if(started), count_if(submitted) FROM ("
        sql = " ".join([counts, *by_talk, ")"])
        row = cursor.execute(sql, [self.bot_id, self.bot_id, self.version]).fetchone() or (0, 0, 0)
        return pl.DataFrame([row], ["shown", "started", "submitted"], orient="row")


@dataclass(frozen=True, slots=True)
class VersionFields:
    """One row a field: `field` and FIELD_COUNTS, in conversations whose form showed the field; tests left out.

    Ever answered is answered, else ever refused is refused. `left_there`: never submitted, and this was the last field
    it spoke of, never answered.
    """

    bot_id: int
    version: int

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The rows."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        sql = " ".join(["WITH e AS (", _TALKS, ")", _BY_FIELD])
        rows = cursor.execute(sql, [self.bot_id, self.bot_id, self.version]).fetchall()
        return pl.DataFrame(rows, {"field": pl.String} | dict.fromkeys(FIELD_COUNTS, pl.Int64), orient="row")
