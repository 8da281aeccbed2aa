"""What visitors say about being asked, in the six languages at once: short replies do not tell their language."""

from __future__ import annotations

import re

from leadlight.domain.fields.replies import yes_or_no
from leadlight.domain.folding import folded

_REFUSES = re.compile(
    # English
    r"\b(?:rather|prefer) not\b|\b(?:don't|do not|won't|will not|not going to|not comfortable|can't) "
    r"(?:(?:want|like|wish|need|have) to |really )?(?:giv|shar|tell|leav|provid|say|disclos)|\bno need (?:for|to)\b"
    r"|\bnot (?:giving|sharing|telling|saying)\b|\bnone of your business\b|\bskip\b|\bi(?:'ll)? pass\b"
    r"|\bthat's private\b"
    # Spanish, Portuguese
    r"|\bprefiero no\b|\bno (?:quiero|voy a|deseo|pienso) (?:dar|decir|compartir|dej)|\bno (?:se )?lo (?:doy|digo)\b"
    r"|\bprefiro nao\b|\bnao (?:quero|vou|desejo|pretendo) (?:dar|dizer|informar|passar|compartilhar|deixar)"
    r"|\bes privado\b|\be particular\b|\bpular\b|\bsaltar\b"
    # French
    r"|\bprefere(?:rais)? (?:ne )?pas\b|\b(?:je )?ne (?:veux|souhaite|vais|donne) pas\b|\bje (?:veux|donne) pas\b"
    r"|\bc'est prive\b|\bpas envie de\b"
    # German
    r"|\b(?:lieber|wirklich|besser|bestimmt) nicht\b"
    r"|\b(?:mochte|will|werde|wurde) (?:ich )?(?:\w+ ){0,4}nicht (?:angeben|sagen|nennen|geben|teilen"
    r"|verraten|herausgeben|mitteilen)|\bgeht sie nichts an\b|\bprivat\b|\bkeine angabe\b|\buberspringen\b"
    # Italian
    r"|\bpreferi(?:sco|rei) (?:di )?no[n]?\b|\bnon (?:voglio|intendo|desidero) (?:dar|dir|condivid|lasci|fornir)"
    r"|\bnon (?:lo|la|glielo) (?:do|dico)\b|\be privat[oa]\b|\bsalta\b"
)
_DECLINES = re.compile(
    r"\bno,? thank(?:s| you)\b|\bnot interested\b|\bjust (?:looking|browsing)\b|\bmaybe later\b|\bnot (?:right )?now\b"
    r"|\banother time\b|\bno,? gracias\b|\bno me interesa\b|\bsolo (?:estoy )?mirando\b|\b(?:quizas"
    r"|tal vez) mas tarde\b"
    r"|\bahora no\b|\bnao,? (?:muito )?obrigad[oa]\b|\bnao (?:me interessa|tenho interesse|estou interessad[oa])\b"
    r"|\bso (?:estou )?olhando\b|\bagora nao\b|\btalvez (?:mais tarde|depois)\b|\bnon,? merci\b|\bpas interesse"
    r"|\bje (?:regarde|jette) (?:juste|seulement|simplement|un)\b|\bpas maintenant\b|\b(?:peut-etre )?plus tard\b"
    r"|\bnein,? danke\b|\bkein interesse\b|\bnicht interessiert\b|\b(?:nur|bloss) (?:mal )?(?:schauen|gucken|umsehen)\b"
    r"|\bschaue (?:mich )?nur\b|\bspater vielleicht\b|\bvielleicht spater\b|\bjetzt nicht\b|\bno,? grazie\b"
    r"|\bnon (?:mi interessa|sono interessat[oa])\b|\bsto solo (?:guardando|dando)\b|\b(?:magari|forse) (?:piu tardi"
    r"|dopo)\b"
    r"|\badesso no\b|\bora no\b"
)
_STOPS = re.compile(
    r"\bleave me alone\b|\bstop (?:asking|it|this|bothering)\b|\b(?:don't|do not|never) (?:call|contact|e-?mail"
    r"|write|phone)"
    r"(?: to)? me\b(?! (?:before|after|at|on|until|in|during))|\bdejame en paz\b|\bdejen? de (?:preguntar|insistir)"
    r"|\bno (?:me )?(?:llam|contact|escrib)\w+\b(?! (?:antes|despues))|\bme deixe em paz\b|\bpare de (?:perguntar"
    r"|insistir)"
    r"|\bnao (?:me )?(?:ligu|contat|escrev)\w+|\blaissez-moi tranquille\b|\barretez (?:de|d')|\bne (?:me"
    r"|m') ?(?:contact|appel"
    r"|ecriv)\w+ pas\b|\blassen sie mich in ruhe\b|\bhoren sie auf\b|\bnicht (?:anrufen|kontaktieren|anschreiben)\b"
    r"|\bruf\w* (?:sie |du )?mich (?:bitte )?nicht\b|\b(?:kontaktieren|schreiben) sie (?:mich|mir) (?:bitte )?nicht\b"
    r"|\bmi lasci in pace\b|\bsmett\w+ di (?:chied|insist)|\bnon (?:mi )?(?:chiam|contatt|scriv)\w+"
)
_ENDS_WITH_NO = re.compile(r"\b(?:no|nope|nah|nein|non|nao)\W*(?<!\?)$")
_NO_CALLS = re.compile(
    r"\b(?:don't|do not|never|rather not) (?:call|phone|ring)\b|\bno (?:phone )?calls\b|\bno (?:me )?llam\w+"
    r"|\bnao (?:me )?ligu\w+|\bne (?:me |m'|nous )(?:r?appel|telephon)\w+ pas\b|\bpas d'appels?\b"
    r"|\bnicht (?:anrufen|anzurufen)\b|\bruf\w* (?:sie |du )?mich (?:bitte )?nicht\b|\bkeine? anrufe?\b"
    r"|\bnon (?:mi )?(?:chiam|telefon)\w+"
)
_CLAUSE_END = re.compile(
    r"[.,;:!?\n]|\b(?:but|just|only|rather|please|instead|sino|pero|mejor|solo|mas|apenas|mais|plutot|seulement"
    r"|sondern|aber|nur|lieber|ma|meglio|piuttosto)\b"
)
_BY_PHONE = re.compile(
    r"(?<!don't )(?<!not )(?<!never )\b(?:call|phone|ring) me\b|\bgive me a (?:call|ring)\b|\b(?:whatsapp|text) me\b"
    r"|\b(?:rather|prefer|better)\b[^.?!]{0,25}\b(?:phone|calls?|whatsapp)\b|\b(?:by|over the) phone\b"
    r"|\b(?:phone|(?:a )?call) (?:is|would be|works) (?:better|best|easier|fine)\b"
    r"|\bphone instead\b"
    r"|\b(?:llamame|llameme|llamenme|me (?:puede|puedes|pueden) llamar)\b|\b(?:mejor"
    r"|prefiero)\b[^.?!]{0,25}\btelefono\b"
    r"|\bpor telefono\b|\bprefiero que me llam|\b(?:me ligu|ligue para mim|pode(?:m)? (?:me )?ligar)"
    r"|\b(?:melhor|prefiro)\b[^.?!]{0,25}\btelefone\b|\bpor telefone\b|\bprefiro que (?:me )?ligu"
    r"|\b(?:appelez|rappelez)[- ]moi\b|\b(?:plutot|prefere)\b[^.?!]{0,25}\btelephone\b|\bpar telephone\b"
    r"|\brufen sie mich\b|\bruf(?:t)? mich (?:an|bitte|lieber)\b|\blieber\b[^.?!]{0,25}\b(?:telefon\w*|anruf\w*"
    r"|anrufen)\b"
    r"|\bper telefon\b|\btelefonisch\b|\b(?:mi (?:chiami|chiamate|chiama)|chiam(?:atemi|ami|imi))\b"
    r"|\b(?:meglio|preferisco)\b[^.?!]{0,25}\btelefono\b|\b(?:per|al) telefono\b|\bmi puo chiamare\b"
)
_BY_EMAIL = re.compile(
    r"\b(?:e-?)?mail me\b|\be-?mail (?:is|would be|works) (?:better|best|easier|fine)\b"
    r"|\b(?:rather|prefer|better)\b[^.?!]{0,25}\be-?mail\b|\bby e-?mail\b|\be-?mail instead\b"
    r"|\bno (?:phone )?calls\b"
    r"|\bescrib(?:eme|ame|anme)\b|\b(?:manda|envia)(?:me|nos) un (?:correo|e-?mail)\b"
    r"|\bescreva-me\b|\bme escrev(?:a|am)\b|\b(?:ecrivez|ecris)[- ]moi\b"
    r"|\b(?:schreib|schreiben sie) mir\b|\b(?:scriv(?:imi|etemi)|mi scriv(?:a|ete))\b"
    r"|\b(?:mejor|prefiero)\b[^.?!]{0,25}\b(?:correo|e-?mail)\b|\bpor (?:correo|e-?mail)\b"
    r"|\b(?:melhor|prefiro)\b[^.?!]{0,25}\be-?mail\b|\b(?:plutot|prefere)\b[^.?!]{0,25}\b(?:e-?mail|courriel)\b"
    r"|\bpar e-?mail\b"
    r"|\blieber\b[^.?!]{0,25}\be-?mail\b|\bper e-?mail\b|\b(?:meglio|preferisco)\b[^.?!]{0,25}\be-?mail\b"
    r"|\bvia e-?mail\b"
)
_MEANT = re.compile(
    r"\W*(?:sorry|i meant|i mean|actually|correction|wait|oops|make that|it should be|perdon|digo|quise decir"
    r"|en realidad"
    r"|corrijo|mejor dicho|desculpe|desculpa|quis dizer|na verdade|alias|pardon|je voulais dire|en fait|plutot"
    r"|entschuldigung|ich meinte|ich meine|eigentlich|korrektur|scusi|scusa|volevo dire|anzi|in realta"
    r"|correggo)\b[\s,:.-]*"
)
_NOT_THAT = re.compile(r"\W*(?:no|non|nao|nein)\s*[,.:-]\s*(?:(?:it's|its|it is|es|son|e|sao|c'est|es ist|sono)\s+)?")


def refuses(text: str) -> bool:
    """Whether the text refuses what was asked: a bare no, "I'd rather not"."""
    said = folded(text)
    says_no = yes_or_no(text) is False or bool(_ENDS_WITH_NO.search(said))
    return (says_no and len(said.split()) <= 3) or bool(_REFUSES.search(said))


def declines(text: str) -> bool:
    """Whether the text wants no part of it: "no thanks", "just looking"."""
    return bool(_DECLINES.search(folded(text)))


def stops(text: str) -> bool:
    """Whether the text asks to be left alone, or not to be contacted; "don't call, write to me" does not."""
    return bool(_STOPS.search(folded(text))) and not _other_way(text)


def refuses_calls(text: str) -> bool:
    """Whether the text wants no calls, and says nothing against being written to."""
    return bool(_NO_CALLS.search(folded(text)))


def _other_way(text: str) -> bool:
    """Whether a text that does not want one way of being reached names another."""
    rest = _without_stops(text)
    return bool(_BY_PHONE.search(rest) or _BY_EMAIL.search(rest))


def _without_stops(text: str) -> str:
    """The folded text without what is said against being reached, up to the end of each such clause."""
    said = folded(text)
    while found := _STOPS.search(said):
        end = _CLAUSE_END.search(said, found.end())
        said = said[: found.start()] + " " + (said[end.start() :] if end else "")
    return said


def wants_phone(text: str) -> bool:
    """Whether the text would rather be called."""
    return bool(_BY_PHONE.search(_without_stops(text)))


def wants_email(text: str) -> bool:
    """Whether the text would rather be written to."""
    return bool(_BY_EMAIL.search(_without_stops(text)))


def corrected(text: str) -> tuple[str, bool] | None:
    """What a correction puts in place, and whether it surely is one; None where the text is none.

    "Sorry, I meant 20" → ("20", True); "no, 20" → ("20", False), for that may answer something else.
    """
    words, surely = text.split(), False
    while words and (found := _MEANT.match(folded(" ".join(words)))):
        words, surely = words[len(found[0].split()) :], True
    if not surely and (found := _NOT_THAT.match(folded(text))):
        words = words[len(found[0].split()) :]
    elif not surely:
        return None
    return (" ".join(words), surely) if words else None
