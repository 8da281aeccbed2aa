"""`/healthz`: the process lives. `/readyz`: it can do its work, or what is in the way."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def healthz(request: Request) -> JSONResponse:
    """200 as long as the process answers."""
    return JSONResponse({"ok": True}, headers={"cache-control": "no-store"})


def readyz(request: Request) -> JSONResponse:
    """200 when record and warehouse can be used, else 503; the body says how things stand."""
    found = request.app.state.api.state
    condition = found.parts.condition() if getattr(found, "parts", None) else {"ready": False, "state": "starting"}
    return JSONResponse(condition, 200 if condition["ready"] else 503, headers={"cache-control": "no-store"})


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]
