"""`make chaos`: kill everything many times on both engines, pull the plug in thought, and say what came of it."""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path

import click

from tests.chaos import power
from tests.chaos.campaign import Tally, campaign
from tests.chaos.kinds import KINDS, Stage
from tests.chaos.served import kill_servers, stop_postgresql
from tests.postgresql import SAFE, Cluster, find_binaries

ENGINES = ("sqlite", "postgresql")


@click.command()
@click.option("--kills", "-n", type=click.IntRange(1), default=9, show_default=True, help="Kills of each kind.")
@click.option("--seed", type=int, help="Which moments; a new one each time if not given.")
@click.option("--engine", type=click.Choice(ENGINES), multiple=True, help="Both if not given.")
@click.option("--kind", "chosen", multiple=True, help="Only these kinds; `power` for power loss alone.")
@click.option(
    "--images", type=click.IntRange(0), default=600, show_default=True, help="Disks rebuilt after power loss."
)
@click.option("--quiet", is_flag=True, help="The table alone.")
def chaos(
    kills: int, seed: int | None, engine: tuple[str, ...], chosen: tuple[str, ...], images: int, quiet: bool
) -> None:
    """Nothing acknowledged is lost, nothing half-done is seen, or this says where and leaves with 1."""
    seed = secrets.randbelow(10**6) if seed is None else seed
    click.echo(f"seed {seed} (again: make chaos SEED={seed} N={kills})")
    tallies, since = [], time.monotonic()
    for name in engine or ENGINES:
        tallies += _on(name, kills, seed, chosen, quiet)
    click.echo("\n".join(str(tally) for tally in tallies))
    worked = [tally for tally in tallies if 2 * tally.landed < tally.kills]
    for tally in worked:
        click.echo(f"too few kills landed at work: {tally}")
    for line in [line for tally in tallies for line in tally.complaints]:
        click.echo(line)
    found = bool(worked or any(tally.complaints for tally in tallies))
    if images and (not chosen or "power" in chosen):
        found |= power.told(images, seed, click.echo)
    click.echo(f"{sum(tally.kills for tally in tallies)} kills in {time.monotonic() - since:.0f} s")
    sys.exit(1 if found else 0)


def _on(engine: str, kills: int, seed: int, chosen: tuple[str, ...], quiet: bool) -> list[Tally]:
    """One engine's kills."""
    if engine == "postgresql" and find_binaries() is None:
        click.echo("PostgreSQL is not installed (Debian: apt-get install postgresql): its half is left out")
        return []
    folder = Path(tempfile.mkdtemp(prefix="leadlight-chaos-"))
    binaries = find_binaries()
    cluster = Cluster(binaries, SAFE) if engine == "postgresql" and binaries else None

    def say(line: str) -> None:
        click.echo(line) if not quiet else None

    try:
        stage = Stage(folder, cluster)
        tallies = [campaign(kind(stage), kills, seed, say) for kind in KINDS if not chosen or kind.name in chosen]
        if not chosen or "server" in chosen:
            tallies.append(kill_servers(stage, max(kills // 2, 1), seed, say))
        if cluster and (not chosen or "postmaster" in chosen):
            tallies.append(stop_postgresql(stage, kills, seed, say))
        return tallies
    finally:
        if cluster:
            cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    chaos()
