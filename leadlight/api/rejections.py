"""`GET /bots/{bot}/imports/{batch}/rejected.csv`: the rows of an import that were not taken, to be mended."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from leadlight.actions.export_rejections import export_rejections
from leadlight.actions.read_lead import list_bots
from leadlight.api.described import TEXT_CSV
from leadlight.api.metrics import attachment
from leadlight.api.parts import Asker, Here
from leadlight.errors import NotFoundError

router = APIRouter()


@router.get(
    "/bots/{bot}/imports/{batch}/rejected.csv", response_class=StreamingResponse,
    responses={200: {"description": "The rows.", "content": TEXT_CSV}},
)  # fmt: skip
def rejected(bot: str, batch: int, here: Here, scope: Asker) -> StreamingResponse:
    """The rejected rows of an import (its number, as the Imports page has it) of one bot (its key), with why."""
    engine = here.house.engine
    bots = {each.key.lower(): each.id for each in list_bots(engine, scope)}
    if bot.lower() not in bots:
        raise NotFoundError(f"there is no bot {bot!r}")
    name, pieces = export_rejections(engine, scope, bots[bot.lower()], batch)
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=attachment(name))
