"""Someone with a page open, over the server's own WebSocket: what a browser sends and receives, without its drawing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE = 120.0
"""Seconds a page run may take before it counts as hung."""


@dataclass(slots=True)
class PageRun:
    """One run of a page's script: seconds from asking for it until it has finished and all is received.

    `errors` are faults and alerts that the page shows, `metrics` the values of its tiles, in their order.
    """

    seconds: float
    messages: int
    bytes: int
    errors: list[str] = field(default_factory=list)
    metrics: list[str] = field(default_factory=list)


class Visitor:
    """Use as `with Visitor(url) as someone: someone.open("overview", "bot=estate")`."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("http://", "ws://", 1) + "/_stcore/stream"
        self._wire: ClientConnection | None = None

    def __enter__(self) -> Visitor:
        self._wire = connect(self._url, subprotocols=["streamlit"], max_size=None, compression=None)  # type: ignore[list-item]  # a plain string is a Subprotocol
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._wire:
            self._wire.close()

    def open(self, page: str, query: str = "") -> PageRun:
        """Run the page's script as a browser does that goes there. Raises RuntimeError where the page shows a fault."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        run = self._run(asked)
        if run.errors:
            raise RuntimeError(f"{page}?{query}: {run.errors[0]}")
        return run

    def _run(self, asked: BackMsg) -> PageRun:
        assert self._wire is not None, "open the visitor with `with`"
        run = PageRun(0.0, 0, 0)
        began = time.perf_counter()
        self._wire.send(asked.SerializeToString())
        while True:
            raw = self._wire.recv(PATIENCE)
            message = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            run.messages += 1
            run.bytes += len(raw)
            _note(message, run)
            if message.WhichOneof("type") == "script_finished":
                run.seconds = time.perf_counter() - began
                return run


def _note(message: ForwardMsg, run: PageRun) -> None:
    """Keep what is told from a message: faults, alerts, the values of tiles."""
    if message.WhichOneof("type") != "delta":
        return
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        run.errors.append(element.exception.message)
    elif kind == "alert":
        run.errors.append(element.alert.body)
    elif kind == "metric":
        run.metrics.append(element.metric.body)


@contextmanager
def looking(url: str, people: int, page: str = "overview", query: str = "", every: float = 5.0) -> Iterator[None]:
    """So many others have the page open meanwhile, each reading it anew every so many seconds."""
    over = threading.Event()

    def look(at: int) -> None:
        with Visitor(url) as someone:
            over.wait(at * every / people)  # not all at once
            while not over.is_set():
                someone.open(page, query)
                over.wait(every)

    threads = [threading.Thread(target=look, args=(at,), daemon=True) for at in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
