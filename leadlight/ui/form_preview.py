"""How the form will look to a visitor, as it is being edited: in the talk, or as a form in the chat."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import streamlit as st

from leadlight.domain.fields.contract import Field
from leadlight.domain.fields.registry import BY_KEY
from leadlight.domain.form import Form
from leadlight.domain.wording.languages import LANGUAGES
from leadlight.domain.wording.registry import SPOKEN
from leadlight.domain.wording.speech import pick, question
from leadlight.record.phrasings import Lines
from leadlight.ui import markup, picks
from leadlight.ui.markup import safe

CSS = f"<style>{Path(__file__).with_name('capture.css').read_text('utf-8')}</style>"
SEED = "preview"
_SEND = {"en": "Send", "es": "Enviar", "pt": "Enviar", "fr": "Envoyer", "de": "Senden", "it": "Invia"}


def show(form: Form, saved: Form, phrases: Mapping[str, Lines]) -> None:
    """The form in one of the six languages; a field that stands as `saved` in the words of a model that worded it."""
    st.html(CSS)
    language = picks.segments("form", "speak", "Language", LANGUAGES, "en", hidden=True)
    same = {each.key for each in form.asked() if saved.find(each.key) == each}
    lines = {key: some for key, some in phrases.get(language, {}).items() if key in same and some}
    markup.draw(preview_html(form, language, lines))
    st.caption(
        ("Questions are in the words of the language model. " if lines and form.style == "talk" else "")
        + "Wording varies from talk to talk. A field with a condition is asked only where it holds; "
        "whoever declines is not asked again."
    )


def preview_html(form: Form, language: str, lines: Lines) -> str:
    """What a visitor would see. `lines`: the model's ways to ask some of the fields."""
    inside = _talk(form, language, lines) if form.style == "talk" else _form(form, language)
    return f'<div class="ll-widget" lang="{escape(language)}"><header>Chat</header>{inside}</div>'


def _talk(form: Form, language: str, lines: Lines) -> str:
    words = SPOKEN[language]
    fields = sorted(form.asked(), key=lambda each: not each.required)  # as the capture asks them
    said = [
        pick(lines[each.key], SEED) if each.key in lines else question(each, language, SEED)
        for each in fields
        if each.label.strip()
    ]
    if said:
        said[0] = f"{pick(words.opens['intent'], SEED)} {said[0]}"
    bubbles = [*said, pick(words.done, SEED)]
    items = "".join(f'<li class="bot"><div class="said">{safe(one)}</div></li>' for one in bubbles)
    return f'<ol class="ll-talk">{items}</ol>'


def _form(form: Form, language: str) -> str:
    opening = f"<p>{safe(pick(SPOKEN[language].shows, SEED))}</p>"
    fields = "".join(_field(each, language) for each in form.asked() if each.label.strip())
    return f'<div class="ll-fields">{opening}{fields}<span class="send">{safe(_SEND[language])}</span></div>'


def _field(each: Field, language: str) -> str:
    mark = " *" if each.required else ""
    label, note = safe(each.called(language)), f"<small>{safe(each.help)}</small>" if each.help else ""
    widget = BY_KEY[each.kind].widget
    if widget == "checkbox":
        return f'<div class="f"><span>☐ {label}{mark}</span>{note}</div>'
    if widget == "choices":
        lines = "".join(f"<div>☐ {safe(option)}</div>" for option in each.options)
        return f'<div class="f"><span>{label}{mark}</span>{lines}{note}</div>'
    inside = f"{safe(each.options[0])} ▾" if widget == "select" and each.options else ""
    area = " area" if widget == "area" else ""
    return f'<div class="f"><span>{label}{mark}</span><span class="box{area}">{inside}</span>{note}</div>'
