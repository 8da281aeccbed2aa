"""Every source there is, written down; and which of them reads a file."""

from __future__ import annotations

from pathlib import PurePath

from leadlight.errors import InputError
from pipelines.sources.abcd import ABCD
from pipelines.sources.chatwoot import CHATWOOT
from pipelines.sources.contract import Source
from pipelines.sources.csv_file import CSV, TSV
from pipelines.sources.gzip_file import SUFFIX, is_gzip
from pipelines.sources.intercom import INTERCOM
from pipelines.sources.json_file import JSON
from pipelines.sources.jsonl_file import JSONL
from pipelines.sources.parquet_file import PARQUET
from pipelines.sources.taskmaster import TASKMASTER
from pipelines.sources.typebot import TYPEBOT
from pipelines.sources.xlsx_file import XLSX

SOURCES: tuple[Source, ...] = (CSV, TSV, JSON, JSONL, PARQUET, XLSX, TASKMASTER, ABCD, CHATWOOT, INTERCOM, TYPEBOT)
BY_NAME = {source.name: source for source in SOURCES}
BY_EXTENSION = {extension: source for source in SOURCES for extension in source.extensions}

OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods", ".numbers")


def choose(name: str, wanted: str | None = None) -> Source:
    """The source asked for, else the one of the file's extension. InputError where there is none."""
    packed = is_gzip(name)
    if wanted is not None:
        if wanted not in BY_NAME:
            raise InputError(f"there is no source {wanted!r}: use {', '.join(BY_NAME)}")
        source = BY_NAME[wanted]
    else:
        extension = PurePath(name[: -len(SUFFIX)] if packed else name).suffix.lower()
        if extension in OTHER_WORKBOOKS:
            raise InputError(f"{name} is a workbook of a form that is not read: save it as .xlsx")
        if extension not in BY_EXTENSION:
            raise InputError(f"{name}: which source reads it? Give --source {', '.join(BY_NAME)}")
        source = BY_EXTENSION[extension]
    if packed and not source.is_text:
        raise InputError(f"{name}: {source.name} files are packed already and not read from gzip: unpack it first")
    return source
