"""The parts of an Excel workbook beside its rows: which sheets there are, its texts, and what its formats mean.

A reader of our own, because the quick ones turn an error (#N/A) and a formula nobody computed into a blank cell, and
hold a whole sheet in memory, as wide and long as its farthest cell claims to be.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Literal
from xml.parsers import expat

from leadlight.errors import InputError
from pipelines.sources.contract import MAX_BYTES, Blob

MAX_TEXTS = 256 * 1024**2
"""Bytes of the part that holds a workbook's texts: it is kept in memory."""
Meaning = Literal["date", "instant", "time", "span"]
Attributes = dict[str, str]
_CHUNK = 1 << 18
_OLD = b"\xd0\xcf\x11\xe0"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_BUILT_IN: dict[int, Meaning] = {
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58), "date"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47, 55, 56), "time"),
    22: "instant",
    46: "span",
}
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Format:
    """What a number format makes of a number: a `meaning` in time, or so many `digits`, zeros in front."""

    meaning: Meaning | None = None
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets (name → (part, hidden)), texts, formats by style, and the system its days are counted in."""

    sheets: dict[str, tuple[str, bool]]
    texts: tuple[str, ...]
    formats: tuple[Format, ...]
    from_1904: bool


@contextmanager
def archive(blob: Blob) -> Iterator[zipfile.ZipFile]:
    """The workbook's archive, open. InputError in one line for what is wrong with it, or its XML, meanwhile."""
    if not blob.size:
        raise InputError(f"{blob.name} is empty")
    with blob.open() as stream:
        if stream.read(4) == _OLD:
            raise InputError(f"{blob.name} is an old Excel workbook, or has a password: save it as .xlsx without one")
        try:
            with zipfile.ZipFile(stream) as found:
                yield found
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise InputError(f"{blob.name} is no Excel workbook, or a broken one: {error}") from error
        except (expat.ExpatError, KeyError, IndexError, ValueError) as error:
            raise InputError(f"{blob.name} is a broken Excel workbook: {error}") from error


def read_book(blob: Blob, found: zipfile.ZipFile) -> Book:
    """Everything of a workbook but its rows. InputError where a part is missing or too large."""
    if "xl/workbook.xml" not in found.namelist():
        raise InputError(f"{blob.name} is no Excel workbook (.xlsx): it has no xl/workbook.xml")
    if sum(part.file_size for part in found.infolist()) > 2 * MAX_BYTES:
        raise InputError(f"{blob.name} holds more than 8 GB once unpacked: split it")
    sheets, from_1904 = _sheets(found)
    return Book(sheets, tuple(_texts(blob, found)), tuple(_formats(found)), from_1904)


def parse(
    found: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Read a part piece by piece, calling back with names that have no prefix; yields after each piece."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with found.open(part) as stream:
        while piece := stream.read(_CHUNK):
            parser.Parse(piece)
            yield
        parser.Parse(b"", True)
        yield


def _refuse_doctype(*_: object) -> None:
    raise ValueError("its XML declares a document type, which no workbook does")


def unescaped(text: str) -> str:
    """Text without Excel's spelling of characters that XML cannot hold (`_x000D_`)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _through(found: zipfile.ZipFile, part: str, start: Callable[[str, Attributes], None]) -> None:
    for _ in parse(found, part, start):
        pass


def _sheets(found: zipfile.ZipFile) -> tuple[dict[str, tuple[str, bool]], bool]:
    parts: dict[str, str] = {}
    sheets: dict[str, tuple[str, bool]] = {}
    epochs: list[bool] = []

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes["Target"]
            parts[attributes["Id"]] = target[1:] if target.startswith("/") else normpath(join("xl", target))

    def element(name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            epochs.append(attributes.get("date1904", "0").lower() in ("1", "true", "on"))
        elif name == "sheet":
            key = next((value for each, value in attributes.items() if each.rpartition(":")[2] == "id"), "")
            if key in parts:  # a sheet that is nothing but a chart has no rows
                sheets[attributes["name"]] = (parts[key], attributes.get("state", "visible") != "visible")

    _through(found, "xl/_rels/workbook.xml.rels", relation)
    _through(found, "xl/workbook.xml", element)
    return sheets, any(epochs)


def _texts(blob: Blob, found: zipfile.ZipFile) -> Iterator[str]:
    part = next((name for name in found.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    if part is None:
        return
    if found.getinfo(part).file_size > MAX_TEXTS:
        raise InputError(f"{blob.name} holds more than 256 MB of text: save it as CSV")
    ready: list[str] = []
    pieces: list[str] = []
    state = {"t": False, "rPh": False}

    def start(name: str, _: Attributes) -> None:
        if name == "si":
            pieces.clear()
        elif name in state:
            state[name] = True

    def end(name: str) -> None:
        if name in state:
            state[name] = False
        elif name == "si":
            ready.append(unescaped("".join(pieces)))

    def text(piece: str) -> None:
        if state["t"] and not state["rPh"]:  # how a name is pronounced is not part of it
            pieces.append(piece)

    for _ in parse(found, part, start, end, text):
        yield from ready
        ready.clear()


def _formats(found: zipfile.ZipFile) -> Iterator[Format]:
    if "xl/styles.xml" not in found.namelist():
        return
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            styles.append(int(attributes.get("numFmtId", "0")))
        inside.append(name)

    for _ in parse(found, "xl/styles.xml", start, lambda _: inside.pop()):
        pass
    yield from (_format(style, codes.get(style)) for style in styles)


def _format(style: int, code: str | None) -> Format:
    if code is None:
        return Format(_BUILT_IN.get(style))
    return format_of(code)


def format_of(code: str) -> Format:
    """What a number format's code means: `dd/mm/yyyy`, `hh:mm`, `[h]:mm`, `00000`, and everything else (a number)."""
    bare = _NO_CODE.sub("", code).split(";")[0].strip().lower()
    if bare == "general":
        return Format()
    if re.search(r"\[[hms]+\]", bare):
        return Format("span")
    clock = "h" in bare or "s" in bare
    if "y" in bare or "d" in bare or ("m" in bare and not clock):
        return Format("instant" if clock else "date")
    if clock:
        return Format("time")
    return Format(digits=len(bare)) if re.fullmatch("00+", bare) else Format()
