"""The API as one app: its routes, and every error as JSON that says what failed and what to do."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from leadlight.api import charts, conversations, export, metrics, rejections, upkeep
from leadlight.api.described import ERRORS
from leadlight.api.parts import NotSignedInError
from leadlight.errors import ConflictError, FaultError, ForbiddenError, LeadlightError, NotFoundError, RefusedError

PREFIX = "/v1"
_STATUS: dict[type[LeadlightError], tuple[int, str]] = {
    NotFoundError: (404, "not_found"),
    ForbiddenError: (403, "forbidden"),
    ConflictError: (409, "conflict"),
    FaultError: (503, "unavailable"),
}
_CODES = {404: "not_found", 405: "method_not_allowed"}
NOWHERE = "there is nothing at this address"
_WORDS = {404: NOWHERE, 405: "this address does not take that method"}


def build_api() -> FastAPI:
    """The app to mount at /api. The server puts its parts on `.state.parts` before it serves."""
    app = FastAPI(
        title="Leadlight", version="1", openapi_url=f"{PREFIX}/openapi.json", docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    for part in (metrics, charts, export, conversations, rejections, upkeep):
        app.include_router(part.router, prefix=PREFIX, responses=ERRORS)
    app.add_exception_handler(LeadlightError, _refused)
    app.add_exception_handler(NotSignedInError, _not_signed_in)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    return app


def error(status: int, code: str, message: str, field: str | None = None, **headers: str) -> JSONResponse:
    """`{error: {code, message, field?}}`."""
    told = {"code": code, "message": message} | ({"field": field} if field else {})
    return JSONResponse({"error": told}, status, headers={"cache-control": "no-store", **headers})


def _refused(request: Request, raised: Exception) -> JSONResponse:
    status, code = _STATUS.get(type(raised), (422, "refused"))  # type: ignore[arg-type]  # handlers are typed loosely
    headers = {"retry-after": "2"} if status == 503 else {}
    return error(status, code, str(raised), _parameter(request, raised), **headers)


def _parameter(request: Request, raised: Exception) -> str | None:
    """The parameter that was refused: a filter may come by its own name, or within `filter=name=value`."""
    field = raised.field if isinstance(raised, RefusedError) else None
    pairs = {each.partition("=")[0] for each in request.query_params.getlist("filter")}
    return "filter" if field in pairs and field not in request.query_params else field


def _not_signed_in(request: Request, raised: Exception) -> JSONResponse:
    return error(401, "unauthorized", "the key is missing or not valid", **{"www-authenticate": "Bearer"})


def _invalid(request: Request, raised: Exception) -> JSONResponse:
    assert isinstance(raised, RequestValidationError)
    first = raised.errors()[0]
    field = str(first["loc"][1])  # after where it stood: query, path
    return error(422, "refused", f"{field}: {first['msg']}", field)


def _http(request: Request, raised: Exception) -> JSONResponse:
    assert isinstance(raised, HTTPException)
    code = _CODES.get(raised.status_code, "error")
    message = _WORDS.get(raised.status_code, str(raised.detail))
    return error(raised.status_code, code, message, **dict(raised.headers or {}))
