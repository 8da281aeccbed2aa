"""Rules for showing a form, tried on conversations that have been: in how many it would have appeared, and which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from leadlight.domain.form import Triggers
from leadlight.domain.page_group import is_like
from leadlight.warehouse.kept import ask, keep
from leadlight.warehouse.store import Cursor

RULES = ("request", "intent", "page", "messages")
"""The rules that can be tried, in the order they are: whether a bot handed over, or ended a talk, is not kept."""
EXAMPLES = 10
_COLUMNS = """
    SELECT f.id, f.started_at, f.channel, f.source_path, f.temperature, f.visitor_messages,
           f.lead_id IS NOT NULL AS has_lead
"""
_ROWS = """
    AS rule FROM conversation f
    WHERE f.bot_id = ? AND NOT f.is_test AND f.visitor_messages > 0 AND f.started_day BETWEEN ? AND ?
"""
_WARM = {"warm": ["warm", "hot"], "hot": ["hot"]}


@dataclass(frozen=True, slots=True)
class Trial:
    """One row a rule that fired: `rule`, `conversations`, and the row `""` for those in which none did.

    Of the bot's conversations started from `first` to `last` in which the visitor wrote anything, tests left out: the
    first rule that would have fired. Quiet hours go by the hour a conversation began in.
    """

    bot_id: int
    triggers: Triggers
    first: date
    last: date

    def read(self, cursor: Cursor) -> pl.DataFrame:
        """The rows."""
        return keep(cursor, self, lambda: self._answer(cursor))

    def _answer(self, cursor: Cursor) -> pl.DataFrame:
        sql, values = self._tried(cursor)
        rows = cursor.execute(
            " ".join(["SELECT rule, count(*) FROM (", sql, ") GROUP BY 1 ORDER BY 2 DESC"]), values
        ).fetchall()
        return pl.DataFrame(rows, {"rule": pl.String, "conversations": pl.Int64}, orient="row")

    def examples(self, cursor: Cursor) -> pl.DataFrame:
        """The newest conversations in which it would have appeared: id, rule, started_at, channel, page, temperature,
        visitor_messages, has_lead."""
        sql, values = self._tried(cursor)
        wanted = ["SELECT * FROM (", sql, ") WHERE rule <> '' ORDER BY started_at DESC, id DESC LIMIT", str(EXAMPLES)]
        rows = cursor.execute(" ".join(wanted), values).fetchall()
        names = ["id", "started_at", "channel", "page", "temperature", "visitor_messages", "has_lead", "rule"]
        return pl.DataFrame(rows, names, orient="row")

    def _tried(self, cursor: Cursor) -> tuple[str, list[object]]:
        """The conversations with the rule that would have fired, and the values to bind."""
        triggers, values = self.triggers, list[object]()
        asked = "EXISTS (SELECT 1 FROM score_entry s WHERE s.conversation_id = f.id AND s.kind = 'contact_requested')"
        cases = [f"WHEN {asked} THEN 'request'"] if triggers.on_request else []
        if triggers.quiet:
            cases.append(f"WHEN {_quiet(triggers.quiet)} THEN ''")
        if triggers.intent:
            cases.append("WHEN f.temperature IN (SELECT unnest(?)) THEN 'intent'")
            values.append(_WARM[triggers.intent])
        if triggers.pages:
            cases.append("WHEN f.source_path IN (SELECT unnest(?::VARCHAR[])) THEN 'page'")
            values.append(self._pages(cursor))
        if triggers.after_messages is not None:
            cases.append("WHEN f.visitor_messages >= ? THEN 'messages'")
            values.append(triggers.after_messages)
        rule = " ".join(["CASE", *cases, "ELSE '' END"]) if cases else "''"
        sql = " ".join([_COLUMNS, ",", rule, _ROWS])
        return sql, [*values, self.bot_id, self.first, self.last]

    def _pages(self, cursor: Cursor) -> list[str]:
        """The bot's pages that the patterns mean."""
        sql = "SELECT DISTINCT source_path FROM conversation WHERE bot_id = ? AND source_path IS NOT NULL"
        known = [row[0] for row in ask(cursor, sql, [self.bot_id])]
        return [path for path in known if any(is_like(pattern, path) for pattern in self.triggers.pages)]


def _quiet(quiet: tuple[str, str]) -> str:
    """Whether the hour lies in the quiet ones; both times were checked to be of digits."""
    begin, end = (int(time[:2]) for time in quiet)
    joint = "AND" if begin < end else "OR"
    return f"(f.started_hour >= {begin} {joint} f.started_hour < {end})"
