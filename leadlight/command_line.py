"""The rim of every command: exit codes, and errors in one plain line on stderr. stdout is data, stderr is narration."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from leadlight.errors import FaultError, LeadlightError

DONE, FAULT, WRONG_USE = 0, 1, 2


def say(text: str) -> None:
    """Narrate on stderr."""
    click.echo(text, err=True)


def run(cli: click.Group, name: str) -> NoReturn:
    """Run a command group and leave with its exit code: 0 done, 1 a fault, 2 wrong use or unreadable input."""
    try:
        code = cli.main(prog_name=name, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        code = WRONG_USE
    except click.ClickException as error:
        say(f"{name}: {error.format_message()}")
        code = WRONG_USE
    except click.Abort:
        say("stopped")
        code = FAULT
    except FaultError as error:
        say(str(error))
        code = FAULT
    except LeadlightError as error:
        say(str(error))
        code = WRONG_USE
    sys.exit(code if isinstance(code, int) else DONE)
