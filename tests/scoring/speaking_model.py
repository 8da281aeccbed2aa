"""A server of this machine that speaks the chat-completions protocol: it answers as told, and keeps what it got."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from leadlight.scoring.model import Model

Claimed = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    after_s: float = 0.0


@dataclass
class Server:
    """What it answers next (the last of `replies` for ever; each may be made of the request), and what it was asked."""

    url: str
    replies: list[Reply | Callable[[dict[str, Any]], Reply]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def then(self, *replies: Reply | Callable[[dict[str, Any]], Reply]) -> None:
        self.replies[:] = replies

    @property
    def received(self) -> str:
        """Everything that was sent, as one text."""
        return json.dumps(self.asked, ensure_ascii=False)

    def model(self, **more: Any) -> Model:
        return Model("test-model", "test-key", self.url, **({"timeout": 5.0, "retries": 0} | more))


def completion(content: str | None, *, refusal: str | None = None, finish: str = "stop", tokens: int = 100) -> Reply:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
    usage = {"prompt_tokens": tokens - 20, "completion_tokens": 20, "total_tokens": tokens}
    told = {"id": "c1", "object": "chat.completion", "created": 1, "model": "test-model"}
    return Reply(json.dumps(told | {"choices": [choice], "usage": usage}).encode())


def answer(summary: str = "They want two lifts.", *signals: Claimed, **more: Any) -> Reply:
    claimed = [{"kind": kind, "quote": quote, "message": at} for kind, quote, at in signals]
    return completion(json.dumps({"summary": summary, "signals": claimed}, ensure_ascii=False), **more)


def trouble(status: int, **headers: str) -> Reply:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(json.dumps({"error": {"message": "no", "type": "t", "code": None}}).encode(), status, named)


@contextmanager
def serving() -> Iterator[Server]:
    """The server, for as long as the body runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append({"path": self.path, "authorization": self.headers["Authorization"], "body": sent})
            told = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
            reply = told(sent) if callable(told) else told
            time.sleep(reply.after_s)
            try:
                self.send_response(reply.status)
                for name, value in (("Content-Type", "application/json"), *reply.headers):
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                pass  # whoever asked did not wait

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{http.server_port}/v1", [answer()])
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
