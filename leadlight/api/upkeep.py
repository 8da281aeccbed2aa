"""What commands ask of the running server, which alone holds the warehouse: check it, rebuild it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from leadlight.api.parts import Command, Here

router = APIRouter(include_in_schema=False)


@router.get("/warehouse/check")
def check(here: Here, scope: Command) -> dict[str, Any]:
    """The differences between record and warehouse, in words."""
    return {"differences": here.upkeep.check()}


@router.post("/warehouse/rebuild")
def rebuild(here: Here, scope: Command) -> dict[str, Any]:
    """Build the warehouse anew."""
    return {"done": here.upkeep.rebuild()}
