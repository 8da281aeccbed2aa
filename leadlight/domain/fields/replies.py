"""How people say yes and no, and that they would rather not, in the six languages; read on folded text."""

from __future__ import annotations

import re

from leadlight.domain.folding import folded

_YES = (
    r"yes|yeah|yep|yup|sure|of course|absolutely|definitely|certainly|ok|okay|fine|please do|go ahead|agreed|i agree"
    r"|i do|i accept|i consent|si|claro|por supuesto|vale|de acuerdo|acepto|adelante|sim|claro que sim|com certeza"
    r"|concordo|aceito|pode ser|oui|bien sur|d'accord|j'accepte|volontiers|ja|klar|natuerlich|naturlich|gerne"
    r"|einverstanden|no problem|no worries|kein problem|sin problema|sem problema|pas de (?:probleme|souci)"
    r"|nessun problema"
    r"|ich stimme zu|certo|certamente|va bene|d'accordo|accetto|acconsento|volentieri|true|x"
)
_NO = (
    r"no|nope|nah|not really|no way|never|i don't|i do not|i disagree|nao|de jeito nenhum|nunca|non|jamais|pas question"
    r"|nein|noe|auf keinen fall|lieber nicht|mai|assolutamente no|false"
)
_SAYS_YES = re.compile(rf"\W*(?:{_YES})(?!\w)(?![^.!\n]{{0,20}}\b(?:but|not|pero|mais|mas|ma|aber|nicht)\b)")
_SAYS_NO = re.compile(rf"\W*(?:{_NO})(?!\w)(?! (?:problem|worries)\b)")
_ALL = re.compile(
    r"\W*(?:all(?: of (?:them|these|it))?|both|everything|todos?|todas?|ambos|tudo|tous|toutes|tout|alle|beide|alles"
    r"|tutt[ie]|entrambi)\b"
)


def yes_or_no(text: str) -> bool | None:
    """Whether a text says yes (True) or no (False); None where it says neither."""
    said = folded(text)
    if _SAYS_NO.match(said):
        return False
    return True if _SAYS_YES.match(said) else None


def means_all(text: str) -> bool:
    """Whether a text says "all of them"."""
    return bool(_ALL.match(folded(text)))
