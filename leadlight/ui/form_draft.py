"""The form as it is being edited: kept for the session until it is saved or dropped, changed one field at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from leadlight.domain.bot import Bot
from leadlight.domain.fields.contract import Condition, Field
from leadlight.domain.fields.registry import BY_KEY
from leadlight.domain.folding import folded
from leadlight.domain.form import Form
from leadlight.ui import state

LONGEST_KEY = 40


@dataclass(slots=True)
class Draft:
    """`saved` is the version it began with. Each field has a number of its own, which its widgets are known by; `turn`
    grows when widgets are to forget what they hold. `open`: the number of the field that is being edited.
    """

    saved: Form
    form: Form
    numbers: list[int]
    turn: int = 0
    open: int | None = None
    named: set[int] = field(default_factory=set)

    def place(self, number: int) -> int:
        """Where the field of this number stands."""
        return self.numbers.index(number)

    def get(self, number: int) -> Field:
        """The field of this number."""
        return self.form.fields[self.place(number)]

    def is_new(self, number: int) -> bool:
        """Whether the field was never saved: then it may still be taken away, and its key changed."""
        return self.saved.find(self.get(number).key) is None or number in self.named

    def change(self, number: int, **parts: Any) -> None:
        """Put other parts into the field of this number."""
        self._put(number, replace(self.get(number), **parts))

    def _put(self, number: int, changed: Field) -> None:
        fields = list(self.form.fields)
        fields[self.place(number)] = changed
        self.form = replace(self.form, fields=tuple(fields))

    def call(self, number: int, label: str) -> None:
        """Give the field another label; the key of a new one follows, until it was given one itself."""
        before = self.get(number)
        follows = number in self.named and before.key == key_of(before.label)
        self.change(number, label=label, **({"key": key_of(label)} if follows else {}))

    def move(self, number: int, by: int) -> None:
        """Move the field up (-1) or down (1)."""
        at = self.place(number)
        to = at + by
        if 0 <= to < len(self.numbers):
            fields = list(self.form.fields)
            fields[at], fields[to] = fields[to], fields[at]
            self.numbers[at], self.numbers[to] = self.numbers[to], self.numbers[at]
            self.form = replace(self.form, fields=tuple(fields))

    def add(self, kind: str) -> int:
        """A new field of this kind at the end of those asked; returns its number."""
        number = max(self.numbers, default=0) + 1
        options = ("First", "Second") if BY_KEY[kind].has_options else ()
        label = BY_KEY[kind].label
        taken = {each.key for each in self.form.fields}
        name = next(each for at in range(1, 99) if key_of(each := f"{label} {at}" if at > 1 else label) not in taken)
        self.form = replace(self.form, fields=(*self.form.fields, Field(key_of(name), kind, name, options=options)))
        self.numbers.append(number)
        self.named.add(number)
        self.open = number
        return number

    def drop(self, number: int) -> None:
        """Take away a field that was never saved."""
        at = self.place(number)
        self.form = replace(self.form, fields=self.form.fields[:at] + self.form.fields[at + 1 :])
        self.numbers.pop(at)
        self.named.discard(number)
        self.open = None

    def condition(self, number: int, other: str | None, values: tuple[str, ...] = ()) -> None:
        """Ask the field only if `other` was answered (so)."""
        self.change(number, only_if=Condition(other, values) if other else None)


def key_of(label: str) -> str:
    """A key made of a label: "Team size" → "team_size"."""
    found = re.sub(r"[^a-z0-9]+", "_", folded(label)).strip("_")
    found = found if found[:1].isalpha() else f"field_{found}".rstrip("_")
    return found[:LONGEST_KEY].rstrip("_")


def begun(form: Form, turn: int = 0) -> Draft:
    """A draft that is the saved form, unchanged."""
    return Draft(form, form, list(range(1, len(form.fields) + 1)), turn)


def draft_of(bot: Bot, in_force: Form) -> Draft:
    """The bot's draft; one without changes follows the version in force."""
    drafts: dict[int, Draft] = state.get(state.FORM) or {}
    found = drafts.get(bot.id)
    if found is None or (found.form == found.saved and found.saved != in_force):
        found = begun(in_force, found.turn + 1 if found else 0)
        state.put(state.FORM, {**drafts, bot.id: found})
    return found


def forget(bot: Bot) -> None:
    """Drop what was changed and not saved; widgets begin anew."""
    drafts: dict[int, Draft] = state.get(state.FORM) or {}
    if found := drafts.get(bot.id):
        state.put(state.FORM, {**drafts, bot.id: begun(found.saved, found.turn + 1)})


def saved_as(bot: Bot, form: Form) -> None:
    """Begin anew from what has just been saved."""
    drafts: dict[int, Draft] = state.get(state.FORM) or {}
    turn = drafts[bot.id].turn + 1 if bot.id in drafts else 0
    state.put(state.FORM, {**drafts, bot.id: begun(form, turn)})
