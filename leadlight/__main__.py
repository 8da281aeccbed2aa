"""`python -m leadlight <command>`: look after the installation."""

from __future__ import annotations

import click

from leadlight.bootstrap import open_house
from leadlight.command_line import run


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Look after this installation of Leadlight."""


@cli.command()
def migrate() -> None:
    """Bring the record's tables to the version this Leadlight speaks."""
    from leadlight.record.migrate import version  # deferred: pages of help need no database

    click.echo(f"the record is at version {version(open_house().engine)}")


if __name__ == "__main__":
    run(cli, "leadlight")
