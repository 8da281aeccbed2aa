"""German phrases of each signal, one a line; the language is explained in scoring/phrases.py."""

SETS: dict[str, str] = {
    "day": "montag|dienstag|mittwoch|donnerstag|freitag|samstag",
    "month": "januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember",
}
PHRASES: dict[str, str] = {
    "buying_intent": """
        ich|wir (wurde|wurden|mochte|mochten|will|wollen) (gerne|gern|es|ihn|sie|das|den|die) kaufen|bestellen|
            abschliessen|unterschreiben|beauftragen|buchen
        mochte|mochten|will|wollen|wurde|wurden|kann|konnen ~5 kaufen|bestellen|abschliessen|unterschreiben|
            beauftragen|anmelden|mieten
        ich|wir nehme|nehmen|kaufe|kaufen|bestelle|bestellen|unterschreibe es|ihn|sie|das|den|die|zwei|gerne|heute|
            morgen
        nehmen|nehme wir|ich
        wie|wo|wann kann|konnen ich|wir ~2 bezahlen|zahlen|unterschreiben|bestellen|anmelden
        schicken|senden sie ~2 vertrag|rechnung|auftragsbestatigung
        angebot angenommen
        uberweise|uberweisen|anzahlung
    """,
    "demo_requested": """
        mochte|mochten|wurde|wurden|hatte|hatten|kann|konnen|konnten|brauchen|vereinbaren ~5 demo|vorfuhrung|livedemo
    """,
    "booking_requested": """
        termin|besichtigung|besichtigungstermin|probefahrt|probetraining|beratungstermin (am|gerne|zur|
            fur) (vereinbaren|buchen|ausmachen|machen|moglich)
        mochte|mochten|wurde|wurden|kann|konnen|konnten|durfen ~5 reservieren|buchen|vorbeikommen|besichtigen|
            vereinbaren|ansehen|anschauen|kommen
        reservieren|buchen sie
    """,
    "price_asked": """
        was|wieviel kostet|kosten|wurde|wurden|nehmen|verlangen
        wie viel|teuer
        preis|preise|preisliste|angebot|kostenvoranschlag|kosten fur|pro|von|liegen|liegt
    """,
    "budget_stated": """
        budget ~4 #
        maximal|hochstens|bis (zu) $
        haben|habe (ca|etwa|rund) $
    """,
    "deadline_stated": """
        bis|ab|vor|zum|im|am|seit|anfang|ende|mitte (zum|ende|anfang|dem|nachsten|kommenden) @month|@day|morgen|
            monatsende|woche|sommer|weihnachten
        # @month
        nachste|nachsten|diese|kommende|dieser woche|monat|montag|freitag
        so bald|schnell wie moglich
        dringend|sofort|schnellstmoglich|umgehend
        innerhalb von #
    """,
    "comparison": """
        vergleichen|vergleiche|vergleich|wettbewerber|mitbewerber
        andere|anderen|anderer|zwei|drei|weitere (weitere|andere) anbieter|angebote|firmen|schulen
        im vergleich
        alternative|alternativen zu
    """,
    "evaluating": """
        uberlegen|uberlege|prufen|abwagen
        muss|mussen ~3 besprechen|uberlegen|klaren|abstimmen|entscheiden
        bevor wir|ich
        bespreche|besprechen|klare|klaren (das|es) (noch) (mal) intern|mit
        intern besprechen|klaren
    """,
    "integration_question": """
        schnittstelle|schnittstellen|integration|integrieren|kompatibel|anbindung|anbinden
        funktioniert ~2 mit
        api|rest
    """,
    "contact_requested": """
        rufen|rufet|melden|kontaktieren|schreiben sie|sich (mich|mir|bei) (an|uns|mir)
        ruf|ruft|meldet|schreibt|schreib mich|euch|mir|uns
        konnen|konnten|konnte ~3 anrufen|zuruckrufen|kontaktieren|melden
        ruckruf|zuruckrufen
        rufen sie ~1 an
    """,
    "not_buying": """
        nur|bloss|reine|einfach (aus|mal|so) neugier|neugierig|schauen|gucken|umschauen|interessehalber|informieren
        aus neugier
        kein|keine|nicht (mehr) interesse|interessiert|bedarf
        will|mochte|wollen nichts|nicht|nix (mehr) kaufen|bestellen
    """,
    "withdrawn": """
        anders uberlegt|entschieden
        habe|haben (uns|mich) schon|bereits ~2 gekauft|bestellt|gefunden
        doch nicht
    """,
    "support": """
        funktioniert|geht|ladt|klappt (leider) nicht
        kann|komme mich|nicht (nicht) einloggen|rein
        kann mich nicht anmelden
        mein|meine bestellung|paket|lieferung|rechnung ~4 nicht|wo|fehlt|kaputt|falsch
        ruckerstattung|reklamation|garantiefall|kaputt|defekt|storung
        passwort vergessen
    """,
    "job_seeker": """
        bewerbung|bewerben|stellenangebot|stellenanzeige|lebenslauf|praktikum|praktikumsplatz|ausbildungsplatz
        suche (einen|eine|nach) job|arbeit|stelle|praktikum|ausbildungsplatz
        offene stellen|stelle
        bei ihnen arbeiten
    """,
    "study": """
        bachelorarbeit|masterarbeit|hausarbeit|seminararbeit|hausaufgabe|hausaufgaben|referat|studienarbeit
        ich bin student|studentin|schuler|schulerin
    """,
    "press": """
        journalist|journalistin|redaktion|presseanfrage
    """,
    "spam": """
        suchmaschinenoptimierung
        wir bieten ~4 dienstleistungen|seo|leads
    """,
    "cancellation": """
        kundigen|kundigung|stornieren|stornierung|abbestellen
    """,
}  # fmt: skip
