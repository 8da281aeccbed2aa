"""`GET /bots/{bot}/conversations.csv`: every conversation that the filters keep, a row each, streamed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from leadlight.actions.export_conversations import export_conversations
from leadlight.api.described import FILTERED, TEXT_CSV
from leadlight.api.metrics import attachment, pairs
from leadlight.api.parts import Asker, Here

router = APIRouter()


@router.get(
    "/bots/{bot}/conversations.csv", response_class=StreamingResponse, openapi_extra=FILTERED,
    responses={200: {"description": "The file.", "content": TEXT_CSV}},
)  # fmt: skip
def conversations(bot: str, request: Request, here: Here, scope: Asker) -> StreamingResponse:
    """The conversations of a bot (its key, several separated by commas, or `all`), newest first: a row each, with its
    timings, counts, what became of the form, its score and the `id` of the lead it produced.

    Filters as for metrics; those that conversations have not (status, owner, `q`, …) are refused.
    """
    found = pairs(request)
    pieces = export_conversations(here.house.engine, here.warehouse, scope, [bot], found)
    return StreamingResponse(
        pieces, media_type="text/csv; charset=utf-8", headers=attachment(f"{bot}-conversations.csv")
    )
