"""The widget's one script, as it is sent to every page that asks for it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response

router = APIRouter()
FOLDER = Path(__file__).with_name("widget")
PARTS = ("words", "keep", "wire", "parts", "form", "talk", "panel", "start")
"""The parts of the script, in the order in which they make one."""
KEPT_S = 300
"""Seconds for which a browser may use the script without asking whether it changed."""
_OPEN = {
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": f"public, max-age={KEPT_S}",
    "vary": "Accept-Encoding",
}


@dataclass(frozen=True, slots=True)
class Script:
    """The script as it is sent: plain, packed, and the tag that changes with it."""

    plain: bytes
    packed: bytes
    tag: str


@cache
def script() -> Script:
    """The widget in one file, without its comments and indentation."""
    parts = [FOLDER.joinpath("script", f"{name}.js").read_text("utf-8") for name in PARTS]
    look = json.dumps(_bare(FOLDER.joinpath("style.css").read_text("utf-8")), ensure_ascii=False)
    body = "\n".join(["(() => {", '"use strict";', f"const CSS = {look};", *map(_bare, parts), "})();", ""])
    plain = body.encode("utf-8")
    return Script(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:20])


def _bare(text: str) -> str:
    """Without whole lines of comment, blank lines and indentation; no line means anything by those."""
    text = re.sub(r"/\*.*?\*/\n", "", text, flags=re.DOTALL) if text.startswith("/*") else text
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@router.get("/widget.js", include_in_schema=False)
def get_widget(
    if_none_match: Annotated[str, Header()] = "", accept_encoding: Annotated[str, Header()] = ""
) -> Response:
    """The widget's script, for any page."""
    made, packs = script(), "gzip" in accept_encoding
    headers = _OPEN | {"etag": f'"{made.tag}{"-gz" if packs else ""}"'}
    if made.tag in if_none_match:
        return Response(status_code=304, headers=headers)
    headers |= {"content-encoding": "gzip"} if packs else {}
    return Response(made.packed if packs else made.plain, media_type="text/javascript", headers=headers)
