"""Text as it is compared: lower case, no accents, one kind of apostrophe, single blanks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4_096)
def folded(text: str) -> str:
    """`text` for comparing: "¿Cuál es?" → "¿cual es?". Not of the same length as the original."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(bare.replace("’", "'").casefold().split())
