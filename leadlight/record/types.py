"""Column types that read the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Dialect, Text
from sqlalchemy.sql.type_api import TypeEngine
from sqlalchemy.types import TypeDecorator

from leadlight.clock import from_micros, to_micros


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as microseconds since 1970: exact, ordered, and cheap to carry to the warehouse."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware datetime → microseconds."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Microseconds → aware datetime."""
        return None if value is None else from_micros(value)


_HALF = re.compile("[\ud800-\udfff]")


class JsonText(TypeDecorator[Any]):
    """A JSON value as text with sorted keys: the same bytes for the same value on every engine."""

    impl = Text
    cache_ok = True
    sorts = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Value → canonical JSON."""
        if value is None:
            return None
        written = json.dumps(value, ensure_ascii=False, sort_keys=self.sorts, separators=(",", ":"))
        # Rejected cells may hold what no store can keep as it is; json has escaped NUL already.
        return written if written.isascii() else _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", written)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """JSON → value."""
        return None if value is None else json.loads(value)


class JsonInOrder(JsonText):
    """A JSON value as text whose keys stay in the order they came."""

    cache_ok = True
    sorts = False


class IdList(TypeDecorator[Sequence[int]]):
    """Any number of ids as one bound value: an array on PostgreSQL (`unnest`), JSON on SQLite (`json_each`)."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type bound on this engine."""
        return dialect.type_descriptor(ARRAY(BigInteger()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> Any:
        """Ids → array or JSON."""
        if value is None or dialect.name == "postgresql":
            return None if value is None else list(value)
        return json.dumps(list(value))
