"""Sum conversations up in bulk: what is due of one bot or all, one after the other, each kept as soon as it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tqdm import tqdm

from leadlight.actions.summarise_conversation import OUTCOMES, Asking, Summariser, keep_own_words
from leadlight.bootstrap import House
from leadlight.config import Settings
from leadlight.domain.scope import Scope
from leadlight.errors import InputError, NotFoundError
from leadlight.record import bots, summaries
from leadlight.record.engine import reading
from leadlight.scoring.model import Model
from leadlight.scoring.prompts import prompt_version

BATCH, AT_ONCE = 500, 50
"""Conversations looked up at once, and summed up between two looks at whether to stop."""
GIVES_UP_AFTER = 5
"""Failures of the model one after the other: then the rest keep the visitors' own words, without waiting for it."""


def asking_of(settings: Settings) -> Asking | None:
    """The model that the settings name; None where they name none, or neither its key nor its address."""
    if not settings.model or not (settings.openai_api_key or settings.openai_base_url):
        return None
    model = Model(settings.model, settings.openai_api_key, settings.openai_base_url, settings.model_language)
    return Asking(model, settings.model_calls)


def summarise_all(
    house: House,
    scope: Scope,
    *,
    bot: str | None = None,
    again: bool = False,
    asking: Asking | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> dict[str, int]:
    """Sum up what has no summary made so, or every conversation `again`. Returns how many came to what.

    Raises InputError for an unknown bot.
    """
    bot_id, counts, after = _bot_id(house, scope, bot), Counter[str](), 0
    batch = _Asked(house, scope, asking, again) if asking else partial(_own_words, house, scope)
    with tqdm(unit=" conversations", desc="summarise", disable=None, leave=False) as bar:
        while ids := _next(house, scope, after, bot_id, again, asking):
            for start in range(0, len(ids), AT_ONCE):
                if stopping():
                    return _told(counts)
                counts += batch(ids[start : start + AT_ONCE])
                bar.update(len(ids[start : start + AT_ONCE]))
            after = ids[-1]
    return _told(counts)


def _own_words(house: House, scope: Scope, ids: Sequence[int]) -> Counter[str]:
    """Without a model a batch is one transaction."""
    with house.work(scope) as work:
        found = keep_own_words(work, ids)
        work.commit()
    return Counter[str](found)


@dataclass
class _Asked:
    """With one each conversation is a call, and kept by itself; `failed` counts failures one after the other."""

    house: House
    scope: Scope
    asking: Asking
    again: bool
    failed: int = 0

    def __call__(self, ids: Sequence[int]) -> Counter[str]:
        summariser, counts = Summariser(self.house.engine, self.house.clock, self.asking), Counter[str]()
        for at, each in enumerate(ids):
            if self.failed >= GIVES_UP_AFTER:
                return counts + _own_words(self.house, self.scope, ids[at:])
            try:
                outcome = summariser.summarise(self.scope, each, again=self.again)
            except NotFoundError:  # deleted since the list was made
                continue
            counts[outcome] += 1
            self.failed = self.failed + 1 if outcome == "failed" else 0
        return counts


def _told(counts: Counter[str]) -> dict[str, int]:
    names = {name: name.replace(" ", "_") for name in OUTCOMES}
    return {"conversations": counts.total()} | {key: counts[name] for name, key in names.items()}


def _bot_id(house: House, scope: Scope, bot: str | None) -> int | None:
    if bot is None:
        return None
    with reading(house.engine) as connection:
        found = bots.find_bot(connection, scope, bot)
    if found is None:
        raise InputError(f"there is no bot {bot!r}")
    return found.id


def _next(house: House, scope: Scope, after: int, bot_id: int | None, again: bool, asking: Asking | None) -> list[int]:
    made: tuple[str, str | None, str | None, str | None] = ("extractive", None, None, None)
    if asking is not None:
        made = ("model", asking.model.name, prompt_version(), asking.model.language)
    wanted = None if again else summaries.not_as(*made)
    with reading(house.engine) as connection:
        return list(summaries.ids_due(connection, scope, after, BATCH, bot_id, wanted))


def in_words(found: dict[str, Any]) -> str:
    """The counts for a terminal, those of nothing left out."""
    told = [f"{count} {name.replace('_', ' ')}" for name, count in found.items() if count and name != "conversations"]
    return f"{found['conversations']} conversations: {', '.join(told)}" if told else "no conversation is due"
