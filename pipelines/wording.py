"""The round of a server with a model that has forms' questions worded."""

from __future__ import annotations

import threading
from dataclasses import replace

from leadlight.actions.summarise_conversation import Asking
from leadlight.actions.word_questions import word_questions
from leadlight.bootstrap import House
from leadlight.domain.scope import WRITE, Scope
from pipelines.summarise import asking_of

LOOK_EVERY = 5.0
"""Seconds between looks: nobody waits, yet a new form should not be asked in old words for long."""
WORDING = Scope("wording", None, frozenset({WRITE}))


def word_all(house: House, stopping: threading.Event, asking: Asking | None = None) -> int:
    """Have wanted questions worded by the model of the settings (or `asking`); returns how much was asked for."""
    asking = asking or asking_of(house.settings)
    if asking is None:
        return 0
    once = replace(asking, model=replace(asking.model, retries=0))  # it comes round again
    return word_questions(house.engine, house.clock, WORDING, once, stopping.is_set)
