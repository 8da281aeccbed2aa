"""What the capture form asks a visitor and what becomes of each question."""

from __future__ import annotations

from random import Random

from leadlight.domain.fields.contract import Field
from leadlight.domain.form import Form, builtin
from pipelines.demo.talk import Answer
from pipelines.demo.traffic import Cell

Answers = tuple[tuple[str, Answer], ...]

_SHOWN_IN_VAIN = {"hot": 0.45, "warm": 0.40, "cold": 0.22}
"""Share of conversations without a lead in which the form was shown all the same."""


def sample_form() -> Form:
    """The form whose questions these are."""
    size = {"es": "Tamaño del equipo", "pt": "Tamanho da equipe", "fr": "Taille de l’équipe", "de": "Teamgröße"}
    fields = (builtin("name", required=True), builtin("email", required=True), builtin("phone"), builtin("company"))
    return Form((*fields, Field("team_size", "text", "Team size", labels=size), builtin("website", on=False)))


def filled(rng: Random, cell: Cell, at_once: bool) -> Answers:
    """A form that was submitted: an e-mail address, or a telephone number the channel brings along."""
    answers: list[tuple[str, Answer]] = [("name", _answer(rng, 1.0 if at_once else 0.96))]
    reachable = cell.channel.gives_phone and not at_once
    answers.append(("email", _answer(rng, 0.58 if reachable else 1.0)))
    if not cell.channel.gives_phone and rng.random() < 0.50:
        answers.append(("phone", _answer(rng, 0.85 if cell.intent == "hot" else 0.62)))
    if cell.intent != "cold" and rng.random() < 0.42:
        answers.append(("company", _answer(rng, 0.93)))
    if cell.intent != "cold" and len(answers) < 4 and rng.random() < 0.36:
        answers.append(("team_size", _answer(rng, 0.90)))
    return tuple(answers)


def abandoned(rng: Random, cell: Cell) -> Answers:
    """A form that was not submitted; empty where it was never shown."""
    if rng.random() >= _SHOWN_IN_VAIN[cell.intent]:
        return ()
    at = rng.random()
    if at < 0.45:
        return (("name", "ignored"),)
    if at < 0.68:
        return (("name", "refused"),)
    return (("name", "answered"), ("email", "refused" if at < 0.88 else "ignored"))


def _answer(rng: Random, share: float) -> Answer:
    return "answered" if rng.random() < share else "refused"
