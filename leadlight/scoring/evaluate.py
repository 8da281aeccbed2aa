"""How well scoring and extraction do on labelled conversations, in the numbers `score --evaluate` prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leadlight.domain.conversation import ROLE_SYNONYMS, Message
from leadlight.domain.temperature import TEMPERATURES, Thresholds, clamp, temperature
from leadlight.errors import InputError
from leadlight.scoring.extraction import contact
from leadlight.scoring.ledger import score
from leadlight.scoring.wishes import wants_contact

FIELDS = ("name", "email", "phone", "company")
_Misses = list[dict[str, Any]]
_Confusion = dict[str, dict[str, int]]


def evaluate(rows: Iterable[Mapping[str, Any]], thresholds: Thresholds | None = None) -> dict[str, Any]:
    """{n, macro_f1, per_class, confusion, fields, wants_contact, misses} over rows of {id, messages, truth}.

    `confusion[truth][ours]` counts rows; `macro_f1` is the plain mean of the F1 of the classes that occur in the truth
    or in ours. A precision or recall with a zero denominator is None. Phones are compared by their digits as written,
    e-mails, names and companies without case.
    A miss carries the `ledger` that led to it. InputError names a row that is not labelled.
    """
    limits = thresholds or Thresholds()
    misses: _Misses = []
    confusion: _Confusion = {str(truth): {str(ours): 0 for ours in TEMPERATURES} for truth in TEMPERATURES}
    tallies: dict[str, Counter[str]] = {name: Counter() for name in (*FIELDS, "wants_contact")}
    n = 0
    for n, row in enumerate(rows, start=1):
        _judge(row, n, limits, confusion, tallies, misses)
    per_class = {name: _class_figures(confusion, name) for name in TEMPERATURES}
    f1s = [figures["f1"] for figures in per_class.values() if figures["f1"] is not None]
    return {
        "n": n,
        "macro_f1": sum(f1s) / len(f1s) if f1s else None,
        "per_class": per_class,
        "confusion": confusion,
        "fields": {name: _precision_recall(tallies[name]) for name in FIELDS},
        "wants_contact": _precision_recall(tallies["wants_contact"]),
        "misses": misses,
    }


def _judge(
    row: Mapping[str, Any],
    number: int,
    limits: Thresholds,
    confusion: _Confusion,
    tallies: dict[str, Counter[str]],
    misses: _Misses,
) -> None:
    expected, messages, country = _labelled(row, number)
    got, ledger = _ours(messages, country, limits)
    confusion[expected["temperature"]][got["temperature"]] += 1
    for what, want in expected.items():
        right = _same(what, want, got[what])
        if what in tallies:
            _count(tallies[what], bool(want), bool(got[what]), right)
        if not right:
            misses.append({"id": row.get("id"), "what": what, "expected": want, "got": got[what], "ledger": ledger})


def _labelled(row: Mapping[str, Any], number: int) -> tuple[dict[str, Any], tuple[Message, ...], str | None]:
    """(what is expected by name, the messages, the visitor's country) of one row."""
    try:
        truth, fields = row["truth"], row["truth"]["fields"]
        expected = {"temperature": truth["temperature"]} | {name: fields.get(name) for name in FIELDS}
        expected["wants_contact"] = bool(truth.get("wants_contact"))
        messages, country = messages_of(row["messages"]), truth.get("phone_country")
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"row {number} is not a labelled conversation: {error}") from error
    if expected["temperature"] not in TEMPERATURES:
        raise InputError(f"row {number}: the temperature is one of {', '.join(TEMPERATURES)}")
    return expected, messages, country


def _ours(
    messages: Sequence[Message], country: str | None, limits: Thresholds
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What we find, by name, and the ledger that says why."""
    ledger, found = score(messages), contact(messages, country)
    entries = [{"kind": each.kind, "points": each.points, "quote": each.quote} for each in ledger]
    return {
        "temperature": temperature(clamp(signal.points for signal in ledger), limits),
        "name": found.name,
        "email": found.email,
        "phone": found.phone_as_written,
        "company": found.company,
        "wants_contact": wants_contact(ledger, messages),
    }, entries


def messages_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Message, ...]:
    """Messages of labelled rows {role, text}; roles by their synonyms, an unknown role counts as system."""
    return tuple(
        Message(position, ROLE_SYNONYMS.get(str(row["role"]).lower(), "system"), str(row["text"]))
        for position, row in enumerate(rows)
    )


def _same(what: str, expected: Any, got: Any) -> bool:
    if not (isinstance(expected, str) and isinstance(got, str)):
        return bool(expected) == bool(got)
    return _comparable(what, expected) == _comparable(what, got)


def _comparable(what: str, text: str) -> str:
    return re.sub(r"\D", "", text) if what == "phone" else text.casefold()


def _count(tally: Counter[str], expected: bool, got: bool, right: bool) -> None:
    tally["expected"] += expected
    tally["got"] += got
    tally["right"] += expected and got and right


def _precision_recall(tally: Counter[str]) -> dict[str, float | None]:
    return {"precision": _ratio(tally["right"], tally["got"]), "recall": _ratio(tally["right"], tally["expected"])}


def _class_figures(confusion: Mapping[str, Mapping[str, int]], name: str) -> dict[str, Any]:
    right, support = confusion[name][name], sum(confusion[name].values())
    claimed = sum(row[name] for row in confusion.values())
    return {
        "precision": _ratio(right, claimed),
        "recall": _ratio(right, support),
        "f1": _ratio(2 * right, claimed + support),
        "support": support,
    }


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
