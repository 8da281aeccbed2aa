"""What the bot asked right before: a phone number, some reference, a name, a company. Patterns read folded text."""

from __future__ import annotations

import re

from leadlight.scoring.phrases import fold

_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_ASKS = re.compile(
    r"\?|:\s*$|\b(?:need|please|give|tell|share|leave|drop|necesit\w*|dime|dame|digame|deme|dejame|dejeme|indica\w*"
    r"|facilit\w*"
    r"|besoin|donnez|indiquez|laissez|communiqu\w*|bitte|brauch\w*|nennen|geben|preciso|informe|diga|deixe|me passa"
    r"|serve|servono|mi lasci|lasci|dica|indichi|per favore|por favor)\b"
)


def questions(text: str) -> str:
    """The sentences of a bot's message that ask for something, folded; the last if none does."""
    sentences = _SENTENCE.findall(fold(text))
    asking = [part for part in sentences if _ASKS.search(part)]
    return " ".join(asking or sentences[-1:])


PHONE_ASKED = re.compile(
    r"phone|\bnumber (?:to (?:call|ring|reach|text)|we can|i can|where)|\b(?:your|best|contact|good|a|and|which|what"
    r"|whose|direct) number"
    r"|mobile|\bcell\b"
    r"|whatsapp|whats ?app|telefon|telephone|\btel\b|\bzap\b|call you|reach you|ring you|llamarte|llamarle|llamaros"
    r"|portable|movil|celular|cellulare|recapito|handynummer|rufnummer|telemovel|contacto\b|contato\b|un numero"
    r"|quel numero|que numero|eine nummer|welcher nummer|ruckrufnummer|contattar|rappel|joindre|erreich"
)
_REFERENCE_NOUNS = (
    r"pedido|factura|fatura|socio|cliente|reserva|adherent|commande|client|dossier|ordine|spedizione|envio|encomenda"
    r"|protocolo|serie|suivi|matricula|fattura|bestell|abonnement|abonne|tessera|contratto|contrato|contrat|polizza"
    r"|poliza"
    r"|apolice|sinistre|pratica|colis|seguimiento|rastreio|expediente|siniestro|ticket|incidencia|identificacion"
    r"|identidade"
)
REFERENCE_ASKED = re.compile(
    r"vertragskonto|kundenkonto|(?:order|booking|reference|invoice|member\w*|account|customer|policy|ticket"
    r"|tracking|serial|case|claim|job"
    r"|passport|student|employee|reservation|confirmation|card|licen[cs]e|registration|vin|shipment|contract|meter"
    r"|parcel|vat|consignment) ?(?:number|no\b|id\b|ref)"
    rf"|\b(?:numero|n\.?|no|nº|codigo|codice|code) (?:d[eio]'? ?)?(?:l?[' ]?|seu |tu |su |vo[st]re |suo |o |la |el "
    rf"|il )(?:{_REFERENCE_NOUNS})"
    r"|(?:bestell|kunden|rechnungs|vertrags|sendungs|mitglieds|auftrags|serien|versicherungs|schaden\w*|vorgangs"
    r"|zahler"
    r"|policen|matrikel)-?(?:nummer|nr)|\b(?:localizador|locator|pnr|tique|tiquet|scontrino|kassenbon|beleg|imei"
    r"|chassis|kennzeichen|targa|placa)\b"
    r"|\biban\b|\bcpf\b|\bcnpj\b|\bnif\b|\bdni\b|\bsiret\b|partita iva"
    r"|codice fiscale|\bref\b"
)
NAME_ASKED = re.compile(
    r"(?<!company )(?<!business )(?<!firm )(?<!brand )(?<!domain )(?<!user)(?<!school )(?<!shop )\bname\b(?! of)"
    r"|nombre|\bprenom\b"
    r"|\bnom\b(?! de (?:la|votre|l'))|\bnome\b(?! d[ae]l? ?(?:empresa|azienda|ditta|firma))|\bnamen\b|wie heis+en"
    r"|wie heis+t du"
    r"|como te llamas|como se llama|como (?:voce|te|o senhor|a senhora)? ?(?:se )?chama|come si chiama|come ti chiami"
    r"|comment vous appel|comment tu t'appel|who(?:m|'s| is)? (?:am i|are we|am|are"
    r"|is it i'm)?[^.?!]{0,12}(?:speaking|talking|chatting|dealing)|contact person|call you\?|how should i address"
    r"|chi parla|com quem falo|como (?:te|lhe|o|a|vos) (?:chamo|trato)|(?:posso|devo) (?:te |lhe )?(?:chamar"
    r"|tratar)|como (?:te|le|lo|la) llamo|come (?:la|ti) chiamo|comment (?:dois-je )?vous appeler"
    r"|wie darf ich sie (?:nennen|ansprechen)"
    r"|de la part de qui|de parte de quien|da parte di chi|da parte de quem|wer fragt|heis+t (?:der|die|ihr"
    r"|unser)? ?(?:halter|besitzer|mieter|kund|ansprech|inhaber|auftraggeber)\w*|quien pregunta|who's asking"
    r"|who is asking|citofono|campanello|klingel|interphone|sonnette|\btimbre\b|doorbell|interfone|campainha"
    r"|\bbooking under\b|under what name|\bprenome\b|\bvorname|\bapellidos?\b|\bcognome\b"
    r"|\bsobrenome\b|\bnachname"
    r"|who is (?:the contact|this|it)"
    r"|who (?:should|shall|do|can|may|would) (?:i|we|it)|ansprechpartner|ansprechperson|whom (?:am|should|shall|do)"
    r"|who (?:should|shall|will|can|may|do) (?:\w+ ){1,4}(?:ask for|speak|expect|call|contact|meet)"
    r"|\b(?:quel|which|what|a|un|que|qual|quale|welche\w*) (?:kontakt|contact|contacto|contatto|contato)\b"
    r"|persona de contacto"
    r"|persona di contatto|pessoa de contac?to|and you are\b|\band you\?|e lei e\b|lei e\?|et vous etes\b"
    r"|vous etes\W*\?|usted es\b|und sie sind"
    r"|und du bist|e voce e\b"
    r"|who(?:'s| is) "
    r"|\ba quien|con quien|\bquien (?:es|pregunta|lo)|com quem|para quem|em nome de quem|por quien|\ba qui "
    r"|\bqui (?:est|dois|devons)"
    r"|chi parlo|con chi|a chi|mit wem|auf wen|an wen"
    r"|wer (?:ist|sind|kommt|spricht)|wen (?:soll|darf)|referente|interlocut|details\?|(?:your|the) details|(?:sus"
    r"|tus|vuestros) datos"
    r"|vos coordonnees|i suoi dati|seus dados|ihre daten|kontaktdaten"
)
FIRST_NAME_ASKED = re.compile(
    r"\bprenom\b|\bfirst name|\bvorname|nombre de pila|primeiro nome|nome proprio|\bprenome\b|nome di battesimo"
)
_BROUGHT = (
    r"(?:child|kid|son|daughter|dog|cat|pet|puppy|horse|boat|band|bride|groom|student|hij[oa]|nin[oa]|perr[oa]"
    r"|gat[oa]|mascota|alumn[oa]"
    r"|enfant|fils|fille|chien|chat|animal|cheval|kind(?:es)?|hund(?:es)?|katze|tier(?:es)?|bambin[oa]|cane|gatto"
    r"|figli[oa]|crianca"
    r"|filh[oa]|cachorr[oa]|cao|bicho)"
)
OTHERS_NAME_ASKED = re.compile(
    rf"(?:(?:{_BROUGHT}'s|his|her) name|name (?:of|for) (?:the|your) {_BROUGHT}|(?:nombre|nom|nome|name|namen|llama"
    rf"|chama|chiama|appelle|heis+t)"
    rf"(?: (?:de|del|della|dello|do|da|du|des|der|die|das|dein|deine|ihre?|el|la|le|il|o|a|su|tu|vuestr[oa]|votre|suo"
    rf"|sua|seu|ton|l))*[' ]{_BROUGHT})\b"
)
"""A question about whom the visitor brings: the name that answers it is not theirs."""
_FIRM_NOUNS = (
    r"(?:company|business|organi[sz]ation|firm|employer|empresa|societe|entreprise|structure|raison sociale|azienda"
    r"|ditta"
    r"|ragione sociale|razon social|razao social|firma|firmenname|firmenbezeichnung|unternehmen|negocio|organisation"
    r"|organisme|etablissement"
    r"|enseigne|organizacion|organizacao|organizzazione|institucion|instituicao|einrichtung|betrieb)"
)
_PLACES = (
    r"(?:cafe|bar|bistro|school|club|practice|shop|agency|hotel|restaurante?|office|charity|team|clinica?|studio"
    r"|colegio|tienda"
    r"|agencia|ecole|agence|cabinet"
    r"|magasin|boutique|negozio|agenzia|scuola|loja|escola|schule|praxis|kanzlei|agentur|laden|verein|asociacion"
    r"|association|associazione)"
)
COMPANY_ASKED = re.compile(
    rf"\b{_FIRM_NOUNS}(?:'s)?\b|\b(?:which|what|name of (?:the|your)|name and) {_PLACES}\b|\b{_PLACES}(?:'s)? (?:name"
    rf"|called|called)\b|\band the {_PLACES}'s\b"
    rf"|\b(?:quale|que|quel(?:le)?|welche[rs]?|qual|come si chiama|como se llama|comment s'appelle|wie heis+t"
    rf"|como se chama|nombre (?:de|del)|nom (?:de|du)"
    rf"|nome (?:de|del|della|do|da)|name (?:der|des)) (?:la |il |el |lo |die |das |der |l'|a |o |votre |su |tu "
    rf"|vuestro |suo |sua |seu |ihre[rs]? |eure[rs]? )?{_PLACES}\b"
    r"|\binvoice (?:to|name)\b|\bfacturamos\b|\bintest(?:o|iamo|are)\b|\b(?:facturer|faturar|faturamos)\b"
    r"|\brechnung(?:sadresse|sempfanger)\b"
)
