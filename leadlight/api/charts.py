"""`GET /bots/{bot}/charts/{key}`: the table of a chart as CSV, exactly as a page shows it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from leadlight.actions.answer_report import scoped_filters
from leadlight.api.described import FILTERED, TEXT_CSV
from leadlight.api.metrics import attachment, pairs
from leadlight.api.parts import Asker, Here
from leadlight.charts import registry
from leadlight.charts.tabled import csv_of
from leadlight.errors import RefusedError

router = APIRouter()


@router.get(
    "/bots/{bot}/charts/{key}", response_class=Response, openapi_extra=FILTERED,
    responses={200: {"description": "The table.", "content": TEXT_CSV}},
)  # fmt: skip
def chart(bot: str, key: str, request: Request, here: Here, scope: Asker) -> Response:
    """The numbers of a chart for a bot (its key, several separated by commas, or `all`): rates 0–1, blanks empty.

    The chart's own options are parameters by their names; filters as for the files of leads.
    """
    own = registry.options_of(key)
    found = registry.find(key, options_given(request, tuple(own)))
    asked = scoped_filters(here.house.engine, scope, [bot], pairs(request, tuple(own)), here.house.clock.now())
    question = found.ask(asked)
    with here.warehouse.read() as cursor:
        frame = found.shape(question.read(cursor), asked)
    return Response(csv_of(found.table(frame)), media_type="text/csv; charset=utf-8",
                    headers=attachment(f"{bot}-{key}.csv"))  # fmt: skip


def options_given(request: Request, names: tuple[str, ...]) -> dict[str, str]:
    """The options among a request's parameters. Raises RefusedError where one is given twice."""
    twice = [name for name in names if len(request.query_params.getlist(name)) > 1]
    if twice:
        raise RefusedError(f"{twice[0]} is given more than once", twice[0])
    return {name: request.query_params[name] for name in names if name in request.query_params}
