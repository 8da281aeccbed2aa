"""What a reader narrows the rows to, checked against the catalogue and turned into SQL with bound values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadlight.domain.form_course import STEPS as FORM_STEPS
from leadlight.domain.form_course import needles
from leadlight.domain.promptness import LABELS as CONTACT_BANDS
from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.domain.status import FUNNEL
from leadlight.domain.temperature import NO_VALUE, TEMPERATURES
from leadlight.errors import RefusedError
from leadlight.warehouse import spans
from leadlight.warehouse.metrics import DIMENSIONS, POPULATIONS, Dimension, Population
from leadlight.warehouse.spans import Span

CLOSED = {
    "status": tuple(STATUSES),
    "furthest": tuple(stage.key for stage in FUNNEL),
    "temperature": (*TEMPERATURES, NO_VALUE),
    "form": (*FORM_STEPS, NO_VALUE),
    "has_lead": ("yes", "no"),
    "missed": ("yes", "no"),
    "weekday": tuple(str(day) for day in range(1, 8)),
} | {dimension.key: tuple(dimension.marks) for dimension in DIMENSIONS.values() if dimension.marks}
CLOSED |= {
    "first_contact": tuple(CONTACT_BANDS),
    "first_contact_office": tuple(CONTACT_BANDS),
    "hour": tuple(str(hour) for hour in range(24)),
}
"""Dimensions of which every value is known beforehand: another one is a slip of the pen, not an empty answer."""


@dataclass(frozen=True, slots=True)
class Filters:
    """`first` and `last` are local days, both included. `where` pairs a dimension with the values kept ('(none)' too).

    `search` is part of a lead's name, e-mail, phone or company, in any case. No bots: no rows. `today` narrows
    nothing: it is the local day of the question, for what depends on how old a lead is. `spans` are further days of
    leads to lie within, each of another kind (see spans.py).
    Raises RefusedError naming an unknown dimension, status or temperature, an impossible date,
    or a range that ends before it begins.
    """

    bots: tuple[int, ...]
    first: date | None = None
    last: date | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    search: str = ""
    has_email: bool | None = None
    has_phone: bool | None = None
    today: date | None = None
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise RefusedError(f"the range ends ({self.last}) before it begins ({self.first})", "to")
        for key, values in self.where:
            bound(dimension(key), values)


@dataclass(frozen=True, slots=True)
class Rows:
    """The FROM and WHERE of the rows kept, with the values to bind, in order."""

    sql: str
    values: tuple[Any, ...]


def dimension(key: str, parameter: str | None = None) -> Dimension:
    """A dimension of the catalogue, as `parameter` (its own name if not given) asked for it.

    Raises RefusedError that names what there is.
    """
    if key not in DIMENSIONS:
        raise RefusedError(f"there is no dimension {key!r}; there are {', '.join(DIMENSIONS)}", parameter or key)
    return DIMENSIONS[key]


def expression(of: Dimension, population: Population, parameter: str | None = None) -> str:
    """The dimension's SQL for a population, null where a row has none, as `parameter` (its own name) asked for it.

    Raises RefusedError where it cannot split that one.
    """
    if population not in of.of:
        can = ", ".join(each.key for each in DIMENSIONS.values() if population in each.of)
        told = f"{population} cannot be split or filtered by {of.key}; they can by {can}"
        raise RefusedError(told, parameter or of.key)
    return of.of[population]


def narrows(key: str, population: Population) -> bool:
    """Whether the rows of a population can be narrowed by the dimension."""
    of = DIMENSIONS[key]
    if population == "conversations":
        return population in of.of or bool(of.marked)
    return population in of.of or bool(of.marks or of.listed)


def bound(of: Dimension, values: Sequence[str]) -> list[Any]:
    """The values as they are bound: text, or dates. Raises RefusedError where one is no date, or not one there is."""
    allowed = CLOSED.get(of.key, ())
    for value in values:
        if allowed and value not in allowed:
            raise RefusedError(f"there is no {of.key} {value!r}; there are {', '.join(allowed)}", of.key)
    if not of.is_date:
        return list(values)
    try:
        return [date.fromisoformat(value) for value in values]
    except ValueError as error:
        raise RefusedError(f"{of.key}: a date is written YYYY-MM-DD, not {' '.join(values)!r}", of.key) from error


def rows(
    filters: Filters, population: Population = "leads", also: Sequence[str] = (), *, with_bot: bool = True
) -> Rows:
    """The rows of a population that the filters keep, as `f` with their bot `b`; `also` are further conditions.

    Where neither the filters nor what is asked of the rows (`with_bot`) need their bot, `f` stands alone: a join less.
    """
    source = POPULATIONS[population]
    conditions = [source.rule, *also]
    values: list[Any] = []
    if filters.first:
        conditions.append(f"{source.day} >= ?")
        values.append(filters.first)
    if filters.last:
        conditions.append(f"{source.day} <= ?")
        values.append(filters.last)
    for condition, wanted in _kept(filters, population):
        conditions.append(condition)
        values.extend(wanted)
    for narrowed, wanted in map(spans.condition, filters.spans):
        conditions.append(narrowed)
        values.extend(wanted)
    conditions += _contact(filters, population)
    values += [needle(filters.search)] if filters.search.strip() else []
    joined = " AND ".join(conditions)
    bot = "JOIN bot b ON b.id = f.bot_id" if with_bot or any(key == "bot" for key, _ in filters.where) else ""
    return Rows(" ".join(["FROM", source.table, "f", bot, "WHERE", joined]), tuple(values))


def _kept(filters: Filters, population: Population) -> list[tuple[str, list[Any]]]:
    """Conditions on dimensions, each with its values. (Bare columns: what is put into a function is not skipped.)"""
    chosen: list[tuple[str, list[Any]]] = [(_among("f.bot_id", filters.bots), list(filters.bots))]
    for key, wanted in filters.where:
        of = dimension(key)
        if of.marks and population != "conversations":
            chosen.append((_any_of([of.marks[each] for each in wanted]), []))
            continue
        if of.listed and population != "conversations":
            chosen.append((_any_of([f"list_contains({of.listed}, ?)"] * len(wanted)), bound(of, wanted)))
            continue
        if of.marked and population == "conversations":
            condition = f"(starts_with({of.marked}, ?) OR contains({of.marked}, ?))"
            chosen.append((_any_of([condition] * len(wanted)), [text for each in wanted for text in needles(each)]))
            continue
        sql = expression(of, population)
        condition = _among(sql, wanted)
        if of.has_blanks and NO_VALUE in wanted:
            condition = f"({condition} OR {sql} IS NULL)"
        chosen.append((condition, bound(of, wanted)))
    return chosen


def _any_of(conditions: Sequence[str]) -> str:
    return f"({' OR '.join(conditions)})" if conditions else "false"


def _among(sql: str, wanted: Sequence[Any]) -> str:
    return f"{sql} IN ({', '.join('?' * len(wanted))})" if wanted else "false"


def suits(filters: Filters, population: Population) -> bool:
    """Whether the rows of a population can be narrowed so: a conversation has no owner, status or e-mail."""
    try:
        rows(filters, population)
    except RefusedError:
        return False
    return True


_PARAMETERS = {"has_email": "has_email", "has_phone": "has_phone", "search": "q"}


def _contact(filters: Filters, population: Population) -> list[str]:
    """Conditions on a lead's own text. The one bound value, the needle, comes last."""
    asked = {"has_email": filters.has_email, "has_phone": filters.has_phone, "search": filters.search.strip() or None}
    given = [name for name, value in asked.items() if value is not None] + [span.key for span in filters.spans]
    if given and population == "conversations":
        told = f"conversations cannot be filtered by {', '.join(given)}"
        raise RefusedError(told, _PARAMETERS.get(given[0], given[0]))
    conditions = []
    if filters.has_email is not None:
        conditions.append(f"f.email IS {'NOT ' if filters.has_email else ''}NULL")
    if filters.has_phone is not None:
        conditions.append(f"f.phone IS {'NOT ' if filters.has_phone else ''}NULL")
    if asked["search"]:
        conditions.append("contains(f.search_text, ?)")
    return conditions


def needle(search: str) -> str:
    """What is looked for in `search_text`, folded as that is: small letters, one sigma. Nothing in it is a wildcard."""
    return search.strip().lower().replace("ς", "σ")
