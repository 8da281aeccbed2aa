"""What a process costs: resident memory now and at its peak, and the seconds of processor it has used."""

from __future__ import annotations

import os
from pathlib import Path

MB = 1_000_000


def resident(pid: int | None = None) -> float:
    """Megabytes resident just now."""
    return _status(pid, "VmRSS")


def peak(pid: int | None = None) -> float:
    """Megabytes resident at most since `forget_peak`, or since the process began."""
    return _status(pid, "VmHWM")


def forget_peak(pid: int | None = None) -> None:
    """Let the peak be what is resident now."""
    Path(f"/proc/{pid or os.getpid()}/clear_refs").write_text("5")


def worked(pid: int) -> float:
    """Seconds of processor another process has used so far, in all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _status(pid: int | None, name: str) -> float:
    for line in Path(f"/proc/{pid or os.getpid()}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024 / MB
    raise RuntimeError(f"this machine does not tell {name}: the memory rows need Linux")
