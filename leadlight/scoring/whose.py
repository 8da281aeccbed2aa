"""Whose an address is: what the words around an e-mail or a phone number say of it. Patterns read folded text."""

from __future__ import annotations

import re

from leadlight.scoring.given import surely_given

_KIN = (
    r"(?:wife|husband|partner|boss|colleague|brother|sister|mother|father|mum|mom|dad|son|daughter|neighbou?r|friend"
    r"|cousin|aunt|uncle|landlord|tenant|accountant|secretary|assistant|lawyer|comptable|contable|gestor"
    r"|commercialista|steuerberater\w*|contador|marido|mujer|hij[oa]|madre|padre|herman[oa]|jef[ea]|vecin[oa]"
    r"|cunad[oa]"
    r"|soci[oa]|prim[oa]|amig[oa]|suegr[oa]|tia|tio|compan?er[oa]|mari|femme|fils|fille|mere|pere|frere|soeur"
    r"|voisine?"
    r"|patron(?:ne)?|collegue|cousine?|ami|amie|associee?|mann|frau|sohn|tochter|mutter|vater|bruder|schwester"
    r"|chef(?:in)?"
    r"|nachbar(?:in)?|kolleg\w*|freund\w*|vermieter\w*|marito|moglie|figli[oa]|fratello|sorella|capo|collega"
    r"|vicin[oa]"
    r"|mamma|papa|cugin[oa]|amic[oa]|suocer[oa]|espos[oa]|filh[oa]|mae|pai|irmao|irma|chefe|vizinh[oa]|sogr[oa]"
    r"|capocantiere|foreman|disenador\w*|designer\w*|grafiker\w*|graphiste|conjointe?|fiance\w*|verlobte\w*"
    r"|namorad[oa]|novi[oa]|fidanzat[oa]|compagn[oae]"
    r"|girlfriend"
    r"|boyfriend|flatmate|roommate)"
)
_MINE = r"(?:my|mi|mio|mia|meu|minha|mon|ma|mein\w*|our|nuestr[oa]|notre|nostr[oa]|noss[oa]|unser\w*)"
_DEVICE = (
    r"(?:e-?mail|mail|address|number|phone|mobile|cell|telefono|movil|numero|correo|tel|telephone|cellulare|telefone"
    r"|telemovel|celular|nummer|handy\w*|adresse|portable)"
)
_UP_TO = r"[\s:,\"'<(]{0,3}$"
_YOU = r"(?:you|vous|vo(?:tre|s)|vcs|voces|ihnen|euch|usted(?:es)?|vosotros|(?:su|tu|vuestra) parte|voi|lei|vostra)"
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
    rf"(?: (?:one|una|uno|{_DEVICE}|\w+ {_DEVICE}))?(?: (?:is|was|era|war|etait))?(?!,)"
    rf"|{_KIN}(?:'s)?(?: {_DEVICE})?(?: (?:is|on|at))?"
    r"|envoye a|ecrit a|de la part de|de parte de|mandato a|scritto a|geschickt an|gesendet an)"
    # what somebody had done with it: written there, called it, been called by it
    r"|\b(?:sent|wrote|written|e?mailed|forwarded|mandado|enviad[oa]|escrito|mande|envie|escribi|mandei|enviei"
    r"|escrevi"
    r"|envoye|ecrit|transmis|geschickt|geschrieben|gesendet|gemailt|mandato|scritto|inviato)\b[^.?!\n]{0,40}"
    r" (?:to|a|al|au|an|para|pra|pro|ao)"
    rf"|\b(?:your|deine?|eure?|ihre|votre|tu|tua|sua|vostra|vuestr[oa]) {_DEVICE}[^.?!\n]{{0,25}}"
    rf"|\b{_DEVICE} (?:de|do|da|di|von|of) (?:vcs|voces|ustedes|vosotros|vous|voi|euch|ihnen|yours)\b[^.?!\n]{{0,15}}"
    r"|\balready (?:sent|wrote)[^.?!\n]{0,20}"
    r"|\b(?:call|message|sms|text|anruf|appel|ligacao|chiamata|llamada) (?:from|von|de|del|do|du|da|dal"
    rf"|desde)\b(?! {_YOU}\b)[^.?!\n]{{0,12}}"
    # not "me llamo Ana" and "je m'appele Luc": they say who they are
    r"|\b(?:m[ei]|nos|ci|m'|uns|mich) ?(?:ha|han|a|hat|haben|ont)? ?(?:llamado|(?<!me )llamo|(?<!m')appele|ligado"
    r"|ligaram|ligou|chiamato|telefonato|angerufen)\b[^.?!\n]{0,12}"
    r"|\b(?:(?<!m )called|rang|dialled|(?<!me )(?<!que )llame|(?<!m')appele|liguei|chiamato|angerufen)\b"
    r"[^.?!\n]{0,20}"
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
    rf"){_UP_TO}"
)
_KEEPER = (
    r"(?:manager|supervisor|caretaker|receptionist|porter|concierge|portero|conserje|encargad[oa]|gardien(?:ne)?"
    r"|gerante?|hausmeister\w*|verwalter\w*|portiere|portinaia|custode|zelador\w*|porteir[oa]|gerente|sindic[oa]"
    r"|amministrat\w+|propietari[oa]|proprietari[oa]|proprietaire|chef|kindergarten|sitter|nanny|driver|chofer)"
)
_SOMEBODY = (
    rf"(?:(?:(?:{_MINE}|the|el|la|le|il|lo|der|die|den|o|a|his|her|su) |l')(?:\w+ )?(?:{_KIN}"
    rf"|{_KEEPER})(?: d(?:ott|r)\w*\.?\w*)?)"
)
_CALLED = (
    r"(?:(?:se llama|is called|called|named|si chiama|s'appelle|heis+t|c'est|est|e|es|is|ist|chama-se"
    r"|se chama) )"
)
_TO_CALL = (
    r"(?:call|ring|phone|text|contact|reach|message|llam\w+|contact\w+|avis\w+|appele[zr]|joign\w+|ruf\w*"
    r"|kontaktier\w*"
    r"|chiam\w+|contatt\w+|lig(?:ue|ar|uem)|fal\w+ com)"
)
_THIRD = re.compile(
    rf"(?:\b{_TO_CALL} (?:\w+ ){{0,3}}?{_SOMEBODY}\b[^.?!\n]{{0,60}}"
    rf"|\b{_SOMEBODY}[ ,:(]{{1,3}}{_CALLED}?[^\W\d][\w'-]*(?: [^\W\d][\w'-]*)?[ ,:)]{{1,3}}(?:(?:at|on|al|au|no"
    rf"|unter|under|tel\.?) )?"
    rf"|(?:^|[,.;:!?] ?)(?:tenant|landlord|mieter\w*|vermieter\w*|inquilin[oa]|locataire) (?:is|ist|es|e|est"
    rf"|:)[^.?!\n]{{0,40}}"
    rf"|\b{_SOMEBODY}[ ,:(]{{1,3}}"
    r"|\b(?:s?he(?:'s|'ll| is| has| will)|ella (?:es|esta|tiene)|elle (?:est|sera|a)|(?:er|sie) ist|ela (?:e|esta"
    r"|tem|atende))"
    r"\b[^.?!\n]{0,40}"
    rf"|\b{_SOMEBODY}\b[^\n]{{0,40}}[?.:] ?(?:herrn?|frau|mrs?|ms|sra?|mme|sig|dott)\.? [^\W\d][\w'-]*[ ,]{{1,3}}"
    rf"|\b(?:von|of|de|di|da|do|du|dal|fur|for|para|per|pour) {_MINE} {_KIN}\b[^?!\n]{{0,25}}"
    rf"|\b{_MINE} (?:hr|herrn?|frau|mr|mrs|ms|mme|monsieur|sig|sra?)\b[^!?\n]{{0,50}}"
    r"|\b(?:mando|mande|envio|sent|send|schicke|envoie|invio|mandei) (?:\w+ ){0,2}(?:de|desde|from|von|depuis|da) "
    r"|\b(?:sms|appel|call|message|mensaje|llamada|mensagem|messaggio|nachricht)\b[^.?!\n]{0,40} (?:du|del|from|de"
    r"|von|vom|da|dal) )$"
)
_IS_IT_YOU = re.compile(
    r"[^?\n]{0,50}\b(?:(?:is|was) (?:that|this|it) you|c'est (?:bien )?vous|siete voi|sois vosotros|son ustedes"
    r"|es vuestro"
    r"|seid ihr das|sind sie das|sao voces|sois vos|e (?:o )?vosso|e de vcs)\W*\?"
)
_MYSELF = re.compile(
    r"\b(?:(?:ring|call|text) me|my (?:number|phone|cell|mobile|e?mail)|mine|mi (?:numero|telefono|movil|correo"
    r"|mail)|mon (?:numero"
    r"|tel\w*|mail"
    r"|portable)|meine? (?:nummer|handy\w*|mail)|il mio|o meu|i'm|i am|im|soy|je suis|moi|sono|sou|ich bin)\b"
)
_AFTER = re.compile(
    rf"[\s,;:()-]{{0,4}}(?:(?:is|es|e|est|ist|that's|c'est)\b )?(?:(?:del|della|dello|de la|du|do|da|vom|von der)"
    rf" (?!lunes|lundi|tarde|matin|manha|dia)\w+|(?:de |di |von )?(?:{_MINE}|the|il|el|le|la|o|a|der|die"
    rf"|das) {_KIN}|(?:and |y |e |et |und )?s?he (?:says|is|will|can)"
    r"|(?:was|bounced?|bounces|no longer works|is (?:wrong|old|dead|typo)|ya no|ne marche plus|geht nicht mehr"
    r"|nao funciona|non funziona|non va piu|war falsch|ist falsch)\b)"
)
_REACH, _NEAR = 100, 8
_KIN_NAMED = re.compile(
    rf"\b(?:{_MINE}|his|her|su|son|sa|suo|sua|seu|sein\w*|ihr\w*) (?:\w+ )?{_KIN}(?:'s)?[\s,:(]{{1,3}}"
    r"(?:(?:is|is called|called|named|se llama|es|c'est|s'appelle|heis+t|ist|si chiama|e|chama-se|se chama) )?$"
)


_HIS = re.compile(r"(?:his|her|su|son|sa|suo|sua|seu|sein\w*|ihr\w*) ")
_INTRODUCED = re.compile(
    r"\b(?:ich bin|i'm|i am|soy|je suis|sono|sou|moi c'est|my name|me llamo|mi chiamo|me chamo|je m'appelle"
    r"|ich heisse)\b"
)
_I_AM_KIN = re.compile(
    rf"(?:{_INTRODUCED.pattern}) (?:(?:the|a|his|her|their|el|la|un|una|su|il|lo|suo|sua|le|une|son|sa|der|die|ein|eine"
    rf"|sein\w*|ihr\w*|o|seu) |l')?{_KIN}{_UP_TO}"
)
_NAMED_SO = re.compile(rf"(?:([^\W\d_][\w-]*) (?:d')?|\bd'){_KIN}{_UP_TO}")
"""A family name that means somebody of theirs, too: "Thomas Mann", "Nicolò D'Amico"."""
_OF_KIN = re.compile(rf"\b(?:{_MINE}|his|her|su|sus|son|sa) (?:\w+ )?{_KIN}s?\b")


def of_kin(folded: str, start: int, mine_only: bool = False) -> bool:
    """Whether the name at `start` is that of somebody of theirs: "my husband Karl", "mi hija se llama Ana".

    `mine_only`: "her daughter Alison" may be the visitor, as the answer to who they are.
    """
    named = _KIN_NAMED.search(folded[max(0, start - _REACH) : start])
    return bool(named and not (mine_only and _HIS.match(named.group())))


def speaks_of_kin(folded: str, start: int) -> bool:
    """Whether the sentences right before `start` are of somebody of theirs: "it's my dad's account. Roger Pelham"."""
    found = _OF_KIN.search(folded, max(0, start - _REACH), start)
    return bool(found and not _INTRODUCED.search(folded, found.end(), start))


def anothers(folded: str, start: int, end: int) -> bool:
    """Whether the words around `folded[start:end]`, an address, say that it is somebody else's or no good."""
    after = _AFTER.match(folded, end) if folded[end : end + 1] in " ,(" else None
    before = folded[max(0, start - _REACH) : start]
    third = _THIRD.search(before)
    if _IS_IT_YOU.match(folded, end):
        return True
    if third and not _MYSELF.search(before, max(0, third.start() - _NEAR)):
        return True
    return bool(after or (_BEFORE.search(before) and not _are_theirs(before)))


def _are_theirs(before: str) -> bool:
    """Whether a word for somebody of theirs is the visitor after all: "I'm her husband", "Thomas Mann"."""
    named = _NAMED_SO.search(before)
    return bool((named and (named[1] is None or surely_given(named[1]))) or _I_AM_KIN.search(before))
