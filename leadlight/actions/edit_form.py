"""Change a bot's capture form: every save is a new version, and an old one can be brought back."""

from __future__ import annotations

from dataclasses import replace

from leadlight.domain.form import Form
from leadlight.domain.form_changes import differences, kept_of
from leadlight.domain.form_problems import problems
from leadlight.domain.scope import CONFIGURE
from leadlight.errors import ConflictError, NotFoundError, RefusedError
from leadlight.record import forms
from leadlight.record.forms import Saved
from leadlight.record.unit_of_work import UnitOfWork


def edit_form(work: UnitOfWork, bot_id: int, wanted: Form, said: str = "") -> Form:
    """Save `wanted` as the next version, where `wanted.version` is the one in force; returns what is in force then.

    A field that was saved before and is left out is retired: its values stay, and stay understood. `said`: why, in
    words, before what changed. Nothing is written when nothing changes. Raises RefusedError naming the field at fault,
    ConflictError when someone saved another version meanwhile.
    """
    work.scope.require(CONFIGURE)
    work.scope.require_bot(bot_id)
    work.hold(bot_id)
    before = forms.form_in_force(work.connection, bot_id)
    if wanted.version != before.version:
        raise ConflictError(
            f"someone saved version {before.version} of the form meanwhile: look at it, then save again"
        )
    wanted = kept_of(before, wanted)
    _refuse_wrong(before, wanted)
    changed = differences(before, wanted)
    if not changed and before.version:
        return before
    saved = replace(wanted, version=before.version + 1)
    told = "; ".join([part for part in (said.strip(), *changed) if part]) or "as every bot begins"
    forms.append_form(work.connection, bot_id, Saved(saved, work.scope.actor, work.now, told))
    work.note("form saved", "bot", bot_id, bot_id=bot_id, changed={"form": (str(before.version), str(saved.version))})
    work.touch("bot", bot_id)
    return saved


def restore_form(work: UnitOfWork, bot_id: int, version: int, in_force: int) -> Form:
    """Bring version `version` back as a new one; `in_force` is the version that was seen in force.

    Fields that came later are retired, not lost. Raises NotFoundError where there is no such version, ConflictError
    when stale.
    """
    work.scope.require(CONFIGURE)
    work.scope.require_bot(bot_id)
    old = forms.find_form(work.connection, bot_id, version)
    if old is None:
        raise NotFoundError(f"there is no version {version} of this form")
    return edit_form(work, bot_id, replace(old, version=in_force), f"version {version} restored")


def _refuse_wrong(before: Form, wanted: Form) -> None:
    for problem in problems(wanted):
        field = f"{problem.key}.{problem.part}" if problem.key else problem.part
        raise RefusedError(problem.words, field)
    was = {each.key: each for each in before.fields}
    for each in wanted.fields:
        if each.key in was and was[each.key].kind != each.kind:
            raise RefusedError(
                f"{each.label} was a {was[each.key].kind} before: retire it, and add another field",
                f"{each.key}.kind",
            )
