"""One row, in a process of its own: `python -m benchmarks.run ROW FOLDER …` prints its figures as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from benchmarks.made.draw import Size
from benchmarks.rows.contract import Place
from benchmarks.rows.registry import BY_KEY


def main(key: str, folder: str, scratch: str, leads: str, seed: str, until: str) -> None:
    """Measure and print."""
    place = Place(Path(folder), Path(scratch), Size(int(leads), int(seed), date.fromisoformat(until)))
    figures = [asdict(figure) for figure in BY_KEY[key].measure(place)]
    sys.stdout.write("\n" + json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
