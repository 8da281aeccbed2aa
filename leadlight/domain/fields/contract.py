"""What a form field is, and what each kind of field has to say: how a value is checked, and how one is heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from leadlight.domain.normalise import clean_text
from leadlight.errors import RefusedError

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask only if the field `field` was answered, with one of `values` where any are given (case does not matter)."""

    field: str
    values: tuple[str, ...] = ()

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Whether these answers let the field be asked; several choices count when one of them is wanted."""
        given = answers.get(self.field)
        if given is None:
            return False
        said = {part.strip().casefold() for part in given.split(";")}
        return not self.values or any(value.casefold() in said for value in self.values)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `kind` names a member of the registry; a retired one (`on` false) is kept and not asked.

    `label` is what people call it, `labels` the same in other languages ("es" → …), `help` a line beside it.
    """

    key: str
    kind: str
    label: str
    required: bool = False
    on: bool = True
    help: str = ""
    options: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    only_if: Condition | None = None

    def called(self, language: str) -> str:
        """The label in a language; where it is not translated, as it is."""
        return self.labels.get(language) or self.label


@dataclass(frozen=True, slots=True)
class Spoken:
    """A visitor's words, and how to read them. `is_answer`: the field was asked right before."""

    text: str
    language: str = "en"
    country: str | None = None
    today: date = date.min
    is_answer: bool = True


Check = Callable[[str, Field, str | None], str]
"""(text, field, country as ISO 2) → the value as it is kept. Raises RefusedError saying what is wrong."""
Hear = Callable[[Spoken, Field], str | None]
"""The value in someone's own words; None where there is none, or it is not sure: no value beats a wrong one."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of field. `widget` is what a form shows (an HTML input type, or select, choices, area); `icon` Material.

    A `builtin` one is a column of the lead: its key is its kind, and a form has it once at most.
    """

    key: str
    label: str
    icon: str
    widget: str
    check: Check
    hear: Hear
    builtin: bool = False
    has_options: bool = False


def within(text: str, most: int, name: str) -> str:
    """The text, outer blanks off. Raises RefusedError where it is blank or longer than `most`."""
    kept = clean_text(text.strip())
    if kept is None:
        raise RefusedError("it is blank", name)
    if len(kept) > most:
        raise RefusedError(f"it has {len(kept)} characters; at most {most} can be kept", name)
    return kept
