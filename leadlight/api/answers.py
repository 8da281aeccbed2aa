"""What was said in a conversation, for who carries it on: the visitor's page, or a bot that is connected."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import JSONResponse

from leadlight.actions.live_talk import LONGEST_ID
from leadlight.actions.read_answers import read_answers
from leadlight.api.described import CAPTURE_ERRORS
from leadlight.api.doors import Caller, visitor_of
from leadlight.api.models import Answered, Answers
from leadlight.api.parts import Here
from leadlight.domain.conversation import Message

router = APIRouter(responses=CAPTURE_ERRORS)


@router.get("/bots/{bot}/conversations/{external_id:path}/messages", response_model=Answers)
def get_messages(
    here: Here,
    caller: Annotated[Caller, Depends(visitor_of("answers"))],
    external_id: Annotated[str, Path(min_length=1, max_length=LONGEST_ID)],
    after: Annotated[int, Query(ge=-1, le=2**31 - 1, description="The last position that is known; -1 for all.")] = -1,
) -> JSONResponse:
    """With a secret key all that was said; with a public one what bot and agents said in a widget's own talk."""
    found = read_answers(here.house.engine, caller.scope, caller.bot_id, external_id, after)
    answer = Answers(messages=[_told(each) for each in found.messages], form_version=found.form_version)
    return JSONResponse(answer.model_dump(), headers={"cache-control": "no-store"})


def _told(message: Message) -> Answered:
    at = message.sent_at.isoformat().replace("+00:00", "Z") if message.sent_at else None
    return Answered(position=message.position, role=message.role, text=message.text, sent_at=at)
