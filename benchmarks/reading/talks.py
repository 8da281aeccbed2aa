"""The talks the reading is fitted on: written for this project, one file a language in `talks/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from leadlight.domain.conversation import Message, Role
from leadlight.scoring.phrases import fold
from leadlight.scoring.reading import STEM

FOLDER = Path(__file__).with_name("talks")
CONCEPTS = Path(__file__).with_name("concepts.txt")
FOLDS, PARTS = 5, 10
_ROLES: dict[str, Role] = {"v": "visitor", "b": "bot"}


class Talk(NamedTuple):
    """One talk and the temperature that a person gave it, the file it stands in, and its fold.

    Writers told one situation in several languages, in the same order: the folds go along the files, so that a
    situation's talks are in one fold.
    """

    file: str
    fold: int
    language: str
    temperature: str
    messages: tuple[Message, ...]


def talks() -> Iterator[Talk]:
    """Every talk, in the order of the files: a line with the temperature, then `v:` visitor and `b:` bot lines."""
    for path in sorted(FOLDER.glob("*.txt")):
        blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        for which, block in enumerate(blocks):
            temperature, *lines = block.split("\n")
            messages = (Message(at, _ROLES[line[0]], line[3:]) for at, line in enumerate(lines))
            fold = (PARTS * which // len(blocks) + 3 * int(path.stem[2:] or 1)) % FOLDS
            yield Talk(path.stem, fold, path.stem[:2], temperature, tuple(messages))


def one_sided() -> Iterator[Talk]:
    """The talks without the replies: some sources keep the visitor's side only."""
    for talk in talks():
        if any(message.role != "visitor" for message in talk.messages):
            yield talk._replace(messages=tuple(each for each in talk.messages if each.role == "visitor"))


def concepts_of_words() -> dict[str, str]:
    """The concept of each word, cut as the reading cuts it; a word of two concepts has none."""
    found: dict[str, set[str]] = {}
    for line in CONCEPTS.read_text(encoding="utf-8").splitlines():
        concept, words = line.split(":")
        for word in words.split():
            found.setdefault(fold(word)[:STEM], set()).add(concept)
    return {word: concepts.pop() for word, concepts in found.items() if len(concepts) == 1}
