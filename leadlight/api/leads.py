"""Leads for programs: listed page by page, read, changed by version, deleted; with a secret key of the bot."""

from __future__ import annotations

import re
from typing import Annotated

import anyio
from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from leadlight.actions.edit_lead import delete_lead, edit_lead
from leadlight.actions.list_leads import list_leads
from leadlight.actions.move_lead import move_lead
from leadlight.actions.read_lead import LeadView, read_lead
from leadlight.api.bodies import JsonRoute
from leadlight.api.capture import written
from leadlight.api.cursors import cursor_of, place_of
from leadlight.api.described import FILTERED, LEAD_ERRORS
from leadlight.api.doors import Caller, Manager
from leadlight.api.errors import StaleError, VersionNeededError
from leadlight.api.metrics import pairs
from leadlight.api.models import LEAD_FIELDS, LeadOut, LeadPatch, LeadsOut, patched
from leadlight.api.parts import Here, Parts
from leadlight.domain.lead import Lead
from leadlight.errors import ConflictError, NotFoundError, RefusedError
from leadlight.record import leads
from leadlight.record.unit_of_work import UnitOfWork

router = APIRouter(route_class=JsonRoute, responses=LEAD_ERRORS)
LeadId = Annotated[int, Path(ge=1, le=2**63 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description='The version that was seen, as `"3"`.')]
OWN = ("limit", "cursor")


@router.get("/bots/{bot}/leads", response_model=LeadsOut, openapi_extra=FILTERED)
def get_leads(
    request: Request,
    here: Here,
    caller: Manager,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=500, description="`next_cursor` of the page before.")] = None,
) -> JSONResponse:
    """A page of the bot's leads that the filters keep (as for `metrics`), the last recorded first.

    What is recorded meanwhile comes before the first page: going on by the cursor, none is met twice or missed.
    """
    for name in OWN:
        if len(request.query_params.getlist(name)) > 1:
            raise RefusedError(f"{name} is given more than once", name)
    asked = pairs(request, OWN)
    after = place_of(cursor, asked) if cursor is not None else None
    rows = list_leads(here.house.engine, here.warehouse, caller.scope, caller.bot_id, asked, after, limit + 1)
    answer = {
        "leads": rows[:limit],
        "next_cursor": cursor_of(rows[limit - 1]["id"], asked) if len(rows) > limit else None,
    }
    return JSONResponse(LeadsOut.model_validate(answer).model_dump(), headers={"cache-control": "no-store"})


@router.get("/bots/{bot}/leads/{lead_id}", response_model=LeadOut)
def get_lead(lead_id: LeadId, here: Here, caller: Manager) -> JSONResponse:
    """One lead as it stands."""
    return _told(_view(here, caller, lead_id))


@router.patch("/bots/{bot}/leads/{lead_id}", response_model=LeadOut)
async def patch_lead(
    lead_id: LeadId, body: LeadPatch, here: Here, caller: Manager, if_match: IfMatch = None
) -> JSONResponse:
    """Change a lead that still is of the version that was seen; all of it, or nothing."""
    version = _version(if_match, body.version)
    if version is None:
        raise VersionNeededError

    def change(work: UnitOfWork) -> None:
        caller.confirm(work)
        seen = _own(work, caller, lead_id)
        try:
            lead = edit_lead(work, lead_id, version, patched(body))
            if body.status is not None:
                move_lead(work, lead_id, lead.version, body.status, body.status_reason)
        except ConflictError as error:
            raise _conflict(error, seen, body, is_header=if_match is not None) from error

    if body.status_reason is not None and body.status is None:
        raise RefusedError("a reason is given with a status", "status_reason")
    await written(here, caller, change)
    return _told(await anyio.to_thread.run_sync(_view, here, caller, lead_id))


@router.delete("/bots/{bot}/leads/{lead_id}", status_code=204)
async def delete(lead_id: LeadId, here: Here, caller: Manager, if_match: IfMatch = None) -> Response:
    """Delete a lead for good; with If-Match only if it still is of that version."""
    version = _version(if_match, None)

    def change(work: UnitOfWork) -> None:
        caller.confirm(work)
        seen = _own(work, caller, lead_id)
        try:
            delete_lead(work, lead_id, seen.version if version is None else version)
        except ConflictError as error:
            raise _conflict(error, seen, None, is_header=if_match is not None) from error

    await written(here, caller, change)
    return Response(status_code=204, headers={"cache-control": "no-store"})


def _view(here: Parts, caller: Caller, lead_id: int) -> LeadView:
    """The lead, where it is one of the bot that the path names."""
    view = read_lead(here.house.engine, caller.scope, lead_id)
    if view.lead.bot_id != caller.bot_id:
        raise NotFoundError("no such lead")
    return view


def _own(work: UnitOfWork, caller: Caller, lead_id: int) -> Lead:
    """The same within a write, its bot held."""
    work.hold(caller.bot_id)
    lead = leads.get_lead(work.connection, work.scope, lead_id)
    if lead.bot_id != caller.bot_id:
        raise NotFoundError("no such lead")
    return lead


def _told(view: LeadView) -> JSONResponse:
    lead = view.lead
    said = {name: getattr(lead, name) for name in LEAD_FIELDS if name not in ("score", "temperature")}
    said |= {"score": view.score, "temperature": view.temperature, "custom": dict(lead.custom)}
    said |= {name: said[name].isoformat() for name in ("captured_at", "status_at", "created_at", "updated_at")}
    told = LeadOut.model_validate(said).model_dump()
    return JSONResponse(told, headers={"cache-control": "no-store", "etag": f'"{lead.version}"'})


def _version(if_match: str | None, said: int | None) -> int | None:
    """The version that was seen; where header and body both say one, they have to agree."""
    if if_match is None:
        return said
    found = re.fullmatch(r'"?(\d{1,15})"?', if_match.strip())
    if found is None:
        raise RefusedError('a version is written like "3"', "If-Match")
    if said is not None and said != int(found[1]):
        raise RefusedError("If-Match and the body name different versions", "version")
    return int(found[1])


def _conflict(error: ConflictError, lead: Lead, body: LeadPatch | None, *, is_header: bool) -> Exception:
    """The conflict with what stands now: the version, and the fields that were to be changed."""
    now = {name: (None, lead.value(name)) for name in (patched(body) if body else {})} | dict(error.changed)
    told = ConflictError(str(error), {"version": (None, str(lead.version)), **now})
    return StaleError(told) if is_header else told
