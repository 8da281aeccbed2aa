"""The options that several commands share: what narrows the rows they tell of, and how such text is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from leadlight.actions.answer_report import listed
from leadlight.command_line import TEXT
from leadlight.errors import InputError

Command = Callable[..., Any]


def filtered(command: Command) -> Command:
    """The options that narrow what a command tells. Each may be repeated; what may stand once is refused later."""
    options = (
        ("--bot", "bots", "KEY", "Its key; again, or commas, for more; all for every bot."),
        ("--from", "first", "DAY", "First day, in the bot's zone."),
        ("--to", "last", "DAY", "Last day, included."),
        ("--filter", "filters", "NAME=VALUE", "Keep only these; may be repeated."),
    )
    for flag, name, metavar, told in reversed(options):
        option = click.option(
            flag, name, type=TEXT, multiple=True, required=name == "bots", metavar=metavar, help=told
        )  # fmt: skip
        command = option(command)
    return command


def pairs(given: Sequence[str], first: Sequence[str], last: Sequence[str]) -> list[tuple[str, str]]:
    """`--filter k=v` and the two days as the filters of a question. InputError for one that is not k=v."""
    found = [("from", day) for day in first] + [("to", day) for day in last]
    for each in given:
        name, sign, value = each.partition("=")
        if not sign:
            raise InputError(f"--filter is written name=value, not {each!r}")
        found.append((name.strip(), value))
    return found


def merged(given: Sequence[str]) -> list[str]:
    """The names of an option that takes several, separated by commas or given again."""
    return [name for text in given for name in listed(text)]
