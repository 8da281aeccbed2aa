"""From bytes to text: which encoding a file has, and which files are no text at all."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from leadlight.errors import InputError, UnclearError
from pipelines.sources.contract import MAX_BYTES, Blob

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DISGUISES = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or Office file: save it as .xlsx or CSV"),
    (b"PAR1", "a Parquet file: name it .parquet, or use --source parquet"),
    (b"\x1f\x8b", "a gzip archive: give its name the ending .gz (leads.csv.gz)"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ", "an xz archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"{\\rtf", "a rich text document"),
    (codecs.BOM_UTF32_LE, "UTF-32 text: save it as UTF-8"),
    (codecs.BOM_UTF32_BE, "UTF-32 text: save it as UTF-8"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")
_SEVEN_BIT = ("iso2022", "hz", "utf-7")
"""Encodings whose bytes are valid UTF-8 while meaning something else: a declared one comes first."""


def encoding_of(blob: Blob, declared: str | None = None) -> str:
    """The encoding that reads the whole file: its byte-order mark's, else UTF-8, else the declared one.

    InputError in one line for a file that is too large, empty, blank, no text, or not readable so; where a byte is
    at fault it is named by its offset.
    """
    with blob.open() as stream:
        head = stream.read(65_536)
    _refuse_disguises(blob, head)
    trials = _trials(head, declared)
    faults = []
    for encoding in trials:
        fault = _fault(blob, encoding)
        if fault is None:
            return encoding
        faults.append(fault)
    advice = "" if declared or len(trials) > 1 else '; name its encoding in a mapping (encoding = "cp1252")'
    told = f"{blob.name} {' and '.join(dict.fromkeys(faults))}"
    if trials[0] not in (each for _, each in _BOMS):
        raise UnclearError(told, advice, "encoding")
    raise InputError(f"{told}{advice}")  # its mark says what it is: no other encoding is tried


def _refuse_disguises(blob: Blob, head: bytes) -> None:
    if not blob.size:
        raise InputError(f"{blob.name} is empty")
    if blob.size > MAX_BYTES:
        raise InputError(f"{blob.name} is larger than 4 GB: split it")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        excel = b"xl/" in head or b"[Content_Types].xml" in head
        what = "an Excel workbook: name it .xlsx, or use --source xlsx" if excel else "a zip archive: unpack it first"
        raise InputError(f"{blob.name} is {what}")
    for start, what in _DISGUISES:
        if head.startswith(start):
            raise InputError(f"{blob.name} is {what}")
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:9].lower().startswith(_MARKUP):
        raise InputError(f"{blob.name} is a web page or XML, not a table: save it as CSV")


def _trials(head: bytes, declared: str | None) -> list[str]:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return [encoding]
    if declared is None:
        return ["utf-8"]
    seven_bit = codecs.lookup(declared).name.replace("_", "").startswith(_SEVEN_BIT)
    return list(dict.fromkeys([declared, "utf-8"] if seven_bit else ["utf-8", declared]))


def _fault(blob: Blob, encoding: str) -> str | None:
    """What keeps the file from being text in this encoding, or None."""
    blank = True
    try:
        for position, piece, text in _chunks(blob, encoding):
            if "\0" in text:
                place = position + _nul(piece, encoding)
                return f"holds NUL bytes (at byte {place}): not a text file, or UTF-16 without its mark"
            blank = blank and (not text or text.isspace())
    except _UndecodableError as error:
        return f"is not {encoding.removesuffix('-sig').upper()}: byte {error.offset} cannot be read"
    if blank:
        raise InputError(f"{blob.name} is empty: it holds nothing but blanks")
    return None


def _nul(piece: bytes, encoding: str) -> int:
    """Where the first NUL character begins; in UTF-16 and UTF-32 it is two or four zero bytes that stand in step."""
    width = len("\0\0".encode(encoding)) - len("\0".encode(encoding))
    return next(at for at in range(0, len(piece), width) if not any(piece[at : at + width]))


class _UndecodableError(Exception):
    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def _chunks(blob: Blob, encoding: str) -> Iterator[tuple[int, bytes, str]]:
    """(byte offset, bytes, text) of the file in pieces."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    position = 0
    with blob.open() as stream:
        while True:
            piece = stream.read(_CHUNK)
            try:
                yield position, piece, decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                # The decoder may have kept the head of a character from the piece before.
                raise _UndecodableError(position + len(piece) - len(error.object) + error.start) from error
            except UnicodeError as error:  # codecs that do not say where
                raise _UndecodableError(position) from error
            if not piece:
                return
            position += len(piece)
