"""Uploaded files on their way in: kept in the data folder until they are imported, then taken away."""

from __future__ import annotations

import secrets
import shutil
import time
from pathlib import Path, PurePath
from typing import BinaryIO

from leadlight.errors import FaultError

KEPT_FOR = 24 * 3600
"""Seconds an upload that nobody imports is kept."""
LONGEST_NAME = 120


def keep(data_dir: Path, name: str, content: BinaryIO) -> Path:
    """Write an upload to a folder of its own, under its own name. FaultError where the disk does not let it."""
    sweep(data_dir)
    folder = _home(data_dir) / secrets.token_urlsafe(16)
    try:
        folder.mkdir(mode=0o700, parents=True)
        path = folder / _plain(name)
        with path.open("xb") as target:
            shutil.copyfileobj(content, target, 1 << 20)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise FaultError(f"the upload cannot be kept in {_home(data_dir)}: {error.strerror or error}") from error
    return path


def drop(path: Path) -> None:
    """Take an upload away with its folder."""
    shutil.rmtree(path.parent, ignore_errors=True)


def sweep(data_dir: Path) -> None:
    """Take away what nobody imported for a day."""
    home = _home(data_dir)
    for folder in home.iterdir() if home.is_dir() else ():
        if time.time() - folder.stat().st_mtime > KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)


def _home(data_dir: Path) -> Path:
    return data_dir / "uploads"


def _plain(name: str) -> str:
    """The name without folders and signs that no file system likes; its ending stays."""
    base = PurePath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in base if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    return kept[-LONGEST_NAME:] or "upload"
