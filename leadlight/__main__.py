"""`python -m leadlight <command>`: look after the installation."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from leadlight.bootstrap import open_house
from leadlight.command_line import FAULT, run, say
from leadlight.domain.finding import verdict, wrongs
from leadlight.domain.scope import COMMAND_LINE
from pipelines import ask
from pipelines.doctor.examine import examine, in_words
from pipelines.jobs import job


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Look after this installation of Leadlight."""


@cli.command()
def migrate() -> None:
    """Bring the record's tables to the version this Leadlight speaks."""
    from leadlight.record.migrate import version  # deferred: pages of help need no database

    click.echo(f"the record is at version {version(open_house().engine)}")


@cli.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Prove that the warehouse says what the record says; exit code 1 where it does not."""
    house = open_house()
    with job(house, COMMAND_LINE, "check") as told:
        found = ask.check_now(house)
        told["differences"] = len(found)
    click.echo("\n".join(found) or "record and warehouse agree")
    if found:
        context.exit(FAULT)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """Look at everything and change nothing: what is wrong, and what to do; exit code 1 where something is."""
    findings = examine()
    told = {"ok": not wrongs(findings), "findings": [asdict(each) for each in findings]}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else in_words(findings))
    say(verdict(findings))
    if wrongs(findings):
        context.exit(FAULT)


if __name__ == "__main__":
    run(cli, "python -m leadlight")
