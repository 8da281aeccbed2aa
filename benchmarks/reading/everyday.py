"""`python -m benchmarks.reading.everyday`: write leadlight/scoring/words/everyday.txt, the everyday words of our talks.

Whatever a talk has in lower case is an everyday word; in German, whose nouns have capitals, so is what two talks have
with one. Words that only names lists know are left out where one talk alone has them: somebody typed a name small.
"""

from __future__ import annotations

import re
from collections import Counter

from benchmarks.reading.talks import talks
from leadlight.scoring.given import EVERYDAY, listed
from leadlight.scoring.phrases import fold

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LEAST = 2
"""Talks that have a word which is a first name too, or a German word with a capital."""


def everyday() -> set[str]:
    """The words, folded."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for talk in talks():
        words = {word for message in talk.messages for word in WORD.findall(message.text)}
        small.update({fold(word) for word in words if word.islower()})
        capital.update({fold(word) for word in words if talk.language == "de" and word.istitle()})
    names = listed()
    found = {word for word, count in small.items() if count >= LEAST or word not in names}
    return found | {word for word, count in capital.items() if count >= LEAST and word not in names}


def main() -> None:
    """Write the file, a line for each first letter."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(word for word in everyday() if len(word) > 1):
        by_letter.setdefault(word[0], []).append(word)
    EVERYDAY.write_text("\n".join(" ".join(words) for words in by_letter.values()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
