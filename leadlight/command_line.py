"""The rim of every command: exit codes, and errors in one plain line on stderr. stdout is data, stderr is narration."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import click

from leadlight.errors import FaultError, LeadlightError

DONE, FAULT, WRONG_USE = 0, 1, 2


class _Text(click.ParamType[str]):
    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            value.encode()
        except UnicodeEncodeError:  # bytes that are no UTF-8 arrive as halves of surrogate pairs
            self.fail(f"{value!r} is no UTF-8 text", param, ctx)
        return str(value)


TEXT = _Text()
"""The type of an option that is text. A path may hold any bytes, text may not."""


def say(text: str) -> None:
    """Narrate on stderr."""
    click.echo(text, err=True)


def run(cli: click.Group, name: str) -> NoReturn:
    """Run a command group and leave with its exit code: 0 done, 1 a fault, 2 wrong use or unreadable input."""
    try:
        code = cli.main(prog_name=name, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError:
        say(f"which job? {name} --help lists them")
        code = WRONG_USE
    except click.ClickException as error:
        say(f"{name}: {error.format_message()}")
        code = WRONG_USE
    except click.Abort:
        say("stopped")
        code = FAULT
    except LeadlightError as error:
        code = told(error)
    sys.exit(code if isinstance(code, int) else DONE)


def told(error: LeadlightError) -> int:
    """Say what went wrong; returns the exit code it asks for."""
    say(" ".join(str(error).splitlines()))
    return FAULT if isinstance(error, FaultError) else WRONG_USE


def leave(code: int) -> NoReturn:
    """End the process at once: where a server would answer an exception, SystemExit too, with its traceback."""
    sys.stderr.flush()
    os._exit(code)
