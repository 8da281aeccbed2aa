"""What changed from one version of a form to another, in words, and what a new version must keep of the last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from leadlight.domain.fields.contract import Field
from leadlight.domain.form import STYLES, Form, Triggers


def kept_of(before: Form, after: Form) -> Form:
    """`after` with the fields of `before` that it leaves out, retired: their values must stay to be understood."""
    have = {each.key for each in after.fields}
    gone = tuple(replace(each, on=False, required=False) for each in before.fields if each.key not in have)
    return replace(after, fields=after.fields + gone)


def differences(before: Form, after: Form) -> list[str]:
    """What changed between two versions, each in a sentence without its stop; empty where nothing did."""
    was = {each.key: each for each in before.fields}
    told = [f"{each.label}: new" for each in after.fields if each.key not in was]
    for each in after.fields:
        if each.key in was:
            told += [f"{was[each.key].label}: {words}" for words in _field_changes(was[each.key], each)]
    have = {each.key for each in after.fields}
    told += [f"{each.label}: taken away" for each in before.fields if each.key not in have]
    common = [each.key for each in before.fields if each.key in have]
    if common != [each.key for each in after.fields if each.key in was]:
        told.append("the order of the fields")
    if before.style != after.style:
        told.append(f"asks {STYLES[after.style].lower()}")
    return told + [f"{TRIGGER_WORDS[name]}: {_said(getattr(after.triggers, name))}" for name in _changed(before, after)]


def _field_changes(before: Field, after: Field) -> Iterator[str]:
    if before.on != after.on:
        yield "asked" if after.on else "retired"
    if before.required != after.required:
        yield "required" if after.required else "optional"
    if before.label != after.label:
        yield f"called {after.label}"
    for part, word in (("kind", "kind"), ("help", "help"), ("options", "options"), ("labels", "translations")):
        if getattr(before, part) != getattr(after, part):
            yield f"other {word}" if part != "help" else "other help"
    if before.only_if != after.only_if:
        yield f"only if {after.only_if.field} is answered so" if after.only_if else "asked whatever else was answered"


TRIGGER_WORDS: dict[str, str] = {
    "on_request": "on request", "intent": "from temperature", "after_messages": "after messages", "pages": "on pages",
    "at_handoff": "at hand-off", "at_end": "at the end", "quiet": "quiet hours",
}  # fmt: skip


def _changed(before: Form, after: Form) -> list[str]:
    names = [each.name for each in fields(Triggers)]
    return [name for name in names if getattr(before.triggers, name) != getattr(after.triggers, name)]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return str(value) if value not in (None, "") else "off"
