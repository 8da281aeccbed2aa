"""The capture form of a bot: its fields, when it appears and how it asks; and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from leadlight.domain.fields.contract import Condition, Field
from leadlight.domain.fields.registry import BUILTIN, BY_KEY
from leadlight.domain.wording.languages import BUILTIN_LABELS

Style = Literal["talk", "form"]
STYLES: dict[Style, str] = {"talk": "In the talk, one question at a time", "form": "As a form in the chat"}
Intent = Literal["", "warm", "hot"]


@dataclass(frozen=True, slots=True)
class Triggers:
    """What makes the form appear. Whoever declined is never asked again, unless they ask to be contacted themselves.

    `intent`: from this temperature on ("" for never). `after_messages`: of the visitor. `pages`: patterns as of page
    groups (`/pricing*`). `quiet`: local times of the bot between which only visitors who ask are asked.
    """

    on_request: bool = True
    intent: Intent = "warm"
    after_messages: int | None = None
    pages: tuple[str, ...] = ()
    at_handoff: bool = True
    at_end: bool = False
    quiet: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a bot's form; version 0 is the one every bot has before its first is saved."""

    fields: tuple[Field, ...]
    triggers: Triggers = field(default_factory=Triggers)
    style: Style = "talk"
    version: int = 0

    def asked(self) -> tuple[Field, ...]:
        """The fields that are not retired, in order."""
        return tuple(each for each in self.fields if each.on)

    def find(self, key: str) -> Field | None:
        """The field of this key, retired or not."""
        return next((each for each in self.fields if each.key == key), None)

    def open(self, answers: Mapping[str, str]) -> tuple[Field, ...]:
        """The fields that may be asked, given these answers: those whose condition holds."""
        return tuple(each for each in self.asked() if each.only_if is None or each.only_if.holds(answers))


def builtin(key: str, *, required: bool = False, on: bool = True) -> Field:
    """A built-in field as a new form has it."""
    return Field(key, key, BY_KEY[key].label, required=required, on=on, labels=dict(BUILTIN_LABELS[key]))


def default_form() -> Form:
    """Name and e-mail, both wanted; phone, company and website ready to be turned on."""
    wanted = {"name": True, "email": True}
    return Form(tuple(builtin(kind.key, required=kind.key in wanted, on=kind.key in wanted) for kind in BUILTIN))


def field_json(each: Field) -> dict[str, Any]:
    """A field as the record keeps it: what is not said is left out."""
    said: dict[str, Any] = {"key": each.key, "kind": each.kind, "label": each.label, "on": each.on}
    said["required"] = each.required
    said |= {name: value for name in ("help", "labels") if (value := getattr(each, name))}
    if each.options:
        said["options"] = list(each.options)
    if each.only_if:
        said["only_if"] = {"field": each.only_if.field, "values": list(each.only_if.values)}
    return said


def field_of(said: Mapping[str, Any]) -> Field:
    """`field_json` undone."""
    condition = said.get("only_if")
    return Field(
        key=said["key"],
        kind=said["kind"],
        label=said["label"],
        required=bool(said.get("required", False)),
        on=bool(said.get("on", True)),
        help=said.get("help", ""),
        options=tuple(said.get("options", ())),
        labels=dict(said.get("labels", {})),
        only_if=Condition(condition["field"], tuple(condition["values"])) if condition else None,
    )


def rules_json(form: Form) -> dict[str, Any]:
    """When the form appears and how it asks, as the record keeps it."""
    triggers = {each.name: getattr(form.triggers, each.name) for each in fields(Triggers)}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in triggers.items()}
    return {"style": form.style, "triggers": plain}


def form_of(version: int, said: Sequence[Mapping[str, Any]], rules: Mapping[str, Any]) -> Form:
    """The form that the record keeps as these fields and rules."""
    known = {each.name for each in fields(Triggers)}
    given = {name: value for name, value in rules.get("triggers", {}).items() if name in known}
    given |= {name: tuple(given[name]) for name in ("pages", "quiet") if given.get(name) is not None}
    return Form(tuple(field_of(each) for each in said), Triggers(**given), rules.get("style", "talk"), version)


def to_json(form: Form) -> str:
    """The whole form as one text."""
    whole = {"version": form.version, "fields": [field_json(each) for each in form.fields], **rules_json(form)}
    return json.dumps(whole, ensure_ascii=False)


def from_json(text: str) -> Form:
    """`to_json` undone."""
    said = json.loads(text)
    return form_of(said["version"], said["fields"], said)
