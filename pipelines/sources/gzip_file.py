"""Gzip around a text file: it is read through, within bounds, as often as the file inside is."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from typing import BinaryIO, cast

from leadlight.errors import InputError
from pipelines.sources.contract import MAX_BYTES, Blob

SUFFIX = ".gz"
_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 20


def is_gzip(name: str) -> bool:
    """Whether a file's name says that it is packed."""
    return name.lower().endswith(SUFFIX)


class _Inside(gzip.GzipFile):
    """What is in an archive; closing it closes the archive too."""

    def __init__(self, archive: BinaryIO) -> None:
        super().__init__(fileobj=archive, mode="rb")
        self._archive = archive

    def close(self) -> None:
        """Close both."""
        super().close()
        self._archive.close()


def unpacked(blob: Blob) -> Blob:
    """The blob of what is inside, read through once: whole, no larger than MAX_BYTES, and not packed again.

    Nothing is written anywhere: each opening unpacks anew, which costs less than reading the text does.
    InputError in one line for a file that is no gzip archive, is broken off, or holds too much.
    """
    with blob.open() as stream:
        if stream.read(2) != _MAGIC:
            raise InputError(f"{blob.name} is named as a gzip archive and is none")
    inside = replace(blob, open=lambda: cast(BinaryIO, _Inside(blob.open())))
    return replace(inside, size=_size(inside))


def _size(blob: Blob) -> int:
    """How many bytes there are once unpacked."""
    size = 0
    try:
        with blob.open() as stream:
            while piece := stream.read(_CHUNK):
                if not size and piece.startswith(_MAGIC):
                    raise InputError(f"{blob.name} is a gzip archive within another: unpack the outer one first")
                size += len(piece)
                if size > MAX_BYTES:
                    raise InputError(f"{blob.name} holds more than 4 GB once unpacked: split it")
    except EOFError:
        raise InputError(f"{blob.name} is broken off: its gzip archive has no end; fetch it again") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{blob.name} is a broken gzip archive: {error}") from error
    return size
