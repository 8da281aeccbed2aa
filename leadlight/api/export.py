"""`GET /bots/{bot}/leads.csv` and `.parquet`: every lead that the filters keep, streamed."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from leadlight.actions.export_leads import FORMATS, export_leads
from leadlight.api.described import FILTERED, PARQUET, TEXT_CSV
from leadlight.api.metrics import attachment, pairs
from leadlight.api.parts import Asker, Here

router = APIRouter()


@router.get(
    "/bots/{bot}/leads.{form}", response_class=StreamingResponse, openapi_extra=FILTERED,
    responses={200: {"description": "The file.", "content": TEXT_CSV | PARQUET}},
)  # fmt: skip
def leads(bot: str, form: Literal["csv", "parquet"], request: Request, here: Here, scope: Asker) -> StreamingResponse:
    """The leads of a bot (its key, several separated by commas, or `all`), newest first, as a file to keep.

    Filters as for metrics, and `q`, `has_email`, `has_phone`. The CSV can be read back by `ingest` without a change.
    """
    pieces = export_leads(here.house.engine, here.warehouse, scope, [bot], pairs(request), form)
    return StreamingResponse(pieces, media_type=FORMATS[form], headers=attachment(f"{bot}-leads.{form}"))
