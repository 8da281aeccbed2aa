"""Which header goes where: the plan of one file, and what the preview shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadlight.domain.headers import fold
from leadlight.domain.normalise import clean_text
from leadlight.domain.rows import CUSTOM, DAY_EXTRAS, EXPORT_EXTRAS, Kind
from leadlight.errors import InputError
from pipelines.sources.contract import ROW_NUMBERS
from pipelines.sources.mapping import NAME_PARTS, Mapping, is_target
from pipelines.sources.synonyms import SYNONYMS

_OUR_EXPORT = frozenset(("external_id", "captured_at", "status", "status_at"))
_REPORT_COLUMNS = ({"line", "rejected_line"}, {"reason", "rejected_reason"})


@dataclass(frozen=True, slots=True)
class Use:
    """What becomes of a header. `goes_to`: our column, `custom.<key>`, `moves.<status>.<at|reason|actor>`, or empty."""

    header: str
    goes_to: str
    how: str
    """mapping, synonym, custom or ignored; of a synonym that came too late also which header took its place."""


def guess_kind(headers: Sequence[str]) -> Kind:
    """The kind that headers or keys speak for: messages, or moves, else leads."""
    words = {fold(header) for header in headers}
    if "messages" in words or {"role", "text"} <= words:
        return "conversations"
    return "moves" if {"to", "at"} <= words else "leads"


def describe(headers: Sequence[str], mapping: Mapping, kind: Kind | None = None, rejected: bool = False) -> list[Use]:
    """Every header with where it goes and why, in the file's order; the mapping first, then synonyms, then custom.

    `rejected`: the file is one of our reports of rejected rows, whose last two columns are ours.
    InputError where the mapping names a header that the file does not have, or a column of another kind, and where
    one header stands twice in two spellings, or is no text that every store can keep.
    """
    kind = kind or mapping.kind or guess_kind(headers)
    for header in headers:
        clean_text(header)  # a custom field's name is kept as text, too
    _refuse_spellings(headers, mapping)
    uses = list(_mapped(headers, mapping, kind))
    taken = {use.goes_to for use in uses}
    used = {use.header for use in uses}
    ignored = (_ignored(headers, kind, rejected) | {*mapping.ignore} & {*headers}) - used
    free = [header for header in headers if header not in used and header not in ignored]
    found = _synonyms(free, kind, taken)
    uses += [Use(header, "", "ignored") for header in ignored]
    uses += found.values()
    uses += [_rest(header, kind, _instead(header, kind, uses)) for header in free if header not in found]
    _refuse_twins(uses)
    order = {header: place for place, header in enumerate(headers)}
    return sorted(uses, key=lambda use: order[use.header])


def _mapped(headers: Sequence[str], mapping: Mapping, kind: Kind) -> Iterator[Use]:
    for target, header in mapping.columns.items():
        _check(header, headers, f"[columns] {target}")
        if not is_target(target, kind):
            raise InputError(f"the mapping sends {header!r} to {target!r}, which is no column of {kind}")
        yield Use(header, target, "mapping")
    for stage in mapping.moves if kind == "leads" else ():
        for part, header_ in (("at", stage.at), ("reason", stage.reason), ("actor", stage.actor)):
            if header_ is not None:
                _check(header_, headers, f"[[moves]] {part}")
                yield Use(header_, f"moves.{stage.to}.{part}", "mapping")


def _check(header: str, headers: Sequence[str], where: str) -> None:
    if header not in headers:
        shown = ", ".join(headers[:20]) + (", …" if len(headers) > 20 else "")
        raise InputError(f"the mapping's {where} names {header!r}, which the file does not have; it has: {shown}")


def check_targets(mapping: Mapping, kind: Kind) -> None:
    """InputError where the mapping gives constants or value tables to columns that this kind does not have."""
    for table, targets in (("constants", mapping.constants), ("values", mapping.values)):
        for target in targets:
            if not is_target(target, kind):
                raise InputError(f"the mapping's [{table}] names {target!r}, which is no column of {kind}")


def _refuse_spellings(headers: Sequence[str], mapping: Mapping) -> None:
    """Case, spaces, hyphens and underscores tell no headers apart, unless a mapping says what each one is.

    `custom.<key>` names a field letter by letter: our own export may hold two keys that differ in case only.
    """
    named = {
        *mapping.ignore,
        *mapping.columns.values(),
        *(name for stage in mapping.moves for name in (stage.at, stage.reason, stage.actor)),
    }
    first: dict[str, str] = {}
    for header in headers:
        other = first.setdefault(_spelling(header), header)
        if other != header and not {header, other} <= named:
            raise InputError(f"the headers {other!r} and {header!r} are the same but for spelling: rename one")


def _spelling(header: str) -> str:
    return header if header.lower().startswith(CUSTOM) else fold(header)


def _refuse_twins(uses: Sequence[Use]) -> None:
    first: dict[str, str] = {}
    for use in uses:
        if use.goes_to and first.setdefault(use.goes_to, use.header) != use.header:
            raise InputError(f"two columns go to {use.goes_to}: {first[use.goes_to]!r} and {use.header!r}")


def _ignored(headers: Sequence[str], kind: Kind, rejected: bool) -> set[str]:
    ignored = {ROW_NUMBERS} & {*headers}
    if kind == "leads" and set(headers) >= _OUR_EXPORT:
        ignored |= {*EXPORT_EXTRAS, *DAY_EXTRAS} & set(headers)
    last = headers[-2:]
    if rejected and len(last) == 2 and last[0] in _REPORT_COLUMNS[0] and last[1] in _REPORT_COLUMNS[1]:
        ignored |= set(last)
    return ignored


def _synonyms(headers: Sequence[str], kind: Kind, taken: set[str]) -> dict[str, Use]:
    """One header for each of our columns not yet taken; of several candidates the first of the synonym table."""
    by_word: dict[str, str] = {}
    for header in headers:
        by_word.setdefault(fold(header), header)
    found: dict[str, Use] = {}
    for target, words in SYNONYMS[kind].items():
        if target in taken or (target in NAME_PARTS and _has_name(found, taken)):
            continue
        match = next((by_word[word] for word in words if word in by_word and by_word[word] not in found), None)
        if match is not None:
            found[match] = Use(match, target, "synonym")
    return found


def _has_name(found: dict[str, Use], taken: set[str]) -> bool:
    return "name" in taken or any(use.goes_to == "name" for use in found.values())


def _instead(header: str, kind: Kind, uses: Sequence[Use]) -> str:
    """What the preview says of a header whose column another one has taken."""
    meant = {target for target, words in SYNONYMS[kind].items() if fold(header) in words}
    meant |= {"name"} if meant & set(NAME_PARTS) else set()
    taken = next((use for use in uses if use.goes_to in meant), None)
    return f"; {taken.goes_to} comes from {taken.header!r}" if taken else ""


def _rest(header: str, kind: Kind, instead: str) -> Use:
    if kind != "leads":
        return Use(header, "", "ignored" + instead)
    is_custom = header[: len(CUSTOM)].lower() == CUSTOM and len(header) > len(CUSTOM)
    return Use(header, CUSTOM + (header[len(CUSTOM) :] if is_custom else header), "custom" + instead)
