"""One shape, learnt once: a folder with a contract.py has a registry.py, and the two know each other's members."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from tests.house.tree import files

SHAPES = sorted(path.removesuffix("/contract.py") for path in files() if path.endswith("/contract.py"))


def registered(registry: ModuleType, contract: str) -> list[object]:
    """What stands written in the registry: its tuples and dicts of things the contract defines."""
    values = [value for name, value in vars(registry).items() if name.isupper()]
    lists = [tuple(value.values()) if isinstance(value, dict) else value for value in values]
    flat = [item for value in lists if isinstance(value, tuple | list) for item in value]
    return [item for item in flat if type(item).__module__ == contract or getattr(item, "__module__", "") == contract]


def defined(folder: str, kinds: set[type]) -> dict[str, object]:
    """Every member that a file of the folder defines, by module and name."""
    modules = [path.removesuffix(".py").replace("/", ".") for path in files() if path.rsplit("/", 1)[0] == folder]
    members = {}
    for module in modules:
        if module.split(".")[-1] not in {"contract", "registry", "__init__"}:
            found = {n: v for n, v in vars(importlib.import_module(module)).items() if type(v) in kinds}
            members |= {f"{module}.{name}": value for name, value in found.items()}
    return members


@pytest.mark.parametrize("folder", SHAPES)
def test_every_member_of_a_shape_is_registered(folder: str) -> None:
    package = folder.replace("/", ".")
    listed = registered(importlib.import_module(f"{package}.registry"), f"{package}.contract")
    assert listed, "the registry is empty"
    members = defined(folder, {type(item) for item in listed})
    forgotten = [name for name, value in members.items() if not any(value is item for item in listed)]
    strangers = [item for item in listed if not any(item is value for value in members.values())]
    assert not forgotten, f"defined but not in {folder}/registry.py: {forgotten}"
    assert not strangers, f"registered but defined in no file of {folder}: {strangers}"


def test_a_forgotten_member_would_be_found() -> None:
    registry, contract = ModuleType("registry"), "tests.house.tree"
    source = importlib.import_module(contract).Source("a.py", "")
    registry.__dict__.update(SOURCES=(), OTHER=(1,))
    assert registered(registry, contract) == []
    registry.__dict__["SOURCES"] = (source,)
    assert registered(registry, contract) == [source]
