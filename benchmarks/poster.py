"""Posts at a steady pace over a few kept connections, timed from when each was due: waiting hides no lag."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

CONNECTIONS = 48


@dataclass(frozen=True, slots=True)
class Posted:
    """One post: milliseconds from when it was due until its answer was whole, and the status."""

    ms: float
    status: int


def post_all(url: str, key: str, bodies: Sequence[Mapping[str, Any]], per_second: float) -> list[Posted]:
    """Post each body as JSON, so many a second."""
    return asyncio.run(_post_all(url, key, bodies, per_second))


async def _post_all(url: str, key: str, bodies: Sequence[Mapping[str, Any]], per_second: float) -> list[Posted]:
    parts = urlsplit(url)
    begin = time.perf_counter() + 0.5
    waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    for at, body in enumerate(bodies):
        waiting.put_nowait((begin + at / per_second, _request(parts.path, parts.netloc, key, body)))
    lines = [await asyncio.open_connection(parts.hostname, parts.port) for _ in range(CONNECTIONS)]
    found = await asyncio.gather(*(_post_on(reader, writer, waiting) for reader, writer in lines))
    for _, writer in lines:
        writer.close()
    return [posted for some in found for posted in some]


async def _post_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, waiting: asyncio.Queue[tuple[float, bytes]]
) -> list[Posted]:
    done = []
    while not waiting.empty():
        due, request = waiting.get_nowait()
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        done.append(Posted((time.perf_counter() - due) * 1_000, int(head[9:12])))
    return done


def _request(path: str, host: str, key: str, body: Mapping[str, Any]) -> bytes:
    said = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n"
    return head.encode() + f"content-length: {len(said)}\r\n\r\n".encode() + said
