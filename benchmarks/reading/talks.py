"""The talks the reading is fitted on: written for this project, one file a language in `talks/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from leadlight.domain.conversation import Message, Role

FOLDER = Path(__file__).with_name("talks")
_ROLES: dict[str, Role] = {"v": "visitor", "b": "bot"}


class Talk(NamedTuple):
    """One talk and the temperature that a person gave it."""

    language: str
    temperature: str
    messages: tuple[Message, ...]


def talks() -> Iterator[Talk]:
    """Every talk, in the order of the files: a line with the temperature, then `v:` visitor and `b:` bot lines."""
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            temperature, *lines = block.split("\n")
            messages = (Message(at, _ROLES[line[0]], line[3:]) for at, line in enumerate(lines))
            yield Talk(path.stem[:2], temperature, tuple(messages))


def one_sided() -> Iterator[Talk]:
    """The talks without the replies: some sources keep the visitor's side only."""
    for talk in talks():
        if any(message.role != "visitor" for message in talk.messages):
            yield talk._replace(messages=tuple(each for each in talk.messages if each.role == "visitor"))
