"""`python -m pipelines <job>`: moving data, one verb a job. Data goes to stdout, narration to stderr."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from leadlight import loopback
from leadlight.actions.answer_report import Asked
from leadlight.bootstrap import House, open_house
from leadlight.command_line import TEXT, run, say
from leadlight.domain.imports import COUNTS
from leadlight.domain.presets import PRESETS
from leadlight.domain.rows import Kind
from leadlight.domain.scope import COMMAND_LINE
from leadlight.warehouse.reply import as_csv, as_table
from pipelines import ask, import_list, ingest_report, sample_bot
from pipelines import export as exporting
from pipelines import ingest as ingesting
from pipelines import score as scoring
from pipelines import summarise as summarising
from pipelines import undo as undoing
from pipelines.ingested import Wish
from pipelines.jobs import job
from pipelines.mapping_option import named_mapping
from pipelines.options import filtered, merged, pairs
from pipelines.sources.mapping import Mapping
from pipelines.sources.registry import SOURCES


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Move data: sample bot, files in, the warehouse, reports and files out."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--bot", type=TEXT, required=True, help="The bot's key or name; an unknown one is created.")
@click.option(
    "--kind", type=click.Choice(["leads", "conversations", "moves"]), help="Guessed from the headers if not given."
)
@click.option(
    "--source", type=click.Choice([source.name for source in SOURCES]), help="Guessed from the file if not given."
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A TOML file, or the name of a saved mapping: see docs/importing.md.",
)
@click.option("--sheet", type=TEXT, help="Which sheet of a workbook, where several hold rows.")
@click.option("--announce", is_flag=True, help="Raise integration events for these rows.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def ingest(
    paths: tuple[Path, ...],
    bot: str,
    kind: Kind | None,
    source: str | None,
    mapping: Path | None,
    sheet: str | None,
    announce: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take files of leads, conversations or moves into a bot."""
    house = open_house()
    told_by = named_mapping(house, COMMAND_LINE, bot, mapping) if mapping else Mapping()
    told_by = replace(told_by, sheet=sheet) if sheet else told_by
    wish = Wish(bot, kind, source, told_by if mapping or sheet else None, announce, dry_run)
    with job(house, COMMAND_LINE, "ingest", noted=not dry_run, files=len(paths)) as told:
        files, is_new = ingesting.ingest(house, COMMAND_LINE, paths, wish)
        report = ingest_report.summed(files, ingesting.bot_of(house, COMMAND_LINE, wish)[0].key, is_new, dry_run)
        told |= {name: report[name] for name in COUNTS}
    click.echo(json.dumps(report, ensure_ascii=False) if as_json else ingest_report.in_words(report))
    if not dry_run:
        _followed(house)


@cli.command()
@click.option("--bot", type=TEXT, help="Of this bot only: its key or name.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def imports(bot: str | None, as_json: bool) -> None:
    """List every import, the newest first."""
    found = import_list.listed(open_house(), COMMAND_LINE, bot)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else import_list.in_words(found))


@cli.command()
@click.argument("batch", type=int)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def undo(batch: int, dry_run: bool, as_json: bool) -> None:
    """Take a whole import back."""
    house = open_house()
    with job(house, COMMAND_LINE, "undo", noted=not dry_run, batch=batch) as told:
        report = undoing.report(house, COMMAND_LINE, batch, dry_run)
        told |= {name: value for name, value in report.items() if isinstance(value, int)}
    click.echo(json.dumps(report, ensure_ascii=False) if as_json else undoing.in_words(report))
    if not dry_run:
        _followed(house)


@cli.command()
@click.option("--leads", type=click.IntRange(1, 5_000_000), default=4_000, show_default=True, help="How many leads.")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed gives the same bot.")
@click.option("--bot", type=TEXT, help=f"Its key; {sample_bot.KEY} if not given.")
@click.option("--if-empty", is_flag=True, help="Only when there is no bot at all yet.")
@click.option("--remove", is_flag=True, help="Take the sample bot away instead.")
def demo(leads: int, seed: int, bot: str | None, if_empty: bool, remove: bool) -> None:
    """Make a believable sample bot, or take it away."""
    house = open_house()
    if remove:
        with job(house, COMMAND_LINE, "demo") as told:
            names = sample_bot.take_sample_bots_away(house, COMMAND_LINE, bot)
            told["removed"] = len(names)
        click.echo(f"taken away: {', '.join(names)}")
    elif not if_empty or sample_bot.is_empty(house, COMMAND_LINE):
        with job(house, COMMAND_LINE, "demo", leads=leads) as told:
            conversations = sample_bot.add_sample_bot(house, COMMAND_LINE, leads, seed, bot or sample_bot.KEY)
            told["conversations"] = conversations
        click.echo(f"{leads} leads, {conversations} conversations in bot {bot or sample_bot.KEY}")
    _followed(house)


@cli.command()
@filtered
@click.option(
    "--measures", type=TEXT, multiple=True, required=True, help="Names, separated by commas: see docs/definitions.md."
)
@click.option("--by", type=TEXT, multiple=True, help="Dimensions, separated by commas.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "table"]),
    default="table",
    show_default=True,
    help="How it is written.",
)
def report(
    bots: tuple[str, ...],
    first: tuple[str, ...],
    last: tuple[str, ...],
    filters: tuple[str, ...],
    measures: tuple[str, ...],
    by: tuple[str, ...],
    form: str,
) -> None:
    """Tell any number of the catalogue."""
    asked = Asked(bots, merged(measures), merged(by), pairs(filters, first, last))
    answer = ask.report(open_house(), COMMAND_LINE, asked)
    columns = [*asked.by, *asked.measures]
    if form == "json":
        click.echo(json.dumps(answer, ensure_ascii=False))
    elif form == "csv":
        click.echo(as_csv(columns, answer["rows"]), nl=False)
    else:
        click.echo(as_table(columns, answer["rows"]))


@cli.command()
@filtered
@click.option("--preset", type=click.Choice([each.key for each in PRESETS]), help="As another system imports leads.")
@click.option(
    "-o", "--output", "target", required=True, type=click.Path(path_type=Path), help="FILE.csv, .parquet or .xlsx"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def export(
    bots: tuple[str, ...],
    first: tuple[str, ...],
    last: tuple[str, ...],
    filters: tuple[str, ...],
    preset: str | None,
    target: Path,
    as_json: bool,
) -> None:
    """Write the leads that the filters keep to a file."""
    house = open_house()
    with job(house, COMMAND_LINE, "export", form=target.suffix) as told:
        kept = pairs(filters, first, last)
        written, checked = exporting.export(house, COMMAND_LINE, bots, kept, target, preset)
        told["bytes"] = written
    if as_json:
        click.echo(json.dumps({"file": str(target), "bytes": written, **checked}, ensure_ascii=False))
    say(f"{written} bytes in {target}")


@cli.command()
@click.option("--rebuild", is_flag=True, help="Build the warehouse anew from the record.")
def follow(rebuild: bool) -> None:
    """Bring the warehouse up to date with the record."""
    house = open_house()
    with job(house, COMMAND_LINE, "rebuild", noted=rebuild) as told:
        told["done"] = ask.follow_now(house, anew=rebuild)
    click.echo(told["done"])


@cli.command()
@click.option("--all", "again", is_flag=True, help="Every conversation, not only those that older rules scored.")
@click.option("--evaluate", type=click.Path(path_type=Path), metavar="FILE", help="Judge the scorer by labelled ones.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def score(again: bool, evaluate: Path | None, as_json: bool) -> None:
    """Score conversations in bulk."""
    if evaluate:
        found = scoring.evaluate_file(evaluate)
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else scoring.evaluation_in_words(found))
        return
    house = open_house()
    with job(house, COMMAND_LINE, "score") as told:
        looked, changed = scoring.score_all(house, COMMAND_LINE, again=again, processes=scoring.CORES)
        told |= {"conversations": looked, "changed": changed}
    click.echo(json.dumps(told) if as_json else f"{looked} conversations scored, {changed} ledgers changed")
    _followed(house)


@cli.command()
@click.option("--bot", type=TEXT, help="Of this bot only: its key or name.")
@click.option("--again", is_flag=True, help="Every conversation, not only those without a summary of what was said.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def summarise(bot: str | None, again: bool, as_json: bool) -> None:
    """Sum conversations up: by the model that is set, else in the visitors' own words."""
    house = open_house()
    with job(house, COMMAND_LINE, "summarise") as told:
        asking = summarising.asking_of(house.settings)
        told |= summarising.summarise_all(house, COMMAND_LINE, bot=bot, again=again, asking=asking)
    click.echo(json.dumps(told) if as_json else summarising.in_words(told))
    _followed(house)


def _followed(house: House) -> None:
    """Say who brings the numbers up to date, so that nobody wonders why a chart is a moment behind."""
    if loopback.find(house.settings.server_file):
        say("the running server follows")


if __name__ == "__main__":
    run(cli, "python -m pipelines")
