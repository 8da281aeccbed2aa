"""`python -m leadlight <command>`: look after the installation."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from leadlight.actions.answer_report import named_bots
from leadlight.actions.make_key import list_keys, make_key, revoke_key
from leadlight.bootstrap import open_house
from leadlight.command_line import FAULT, TEXT, run, say
from leadlight.domain.api_key import ApiKey, KeyKind
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


@cli.command()
@click.option("--bot", type=TEXT, help="The bot's key or name.")
@click.option(
    "--kind",
    type=click.Choice(["public", "secret"]),
    default="secret",
    show_default=True,
    help="public: for web pages, it captures only; secret: for servers.",
)
@click.option("--name", type=TEXT, default="command line", show_default=True, help="What people tell the key by.")
@click.option(
    "--origin",
    "origins",
    type=TEXT,
    multiple=True,
    help="A site whose pages may use a public key, like https://www.example.com; several times for several.",
)
@click.option("--list", "lists", is_flag=True, help="List the bot's keys instead: numbers, never the keys.")
@click.option("--revoke", type=int, help="Let the key of this number open nothing any more, instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def key(
    bot: str | None, kind: KeyKind, name: str, origins: tuple[str, ...], lists: bool, revoke: int | None, as_json: bool
) -> None:
    """Make a key of the HTTP API, and print it: it is told this once."""
    house = open_house()
    if revoke is not None:
        with house.work(COMMAND_LINE) as work:
            gone = revoke_key(work, revoke)
            work.commit()
        click.echo(json.dumps({"revoked": gone.id}) if as_json else f"{gone.prefix}… opens nothing any more")
        return
    if bot is None:
        raise click.UsageError("which bot? Name it by --bot")
    named = named_bots(house.engine, COMMAND_LINE, [bot]).bots
    if len(named) != 1:
        raise click.UsageError("a key is of one bot: name one")
    chosen = named[0]
    if lists:
        told = [key_told(each) for each in list_keys(house.engine, COMMAND_LINE, chosen.id)]
        lines = ["  ".join(str(value) for value in each.values() if value) for each in told]
        click.echo(json.dumps({"keys": told}, ensure_ascii=False) if as_json else "\n".join(lines) or "no key yet")
        return
    with house.work(COMMAND_LINE) as work:
        made = make_key(work, chosen.id, kind, name, origins)
        work.commit()
    click.echo(json.dumps({"key": made.text, **key_told(made.key)}, ensure_ascii=False) if as_json else made.text)
    say(f"number {made.key.id}, {kind}, of {chosen.name}: keep it, it is not told again")


def key_told(key: ApiKey) -> dict[str, object]:
    """What may be told of a key that was made."""
    told: dict[str, object] = {"id": key.id, "kind": key.kind, "name": key.name, "prefix": key.prefix}
    used, revoked = key.used_at and key.used_at.isoformat(), key.revoked_at and key.revoked_at.isoformat()
    return told | {"origins": list(key.origins), "created_at": key.created_at.isoformat(), "used_at": used,
                   "revoked_at": revoked}  # fmt: skip


@cli.command("serve-api")
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=8502, show_default=True, help="The port on this machine."
)
def serve_api(port: int) -> None:
    """Serve the HTTP API alone, on the same record: capture that no busy dashboard can slow down."""
    from leadlight.api.serve import serve  # deferred: only this command needs a server

    say(f"capturing on http://127.0.0.1:{port}/api/v1")
    serve(open_house(), port)


if __name__ == "__main__":
    run(cli, "python -m leadlight")
