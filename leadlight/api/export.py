"""`GET /bots/{bot}/leads.csv`, `.parquet` and `.xlsx`: every lead that the filters keep, streamed; and what a preset
would make of them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse

from leadlight.actions.export_leads import FORMATS, check_export, export_leads
from leadlight.api.described import CHECKED, FILES, FILTERED
from leadlight.api.metrics import attachment, pairs
from leadlight.api.parts import Asker, Here
from leadlight.domain.presets import PRESETS
from leadlight.errors import RefusedError

router = APIRouter()
_PRESET = f"The columns and words of another system: {', '.join(preset.key for preset in PRESETS)}."


@router.get(
    "/bots/{bot}/leads.{form}", response_class=StreamingResponse, openapi_extra=FILTERED,
    responses={200: {"description": "The file.", "content": FILES}},
)  # fmt: skip
def leads(
    bot: str,
    form: Literal["csv", "parquet", "xlsx"],
    request: Request,
    here: Here,
    scope: Asker,
    preset: Annotated[str | None, Query(description=_PRESET)] = None,
) -> StreamingResponse:
    """The leads of a bot (its key, several separated by commas, or `all`), newest first, as a file to keep.

    Filters as for metrics, and `q`, `has_email`, `has_phone`. Without a preset, any of the three can be read back by
    `ingest` without a change.
    """
    if len(request.query_params.getlist("preset")) > 1:
        raise RefusedError("preset is given more than once", "preset")
    found = pairs(request, ("preset",))
    pieces = export_leads(here.house.engine, here.warehouse, scope, [bot], found, form, preset)
    name = f"{bot}-{preset or 'leads'}.{form}"
    return StreamingResponse(pieces, media_type=FORMATS[form].media_type, headers=attachment(name))


@router.get(
    "/bots/{bot}/presets/{preset}", response_model=None, openapi_extra=FILTERED,
    responses={200: {"description": "What was found.", "content": {"application/json": {"schema": CHECKED}}}},
)  # fmt: skip
def checked(bot: str, preset: str, request: Request, here: Here, scope: Asker) -> JSONResponse:
    """What a file of the leads that the filters keep will hold for another system, and what it would trip over."""
    found = check_export(here.house.engine, here.warehouse, scope, [bot], pairs(request), preset)
    return JSONResponse(found.as_dict(), headers={"cache-control": "no-store"})
