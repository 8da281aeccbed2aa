"""`GET /bots/{bot}/metrics`: any number of the catalogue, as the command `report` gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from leadlight.actions.answer_report import Asked, answer_report, listed
from leadlight.api.described import FILTERED, REPORT, TEXT_CSV
from leadlight.api.parts import Asker, Here
from leadlight.errors import RefusedError
from leadlight.warehouse.reply import as_csv

router = APIRouter()
OWN = ("measures", "by", "format")


@router.get(
    "/bots/{bot}/metrics", response_model=None, openapi_extra=FILTERED,
    responses={200: {"description": "The rows.", "content": {"application/json": {"schema": REPORT}, **TEXT_CSV}}},
)  # fmt: skip
def metrics(
    bot: str,
    request: Request,
    here: Here,
    scope: Asker,
    measures: Annotated[list[str], Query(description="Names of measures, separated by commas or given again.")],
    by: Annotated[tuple[str, ...], Query(description="Names of dimensions, separated by commas or given again.")] = (),
    format: Annotated[Literal["json", "csv"], Query()] = "json",
) -> Response:
    """Measures of a bot (its key, several separated by commas, or `all`), split by dimensions.

    `from` and `to` are days in the bot's zone, both inclusive. Any dimension may be given as a filter.
    """
    if len(request.query_params.getlist("format")) > 1:
        raise RefusedError("format is given more than once", "format")
    asked = Asked([bot], listed(",".join(measures)), listed(",".join(by)), pairs(request, OWN))
    reply = answer_report(here.house.engine, here.warehouse, scope, asked)
    if format == "csv":
        text = as_csv(reply.frame.columns, reply.frame.iter_rows(named=True))
        return Response(text, media_type="text/csv; charset=utf-8", headers=attachment(f"{bot}-report.csv"))
    answer: dict[str, Any] = reply.as_dict()
    return JSONResponse(answer, headers={"cache-control": "no-store"})


def pairs(request: Request, own: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The filters of a request: `filter=name=value`, or the name itself as a parameter, but for the route's `own`."""
    found = [(name, value) for name, value in request.query_params.multi_items() if name not in ("filter", *own)]
    for given in request.query_params.getlist("filter"):
        name, sign, value = given.partition("=")
        if not sign:
            raise RefusedError(f"a filter is written name=value, not {given!r}", "filter")
        found.append((name, value))
    return found


def attachment(name: str) -> dict[str, str]:
    """Headers of a file to keep: never cached, and sent as it is (compressing a stream costs four times its time)."""
    plain = "".join(letter if letter.isalnum() and letter.isascii() or letter in "-_." else "-" for letter in name)
    return {
        "content-disposition": f'attachment; filename="{plain}"',
        "cache-control": "no-store",
        "content-encoding": "identity",
    }
