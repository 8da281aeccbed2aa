"""Every error of the API as JSON: a word for programs, a sentence for people, and the field concerned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from leadlight.api.pace import TooManyError
from leadlight.api.writer import BusyError
from leadlight.errors import ConflictError, FaultError, ForbiddenError, LeadlightError, NotFoundError, RefusedError

NOWHERE = "there is nothing at this address"
_STATUS: dict[type[LeadlightError], tuple[int, str]] = {
    NotFoundError: (404, "not_found"),
    ForbiddenError: (403, "forbidden"),
    ConflictError: (409, "conflict"),
    FaultError: (503, "unavailable"),
}
_CODES = {400: "refused", 404: "not_found", 405: "method_not_allowed"}
_WORDS = {404: NOWHERE, 405: "this address does not take that method"}


class NotSignedInError(Exception):
    """The request's credentials are none, or not good for this."""


class UnsupportedError(Exception):
    """The body is not of the kind that is read."""


class NotHereError(Exception):
    """This process has not what is asked for; its words say which has."""


class StaleError(Exception):
    """The request's If-Match is of another version; `conflict` says what changed."""

    def __init__(self, conflict: ConflictError) -> None:
        super().__init__(str(conflict))
        self.conflict = conflict


class VersionNeededError(Exception):
    """A change that does not say which version it saw."""


def error(
    status: int,
    code: str,
    message: str,
    field: str | None = None,
    changed: Mapping[str, Any] | None = None,
    **headers: str,
) -> JSONResponse:
    """`{error: {code, message, field?, changed?}}`; underscores in names of headers are hyphens."""
    told: dict[str, Any] = {"code": code, "message": _writable(message)}
    told |= {"field": _writable(field)} if field else {}
    told |= {"changed": dict(changed)} if changed else {}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"error": told}, status, headers={"cache-control": "no-store", **sent})


def _writable(text: str) -> str:
    """The text without halves of surrogate pairs, which may stand in what was sent and in no answer."""
    return text.encode("utf-8", "replace").decode("utf-8")


def handle_all(app: FastAPI) -> None:
    """Let the app answer every error so."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)


def _refused(request: Request, raised: Exception) -> JSONResponse:
    status, code = _STATUS.get(type(raised), (422, "refused"))  # type: ignore[arg-type]  # handlers are typed loosely
    headers = {"retry_after": "2"} if status == 503 else {}
    return error(status, code, str(raised), _parameter(request, raised), _changed(raised), **headers)


def _changed(raised: Exception) -> dict[str, Any]:
    """What a conflict says stands now, by field."""
    return {name: now for name, (_, now) in raised.changed.items()} if isinstance(raised, ConflictError) else {}


def _parameter(request: Request, raised: Exception) -> str | None:
    """The parameter that was refused: a filter may come by its own name, or within `filter=name=value`."""
    field = raised.field if isinstance(raised, RefusedError) else None
    pairs = {each.partition("=")[0] for each in request.query_params.getlist("filter")}
    return "filter" if field in pairs and field not in request.query_params else field


def _not_signed_in(request: Request, raised: Exception) -> JSONResponse:
    return error(401, "unauthorized", "the key is missing or not valid", www_authenticate="Bearer")


def _not_here(request: Request, raised: Exception) -> JSONResponse:
    return error(501, "not_here", str(raised))


def _unsupported(request: Request, raised: Exception) -> JSONResponse:
    return error(415, "unsupported", str(raised))


def _stale(request: Request, raised: Exception) -> JSONResponse:
    assert isinstance(raised, StaleError)
    return error(412, "conflict", str(raised), "If-Match", _changed(raised.conflict))


def _version_needed(request: Request, raised: Exception) -> JSONResponse:
    told = "say which version of the lead you saw: by If-Match, or by `version` in the body"
    return error(428, "version_needed", told, "version")


def _too_many(request: Request, raised: Exception) -> JSONResponse:
    assert isinstance(raised, TooManyError | BusyError)
    code = "busy" if isinstance(raised, BusyError) else "too_many"
    return error(429, code, str(raised), retry_after=str(raised.seconds))


def _invalid(request: Request, raised: Exception) -> JSONResponse:
    assert isinstance(raised, RequestValidationError)
    first = raised.errors()[0]
    if first["type"] == "json_invalid":
        return error(400, "refused", f"the body is no JSON: {first['ctx']['error']}")
    field = ".".join(_place(first, raised.body)) or "body"
    return error(422, "refused", f"{field}: {first['msg'].removeprefix('Value error, ')}", field)


def _place(found: Mapping[str, Any], body: Any) -> Iterator[str]:
    """The names that lead to what is wrong, after where it stood (query, path, body), without the kinds it could be."""
    for part in found["loc"][1:]:
        there = isinstance(body, dict) and part in body or isinstance(body, list) and isinstance(part, int)
        if found["loc"][0] == "body" and not there and found["type"] != "missing":
            return
        yield str(part)
        body = body[part] if there else None


def _http(request: Request, raised: Exception) -> JSONResponse:
    assert isinstance(raised, HTTPException)
    code = _CODES.get(raised.status_code, "error")
    message = _WORDS.get(raised.status_code, str(raised.detail))
    headers: dict[str, Any] = dict(raised.headers or {})
    if raised.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_methods(request))) or headers.get("Allow", "GET")
    return error(raised.status_code, code, message, **headers)


def _methods(request: Request) -> set[str]:
    """Every method that a route of this path takes: each route by itself tells only of its own."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", "")).removeprefix("/v1")
    return {method for route in request.app.state.routes if route.path_regex.match(path) for method in route.methods}


def _ours(request: Request, raised: Exception) -> JSONResponse:
    return error(500, "fault", "something went wrong that should not: the server's log has the details")


_HANDLERS = {
    LeadlightError: _refused,
    NotSignedInError: _not_signed_in,
    NotHereError: _not_here,
    UnsupportedError: _unsupported,
    StaleError: _stale,
    VersionNeededError: _version_needed,
    TooManyError: _too_many,
    BusyError: _too_many,
    RequestValidationError: _invalid,
    HTTPException: _http,
    Exception: _ours,
}


def answer_to(request: Request, raised: Exception) -> JSONResponse:
    """The answer to what a route raised; what has none of its own is raised again."""
    for kind in type(raised).__mro__[:-1]:
        if kind in _HANDLERS and kind is not Exception:
            return _HANDLERS[kind](request, raised)
    raise raised
