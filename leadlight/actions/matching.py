"""Which known lead is this row about? By its key, else its conversation, e-mail or phone; never by contact alone
within one file when the names differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leadlight.domain.merge import Alias
from leadlight.domain.rows import LeadRow
from leadlight.record import merges
from leadlight.record.ground import Ground
from leadlight.record.unit_of_work import UnitOfWork

Known = dict[str, Any]
"""A lead's whole row in the record, as `Ground.leads` reads it."""
MATCH_COLUMNS = ("external_id", "conversation_external_id", "email_key", "phone")
KEYS = {"external_id": "external_id", "email": "email_key", "phone": "phone"}
"""What a mapping may name as the key → the column it is matched in."""


class Matcher:
    """The leads that a file's rows may speak of. One lives as long as the file; `read` before each batch."""

    def __init__(self, bot_id: int, key: str, ground: Ground, *, is_test: bool = False) -> None:
        self._bot_id = bot_id
        self._is_test = is_test
        self._ground = ground
        self._key = KEYS[key]
        self._claimed: dict[int, int | tuple[int, ...]] = {}  # a million rows long: one mark stands bare
        self._by: dict[str, dict[str, list[Known]]] = {}
        self._seen: dict[int, Known] = {}
        self.forget()

    def forget(self) -> None:
        """Drop what was read for the last batch; what this file has claimed stays known."""
        self._by = {column: {} for column in MATCH_COLUMNS}
        self._seen = {}

    def read(self, work: UnitOfWork, rows: Iterable[LeadRow]) -> None:
        """Read every lead of the bot that one of these rows may be about."""
        connection = work.connection
        wanted: dict[str, set[str]] = {column: set() for column in MATCH_COLUMNS}
        for row in rows:
            for column, value in _marks(row):
                wanted[column].add(value)
        for column, values in wanted.items():
            for known in self._ground.leads(connection, self._bot_id, column, values - self._by[column].keys()):
                if known["id"] not in self._seen and self._is_ours(known):
                    self.add(known)
        if self._has_merged(work):
            for column, values in wanted.items():
                for alias, known in self._ground.merged(connection, self._bot_id, column, values):
                    if self._is_ours(known):
                        self._add_alias(alias, column, known)

    def _has_merged(self, work: UnitOfWork) -> bool:
        """Whether the bot has merged leads: asked once a work, in which nobody else makes one."""
        asked = ("merged", self._bot_id)
        if asked not in work.known:
            work.known[asked] = merges.is_any(work.connection, self._bot_id)
        return bool(work.known[asked])

    def _is_ours(self, known: Known) -> bool:
        """Whether it may be met: trials meet trials only, and nothing real meets one."""
        return bool(known["is_test"]) == self._is_test

    def _add_alias(self, alias: Alias, column: str, known: Known) -> None:
        """Let rows about a lead that was merged find the one that it is part of now."""
        if known["id"] not in self._seen:
            self.add(known)
        known = self._seen[known["id"]]
        known.setdefault("merged", {})[alias.id] = alias
        there = self._by[column].setdefault(getattr(alias, column), [])
        if not any(one is known for one in there):
            there.append(known)

    def add(self, known: Known) -> None:
        """Let later rows find this lead."""
        self._seen[known["id"]] = known
        for column in MATCH_COLUMNS:
            if (value := known.get(column)) is not None:
                there = self._by[column].setdefault(value, [])
                if not any(one is known for one in there):
                    there.append(known)

    def claim(self, known: Known, mark: int) -> None:
        """A row of this file spoke of this lead; `mark` tells what it said from what another says."""
        before = self.claims(known)
        self._claimed[known["id"]] = (*before, mark) if before else mark

    def claims(self, known: Known) -> tuple[int, ...]:
        """The marks of this file's rows that spoke of this lead, in order."""
        marks = self._claimed.get(known["id"], ())
        return (marks,) if isinstance(marks, int) else marks

    def find(self, row: LeadRow) -> Known | None:
        """The lead this row is about, or None for a new one."""
        marks = dict(_marks(row))
        key = marks.pop(self._key, None)
        if key is not None and (found := self._by[self._key].get(key)):
            return found[0]
        for column in MATCH_COLUMNS[1:]:
            if (value := marks.get(column)) is not None:
                candidates = [known for known in self._by[column].get(value, ()) if self._may_be(row, known, column)]
                if candidates:
                    return min(candidates, key=lambda known: (_names_differ(row, known), known["id"]))
        return None

    def _may_be(self, row: LeadRow, known: Known, column: str) -> bool:
        if self._key == "external_id" and row.external_id and known["external_id"] not in (None, row.external_id):
            return False
        if column == "conversation_external_id":
            # A conversation may have produced several people: within one file each row is another.
            return known["external_id"] is None and known["id"] not in self._claimed
        return not (known["id"] in self._claimed and _names_differ(row, known))


def merged_of(row: LeadRow, known: Known) -> Alias | None:
    """The merged lead that a row means, where it names that one's key, or its contact and not the lead's own."""
    email = row.email.lower() if row.email else None
    is_own = any((email and email == known["email_key"], row.phone and row.phone == known["phone"]))
    merged: Mapping[int, Alias] = known.get("merged") or {}
    for alias in merged.values():
        if row.external_id is not None and row.external_id == alias.external_id:
            return alias
        is_theirs = any((email and email == alias.email_key, row.phone and row.phone == alias.phone))
        if row.external_id is None and is_theirs and not is_own:
            return alias
    return None


def _marks(row: LeadRow) -> Sequence[tuple[str, str]]:
    marks = (
        ("external_id", row.external_id),
        ("conversation_external_id", row.conversation_external_id),
        ("email_key", row.email.lower() if row.email else None),
        ("phone", row.phone),
    )
    return [(column, value) for column, value in marks if value is not None]


def _names_differ(row: LeadRow, known: Known) -> bool:
    name, other = row.name, known["name"]
    return bool(name and other) and str(name).strip().casefold() != str(other).strip().casefold()
