"""`python -m pipelines <job>`: moving data, one verb a job. Data goes to stdout, narration to stderr."""

from __future__ import annotations

import json
from pathlib import Path

import click

from leadlight import loopback
from leadlight.bootstrap import open_house
from leadlight.command_line import run, say
from leadlight.domain.rows import Kind
from leadlight.domain.scope import COMMAND_LINE
from pipelines import ingest as ingesting
from pipelines.sources.mapping import read_mapping
from pipelines.sources.registry import SOURCES


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Move data: sample bot, files in, the warehouse, reports and files out."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--bot", required=True, help="The bot's key or name; an unknown one is created.")
@click.option(
    "--kind", type=click.Choice(["leads", "conversations", "moves"]), help="Guessed from the headers if not given."
)
@click.option("--source", type=click.Choice([source.name for source in SOURCES]), help="Guessed from the file if not given.")
@click.option("--mapping", type=click.Path(path_type=Path), help="A TOML file: see docs/importing.md.")
@click.option("--announce", is_flag=True, help="Raise integration events for these rows.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def ingest(
    paths: tuple[Path, ...],
    bot: str,
    kind: Kind | None,
    source: str | None,
    mapping: Path | None,
    announce: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take files of leads, conversations or moves into a bot."""
    wish = ingesting.Wish(bot, kind, source, read_mapping(mapping) if mapping else None, announce, dry_run)
    house = open_house()
    files, is_new = ingesting.ingest(house, COMMAND_LINE, paths, wish)
    report = ingesting.summed(files, bot, is_new, dry_run)
    click.echo(json.dumps(report, ensure_ascii=False) if as_json else ingesting.in_words(report))
    if loopback.find(house.settings.server_file) and not dry_run:
        say("the running server follows")


if __name__ == "__main__":
    run(cli, "pipelines")
