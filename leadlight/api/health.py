"""`/healthz`: the process lives. `/readyz`: it can do its work, or what is in the way."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from leadlight.api.parts import Parts


async def healthz(request: Request) -> JSONResponse:
    """200 as long as the process answers."""
    return JSONResponse({"ok": True}, headers={"cache-control": "no-store"})


def routes(api: FastAPI) -> list[Route]:
    """The two routes; `api.state.parts` is there once the server has opened its files."""

    def readyz(request: Request) -> JSONResponse:
        """200 when record and warehouse can be used, else 503; the body says how things stand."""
        parts: Parts | None = getattr(api.state, "parts", None)
        condition = parts.condition() if parts else {"ready": False, "why": ["Leadlight is starting"]}
        return JSONResponse(condition, 200 if condition["ready"] else 503, headers={"cache-control": "no-store"})

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
