"""The server: dashboard, API and follower in one process. Start it with `streamlit run app.py`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import streamlit as st
from starlette.middleware import Middleware

from leadlight.api import health, layers
from leadlight.api.build import build_api
from leadlight.api.parts import Parts
from leadlight.api.writer import Writer
from leadlight.command_line import DONE, leave, told
from leadlight.config import read_settings
from leadlight.errors import LeadlightError
from leadlight.ui import running
from pipelines.ask import refuse_second_server
from pipelines.serve import Server, refuse_other_addresses

try:
    refuse_other_addresses(st.get_option("server.address"))
    refuse_second_server(read_settings().server_file)
except LeadlightError as error:
    sys.exit(told(error))
api = build_api()


@asynccontextmanager
async def lifespan(served: Any) -> AsyncIterator[dict[str, Any]]:
    """Open record and warehouse, follow, and say where to be asked; undo it in reverse."""
    try:
        server = await anyio.to_thread.run_sync(Server.open, int(st.get_option("server.port")))
    except LeadlightError as error:
        leave(told(error))
    writer = Writer(server.house)
    writer.start()
    api.state.parts = Parts(server.house, server.warehouse, server.address.token, server, server.condition, writer)
    running.set(server.house, server.warehouse, server.follower, server.condition)
    running.settle()
    running.warm()
    sys.setswitchinterval(0.001)
    try:
        yield {}
    finally:
        await anyio.to_thread.run_sync(writer.stop)
        await anyio.to_thread.run_sync(server.close)
        leave(DONE)  # all is closed; the server would now end by the very signal that asked it to, as if it had failed


app = st.App(
    "pages/frame.py",
    lifespan=lifespan,
    middleware=[
        Middleware(layers.OnlyThisMachine),
        Middleware(
            layers.StrictHeaders,
            inline_scripts=layers.inline_scripts(Path(st.__file__).parent / "static" / "index.html"),
        ),
        Middleware(layers.ApiFirst, api=api),
    ],
    routes=health.routes(api),
)
