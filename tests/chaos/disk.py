"""A disk in thought: what a process wrote, what it made sure of, and what may be found of it after power was lost."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""
CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink"
"""The calls by which SQLite and the writer change files."""
_LINE = re.compile(r"^(?P<tid>\d+) +(?P<call>\w+)\((?P<rest>.*)$")
_RESUMED = re.compile(r"^(?P<tid>\d+) +<\.\.\. \w+ resumed>(?P<rest>.*)$")
_UNFINISHED = " <unfinished ...>"
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^-?\w+<([^>]*)>")
_RESULT = re.compile(r"\) += (-?\d+)[^=]*$")


@dataclass(frozen=True)
class Call:
    """One call that changed something: what, of which file, and with which bytes."""

    what: Literal["make", "write", "sync", "truncate", "unlink"]
    file: str
    at: int = 0
    data: bytes = b""


def calls(trace: Path) -> Iterator[Call]:
    """The calls that `strace -f -y -xx` wrote down, in the order in which they ended."""
    begun: dict[str, str] = {}
    for line in trace.read_text("ascii", errors="replace").splitlines():
        if line.endswith(_UNFINISHED):
            begun[line.split()[0]] = line.removesuffix(_UNFINISHED)
            continue
        if resumed := _RESUMED.match(line):
            line = begun.pop(resumed["tid"], "") + resumed["rest"]
        if (found := _LINE.match(line)) and (call := _call(found["call"], found["rest"])):
            yield call


def _call(name: str, rest: str) -> Call | None:
    result = _RESULT.search(rest)
    if result is None or int(result[1]) < 0:
        return None
    words = rest[: result.start()].split(", ")
    if name == "openat":
        return Call("make", _path(_text(words[1]))) if "O_CREAT" in rest else None
    if name == "unlink":
        return Call("unlink", _path(_text(words[0])))
    of = _FD.match(rest)
    if of is None:
        return None
    file = _path(of[1])
    if name in ("fsync", "fdatasync"):
        return Call("sync", file)
    if name == "ftruncate":
        return Call("truncate", file, int(words[1]))
    data = _bytes(rest)[: int(result[1])]
    return Call("write", file, int(words[-1]) if name == "pwrite64" else -1, data)


def _bytes(text: str) -> bytes:
    found = _HEX.search(text)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""


def _text(word: str) -> str:
    return _bytes(word).decode()


def _path(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text


@dataclass
class File:
    """`sure` is what a sync has made certain (None: not that it is there); `pending` is what came after."""

    sure: bytearray | None = None
    pending: list[Call] = field(default_factory=list)


@dataclass
class Disk:
    """Files of one folder, by name."""

    folder: str
    files: dict[str, File]

    def apply(self, call: Call) -> None:
        """What the process did. A sync of the folder makes sure which files there are."""
        name = call.file.removeprefix(self.folder + "/")
        if call.what == "sync" and call.file == self.folder:
            for each in self.files.values():
                if any(pending.what == "unlink" for pending in each.pending):
                    each.sure, each.pending = None, []
        elif call.what == "sync":
            file = self.files.setdefault(name, File())
            file.sure, file.pending = _applied(file.sure, file.pending) or bytearray(), []
        elif "/" not in name:
            self.files.setdefault(name, File()).pending.append(call)

    def lose_power(self, chance: random.Random) -> dict[str, bytes]:
        """What may be found: all that is sure, and of the rest nothing, all, the first few or any few, some torn."""
        found = {}
        for name, file in self.files.items():
            kept = _applied(file.sure, _survivors(file.pending, chance))
            if kept is not None:
                found[name] = bytes(kept)
        return found


def _survivors(pending: list[Call], chance: random.Random) -> list[Call]:
    how = chance.choice(("none", "all", "first", "any", "torn"))
    if how == "none":
        return []
    if how == "all":
        return pending
    if how == "first":
        return pending[: chance.randint(0, len(pending))]
    kept = [call for call in pending if chance.random() < 0.5]
    return [_torn(call, chance) for call in kept] if how == "torn" else kept


def _torn(call: Call, chance: random.Random) -> Call:
    if call.what != "write" or len(call.data) <= SECTOR:
        return call
    cut = SECTOR * chance.randint(0, len(call.data) // SECTOR)
    if chance.random() < 0.5:
        return Call("write", call.file, call.at, call.data[:cut])
    return Call("write", call.file, call.at + cut, call.data[cut:])


def _applied(sure: bytearray | None, pending: list[Call]) -> bytearray | None:
    now = None if sure is None else bytearray(sure)
    for call in pending:
        if call.what == "unlink":
            now = None
            continue
        now = bytearray() if now is None else now
        if call.what == "truncate":
            now = now[: call.at].ljust(call.at, b"\0")
        elif call.what == "write":
            at = len(now) if call.at < 0 else call.at
            now = now.ljust(at, b"\0")
            now[at : at + len(call.data)] = call.data
    return now
