"""What the visitor wants done: whether they ask, literally, to be contacted. Patterns read folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadlight.domain.conversation import Message, Signal
from leadlight.scoring import addresses, transcript
from leadlight.scoring.asked import PHONE_ASKED, REFERENCE_ASKED, questions
from leadlight.scoring.signals import BY_KIND

_SOMEONE = (
    r"(?:someone|somebody|anyone|anybody|you|your (?:\w+ ){0,2}\w+|a (?:rep|person|human|colleague|manager|advisor"
    r"|adviser|surveyor|fitter"
    r"|technician|consultant)|an? (?:\w+ )?(?:engineer|expert)|the (?:owner|manager|team|boss|doctor|teacher|office))"
)
_REACH = (
    r"(?:call|ring|phone|text|e-?mail|mail|contact|message|whatsapp|ping|buzz|reach|write(?: to)?|get back to"
    r"|reply to|drop|bell)"
)
_ASKS = re.compile(
    r"\b(?:"
    # English
    rf"{_REACH} (?:me|us)\b|(?:call|ring|phone) (?:me |us )?back|get in touch|be in touch|let me know by (?:text"
    rf"|phone|mail)"
    rf"|(?:can|could|would|will|may|please|get|have|want|need|like|is there)\b[^.?!\n]{{0,25}}\b{_SOMEONE}(?: (?:from"
    rf"|in|at|on) [\w ]{{2,20}}?)?"
    rf" (?:please |to |can |who can )?(?:call|ring|phone|text|e-?mail|contact|message|come|visit|talk|speak|pop"
    rf"|measure|survey|reach out|get back|look at it)\b"
    rf"|{_SOMEONE} (?:can|could|should|please|to) (?:call|ring|phone|e-?mail|contact|come (?:out|round|over|by|and))\b"
    r"|(?:have|get) (?:him|her|them|someone|somebody) (?:to )?(?:call|ring|text|e-?mail|contact)"
    r"|(?:schedule|arrange|set up|book|have|want|need|like|do|fancy|hop on|jump on|up for|free for|get on|and) (?:us "
    r"|me )?(?:a|an|that|the|another) (?:[\w-]+ ){0,4}(?:call|callback|call-back|phone call|demo|demonstration"
    r"|walkthrough|video call|meeting|survey|site visit|home visit)\b"
    r"|(?:a|an) (?:quick|short|live|technical|private|video|\d+[- ]min\w*) (?:call|demo|chat|zoom)\b|demo (?:tomorrow"
    r"|today|next|this|on|for)"
    r"|(?:looking forward to|await(?:ing)?|expect(?:ing)?|waiting for|wait for) (?:your|a|the) (?:call|reply|response"
    r"|email|answer|quote)"
    r"|send (?:me |us |it |over |through )?(?:an? |the |your |that )?(?:\w+ ){0,2}(?:quote|quotation|proposal"
    r"|estimate|offer|contract|agreement|someone|somebody|invite|engagement letter)\b"
    r"|(?:want|need|like|get|have|after) (?:an? |your )?(?:\w+ ){0,3}(?:quote|quotation|proposal|estimate)\b|(?:quote"
    r"|proposal|estimate),? (?:please|to \S+@)|invite to"
    r"|(?:talk|speak|chat) (?:to|with) (?:someone|somebody|an? \w+|your|sales|the)\b|(?:best|can be) (?:reached"
    r"|contacted)|for calls\b|(?:got|have|spare) (?:\d+|a few|five|ten|fifteen) min\w*"
    # español
    r"|(?:llam|escrib|contact|avis|mand|envi|localiz|telefone)\w{0,4}(?:adme|ame|eme|anme|enme|dme|ednos|adnos|ennos"
    r"|anos|enos|arme|arnos|irme|idme|ibeme|ibidme|ibanme)\b"
    r"|(?:me|nos|podeis|pueden|puede|puedes|podrian|podria|podrias|que me|que nos) (?:llam(?:e|en|eis|ais|as|an|a|ar)"
    r"|escrib(?:e|is|as|an|a|en|ir)|contact\w+|avis\w+|pueden? llamar|podeis llamar)\b(?! (?:la atencion|ayer|antes))"
    r"|(?:podeis|pueden|puede|podria\w*|quereis|puedes|podeis vosotros|alguien|que) (?:alguien )?(?:venir|pasar(?:os"
    r"|se)?|acercar\w*|venga|pase|vengan|hacer(?:me|nos) (?:un )?presupuesto|enviar(?:me|nos)? (?:un "
    r"|el )?presupuesto)\b"
    r"|(?:una|la|quiero|ensename|ensenadme|hacer) demo\b|presupuesto por favor|pasadme (?:un )?presupuesto|(?:quiero"
    r"|queremos|necesito|necesitamos|pido|pedir|solicito|mandame|mandadme|enviadme) (?:un |el |una )?(?:presupuesto"
    r"|oferta|propuesta)\b"
    r"|quedo a la espera|espero (?:su|vuestra|tu) (?:llamada|respuesta)|un toque\b|pregunt(?:ad|en|a) por"
    # français
    r"|(?:r?appel|contact|ecriv|envoy|joign|rappel|telephon)\w{0,3}[- ](?:moi|nous)\b|(?:me|nous|m') ?(?:r?appeler?"
    r"|contacter|joindre|ecrire|recontacter|rappelle\w*|envoyer (?:un |le |votre )?devis)\b"
    r"|quelqu'un (?:peut|pourrait|pour|qui|passe)\b[^.?!\n]{0,30}\b(?:appel\w*|passer?|venir|rappel\w*|ecrire)"
    r"|envoyez (?:quelqu'un|un technicien|(?:moi |nous )?(?:un |votre )?devis)|(?:pouvez|pourriez|peux"
    r"|peut)[- ](?:vous|tu|on) (?:passer|venir|m'|me |nous |vous )[^.?!\n]{0,25}"
    r"|(?:un|l'|une|se caler un) ?(?:appel|rdv tel\w*|visio|demo|demonstration|rendez-vous telephonique)\b|(?:un|le"
    r"|votre) devis (?:svp|s'il)|(?:voudrais|veux|souhaite|aimerais|voulons|faut|besoin d'|faire|recevoir"
    r"|demande) ?(?:un |le |d'un |une |de )?(?:devis|demo\w*)|dans l'attente de (?:votre|vos)|joignable"
    # português
    r"|(?:me|nos) (?:lig\w+|cham\w+|contat\w+|contact\w+|avis\w+|manda\w*|envia\w*|escrev\w+|da um toque|retorn\w+)\b"
    r"|(?:ligu?e|ligar|ligam|liguem|contact\w+|contat\w+|escrev\w+|avis\w+|envi\w+|mand\w+)-(?:me|nos|mos)\b|(?:pode"
    r"|podem|alguem|poderia\w*) (?:alguem )?(?:ligar|me ligar|vir|passar|entrar em contat\w+|contactar)\b"
    r"|(?:quero|queria|gostaria de|preciso|precisamos|precisava|mandar?|envi\w+|fazer|solicito) (?:de |d)?(?:um |uma "
    r"|o |a )?(?:orcamento|proposta|cotacao|demonstracao|demo|apresentacao)\b|(?:posso|podemos) (?:te |lhe "
    r"|vos )?ligar|(?:can|could|may|shall|should) (?:i|we) (?:call|ring|phone) you|(?:os|te|le|les) llamo|(?:puis-je"
    r"|je peux) vous appeler|posso chiamar(?:vi|la|ti)|darf ich sie anrufen|aguard\w+ (?:a |o |vossa |sua "
    r"|seu )+(?:vossa |sua )?(?:chamada|contat\w+|contact\w+|resposta|retorno|ligacao)|envie-?me"
    # Deutsch
    r"|(?:ruf|rufen|rufe|rufst|ruft) (?:sie |du |ihr )?(?:mich|uns)\b|(?:mich|uns) (?:\w+ ){0,3}(?:anrufen"
    r"|zuruckrufen|kontaktieren|erreichen|melden|anruft)\b|melden sie sich|(?:jemand|wer) (?:\w+ ){0,4}(?:anrufen"
    r"|vorbeikommen|kommen|melden|zuruckrufen|vorbeischauen)\b|ruckruf"
    r"|(?:konnen|konnten|konntet|wurden) (?:sie|ihr) (?:\w+ ){0,4}(?:vorbeikommen|anrufen|kommen|vorbeischauen"
    r"|ausmessen|zuruckrufen|ansehen)\b|(?:erreichen|erreicht) (?:sie |ihr )?mich|(?:ein|ihr|das|um|bitte|brauche\w*"
    r"|suchen ein|\w+-) ?(?:angebot|kostenvoranschlag|pentest-angebot)\b(?! (?:war|ist|gilt))|(?:eine|zur|um eine"
    r"|eure|online-?) ?(?:vorfuhrung|demo)\b|schicken sie (?:mir |uns )?(?:bitte )?(?:ein |das |ihr )?angebot"
    r"|telefoninterview|telefontermin|telefonat"
    # italiano
    r"|(?:chiam|richiam|contatt|scriv|avvis|ricontatt|telefon|mand|invi)\w{0,3}(?:atemi|ami|etemi|imi|ateci|eteci"
    r"|armi|arci|ermi|erci|atemelo|arcelo)\b|(?:mi|ci) (?:chiam(?!o\b)\w+|richiam\w+|contatt\w+|scriv\w+|telefon\w+"
    r"|fa(?:te|ccia)? (?:uno squillo|sapere|avere)|puo (?:chiamare|richiamare)|faccia (?:sapere|avere|chiamare))\b"
    r"|uno squillo"
    r"|(?:potete|puo|potreste|qualcuno|riuscite a) (?:\w+ ){0,2}(?:passare|venire|chiamar\w+|richiamar\w+"
    r"|fare un sopralluogo|contattar\w+)\b|sopralluogo|(?:vorrei|vorremmo|voglio|una|fare|fatemi"
    r"|vedere una) (?:una )?(?:demo|dimostrazione)\b|(?:vorrei|vorremmo|mi serve|ci serve|mandate\w*|inviate\w*"
    r"|fatemi|fate|avere|chiedere) (?:un |il |avere un )?preventivo|resto in attesa|att(?:endo|esa) (?:di |una "
    r"|vostra |sua )+(?:risposta|chiamata)"
    r")"
)
_REFUSES = re.compile(
    r"\b(?:no|without|not? (?:any )?more) (?:\w+ ){0,2}(?:calls?|phone calls|emails|newsletters|spam)\b|\b(?:don't"
    r"|do not|dont|never|please don't|not to|no need to|rather not|didn't ask (?:you )?to)(?: \w+){0,2} (?:call|ring"
    r"|phone|contact|email|text|report)"
    r"|\bnot? (?:my|giving|leaving|sharing)(?: \w+)? (?:number|phone|mobile|email)"
    r"|\bno (?:me|nos|le|la|lo|les) (?:llam\w+|escrib\w+|contact\w+)|\bno (?:quiero|queremos|hace falta"
    r"|necesito) que (?:me|nos) (?:llam\w+|contact\w+)|\bsin llamadas|\bnada de llamadas|\bno (?:quiero )?llamadas"
    r"|\bne (?:m'|me |nous )(?:r?appel\w+|contact\w+)|\bpas (?:d'appels?|de telephone|d'appel|besoin de (?:m'|me )\w+"
    r"|de rappel)|\bsans appel|\bevitez les appels"
    r"|\bnao (?:me |nos |precisa (?:me )?|quero que (?:me )?|e preciso )(?:lig\w+|contact\w+|contat\w+|cham\w+)"
    r"|\bsem ligac|\bnada de ligac"
    r"|\bkeine? (?:anrufe?|telefonate?|werbung|ruckruf)|\bnicht (?:an)?(?:rufen|anrufen|zuruckrufen|kontaktieren)"
    r"|\bkein anruf|\bohne anruf"
    r"|\bnon (?:mi |ci )?(?:chiam\w+|telefon\w+|contatt\w+|voglio (?:essere )?(?:chiamat\w|telefonate|contattat\w))"
    r"|\bniente (?:telefonate|chiamate)|\bsenza (?:telefonate|chiamate)"
    r"|\b(?:angebot|devis|preventivo|orcamento|presupuesto|demo|quote|call|appel|llamada) (?:no|nein|non|nao|not now"
    r"|for now no)\b"
    r"|\bborr(?:ar|eis|en|ad|e)\b[^.?!\n]{0,30}\bdatos|\bdelete my (?:data|number|details)|\bfor (?:you to )?delet"
    r"|\bsupprim\w+ mes|\blosch\w+ sie meine|\bcancell\w+ i miei dati|\bapag\w+ os meus"
)
_DOCUMENT = re.compile(
    r"confirm\w*|conferma|bestatig\w*|\blink\b|invoice|receipt|guide|\bpdf\b|brochure|\bform\b|formul\w*|white ?paper"
    r"|checklist|check-list|e-?book|factura|fatura"
    r"|facture|fattura|\bnota\b|rechnung|label|etikett|ricevuta|recibo|\brecu\b|voucher|ticket|billet|bigliett\w*"
    r"|catalog\w*|katalog|folleto|prospekt|unterlagen"
    r"|documenta\w*|opuscolo|template|plantilla|modello|price ?list|preisliste|listino|tarifario|justificante"
    r"|certific\w*|codigo|code\b|anleitung|manual\w*|iban"
)
_REACHED = re.compile(
    r"\b(?:reach|contact|get back to|call|ring|write to) you|(?:te|le|os|lo|la) (?:contact|llam|escrib)\w+"
    r"|vous (?:joindre|contacter|rappel\w+|ecrire)"
    r"|(?:sie|dich|euch) (?:\w+ )?(?:erreich|kontakt|anruf)\w+|(?:la|ti|vi) (?:ricontatt|contatt|richiam|chiam)\w+"
    r"|contatt\w+la|(?:te|lhe|o|a) (?:contat|contact|lig)\w+"
)
_OFFER = re.compile(
    r"\b(?:call|ring|callback|demo\w*|survey|home visit|quote|proposal|estimate|someone|adviser|advisor|llam\w+"
    r"|presupuesto|visita tecnica|propuesta|appel\w*|rappel\w*|devis"
    r"|conseiller|chiam\w+|richiam\w+|preventivo|sopralluogo|lig\w+|orcamento|proposta|anruf\w*|ruckruf|angebot"
    r"|vorfuhrung|erstgesprach|beratungsgesprach|meeting)\b"
)
_YES = re.compile(
    r"\W*(?:yes|yep|yeah|yup|sure|absolutely|definitely|of course|please|ok(?:ay)?|go on|go ahead|why not|si|claro"
    r"|vale|perfecto|venga|oui|volontiers|avec plaisir|d'accord|certo|volentieri"
    r"|va bene|sim|pode ser|ja|gerne?|bitte|klar)\b(?![^.!\n]{0,20}\b(?:but|not|no|pero|mais|mas|ma|aber|nicht)\b)"
)


def wants_contact(ledger: Sequence[Signal], messages: Sequence[Message] = ()) -> bool:
    """Whether the visitor asks to be contacted, by a call, a mail, a demo, a visit to them or a quote.

    Leaving a phone number asks for it; an e-mail address does with a decisive request, unless it is there only for a
    document. A refusal takes it back. Without `messages` only the ledger speaks.
    """
    kinds = {signal.kind for signal in ledger}
    decided = "price_with_timeline" in kinds or any(
        kind in BY_KIND and BY_KIND[kind].group == "decisive" for kind in kinds
    )
    if not messages:
        return "contact_requested" in kinds or ("contact_given" in kinds and decided)
    wants, asked, told = False, "", ""
    for message, folded in transcript.folded(messages):
        if message.role != "visitor":
            asked, told = questions(message.text), folded
            continue
        if _REFUSES.search(folded):
            wants = False
        elif _ASKS.search(folded) or (_OFFER.search(asked) and _YES.match(folded)) or _leaves_number(message, asked):
            wants = True
        elif (decided or _REACHED.search(asked) or _OFFER.search(asked)) and addresses.emails(message.text):
            wants = wants or not _DOCUMENT.search(f"{told} {folded}")
        asked = told = ""
    return wants


def _leaves_number(message: Message, asked: str) -> bool:
    """Whether a message gives the visitor's phone number, and not the number of an order that was asked for."""
    is_reference = REFERENCE_ASKED.search(asked) and not PHONE_ASKED.search(asked)
    return not is_reference and bool(addresses.phones(message.text, "", None, asked))
