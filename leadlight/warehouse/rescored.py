"""What a bot's history would be by other points and thresholds: leads by the temperature they have and would have."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from leadlight.domain.temperature import Thresholds
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.kept import keep
from leadlight.warehouse.store import Cursor

_LEDGERS = """
    WITH moved AS (SELECT unnest(?::VARCHAR[]) AS kind, unnest(?::INTEGER[]) AS more),
    leads AS (SELECT f.id, f.conversation_id, f.score, f.temperature, list_has_any(f.signals, ?::VARCHAR[]) AS touched
"""
_SCORES = """
    ),
    spoken AS (
        SELECT e.conversation_id, sum(e.points + coalesce(m.more, 0)) AS points
        FROM score_entry e
        SEMI JOIN (SELECT conversation_id FROM leads WHERE touched) t ON t.conversation_id = e.conversation_id
        LEFT JOIN moved m ON m.kind = e.kind
        WHERE e.lead_id IS NULL GROUP BY ALL
    ),
    given AS (SELECT lead_id, sum(points) AS points FROM score_entry WHERE lead_id IS NOT NULL GROUP BY ALL),
    scored AS (
        SELECT l.temperature AS was,
            CASE WHEN l.touched THEN greatest(0, least(100, coalesce(s.points, 0) + coalesce(g.points, 0)))
                 ELSE l.score END AS score
        FROM leads l LEFT JOIN spoken s ON s.conversation_id = l.conversation_id
        LEFT JOIN given g ON g.lead_id = l.id
    )
    SELECT was, CASE WHEN score >= ? THEN 'hot' WHEN score >= ? THEN 'warm' ELSE 'cold' END AS becomes,
        count(*) AS leads
    FROM scored GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Rescored:
    """Scored leads by the temperature they have (`was`) and would have (`becomes`), with how many: `leads`.

    `moved` says of each kind by how many points one entry of it would be worth more (or less) than it is. Ledgers that
    hold none of these kinds keep their score; which signals stand does not depend on points, so the rest is exact.
    """

    filters: Filters
    moved: tuple[tuple[str, int], ...]
    thresholds: Thresholds

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The answer; kept."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        kept = rows(self.filters, also=["f.score IS NOT NULL"], with_bot=False)
        kinds, more = [kind for kind, _ in self.moved], [points for _, points in self.moved]
        values = [kinds, more, kinds, *kept.values, self.thresholds.hot, self.thresholds.warm]
        return cursor.execute(" ".join([_LEDGERS, kept.sql, _SCORES]), values).pl()
