"""Presets of export as rows: what each column holds, which leads a check concerns, and the file made of both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import pyarrow as pa

from leadlight.domain.country import country_names
from leadlight.domain.person_name import split_name
from leadlight.domain.presets import Checked, Column, Finding, Preset, finding_of, too_many
from leadlight.domain.rows import CUSTOM
from leadlight.warehouse.ahead import ahead
from leadlight.warehouse.export import BATCH, custom_keys
from leadlight.warehouse.export_xlsx import refuse_xlsx, write_sheet
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.inert import inert
from leadlight.warehouse.leads_list import order
from leadlight.warehouse.store import Cursor

_ORDER = order("captured_at", descending=True)
_BLANK = r"[\t-\r\x1c-\x20\x{85}\p{Z}]"
"""What parts words, as Python's split has it."""
_WHY = "nullif(array_to_string(list_transform(f.reasons, x -> replace(x, '_', ' ')), ', '), '')"
_CUSTOMS = "map_entries(f.custom::JSON::MAP(VARCHAR, VARCHAR))"
_NAMED_STATUS = "upper(f.status[1]) || f.status[2:]"
_KNOWN_TEMPERATURE = "nullif(f.temperature, '(none)')"
STORY = f"""concat_ws(chr(10),
    'Score: ' || f.score || ' of 100 (' || f.temperature || ')',
    'Why: ' || {_WHY},
    'Status: ' || concat_ws(', ', {_NAMED_STATUS}, f.status_reason),
    'Captured: ' || f.captured_day,
    'Channel: ' || f.channel,
    'Source page: ' || f.source_page,
    'Landing page: ' || f.landing_page,
    'Referrer: ' || f.referrer,
    'Campaign: ' || nullif(concat_ws(' / ', f.utm_source, f.utm_medium, f.utm_campaign, f.utm_term, f.utm_content), ''),
    'Owner: ' || f.owner,
    'Id: ' || f.external_id,
    nullif(array_to_string(list_transform({_CUSTOMS}, x -> x.key || ': ' || x.value), chr(10)), ''))"""
"""All that another system has no column for, a line each. It begins with a word of ours, so it is never a formula."""
_TAGS = f"""concat_ws(', ', {_NAMED_STATUS}, upper({_KNOWN_TEMPERATURE}[1]) || {_KNOWN_TEMPERATURE}[2:],
    nullif(trim(regexp_replace(f.channel, '[",[:cntrl:]]', ' ', 'g')), ''))"""
HOLDS: dict[str, str] = {
    **{name: f"f.{name}" for name in (
        "id", "external_id", "name", "email", "phone", "company", "website", "status", "status_reason", "score",
        "channel", "landing_page", "source_page", "referrer", "utm_source", "utm_medium", "utm_campaign", "utm_term",
        "utm_content", "owner", "trigger", "country", "region", "city", "timezone", "conversation_external_id",
        "captured_at", "status_at", "updated_at",
    )},
    "first_name": "f.name",
    "last_name": "f.name",
    "temperature": _KNOWN_TEMPERATURE,
    "country_name": "f.country",
    "why": _WHY,
    "story": STORY,
    "tags": _TAGS,
    "bot": "b.key",
    "zone": "b.zone",
}  # fmt: skip
"""What a column may hold → its SQL. Names are parted, and times made local, after reading."""
CONDITIONS: dict[str, str] = {
    "no_name": "f.name IS NULL",
    "one_word": f"regexp_full_match(f.name, '{_BLANK}*[^\\t-\\r\\x1c-\\x20\\x{{85}}\\p{{Z}}]+{_BLANK}*')",
    "no_company": "f.company IS NULL",
    "no_email": "f.email IS NULL",
    "no_name_no_email": "f.name IS NULL AND f.email IS NULL",
    "named_no_email": "f.name IS NOT NULL AND f.email IS NULL",
    "twin_email": f"f.email IS NOT NULL AND row_number() OVER (PARTITION BY lower(f.email) ORDER BY {_ORDER}) > 1",
    "foreign_email": r"regexp_matches(f.email, '[^\x00-\x7F][^@]*@')",
    "converted": "f.status = 'converted'",
    "by_day": "f.captured_precision = 'day'",
    "long_name_80": "length(f.name) > 80",
    "long_company_255": "length(f.company) > 255",
    "long_email_80": "length(f.email) > 80",
    "long_text_255": "greatest(strlen(f.name), strlen(f.company), strlen(f.website)) > 255",
}
"""The conditions that checks name, as SQL over a lead `f`."""
_INSTANTS = ("captured_at", "status_at", "updated_at")
_WIDE = {"Description": 60, "Message": 60, "Why": 40, "Email": 28, "E-mail": 28, "Email Address": 28, "Tags": 30}


def check(cursor: Cursor, filters: Filters, preset: Preset) -> Checked:
    """How many leads the filters keep, how many rows the preset's file will have, and what was found on the way."""
    kept = rows(filters)
    conditions = ["true", *(CONDITIONS[each.of] for each in preset.checks)]
    marks = ", ".join(f"coalesce({condition}, false) AS c{at}" for at, condition in enumerate(conditions))
    out = [f"c{at}" for at, each in enumerate(preset.checks, 1) if each.effect == "left out"]
    counts = [f"count(*) FILTER (WHERE c{at})" for at in range(len(conditions))]
    counts.append(f"count(*) FILTER (WHERE NOT ({' OR '.join(out) or 'false'}))")
    sql = " ".join(["SELECT", ", ".join(counts), "FROM (SELECT", marks, kept.sql, ")"])
    found: tuple[int, ...] = cursor.execute(sql, list(kept.values)).fetchone() or ()
    leads, *each_found, left = found
    findings: list[Finding] = [
        finding_of(each, number) for each, number in zip(preset.checks, each_found, strict=True) if number
    ]
    most = too_many(preset, left)
    return Checked(preset, leads, left, tuple([*findings, most] if most else findings))


def preset_csv(cursor: Cursor, filters: Filters, preset: Preset) -> Iterator[bytes]:
    """The file as CSV in pieces: text that a spreadsheet would compute has one apostrophe in front, as everywhere."""
    keys = custom_keys(cursor, filters) if preset.customs else []
    head = pl.DataFrame(schema=dict.fromkeys(headers(preset, keys), pl.String))
    yield (b"\xef\xbb\xbf" if preset.bom else b"") + _csv(head, header=True)
    frames = _frames(cursor, filters, preset, keys)
    phones = {column.header for column in preset.columns if column.holds == "phone"}
    yield from ahead(_csv(inert(_written(frame), phones=phones)) for frame in ahead(frames))


def write_preset_xlsx(cursor: Cursor, filters: Filters, preset: Preset, into: Path | BinaryIO) -> int:
    """The file as a workbook, its times dates of Excel; returns the number of rows. Raises as `refuse_xlsx`."""
    refuse_xlsx(cursor, filters, check(cursor, filters, preset).rows)
    keys = custom_keys(cursor, filters) if preset.customs else []
    names = headers(preset, keys)
    widths = [_WIDE.get(name, 18) for name in names]
    return write_sheet(into, names, _frames(cursor, filters, preset, keys), widths)


def headers(preset: Preset, keys: list[str]) -> list[str]:
    """The headers of the file; a custom field called as a column already is gets `custom.` in front."""
    names = [column.header for column in preset.columns]
    return names + [CUSTOM + key if key in names or not key.strip() else key for key in keys]


def _frames(cursor: Cursor, filters: Filters, preset: Preset, keys: list[str]) -> Iterator[pl.DataFrame]:
    """The rows under their headers, newest first: text, numbers, and local naive instants."""
    kept = rows(filters)
    selected, values = _selected(preset)
    if keys:
        selected.append("json_extract_string(f.custom, ?::VARCHAR[]) AS customs")
        values.append(["/" + key.replace("~", "~0").replace("/", "~1") for key in keys])
    out = [CONDITIONS[each.of] for each in preset.checks if each.effect == "left out"]
    left = [f"QUALIFY NOT coalesce({' OR '.join(f'coalesce({each}, false)' for each in out)}, false)"] if out else []
    sql = " ".join(["SELECT", ", ".join(selected), ', b.zone AS "=zone"', kept.sql, *left, "ORDER BY", _ORDER])
    reader = cursor.execute(sql, [*values, *kept.values]).to_arrow_reader(BATCH)
    shape = partial(_shaped, preset=preset, keys=keys)
    for batch in reader:
        yield shape(pl.DataFrame(pa.Table.from_batches([batch])))


def _selected(preset: Preset) -> tuple[list[str], list[Any]]:
    """The SQL of each column, `c0` on, and the values to bind in it."""
    selected: list[str] = []
    values: list[Any] = []
    for at, column in enumerate(preset.columns):
        sql = HOLDS[column.holds]
        words = country_names() if column.holds == "country_name" else column.values
        if words:
            sql = f"coalesce(map(?::VARCHAR[], ?::VARCHAR[])[{sql}], {'NULL' if column.otherwise else sql})"
            values += [list(words), list(words.values())]
        if column.otherwise and column.holds not in ("first_name", "last_name"):
            sql = f"coalesce({sql}, ?)"
            values.append(column.otherwise)
        selected.append(f"{sql} AS c{at}")
    return selected, values


def _shaped(batch: pl.DataFrame, preset: Preset, keys: list[str]) -> pl.DataFrame:
    zones = batch.get_column("=zone").unique().to_list()
    placed = batch.with_row_index("=at")
    parts = [_local(placed.filter(pl.col("=zone") == zone), preset, zone) for zone in zones]
    whole = pl.concat(parts).sort("=at")
    names = headers(preset, keys)
    plain = [_named(whole, column, at).alias(names[at]) for at, column in enumerate(preset.columns)]
    extra = [whole.get_column("customs").list.get(at, null_on_oob=True).alias(names[len(plain) + at])
             for at in range(len(keys))]  # fmt: skip
    return pl.DataFrame([*plain, *extra])


def _local(batch: pl.DataFrame, preset: Preset, zone: str) -> pl.DataFrame:
    times = [f"c{at}" for at, column in enumerate(preset.columns) if column.holds in _INSTANTS]
    local = [
        pl.col(name).dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.replace_time_zone(None)
        for name in times
    ]  # fmt: skip
    return batch.with_columns(local)


def _named(batch: pl.DataFrame, column: Column, at: int) -> pl.Series:
    """The column, a part of the name where it holds one."""
    found = batch.get_column(f"c{at}")
    if column.holds not in ("first_name", "last_name"):
        return found
    part = 0 if column.holds == "first_name" else 1
    split = [split_name(name)[part] or column.otherwise if name else column.otherwise for name in found.to_list()]
    return pl.Series(found.name, split, pl.String)


def _written(frame: pl.DataFrame) -> pl.DataFrame:
    """Instants as Excel reads them from a CSV."""
    return frame.with_columns(pl.col(pl.Datetime).dt.to_string("%Y-%m-%d %H:%M:%S"))


def _csv(frame: pl.DataFrame, *, header: bool = False) -> bytes:
    into = BytesIO()
    frame.write_csv(into, include_header=header)
    return into.getvalue()
