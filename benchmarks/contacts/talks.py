"""The talks of `talks/`: written for this project, invented people and firms, as rows that `score --evaluate` reads.

A talk is a block: `# COUNTRY | business`, then `v:` visitor and `b:` bot lines (⏎ is a line end), then `=` and what the
visitor gave, `field=value` parted by semicolons. A third person's data, the bot's own and references are not given.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("talks")
_ROLES = {"v": "visitor", "b": "bot"}


def rows() -> Iterator[dict[str, Any]]:
    """{id, messages, truth} of each talk; the temperature, which nobody judged here, is cold."""
    for path in sorted(FOLDER.glob("*.txt")):
        for at, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n")):
            yield _row(f"{path.stem}-{at}", block.split("\n"))


def _row(key: str, lines: list[str]) -> dict[str, Any]:
    head, *said, given = lines
    country = head.removeprefix("# ").partition(" | ")[0]
    fields = dict(part.strip().split("=", 1) for part in given.removeprefix("=").split(";") if part.strip())
    truth = {
        "temperature": "cold",
        "wants_contact": False,
        "fields": fields,
        "phone_country": country if "phone" in fields else None,
    }
    messages = [{"role": _ROLES[line[0]], "text": line[3:].replace("⏎", "\n")} for line in said]
    return {"id": key, "messages": messages, "truth": truth}
