"""Leads out: a file that appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Any

from leadlight.actions.export_leads import FORMATS, preset_of
from leadlight.bootstrap import House
from leadlight.command_line import say
from leadlight.domain.presets import counted
from leadlight.domain.scope import Scope
from leadlight.errors import FaultError, InputError
from leadlight.loopback import lives
from leadlight.warehouse.reply import Pairs
from pipelines import ask


def export(
    house: House, scope: Scope, bots: Sequence[str], pairs: Pairs, target: Path, preset: str | None = None
) -> tuple[int, dict[str, Any]]:
    """Write the leads that the filters keep to `target`, by its ending, having said what a preset makes of them.

    Returns the bytes written, and what the check of the preset found (nothing without one).
    Raises InputError for another ending or a folder that is not there, or what cannot be written so; FaultError where
    the disk is in the way.
    """
    form = _form(target, preset)
    if target.is_dir() or not target.parent.is_dir():
        raise InputError(f"{target}: there is no folder {target.parent} to write a file into")
    found = ask.checked(house, scope, bots, pairs, preset) if preset else {}
    for line in in_words(found):
        say(line)
    return _written(ask.export(house, scope, bots, pairs, form, preset), target), found


def _form(target: Path, preset: str | None) -> str:
    form = target.suffix.lower().removeprefix(".")
    forms = preset_of(preset).forms if preset else tuple(FORMATS)
    if form not in forms:
        of = f" of the preset {preset}" if preset else ""
        raise InputError(f"{target}: the name of the file{of} ends in {' or '.join('.' + each for each in forms)}")
    return form


def _written(pieces: Iterator[bytes], target: Path) -> int:
    """Write the pieces where the file appears whole or not at all; how many bytes they are."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _forget_drafts(target)
        with draft.open("wb") as stream:
            written = sum(stream.write(piece) for piece in pieces)
        draft.replace(target)
    except OSError as error:
        raise FaultError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):  # where nothing can be written, nothing is left either
            draft.unlink(missing_ok=True)
    return written


def _forget_drafts(target: Path) -> None:
    """Delete what exports of this file left that were killed: it holds people's data."""
    for path in target.parent.glob(f".{escape(target.name)}.*.part"):
        pid = path.name.split(".")[-2]
        if pid.isdigit() and not lives(int(pid)):
            path.unlink(missing_ok=True)


def in_words(found: Mapping[str, Any]) -> list[str]:
    """What the check of a preset found, a line each; nothing where none was made."""
    if not found:
        return []
    told = [str(each["words"]) for each in found["findings"]]
    return [f"{found['label']}: {found['rows']:,} of {counted(found['leads'])} in the file", *told, found["note"]]
