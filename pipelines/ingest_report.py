"""What an import did (or would do), told in a terminal: one JSON object, or words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leadlight.domain.imports import COUNTS
from pipelines.ingested import Ingested


def summed(files: Sequence[Ingested], bot: str, is_new: bool, dry_run: bool) -> dict[str, Any]:
    """All files together, as `--json` prints it."""
    each = [file.as_dict() for file in files]
    total = {name: sum(file.counts[name] for file in files) for name in COUNTS}
    return {"bot": bot, "bot_created": is_new and not dry_run, "dry_run": dry_run, **total, "files": each}


def in_words(report: dict[str, Any]) -> str:
    """The report for people: the counts in one line, then what needs their attention."""
    lines = [", ".join(f"{name} {report[name]}" for name in COUNTS)]
    if report["dry_run"]:
        lines.append("dry run: nothing was written")
    if report["bot_created"]:
        lines.append(f"bot {report['bot']} was created")
    for file in report["files"]:
        lines += _file_in_words(file, report["dry_run"])
    return "\n".join(lines)


def _file_in_words(file: dict[str, Any], dry_run: bool) -> list[str]:
    lines = []
    if file.get("leads"):
        lines.append(f"{file['file']}: {file['leads']} leads captured from these conversations")
    if dry_run:
        lines += [f"  {use['header']} → {use['goes_to'] or '–'} ({use['how']})" for use in file["columns"]]
    lines += [f"  line {each['line']}: {each['reason']}" for each in file["reasons"]]
    if file["rejected"] > len(file["reasons"]):
        lines.append(f"  … and {file['rejected'] - len(file['reasons'])} more")
    if file["trouble"]:
        lines.append(f"the rejected rows are kept, but not in a file: {file['trouble']}")
    if file["rejected_file"]:
        lines.append(f"rejected rows: {file['rejected_file']}")
    return lines
