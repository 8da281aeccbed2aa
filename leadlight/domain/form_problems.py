"""What keeps a form from being saved, each with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leadlight.domain.fields.contract import Condition, Field
from leadlight.domain.fields.registry import BY_KEY
from leadlight.domain.form import Form, Triggers
from leadlight.domain.normalise import storable
from leadlight.domain.rows import LEAD_COLUMNS
from leadlight.domain.wording.languages import LANGUAGES

MOST_FIELDS, LONGEST_LABEL, LONGEST_OPTION, MOST_OPTIONS, MOST_PAGES = 30, 200, 80, 50, 50
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d\Z")
_TAKEN = frozenset(LEAD_COLUMNS) | {"id", "score", "temperature", "updated_at", "conversation", "values"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a form cannot be saved: `key` of the field ("" for the form), which part of it, and what to do."""

    key: str
    part: str
    words: str


def problems(form: Form) -> list[Problem]:
    """Everything that keeps a form from being saved; empty where nothing does."""
    found = [problem for place, each in enumerate(form.fields) for problem in _of_field(form, place, each)]
    if len(form.fields) > MOST_FIELDS:
        found.append(Problem("", "fields", f"A form has at most {MOST_FIELDS} fields, retired ones included."))
    if not any(each.on and each.kind in ("email", "phone") for each in form.fields):
        found.append(Problem("", "fields", "Turn on e-mail or phone: without either nobody could be reached."))
    return found + list(_of_triggers(form.triggers))


def _of_field(form: Form, place: int, each: Field) -> Iterator[Problem]:
    kind = BY_KEY.get(each.kind)
    if kind is None:
        yield Problem(each.key, "kind", f"There is no kind of field called {each.kind}.")
        return
    if kind.builtin and each.key != each.kind:
        yield Problem(each.key, "key", f"The key of {kind.label} is {each.kind}.")
    if not kind.builtin and (wrong := _key_problem(each.key)):
        yield Problem(each.key, "key", wrong)
    if any(other.key == each.key for other in form.fields[:place]):
        yield Problem(each.key, "key", f"Two fields have the key {each.key}: choose another for one of them.")
    texts = [("label", each.label), ("help", each.help), *(("labels", text) for text in each.labels.values())]
    for part, text in texts:
        if len(text) > LONGEST_LABEL or not storable(text):
            yield Problem(each.key, part, f"At most {LONGEST_LABEL} characters, and plain text.")
    if not each.label.strip():
        yield Problem(each.key, "label", "Give it a label: it is what visitors read.")
    if strange := set(each.labels) - set(LANGUAGES):
        yield Problem(each.key, "labels", f"Translations are into {', '.join(LANGUAGES)}, not {min(strange)}.")
    if kind.has_options:
        yield from _of_options(each)
    if each.only_if is not None and each.on:
        yield from _of_condition(form, place, each, each.only_if)


def _key_problem(key: str) -> str | None:
    if key in _TAKEN:
        return f"{key} is a column of every lead: choose another key."
    if not _KEY.match(key):
        return "A key has small letters, digits and _, begins with a letter, and at most 40 of them."
    return None


def _of_options(each: Field) -> Iterator[Problem]:
    known = [option.strip().casefold() for option in each.options]
    if len(known) < 2 or len(known) > MOST_OPTIONS:
        yield Problem(each.key, "options", f"Give 2 to {MOST_OPTIONS} options, one a line.")
    if "" in known or len(set(known)) < len(known):
        yield Problem(each.key, "options", "Every option stands once, and is not blank.")
    if any(len(option) > LONGEST_OPTION or ";" in option for option in each.options):
        yield Problem(each.key, "options", f"An option has at most {LONGEST_OPTION} characters, and no semicolon.")


def _of_condition(form: Form, place: int, each: Field, condition: Condition) -> Iterator[Problem]:
    other = next((one for one in form.fields[:place] if one.key == condition.field), None)
    if other is None:
        yield Problem(
            each.key, "only_if", f"{condition.field} does not stand before it: move it up, or choose another."
        )
        return
    if not other.on:
        yield Problem(each.key, "only_if", f"{other.label} is retired, so this would never be asked.")
    known = {option.casefold() for option in other.options}
    if BY_KEY[other.kind].has_options and (unknown := [v for v in condition.values if v.casefold() not in known]):
        yield Problem(each.key, "only_if", f"{unknown[0]} is no option of {other.label}.")


def _of_triggers(triggers: Triggers) -> Iterator[Problem]:
    if triggers.after_messages is not None and not 1 <= triggers.after_messages <= 50:
        yield Problem("", "after_messages", "Ask after 1 to 50 messages.")
    if len(triggers.pages) > MOST_PAGES or any(not page.strip() or len(page) > 200 for page in triggers.pages):
        yield Problem("", "pages", f"Up to {MOST_PAGES} patterns of at most 200 characters, one a line.")
    if triggers.quiet and not all(_CLOCK.match(time) for time in triggers.quiet):
        yield Problem("", "quiet", "Quiet hours are two times like 22:00 and 07:00.")
    elif triggers.quiet and triggers.quiet[0] == triggers.quiet[1]:
        yield Problem("", "quiet", "Quiet hours begin and end at different times.")
