"""The files of the house as the rules read them: path, text and syntax tree, each read once."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app.py", "leadlight/", "pages/", "pipelines/")


@dataclass(frozen=True)
class Source:
    """One Python file. `path` is relative to the root, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def docstrings(self) -> set[int]:
        """Ids of the nodes that are docstrings, which are words and not code."""
        holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        return {
            id(node.body[0].value)
            for node in ast.walk(self.tree)
            if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
        }

    def under(self, *places: str) -> bool:
        """Whether it is one of these files, or lies in one of these folders (written with a slash at the end)."""
        return any(self.path == place or (place.endswith("/") and self.path.startswith(place)) for place in places)


@lru_cache(maxsize=1)
def files() -> tuple[str, ...]:
    """Every file that is committed, or would be: what git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return tuple(sorted(path for path in set(listed) if (ROOT / path).is_file()))


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every Python file."""
    return tuple(Source(path, (ROOT / path).read_text("utf-8")) for path in files() if path.endswith(".py"))


def read(path: str) -> str:
    """The text of one file of the house; empty when it does not exist."""
    file = ROOT / path
    return file.read_text("utf-8") if file.is_file() else ""
