"""`python -m pipelines <job>`: moving data, one verb a job. Data goes to stdout, narration to stderr."""

from __future__ import annotations

import json
from pathlib import Path

import click

from leadlight import loopback
from leadlight.bootstrap import House, open_house
from leadlight.command_line import run, say
from leadlight.domain.rows import Kind
from leadlight.domain.scope import COMMAND_LINE
from pipelines import ingest as ingesting
from pipelines import sample_bot
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
@click.option(
    "--source", type=click.Choice([source.name for source in SOURCES]), help="Guessed from the file if not given."
)
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
    if not dry_run:
        _followed(house)


@cli.command()
@click.option("--leads", type=click.IntRange(1, 5_000_000), default=1_500, show_default=True, help="How many leads.")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed gives the same bot.")
@click.option("--bot", help=f"Its key; {sample_bot.KEY} if not given.")
@click.option("--if-empty", is_flag=True, help="Only when there is no bot at all yet.")
@click.option("--remove", is_flag=True, help="Take the sample bot away instead.")
def demo(leads: int, seed: int, bot: str | None, if_empty: bool, remove: bool) -> None:
    """Make a believable sample bot, or take it away."""
    house = open_house()
    if remove:
        names = sample_bot.take_sample_bots_away(house, COMMAND_LINE, bot)
        click.echo(f"taken away: {', '.join(names)}")
    elif not if_empty or sample_bot.is_empty(house, COMMAND_LINE):
        conversations = sample_bot.add_sample_bot(house, COMMAND_LINE, leads, seed, bot or sample_bot.KEY)
        click.echo(f"{leads} leads, {conversations} conversations in bot {bot or sample_bot.KEY}")
    _followed(house)


def _followed(house: House) -> None:
    """Say who brings the numbers up to date, so that nobody wonders why a chart is a moment behind."""
    if loopback.find(house.settings.server_file):
        say("the running server follows")


if __name__ == "__main__":
    run(cli, "pipelines")
