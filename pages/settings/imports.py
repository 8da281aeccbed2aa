"""Imports: a file in, step by step; what is under way; every import so far, and the way to take one back."""

from __future__ import annotations

import streamlit as st

from leadlight.actions.read_lead import list_bots
from leadlight.domain.scope import IMPORT, Scope
from leadlight.errors import LeadlightError
from leadlight.ui import (
    health,
    import_batch,
    import_columns,
    import_file,
    import_list,
    import_mappings,
    import_preview,
    import_run,
    page,
    running,
)
from leadlight.ui.format import literal
from leadlight.ui.import_desk import Desk, Order
from pipelines import background, sketch, spool
from pipelines.doctor.examine import examine_here
from pipelines.ingested import Wish
from pipelines.sources.gzip_file import SUFFIX
from pipelines.sources.mapping import mapping_of
from pipelines.sources.mapping_text import parsed, toml_of
from pipelines.sources.registry import BY_EXTENSION, SOURCES

BATCH = "batch"


def wish(order: Order) -> Wish:
    """What the parts ordered, as the pipeline takes it."""
    mapping = mapping_of(dict(order.data)) if order.data else None
    return Wish(order.bot, order.kind, order.source, mapping, order.announce, report=False)


def desk_of(scope: Scope) -> Desk:
    """The functions that the parts of this page work with."""
    house = page.house()
    runner = background.runner(house)
    bot = page.find_bot(scope)
    return Desk(
        scope=scope,
        bot=bot,
        bots=list_bots(house.engine, scope),
        sources=tuple((source.name, source.what) for source in SOURCES),
        endings=tuple(sorted({*BY_EXTENSION, SUFFIX})),
        keep=lambda name, content: spool.keep(house.settings.data_dir, name, content),
        drop=spool.drop,
        look=sketch.look,
        fitting=sketch.fitting,
        sketch=sketch.sketch,
        send=sketch.send,
        stage_targets=sketch.stage_targets,
        toml=toml_of,
        parsed=parsed,
        preview=lambda order: runner.preview(scope, order.path, wish(order)),
        start=lambda order: runner.start(scope, order.path, wish(order)),
        undo=lambda batch_id: runner.undo(scope, batch_id),
        progress=runner.progress,
        result=runner.result,
        current=lambda: runner.current(scope),
    )


def steps(desk: Desk) -> None:
    """From the file to the import, each step once the one before is done."""
    taken = import_file.step(desk)
    if taken is None:
        return
    draft, bot = taken
    seen = import_columns.step(desk, draft, bot)
    if seen is not None:
        import_preview.step(desk, draft, seen, bot)


scope = page.require(IMPORT)
desk = desk_of(scope)
wanted = str(st.query_params.get(BATCH, ""))
try:
    if wanted.isdecimal() and desk.bot:
        import_run.under_way(desk)
        import_batch.show(desk, desk.bot, int(wanted))
    else:
        st.title("Imports")
        st.write("Leads, conversations and moves from a file, through the same door as all others.")
        import_run.under_way(desk)
        steps(desk)
        if desk.bot:
            import_mappings.manage(desk, desk.bot)
            import_list.history(desk, desk.bot)
        health.show(examine_here(running.get().house, running.condition()))
except LeadlightError as error:
    st.error(literal(error), icon=":material/error:")
