"""The first step of an import: the file, which bot it is for, what it holds."""

from __future__ import annotations

from typing import Any

import streamlit as st

from leadlight.actions.save_mapping import list_mappings
from leadlight.domain.bot import Bot, checked_name, key_of
from leadlight.domain.rows import KINDS
from leadlight.domain.temperature import Thresholds
from leadlight.errors import LeadlightError, UnclearError
from leadlight.ui import page, state
from leadlight.ui.format import literal, size
from leadlight.ui.import_desk import Desk, Draft, draft, forget

NEW = "\x00new"
GUESS = "detected"
KIND_WORDS = {"leads": "Leads", "conversations": "Conversations", "moves": "Moves"}
ENCODINGS = ("cp1252", "iso-8859-1", "cp1251", "cp1250", "shift_jis", "gb18030", "mac_roman", "utf-16")
DELIMITERS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Pipe"}
ASKED: dict[str, tuple[str, tuple[str, ...], dict[str, str], bool]] = {
    "sheet": ("Sheet", (), {}, False),
    "encoding": ("Text encoding", ENCODINGS, {}, True),
    "delimiter": ("Cells are parted by", tuple(DELIMITERS), DELIMITERS, True),
}
"""Entry of a mapping without which a file may not be readable → label, choices, their words, whether others go too."""


def step(desk: Desk) -> tuple[Draft, Bot] | None:
    """Draw the step. Returns the file and the bot it is for once it can be read; the bot's id is 0 while it is new."""
    with st.container(border=True, key="import_file"):
        st.subheader("1 · File", anchor=False)
        _take(desk)
        found = draft()
        if found is None:
            return None
        with st.container(horizontal=True, vertical_alignment="top", gap="medium", key="import_what"):
            into = _bot(desk)
            _kind(desk, found)
            _source(desk, found)
            for entry in found.asked:
                _ask(desk, found, entry)
        if found.question:
            st.warning(literal(found.question), icon=":material/help:")
            return None
        if found.trouble:
            st.error(literal(found.trouble), icon=":material/error:")
            return None
        _say_saved(found)
    return (found, into) if into else None


def _take(desk: Desk) -> None:
    key = f"import_upload_{state.get(state.IMPORT_FRESH, 0)}"
    limit = int(st.get_option("server.maxUploadSize"))
    upload = st.file_uploader("File to import", type=list(desk.endings), key=key, label_visibility="collapsed")
    if upload is None:
        if draft() is not None:
            forget(desk)
            st.rerun()
        st.caption(
            f"Tables, JSON, workbooks and what other systems export; text also gzipped. Above {limit} MB: "
            "`python -m pipelines ingest FILE`"
        )
        return
    known = draft()
    if known is None or known.upload != upload.file_id:
        _keep(desk, upload)


def _keep(desk: Desk, upload: Any) -> None:
    old = draft()
    if old is not None:
        desk.drop(old.path)
    try:
        path = desk.keep(upload.name, upload)
    except LeadlightError as error:
        st.error(literal(error), icon=":material/error:")
        return
    state.put(state.IMPORT, Draft(upload.file_id, path, upload.name, upload.size))
    with st.spinner("Reading the file …"):
        look(desk)


def look(desk: Desk) -> None:
    """Read the file anew, by the mapping that fits its headers where one was saved."""
    found = draft()
    if found is None:
        return
    found.trouble, found.question, found.preview, found.look = "", "", None, None
    try:
        if found.data:
            found.look = desk.look(found.path, found.source, found.data)
            return
        saved = list_mappings(page.house().engine, desk.scope, desk.bot.id) if desk.bot else ()
        found.look, found.saved = desk.fitting(saved, found.path, found.source)
        if found.look is None:
            found.look = desk.look(found.path, found.source, {})
        if found.saved is not None:
            found.data, found.kind = dict(found.saved.mapping), found.saved.kind
    except UnclearError as error:
        found.asked[error.asks] = error.choices
        found.question = f"{error.told}. Choose one above, under {ASKED[error.asks][0]}."
    except LeadlightError as error:
        found.trouble = str(error)


def _bot(desk: Desk) -> Bot | None:
    names = {bot.key: bot.name for bot in desk.bots} | {NEW: "A new bot …"}
    keys = list(names)
    chosen = st.selectbox(
        "Into the bot",
        keys,
        keys.index(desk.bot.key) if desk.bot else 0,
        format_func=names.__getitem__,
        key="import_bot",
        on_change=_anew,
        width=220,
    )
    if chosen != NEW:
        return next(bot for bot in desk.bots if bot.key == chosen)
    name = st.text_input("Name of the new bot", key="import_bot_name", max_chars=80, on_change=_anew, width=220)
    if not name:
        return None
    try:
        return Bot(0, key_of(name), checked_name(name), "UTC", None, Thresholds(), False, 1)
    except LeadlightError as error:
        st.caption(f":red[{literal(error)}]")
        return None


def _anew() -> None:
    """Another bot reads dates and phones by its own zone and country: the preview is of no use any more."""
    found = draft()
    if found is not None:
        found.preview = None


def _kind(desk: Desk, found: Draft) -> None:
    held = (
        desk.sketch(found.look, found.kind, found.data, _any_bot(desk)).kind if found.look else (found.kind or "leads")
    )
    st.segmented_control(
        "It holds",
        list(KINDS),
        format_func=KIND_WORDS.__getitem__,
        key=state.seed("import_kind", held),
        on_change=_pick_kind,
        required=True,
        help="Detected from the headers; change it where that is wrong.",
    )


def _any_bot(desk: Desk) -> Bot:
    return desk.bot or Bot(0, "new", "new", "UTC", None, Thresholds(), False, 1)


def _pick_kind() -> None:
    found = draft()
    if found is not None:
        found.kind, found.preview, found.columns = state.get("import_kind"), None, found.columns + 1
        found.data = {name: value for name, value in found.data.items() if name not in ("columns", "moves", "kind")}


def _source(desk: Desk, found: Draft) -> None:
    words = {GUESS: "Detected"} | {name: name for name, _ in desk.sources}
    st.selectbox(
        "Format",
        list(words),
        format_func=words.__getitem__,
        key=state.seed("import_source", found.source or GUESS),
        on_change=_pick_source,
        args=(desk,),
        help="  \n".join(f"{name}: {literal(what)}" for name, what in desk.sources),
        width=150,
    )


def _pick_source(desk: Desk) -> None:
    found = draft()
    if found is not None:
        chosen = state.get("import_source")
        found.source = None if chosen == GUESS else chosen
        found.data = {name: value for name, value in found.data.items() if name not in ASKED}
        found.asked, found.columns = {}, found.columns + 1
        look(desk)


def _ask(desk: Desk, found: Draft, entry: str) -> None:
    """The menu of something without which the file could not be read; it stays, should the answer be wrong."""
    label, options, words, is_open = ASKED[entry]
    st.selectbox(
        label,
        found.asked[entry] or options,
        format_func=lambda value: words.get(value, value),
        key=state.seed(f"import_{entry}", found.data.get(entry)),
        on_change=_answer,
        args=(desk, entry),
        accept_new_options=is_open,
        placeholder="Choose one",
        width=200,
    )


def _answer(desk: Desk, entry: str) -> None:
    found = draft()
    if found is not None:
        said = {**found.data, entry: state.get(f"import_{entry}")}
        found.data = {name: value for name, value in said.items() if name in ASKED and value}
        found.kind, found.columns = None, found.columns + 1  # other headers, maybe
        look(desk)


def _say_saved(found: Draft) -> None:
    st.caption(f"{literal(found.name)} · {size(found.size)}")
    if found.saved is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"Its headers are those of the saved mapping **{literal(found.saved.name)}**, which is used.",
                icon=":material/bookmark:")  # fmt: skip
        st.button("Do without it", key="import_without", on_click=_without)


def _without() -> None:
    found = draft()
    if found is not None:
        found.data = {name: value for name, value in found.data.items() if name in ASKED}
        found.saved, found.kind, found.preview = None, None, None
        found.columns += 1
