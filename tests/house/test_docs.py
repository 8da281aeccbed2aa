"""What the words say is so: commands, targets and numbers are in the docs, and the docs name no others."""

from __future__ import annotations

import importlib
import re
from importlib.util import find_spec

import click
import pytest
from fastapi.routing import APIRoute

from docs import definitions
from leadlight.api import health, widget_demo, widget_files
from leadlight.api.build import PREFIX, build_api
from tests.house.tree import ROOT, files, read

COMMAND_LINES = ("pipelines", "leadlight")
PAGES = tuple(path for path in files() if path.endswith(".md"))
WORDS = "\n".join(read(path) for path in PAGES)
TARGETS = dict(re.findall(r"^([a-z]+):.*?## (.+)$", read("Makefile"), re.MULTILINE))


def commands(package: str) -> dict[str, click.Command]:
    """The commands of `python -m <package>`; none while it has no command line."""
    if find_spec(f"{package}.__main__") is None:
        return {}
    return dict(importlib.import_module(f"{package}.__main__").cli.commands)


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_in_the_readme(target: str) -> None:
    assert f"make {target}" in read("README.md")


def test_docs_name_no_make_target_that_is_missing() -> None:
    named = set(re.findall(r"`make ([a-z]+)`", WORDS)) | set(re.findall(r"^make ([a-z]+)", WORDS, re.MULTILINE))
    assert named <= set(TARGETS)


@pytest.mark.parametrize("package", COMMAND_LINES)
def test_every_command_has_help_and_a_place_in_docs(package: str) -> None:
    for name, command in commands(package).items():
        assert command.help, f"python -m {package} {name} has no help"
        assert f"python -m {package} {name}" in read("docs/contracts.md"), (
            f"{package} {name} is not in docs/contracts.md"
        )


@pytest.mark.parametrize("package", COMMAND_LINES)
def test_docs_list_exactly_the_options_of_each_command(package: str) -> None:
    for name, command in commands(package).items():
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        unexplained = [option.opts for option in options if not option.help]
        assert not unexplained, f"{package} {name}: no help for {unexplained}"
        rows = re.findall(r"^\| (`-.*?) \|", section(f"python -m {package} {name}"), re.MULTILINE)
        assert set(re.findall(r"`(-[\w-]+)`", " ".join(rows))) == {flag for option in options for flag in option.opts}


def section(command: str) -> str:
    """What docs/contracts.md says of one command."""
    return next((part for part in read("docs/contracts.md").split("\n#") if part.startswith(f"## `{command}")), "")


def test_docs_list_exactly_the_routes_there_are() -> None:
    api = build_api()
    paths = api.openapi()["paths"].items()
    served = {f"{method.upper()} /api{path}" for path, methods in paths for method in methods}
    served |= {f"GET {route.path}" for route in health.routes(api)}
    files = (*widget_files.router.routes, *widget_demo.router.routes)  # no part of the API's own description
    served |= {f"GET /api{PREFIX}{route.path}" for route in files if isinstance(route, APIRoute)}
    assert set(re.findall(r"^\| `([A-Z]+ /\S+)` \|", read("docs/contracts.md"), re.MULTILINE)) == served


@pytest.mark.parametrize("package", COMMAND_LINES)
def test_docs_name_no_command_that_is_missing(package: str) -> None:
    assert set(re.findall(rf"python -m {package} ([a-z]+(?:-[a-z]+)*)", WORDS)) <= set(commands(package))


def test_every_number_is_defined_as_the_catalogue_says() -> None:
    page = read("docs/definitions.md")
    assert page == definitions.written(page), "docs/definitions.md is behind the catalogue: run make docs"


def test_a_changed_definition_would_be_found() -> None:
    page = read("docs/definitions.md").replace("`capture_rate`", "`another_rate`")
    assert page != definitions.written(page)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", read(page))
    assert [target for target in targets if not (folder / target).exists()] == []


def test_pages_of_docs_are_linked_from_the_readme() -> None:
    assert [page for page in PAGES if page.startswith("docs/") and f"({page})" not in read("README.md")] == []


def test_the_map_of_the_house_names_what_is_there() -> None:
    drawn, folder = read("README.md").split("## The map of the house")[1].split("```")[1].strip().splitlines(), ""
    for line in drawn:
        name = line.split()[0]
        folder = folder if line.startswith(" ") else name
        place = folder + name if line.startswith(" ") else name
        assert any(path == place or path.startswith(place) for path in files()), f"{place} is on the map only"
    shown = {line.split()[0] for line in drawn}
    built = {f"{path.split('/')[1]}/" for path in files() if re.match(r"(leadlight|pipelines)/\w+/", path)}
    assert built <= shown, f"not on the map: {built - shown}"


def test_the_glossary_stays_short() -> None:
    rows = read("README.md").split("## The words")[1].split("\n## ")[0].count("\n| ")
    assert rows - 1 <= 20
