"""The API as one app: its routes, and what stands around all of them."""

from __future__ import annotations

from fastapi import FastAPI

from leadlight.api import (
    answers,
    capture,
    charts,
    conversations,
    export,
    leads,
    metrics,
    rejections,
    upkeep,
    widget_demo,
    widget_files,
)
from leadlight.api.bodies import Bodies
from leadlight.api.described import ERRORS
from leadlight.api.doors import Doors
from leadlight.api.errors import handle_all
from leadlight.api.origins import Origins
from leadlight.api.quick import Quick

PREFIX = "/v1"
READING = (metrics, charts, export, conversations, rejections, upkeep)
KEYED = (capture, answers, leads)
FILES = (widget_files, widget_demo)


def build_api(doors: Doors | None = None) -> FastAPI:
    """The app to mount at /api. The server puts its parts on `.state.parts` before it serves."""
    app = FastAPI(
        title="Leadlight", version="1", openapi_url=f"{PREFIX}/openapi.json", docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    app.state.doors = doors or Doors()
    for own in KEYED:  # first: what is asked for most often is found first
        app.include_router(own.router, prefix=PREFIX)
    for part in READING:
        app.include_router(part.router, prefix=PREFIX, responses=ERRORS)
    for files in FILES:
        app.include_router(files.router, prefix=PREFIX, responses=ERRORS)
    app.state.routes = [route for part in (*READING, *KEYED, *FILES) for route in part.router.routes]
    handle_all(app)
    app.add_middleware(Quick, routes=capture.QUICK)
    app.add_middleware(Bodies)
    app.add_middleware(Origins, api=app)  # around the others: a page may read every refusal
    return app
