"""Writes the tables of definitions.md from the catalogue and the scoring rules (`make docs`); a test compares them."""

from __future__ import annotations

import re
from pathlib import Path

from leadlight.scoring.signals import PAIRS, RULES
from leadlight.warehouse.metrics import DIMENSIONS, MEASURES, POPULATIONS

PAGE = Path(__file__).with_suffix(".md")
WRITTEN_AS = {"count": "count", "rate": "rate, 0–1", "score": "points", "days": "days"}


def measures() -> str:
    """Every measure: its name in commands, its label, what it is, and what it counts by."""
    lines = ["| measure | shown as | how it is counted | unit |", "|---|---|---|---|"]
    for one in MEASURES.values():
        lines.append(f"| `{one.key}` | {one.label} | {one.definition} | {WRITTEN_AS[one.format]} |")
    return "\n".join(lines)


def dimensions() -> str:
    """Every dimension: its name, its label, what it is, and which rows it splits."""
    lines = ["| dimension | shown as | what it is | splits |", "|---|---|---|---|"]
    for one in DIMENSIONS.values():
        split = ", ".join(population for population in POPULATIONS if population in one.of)
        lines.append(f"| `{one.key}` | {one.label} | {one.definition} | {split} |")
    return "\n".join(lines)


def signals() -> str:
    """Every kind of signal: its name, its label, what it adds or takes, and how often it counts."""
    lines = ["| signal | shown as | points | at most | group |", "|---|---|---|---|---|"]
    for rule in RULES:
        points = f"brings to {rule.points}" if rule.group == "reading" else f"{rule.points:+}"
        lines.append(f"| `{rule.kind}` | {rule.label} | {points} | {rule.most} | {rule.group} |")
    lines += [f"| `{pair.kind}` | {pair.label} | {pair.points:+} | 1 | pair |" for pair in PAIRS]
    return "\n".join(lines)


def tables() -> dict[str, str]:
    """The tables by the name of their place in the page."""
    return {"measures": measures(), "dimensions": dimensions(), "signals": signals()}


def written(page: str) -> str:
    """The page with each table put between its marks anew."""
    for name, table in tables().items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
        page, count = place.subn(lambda found, table=table: found[1] + table + found[2], page)
        if count != 1:
            raise SystemExit(f"{PAGE.name} needs one place marked <!-- {name} --> … <!-- end -->")
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
    print(f"written: {PAGE.name}")
