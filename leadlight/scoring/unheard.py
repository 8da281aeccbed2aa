"""What a visitor writes and does not mean: instructions to the bot, and the words of others in quotation marks.

Both are blanked before anything is scored, every sign by a space, so that positions and quotes still fit the original.
"""

from __future__ import annotations

import re

_ORDERS = (
    r"(?:ignor(?:e|a|ez|iere?n?|iert|ar)|forget|disregard|override|bypass|olvid(?:a|ad|e|en)|oublie[zr]?"
    r"|vergiss|vergesst"
    r"|missachte|dimentica(?:te)?|esquec(?:e|a|am)|desconsider(?:e|a|em)|desobedece?)"
)
_RULES = (
    r"(?:instru\w*|istru\w*|rules?|prompts?|guidelines|programming|reglas?|regras?|consignes?|regles?"
    r"|anweisung\w*|regeln?"
    r"|regole|ordenes|ordini|everything above|all previous)"
)
_MARKS = (
    r"(?:classif\w*|clasif\w*|classe[rz]?|mark|tag|label|rate|set|treat|flag|log|register|put|marca\w*"
    r"|registr\w*|etiquet\w*"
    r"|puntua\w*|segna\w*|valuta\w*|notez?|trage?|setze?|stufe?|bewerte?|markier\w*|responde?\w*|reponds?|reply|answer"
    r"|antworte?|diga|say|output|print|return|consider\w*|pon(?:me|lo|ga)?|confirm)"
)
_HOT = r"(?:hot|heiss\w*|cald\w*|caliente|quente|chaud\w*|vip|priorit\w*|priority|prioridade?|maxim\w*|top)"
_SOMEONE = r"(?:leads?|clients?|clientes?|prospects?|customers?|kund\w*|buyers?|visitors?|compradores?|acheteurs?)"
_SCORE = r"(?:score|puntuacion|punteggio|pontuacao|punkte\w*|points?|puntos|punti|pontos|temperatur\w*|status|note)"
_GRADES = (
    rf"(?:{_HOT} {_SOMEONE}|{_SOMEONE}(?: is| es| est| e| ist)?(?: very| muy| tres| molto| muito| sehr)? {_HOT}"
    rf"|(?:as|als|como|come|comme|en|auf)(?: very| muy| tres| molto)? {_HOT}"
    rf"|{_SCORE}\W{{0,3}}(?:of|de|di|a|to|von|auf|is)?\W{{0,3}}(?:\d{{2,}}|{_HOT})|\d{{2,}} {_SCORE})"
)
_ALIEN = r"忽略|无视|指令|系统提示|игнорируй|инструкци|системн|تجاهل|التعليمات|無視し|指示を|무시하고|אל תתייחס|התעלם"
_INSTRUCTION = re.compile(
    rf"\b{_ORDERS}\b[^.?!\n]{{0,60}}\b{_RULES}\b|\b{_MARKS}\b[^.?!\n]{{0,40}}\b{_GRADES}"
    r"|\b(?:system|developer) ?(?:prompt|note|message|override|instruction)"
    r"|^\W*(?:system|assistant|admin|developer|instru\w+|consigne|anweisung|comando)\b[^:,\n]{0,30}:"
    r"|\b(?:instru\w+|istru\w+|consigne|anweisung|comando)\b[^.?!\n]{0,20}\b(?:bot|assist\w+|asist\w+|system"
    r"|ki|ai|ia)\b"
    r"|</?(?:system|instructions?|prompt|admin)\b|\[/?(?:system|inst|admin)\]|\btemperature ?=|\blead_?score\b"
    r"|\b(?:reply|respond[ea]?|answer|output|print|say|reponde?[sz]|antworten?|rispondi)"
    r" (?:only|just|exactly|nothing but|solo|solamente|unicamente|uniquement|seulement|nur|ausschliesslich|soltanto"
    r"|apenas|somente|so) (?:with|con|par|avec|mit|com):? ?[\"'“«„]"
    rf"|visitor ?= ?admin|\byou are now (?:a|an|in)\b|\bjailbreak|{_ALIEN}"
)
_HINTS = (
    "ignor", "forget", "disregard", "overrid", "bypass", "olvid", "oubli", "vergiss", "vergess", "missacht", "dimentic",
    "esque", "desconsid", "desobed", "hot", "heiss", "cald", "calient", "quente", "chaud", "vip", "priori", "maxim",
    "score", "punt", "punkt", "system", "instru", "istru", "anweisung", "consigne", "comando", "prompt", "temperatur",
    "admin", "assistant", "jailbreak", "you are now", "developer", "repl", "respond", "repon", "answer", "antwort",
    "rispond", "output", "print", *_ALIEN.split("|"),
)  # fmt: skip
"""One of these stands in every instruction: most messages hold none, and are done with at once."""
_SENTENCE = re.compile(r"(?:[^.?!\n]|\.(?=[a-z0-9]))+[.?!]*")
"""A dot within an address does not end one."""
_QUOTED = re.compile(r"\"[^\"\n]{9,300}\"|“[^”\n]{9,300}”|«[^»\n]{9,300}»|„[^“”\n]{9,300}[“”]")
_MANY_WORDS = 3


def blanked(folded: str) -> str:
    """`folded` (see `phrases.fold`) with sentences that instruct the bot, and long quotations, blanked."""
    folded = without_instructions(folded)
    return _QUOTED.sub(_without_quotation, folded) if _has_quotation(folded) else folded


def without_instructions(folded: str) -> str:
    """`folded` with the sentences that instruct the bot blanked; the whole of it where little else is left."""
    if _hinted(folded) and _INSTRUCTION.search(folded):
        if len(_INSTRUCTION.sub("", folded)) < len(folded) // 2:
            return " " * len(folded)
        folded = _SENTENCE.sub(_without_instruction, folded)
    return folded


def _hinted(folded: str) -> bool:
    for hint in _HINTS:  # noqa: SIM110  # every message comes by: twice as fast as any() over a generator
        if hint in folded:
            return True
    return False


def _has_quotation(folded: str) -> bool:
    return '"' in folded or "“" in folded or "«" in folded or "„" in folded


def _without_instruction(sentence: re.Match[str]) -> str:
    text = sentence.group()
    return " " * len(text) if _INSTRUCTION.search(text) else text


def _without_quotation(found: re.Match[str]) -> str:
    text = found.group()
    return " " * len(text) if text.count(" ") >= _MANY_WORDS - 1 else text
