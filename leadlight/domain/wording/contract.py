"""What one language has to say: every sentence of the capture, in variants that mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of a language. `{label}`, `{options}` and `{name}` are filled in; an asking line ends in "?".

    `ask`: by kind of field, `ask["*"]` for any other. `opens`: by trigger, before the first question. `thanks_for`:
    after an answer. `again`: before asking a second time after a refusal, `back_to`: after it was passed over,
    `unclear`: after an answer that could not be read. `shows`: beside the form. `done`: once all is given.
    """

    ask: Mapping[str, Lines]
    opens: Mapping[str, Lines]
    thanks_for: Lines
    again: Lines
    back_to: Lines
    unclear: Lines
    by_phone: Lines
    by_email: Lines
    shows: Lines
    done: Lines
    done_named: Lines
    corrected: Lines
    let_go: Lines
    either: str
