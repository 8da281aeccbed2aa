"""The repository stands by itself: no path of one machine, nothing beside it but for tests, no registry chosen."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, files, read

TEXT = tuple(
    path
    for path in files()
    if not path.endswith((".png", ".parquet", ".xlsx", ".ico")) and path != "tests/house/test_portable.py"
)
A_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/\w+)(?:/|\b)")
BESIDE_US = re.compile(r"\.\./shared|parent / \"shared\"")
A_REGISTRY = re.compile(r"--(?:extra-)?index-url|--trusted-host|PIP_INDEX|registry=")


def breaches(pattern: re.Pattern[str], paths: tuple[str, ...]) -> list[str]:
    """Each place where the pattern stands, as `path: text`."""
    return [f"{path}: {found[0]}" for path in paths for found in pattern.finditer(read(path))]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert breaches(A_MACHINE, TEXT) == []


def test_only_tests_look_beside_the_repository() -> None:
    assert breaches(BESIDE_US, tuple(path for path in TEXT if not path.startswith("tests/"))) == []


def test_no_file_chooses_a_package_registry() -> None:
    assert breaches(A_REGISTRY, TEXT) == []


@pytest.mark.parametrize("planted", ["see /work/notes", "/root/x", "cd /home/ann/leadlight", "(/tmp/out.csv)"])
def test_a_path_of_one_machine_is_found(planted: str) -> None:
    assert A_MACHINE.search(planted)


@pytest.mark.parametrize("kept", ["https://example.com/work/", "pages/home", "/homework", "data/tmp", "../root"])
def test_an_address_is_no_path_of_one_machine(kept: str) -> None:
    assert not A_MACHINE.search(kept)


def test_the_ci_script_can_be_run() -> None:
    assert read(".ci/run").startswith("#!")
    assert (ROOT / ".ci/run").stat().st_mode & 0o100
