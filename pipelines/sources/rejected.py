"""The report of rejected rows: a CSV beside the source, to be mended and read again."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from leadlight.domain.formula import formula_safe
from leadlight.domain.headers import report_columns
from leadlight.domain.rows import Rejection
from leadlight.errors import FaultError
from pipelines.sources.gzip_file import is_gzip

REPORT = ".rejected.csv"


def rejected_path(path: Path | str) -> Path:
    """Where the report of a source stands: `<name>.rejected.csv` beside it, without the endings of the source."""
    path = Path(path)
    plain = path.with_suffix("") if is_gzip(path.name) else path
    return path.with_name(plain.stem + REPORT)


def write_rejected(
    path: Path | str, rejections: Iterable[Rejection], headers: Sequence[str] | None = None
) -> Path | None:
    """Write the report of the source at `path`; its path, or None where nothing was rejected.

    The source's own columns (`headers`, else those of the rejections), then `line` and `reason`, formula-safe, UTF-8.
    The file appears whole or not at all. FaultError where the disk does not let it.
    """
    found = list(rejections)
    if not found:
        return None
    columns = list(dict.fromkeys([*(headers or ()), *(header for one in found for header in one.cells)]))
    target = rejected_path(path)
    draft = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        # Half a surrogate pair has no bytes: the report shows its number instead.
        with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            writer = csv.writer(stream)  # its \r\n line ends make it quote a lone \r as well
            writer.writerow([*columns, *report_columns(columns)])
            writer.writerows(_cells(one, columns) for one in found)
        draft.replace(target)
    except OSError as error:
        with suppress(OSError):  # where nothing can be written, nothing is left either
            draft.unlink(missing_ok=True)
        raise FaultError(f"{target} cannot be written: {error.strerror}") from error
    return target


def _cells(one: Rejection, columns: Sequence[str]) -> list[str]:
    return [*(formula_safe(one.cells.get(column, "")) for column in columns), str(one.line), formula_safe(one.reason)]
