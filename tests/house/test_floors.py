"""The import contracts see the whole house, fail when they should, and hold for app.py, which they cannot read."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.house.home_contract import HomeContract
from tests.house.tree import ROOT, Source, sources

CONTRACTS = configparser.ConfigParser()
CONTRACTS.read_string((ROOT / ".importlinter").read_text("utf-8"))
OURS = CONTRACTS["importlinter"]["root_packages"].split()
WIRED = {"contextlib", "gc", "sys", "typing", "pathlib", "collections", "asyncio", "threading", "anyio"}
WIRED |= {"__future__", "streamlit", "starlette", "fastapi", "sqlalchemy", "leadlight", "pipelines"}


def imports(source: Source) -> list[str]:
    """Every module a file names in an import."""
    nodes = list(ast.walk(source.tree))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]


def test_every_file_is_seen_by_the_contracts() -> None:
    graph = grimp.build_graph(*OURS, cache_dir=None)
    expected = {
        source.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for source in sources()
        if source.under(*(f"{root}/" for root in OURS))
    }
    unseen = {name for name in expected - graph.modules if ".migrations." not in name}  # Alembic loads those by path
    assert not unseen, f"no floor holds these (an __init__.py missing on their way?): {sorted(unseen)}"


def test_every_part_of_leadlight_stands_on_a_floor() -> None:
    layers = CONTRACTS["importlinter:contract:floors"]["layers"]
    standing = {name for name in layers.replace("(", " ").replace(")", " ").split() if name[0].isalpha()}
    parts = {
        ".".join(source.path.removesuffix(".py").split("/")[:2]) for source in sources() if source.under("leadlight/")
    }
    assert parts - standing <= {"leadlight.__init__"}


def test_nothing_in_the_house_imports_app() -> None:
    strays = [
        source.path for source in sources() if source.under(*(f"{root}/" for root in OURS)) and "app" in imports(source)
    ]
    assert not strays


def test_app_only_wires_what_has_its_home_elsewhere() -> None:
    found = {name.split(".")[0] for source in sources() if source.path == "app.py" for name in imports(source)}
    assert found <= WIRED, f"app.py does more than wire: {sorted(found - WIRED)}"


@pytest.mark.parametrize(
    ("importer", "kept"), [("leadlight.warehouse.store", True), ("leadlight.actions.move_lead", False)]
)
def test_a_library_away_from_home_is_found(importer: str, kept: bool) -> None:
    graph = grimp.ImportGraph()
    graph.add_module(importer)
    graph.add_module("duckdb", is_squashed=True)
    graph.add_import(importer=importer, imported="duckdb")
    options = {"libraries": ["duckdb"], "homes": ["leadlight.warehouse"]}
    contract = HomeContract("duckdb", {"root_packages": OURS}, options)
    assert contract.check(graph, verbose=False).kept is kept


def test_an_import_that_points_up_is_found(tmp_path: Path) -> None:
    contract = "[importlinter:contract:f]\nname = f\ntype = layers\nlayers =\n    high\n    low\n"
    floors = f"[importlinter]\nroot_packages =\n    low\n    high\n{contract}"
    (tmp_path / ".importlinter").write_text(floors)
    for name, text in (("low", "import high"), ("high", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(text)
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"]
    run = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "low is not allowed to import high" in run.stdout
