"""Leads out: a file that appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from leadlight.actions.export_leads import FORMATS
from leadlight.bootstrap import House
from leadlight.domain.scope import Scope
from leadlight.errors import FaultError, InputError
from leadlight.warehouse.reply import Pairs
from pipelines import ask


def export(house: House, scope: Scope, bots: Sequence[str], pairs: Pairs, target: Path) -> int:
    """Write the leads that the filters keep to `target`, by its ending; returns the bytes written.

    Raises InputError for another ending or a folder that is not there, FaultError where the disk is in the way.
    """
    form = target.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise InputError(f"{target}: the name of the file ends in {' or '.join('.' + each for each in FORMATS)}")
    if target.is_dir() or not target.parent.is_dir():
        raise InputError(f"{target}: there is no folder {target.parent} to write a file into")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    pieces = ask.export(house, scope, bots, pairs, form)
    try:
        with draft.open("wb") as stream:
            written = sum(stream.write(piece) for piece in pieces)
        draft.replace(target)
    except OSError as error:
        raise FaultError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
    return written
