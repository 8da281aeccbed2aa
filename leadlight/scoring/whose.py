"""Whose an address is: what the words around an e-mail or a phone number say of it. Patterns read folded text."""

from __future__ import annotations

import re

_KIN = (
    r"(?:wife|husband|partner|boss|colleague|brother|sister|mother|father|mum|mom|dad|son|daughter|neighbou?r|friend"
    r"|cousin|aunt|uncle|landlord|tenant|accountant|secretary|assistant|lawyer|comptable|contable|gestor"
    r"|commercialista|steuerberater\w*|contador|marido|mujer|hij[oa]|madre|padre|herman[oa]|jef[ea]|vecin[oa]"
    r"|cunad[oa]"
    r"|soci[oa]|prim[oa]|amig[oa]|suegr[oa]|tia|tio|compan?er[oa]|mari|femme|fils|fille|mere|pere|frere|soeur|voisine?"
    r"|patron(?:ne)?|collegue|cousine?|ami|amie|associee?|mann|frau|sohn|tochter|mutter|vater|bruder|schwester|chefin?"
    r"|nachbarin?|kolleg\w*|freund\w*|vermieter\w*|marito|moglie|figli[oa]|fratello|sorella|capo|collega|vicin[oa]"
    r"|mamma|papa|cugin[oa]|amic[oa]|suocer[oa]|espos[oa]|filh[oa]|mae|pai|irmao|irma|chefe|vizinh[oa]|sogr[oa]"
    r"|capocantiere|foreman)"
)
_MINE = r"(?:my|mi|mio|mia|meu|minha|mon|ma|mein\w*|our|nuestr[oa]|notre|nostr[oa]|noss[oa]|unser\w*)"
_DEVICE = (
    r"(?:e-?mail|mail|address|number|phone|mobile|cell|telefono|movil|numero|correo|tel|telephone|cellulare|telefone"
    r"|telemovel|celular|nummer|handy\w*|adresse|portable)"
)
_BEFORE = re.compile(
    r"(?:"
    r"\b(?:b?cc(?: an| a| ad| para| to| pour)?|copy(?: in)?|loop in"
    r"|con copia (?:a|para)|(?:mettez )?en copie|in (?:kopie|copia|cc)(?: an| a)?"
    r"|com copia (?:para|a)|from|forwarded (?:it )?to|sent (?:it )?(?:already )?to|wrote to|emailed|(?:goes"
    r"|go) to (?:her|him|them)"
    r"|to (?:her|him|them)|(?:not|non|no|nicht|pas|nao) (?:to|a|al|an|para|at)|instead of|rather than|in place of"
    r"|en vez de|en lugar de|au lieu de|plutot que|invece di"
    r"|al posto di|anstatt|statt|em vez de|mas nao|pero no|ma non|aber nicht|sondern nicht|(?:and|but) not"
    rf"|(?:her|his|their|not|your|wrong|old|former|previous|alten?|ancienne?|antigu[ao]|viej[ao]|vecchi[ao]|antig[oa]"
    rf"|errad[oa]|falschen?|sbagliat[ao])"
    rf"(?: (?:one|una|uno|{_DEVICE}|\w+ {_DEVICE}))?(?: (?:is|was|era|war|etait))?"
    rf"|{_KIN}(?:'s)?(?: {_DEVICE})?(?: (?:is|on|at))?"
    r"|envoye a|ecrit a|de la part de|de parte de|mandato a|scritto a|geschickt an|gesendet an)"
    # what somebody had done with it: written there, called it, been called by it
    r"|\b(?:sent|wrote|written|e?mailed|forwarded|mandado|enviad[oa]|escrito|mande|envie|escribi|mandei|enviei|escrevi"
    r"|envoye|ecrit|transmis|geschickt|geschrieben|gesendet|gemailt|mandato|scritto|inviato)\b[^.?!\n]{0,40}"
    r" (?:to|a|al|au|an|para|pra|pro|ao)"
    r"|\balready (?:sent|wrote)[^.?!\n]{0,20}"
    r"|\b(?:call|message|sms|text|anruf|appel|ligacao|chiamata|llamada) (?:from|von|de|del|do|du|da|dal"
    r"|desde)\b[^.?!\n]{0,12}"
    r"|\b(?:m[ei]|nos|ci|m'|uns|mich) ?(?:ha|han|a|hat|haben|ont)? ?(?:llamado|llamo|appele|ligado|ligaram|ligou"
    r"|chiamato"
    r"|telefonato|angerufen)\b[^.?!\n]{0,12}"
    r"|\b(?:called|rang|dialled|llame|appele|liguei|chiamato|angerufen)\b[^.?!\n]{0,20}"
    r"|\b(?:it said|says|said|scritto|ponia|pone|decia|dizia|marque|ecrit|steht|stand|told me to|he says|she says)\b"
    r"[^.?!\n]{0,25}"
    # whom to call there: him, her, them
    r"|\b(?:call|ring|text|phone|reach|contact|e?mail|ask|try) (?:him|her|them)\b[^.?!\n]{0,25}"
    r"|\b(?:la|lo|li|le) (?:chiamate|chiami|chiama|chiamano|contatti|contattate|trovate|trova)\b[^.?!\n]{0,15}"
    r"|\b(?:appelez|contactez|joignez)[- ](?:le|la|les|lui)\b[^.?!\n]{0,15}"
    # somebody of theirs
    rf"|\b(?:{_MINE}|del?|do|da|il mio|la mia|for|para|pour|per|fur)\b(?: \w+)? {_KIN}\b[^.?!\n,]{{0,30}}"
    rf"|\b(?:su|sus|son|sa|suo|sua|seu|sein\w*|ihr\w*|dele|dela|leur) {_DEVICE}(?: \w+)?"
    rf"|\b(?:su|son|sa|suo|sua|seu|sein\w*|ihr\w*|his|her|their) {_KIN}\b[^.?!\n]{{0,20}}"
    r")[\s:,\"'<(]{0,3}$"
)
_AFTER = re.compile(
    rf"[\s,;:()-]{{0,4}}(?:(?:is|es|e|est|ist|that's|c'est)\b )?(?:(?:del|della|dello|de la|du|do|da|vom|von der)"
    rf" (?!lunes|lundi|tarde|matin|manha|dia)\w+|(?:de |di |von )?{_MINE} {_KIN}"
    r"|(?:was|bounced?|bounces|no longer works|is (?:wrong|old|dead|typo)|ya no|ne marche plus|geht nicht mehr"
    r"|nao funciona|non funziona|non va piu|war falsch|ist falsch)\b)"
)
_REACH = 80
_KIN_NAMED = re.compile(
    rf"\b(?:{_MINE}|his|her|su|son|sa|suo|sua|seu|sein\w*|ihr\w*) (?:\w+ )?{_KIN}[\s,:(]{{1,3}}"
    r"(?:(?:is|is called|called|named|se llama|es|c'est|s'appelle|heis+t|ist|si chiama|e|chama-se|se chama) )?$"
)


def of_kin(folded: str, start: int) -> bool:
    """Whether the name at `start` is that of somebody of theirs: "my husband Karl", "mi hija se llama Ana"."""
    return bool(_KIN_NAMED.search(folded[max(0, start - _REACH) : start]))


def anothers(folded: str, start: int, end: int) -> bool:
    """Whether the words around `folded[start:end]`, an address, say that it is somebody else's or no good."""
    after = _AFTER.match(folded, end) if folded[end : end + 1] in " ,(" else None
    return bool(after or _BEFORE.search(folded[max(0, start - _REACH) : start]))
