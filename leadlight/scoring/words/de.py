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
        ich|wir (den|die|das|ihn|sie|es) nehm|nehme|nehmen|kaufe|kaufen|bestelle|bestellen|bestell|buche|buchen|
            beauftragen|unterschreibe (es|den|die|das|jetzt|ihn|gleich|so|beide)
        nehmen wir|ich
        nehm ich|wir
        dann bestell|bestelle|nehme|nehm|kauf|buch ich|wir
        ich|wir (mochte|mochten|will|wollen|wurde|wurden|moecht*) ~6 kaufen|bestellen|buchen|mieten|abschliessen|
            unterschreiben|beauftragen|anmelden|verkaufen|wechseln|reservieren
        melde|melden|anmelden|anmeldung mich|uns|sie (an)
        wo|wie (kann|soll|muss) (ich|wir) unterschreibe|unterschreiben|zahlen|bezahlen|uberweisen|bestellen|
            anmelden|uberweise|werd|werde|mich
        wohin uberweise|uberweisen|schicke
        wie lauft|geht das|es (mit|weiter|jetzt) (der|die)
        was (brauchen|braucht|benotigen) (sie|ihr) (von|noch|dafur) mir|uns
        schicken|senden|schick|sende (sie) (mir|uns|bitte) ~4 vertrag|rechnung|vollmacht|auftragsbestatigung|link|
            angebot|unterlagen
        bitte (ein|um|das) angebot
        (ein|um) angebot fur|uber|bis|ab
        beauftrag*|auftragserteilung
        einverstanden|abgemacht|gekauft
        anzahlung|rechnungskauf
        zahle|zahlen|bezahlen|bezahle (per|mit|bar|in|vor|ich) karte|uberweisung|bar|paypal|raten|ort
        tragen|tragts|trag|tragt sie|mich|uns|ihn (bitte) (ein)
        (ja) bitte (fest) buchen|reservieren|einbuchen
        buchen|reservieren sie (das|bitte|uns|mir)
        ich hab|habe mich entschieden
        wir haben uns (fur) (sie|entschieden)
        ausschreibung
        brauche|brauchen|suchen|suche (ab|bis|fur|dringend|jemand|jemanden) ~6 der|die|fur|ubernimmt|ab|zum
        ubernehmen sie
        konnten|konnen|wurden sie (das) ubernehmen
        budget (liegt|ist|von|bis|bei) (bei) #|$
        start (bitte) kw|am|zum|ab
        hol|hole|holen (ich) (ihn|sie|es|das|den) am|ab|samstag|freitag
        top|passt|super bis|dann @day|samstag
        kann ich gleich|jetzt zahlen|bestellen|unterschreiben
    """,
    "demo_requested": """
        mochte|mochten|wurde|wurden|hatte|hatten|kann|konnen|konnten|brauchen|vereinbaren ~5 demo|vorfuhrung|livedemo
        vorfuhrung|prasentation|demo|vorstellung (der|ihrer|fur|am|mit|sehen)
        live sehen|zeigen|anschauen|ansehen
        mochten|wurden|wollen ~6 (live|demo|vorfuhrung) sehen
    """,
    "booking_requested": """
        termin|besichtigung|besichtigungstermin|probefahrt|probetraining|beratungstermin (am|gerne|zur|
            fur) (vereinbaren|buchen|ausmachen|machen|moglich)
        mochte|mochten|wurde|wurden|kann|konnen|konnten|durfen ~5 reservieren|buchen|vorbeikommen|besichtigen|
            vereinbaren|ansehen|anschauen|kommen
        reservieren|buchen sie
        konnen|kann|konnten|konnte|durfen|mochten|mochte|wurden|wurde|wollen (ich|wir|man|sie|heute|gern|gerne|
            noch) ~4 anschauen|besichtigen|ansehen|vorbeikommen|kommen|probefahren|sehen|testen|reservieren|buchen
        kann|konnte|konnen (heute|morgen|noch|sie|bitte) ~3 jemand|jemanden|wer kommen|vorbeikommen|schicken|
            ausmessen|raus
        wann (kann|konnen|konnte|konnten|durfen|ginge|geht) (ich|wir|sie|jemand|es) vorbeikommen|kommen|starten|
            anfangen|anschauen|das
        habt|haben|gibt|habts|hatten|ist (ihr|sie|es) ~3 platz|tisch|termin|zimmer|frei|slot
        noch (einen|ein|an) (tisch|termin|platz|zimmer) fur|frei|am|heute
        termin bitte|machen|vereinbaren|ausmachen|haben|am|fur|morgen|heute
        (einen) termin vereinbaren|ausmachen|buchen|machen
        mittwoch|dienstag|montag|donnerstag|freitag|samstag oder|bis (mittwoch|dienstag|donnerstag|freitag|
            samstag) (ginge|geht|ware)
        vor ort termin|besichtigung
        konnen wir gleich|heute|morgen|am
        probefahrt|probetraining|probestunde (am|fur|machen|vereinbaren|buchen)
    """,
    "price_asked": """
        was|wieviel kostet|kosten|wurde|wurden|nehmen|verlangen
        wie viel|teuer
        preis|preise|preisliste|angebot|kostenvoranschlag|kosten fur|pro|von|liegen|liegt
        was|wieviel|wie|wie viel (kostet|kosten|nehmt|nehmen|zahl|zahle|verlangen|verlangt|wurde|macht)
        wie (hoch|teuer) sind|ist|ware|waren
        was (wurde|kame|kostet|kosten) das|es|denn|so|der|die|eine|ein
        preis fur|pro|bei|inkl|liegt
        preise|kosten|tarif|gebuhr|gebuhren|nebenkosten (fur|pro|bei|wirklich)
        was geht preislich
        pro qm|monat|nutzer|palette|stunde
    """,
    "budget_stated": """
        budget ~4 #
        maximal|hochstens|bis (zu) $
        haben|habe (ca|etwa|rund) $
        budget (ist|liegt|von|bis|bei|max|maximal|sind) ~1 #|$
        (bis|maximal|max|hochstens) $
        wir|ich haben|habe (bis) $
    """,
    "deadline_stated": """
        bis|ab|vor|zum|im|am|seit|anfang|ende|mitte (zum|ende|anfang|dem|nachsten|kommenden) @month|@day|morgen|
            monatsende|woche|sommer|weihnachten
        # @month
        nachste|nachsten|diese|kommende|dieser woche|monat|montag|freitag
        so bald|schnell wie moglich
        dringend|sofort|schnellstmoglich|umgehend
        innerhalb von #
        bis (zum|ende|mitte|anfang|spatestens|@day|@month|#|kw|juni|juli) #|@month
        vor (dem|der|ende|weihnachten|ostern|#) #|@month|sommer
        ab (dem|@month|#|sofort|april|mai|marz) #|@month
        zum (#|jahreswechsel|monatsende|1|quartal|semester) @month
        nachste|nachsten|diese|diesen|kommende|kommenden woche|monat|jahr|@day|wochen
        am (#|kommenden|@day) @month|#
        so (schnell|bald) wie|als moglich
        dringend|eilig|sofort|schnellstmoglich
        noch heute|diese|vor
        kw #
        lauft ende|zum (@month|jahresende)
    """,
    "comparison": """
        vergleichen|vergleiche|vergleich|wettbewerber|mitbewerber
        andere|anderen|anderer|zwei|drei|weitere (weitere|andere) anbieter|angebote|firmen|schulen
        im vergleich
        alternative|alternativen zu
        vergleich|vergleiche|vergleichen|vergleicht
        zwei|drei|noch|mehrere andere|weitere|zwei anbieter|angebote|firmen|kitas|handler|wohnungen
        andere|anderer|anderen|anderes anbieter|handler|tarif|angebot|hersteller|werkstatt
        beim anderen|wettbewerber|mitbewerber
        schauen|schaue|schau (uns|mir) (noch|mal) zwei|andere|weitere|mehrere
        oder doch|eher|lieber|kauf|leasing|diesel
        nachbar hat|sagt|meinte
        in unseren vergleich
    """,
    "evaluating": """
        uberlegen|uberlege|prufen|abwagen
        muss|mussen ~3 besprechen|uberlegen|klaren|abstimmen|entscheiden
        bevor wir|ich
        bespreche|besprechen|klare|klaren (das|es) (noch) (mal) intern|mit
        intern besprechen|klaren
        uberleg*|uberlegen|nachdenken
        besprech*|besprechen das|mit|es
    """,
    "integration_question": """
        schnittstelle|schnittstellen|integration|integrieren|kompatibel|anbindung|anbinden
        funktioniert ~2 mit
        api|rest
        schnittstelle|anbindung|integration|api|export|import (zu|an|mit|aus|von|nach)
    """,
    "contact_requested": """
        rufen|rufet|melden|kontaktieren|schreiben sie|sich (mich|mir|bei) (an|uns|mir)
        ruf|ruft|meldet|schreibt|schreib mich|euch|mir|uns
        konnen|konnten|konnte ~3 anrufen|zuruckrufen|kontaktieren|melden
        ruckruf|zuruckrufen
        rufen sie ~1 an
        rufen|ruft|ruf|anrufen|zuruckrufen|melden|melde|schreiben|schreibt (sie|ihr|mich|uns|euch|sich) (mich|uns|
            bitte|an|bei|zuruck)
        bitte (um) ruckruf|anruf|anrufen|melden
        mich|uns zuruckrufen|anrufen|kontaktieren|erreichen|an
        sie erreichen mich
        kann (mich|uns) (jemand|ihre|bitte) ~4 anrufen|zuruckrufen|kontaktieren
        (einladung|angebot|vertrag|unterlagen) (bitte) an
        schicken|senden|mailen sie (mir|uns|es|das|gern|bitte)
        an ~3 bitte
        meine nummer|handynummer|telefonnummer
        freue mich auf ihren|euren ruckruf|anruf
        am besten rufen|anrufen|telefonisch
        bitte anrufen
        lieber (per|am|ubers|via|einen) telefon|telefonisch|anruf|anrufen|angerufen
    """,
    "not_buying": """
        nur|bloss|reine|einfach (aus|mal|so) neugier|neugierig|schauen|gucken|umschauen|interessehalber|informieren
        aus neugier
        kein|keine|nicht (mehr) interesse|interessiert|bedarf
        will|mochte|wollen nichts|nicht|nix (mehr) kaufen|bestellen
        nur|eh|bloss schaun|schauen|gucken|neugierig|neugier|umschauen|mal|interessehalber
        ich|wir will|wollen|brauche|suche|mochte nichts|kein|keine|keinen kaufen|auto|haus|wohnung
        (wollte|wollt) nur wissen|fragen|mal|kurz
        aus (reiner|purer) neugier|interesse
        gekauft|kauft wird (woanders|beim)
        falsch verbunden|nummer|chat
        ich lach nur
        kein interesse
        reines interesse
        war (nur) gast|neugierig
    """,
    "withdrawn": """
        anders uberlegt|entschieden
        habe|haben (uns|mich) schon|bereits ~2 gekauft|bestellt|gefunden
        doch nicht
        hab|habe|haben s|es|das|ich|jetzt|uns|inzwischen|was ~3 woanders|anders|anderes|anderen|gunstigeres gekauft|
            gefunden|entschieden|bestellt
        (jetzt) woanders
        was (anderes|gunstigeres|besseres) gefunden
        bitte stornieren|absagen|storniert
        mussen|muss|mochte|will (leider|ich|wir) absagen|stornieren|verschieben
        doch (nicht|lieber) mehr|ein
        kein (interesse|bedarf) mehr
        (hat|haben) sich erledigt|zerschlagen
        war|waren (echt|schon|kurz) kurz|davor|so
        ja nee
        leider absagen
        alles abgesagt
    """,
    "support": """
        funktioniert|geht|ladt|klappt (leider) nicht
        kann|komme mich|nicht (nicht) einloggen|rein
        kann mich nicht anmelden
        mein|meine bestellung|paket|lieferung|rechnung ~4 nicht|wo|fehlt|kaputt|falsch
        ruckerstattung|reklamation|garantiefall|kaputt|defekt|storung
        passwort vergessen
        mein|meine|meiner|unser|unsere|die|das|der paket|bestellung|lieferung|rechnung|vertrag|app|gerat|
            spulmaschine|heizung|konto ~5 nicht|uberfallig|kaputt|defekt|fehlt|falsch|ab|abgebucht
        geht|funktioniert|startet|ladt|pumpt|schliesst|kommt nicht|nichts|nimmer
        ich|wir komme|komm|kann|konnen ~2 nicht rein|einloggen|anmelden
        geld|beitrag|betrag zuruck|erstattet|doppelt
        erstattung|reklamation|garantiefall|gewahrleistung|storung|fehlermeldung
        doppelt|zweimal|zwei abgebucht|berechnet|beitrage
        kopie|duplikat meiner|der|von
        seit (dem|der|gestern|heute|letzter|tagen) update|op|fullung|behandlung|umstellung
        (habe|hab|haben) (bei) ihnen ~6 bekommen|gekauft|bestellt|abgeschlossen
        die (ihr|sie) ~5 (geliefert|eingebaut|montiert|installiert) habt|haben
        die monteure
        passwort|zugangsdaten
        bin|sind schon|bereits mitglied|kunde|kundin
        bestellnummer|kundennummer
        ist das normal
        beschwerde
        sturzt (die) app
    """,
    "job_seeker": """
        bewerbung|bewerben|stellenangebot|stellenanzeige|lebenslauf|praktikum|praktikumsplatz|ausbildungsplatz
        suche (einen|eine|nach) job|arbeit|stelle|praktikum|ausbildungsplatz
        offene stellen|stelle
        bei ihnen arbeiten
        sucht|suchen|braucht ihr|sie noch leute|aushilfen|personal|mitarbeiter|fahrer|verstarkung|elektriker
        suche|brauche einen|eine|nen job|arbeit|stelle|ausbildung|praktikum|minijob
        bewerb*|bewerbung|bewerben|lebenslauf|stellenangebot|ausbildungsplatz|praktikum
        jahre berufserfahrung|erfahrung
        stundenlohn|gehalt|verdienst
        was (zahlt|zahlen|verdient) (ihr|sie|man) pro|so
        (sofort) anfangen konnen
        mich vorstellen
        gesellenbrief|facharbeiter
    """,
    "study": """
        bachelorarbeit|masterarbeit|hausarbeit|seminararbeit|hausaufgabe|hausaufgaben|referat|studienarbeit
        ich bin student|studentin|schuler|schulerin
        bachelorarbeit|masterarbeit|hausarbeit|doktorarbeit|referat|seminararbeit|facharbeit|hausaufgabe|
            hausaufgaben|semesterarbeit|abschlussarbeit
        im rahmen meiner (masterarbeit|bachelorarbeit|arbeit|dissertation)
        bin|ich student|studentin|schuler|schulerin
        fur (die|meine|mein) uni|schule|studium|note|tabelle
        studiere|studieren
    """,
    "press": """
        journalist|journalistin|redaktion|presseanfrage
        redaktion|journalist|journalistin|redaktionsschluss|redakteur|redakteurin|reporter
        recherchiere|schreibe|drehen|berichten fur|furs|einen|uber|gerade ~4
        statement|stellungnahme (ihrer|von|zu)
        artikel|beitrag|bericht uber|zu|fur
    """,
    "spam": """
        suchmaschinenoptimierung
        wir bieten ~4 dienstleistungen|seo|leads
    """,
    "cancellation": """
        kundigen|kundigung|stornieren|stornierung|abbestellen
        kundigen|kundigung|widerrufen|widerruf meine|meinen|den|die|mochte
        vertrag|mitgliedschaft|abo kundigen|beenden|widerrufen
        (meine|den|das) (mitgliedschaft|vertrag|abo) ~2 kundigen
        konto loschen
    """,
    "accepted": """
        passt|basst gut|mir|uns|super|perfekt|dann|s
        das passt
        bin|sind (dann|in|ich|wir) da|dort|minuten|hier
        @day (um|#|fruh|vormittag|nachmittag|passt|ware|ginge) #|uhr|passt|dann|gern|bitte|ist
        @day passt|geht|ist|gern|bitte|dann
        (ja|sehr) gern|gerne @day|dann|um|am
        ja bitte
        dann|bis @day|morgen|dienstag|samstag (um|fruh|dann)
        dann @day|montag|dienstag|mittwoch|donnerstag|freitag|samstag (fruh|um)
        machen wir so
        ist notiert|eingetragen
        auf (den) namen
        ich stell|stelle ihn|sie|das
        suchen sie sich was
        mach ich (gleich)
        (wir) freuen uns (drauf|darauf|auf)
    """,
    "deferring": """
        ich (uberleg|uberlege|vergleich|vergleiche|bespreche|rede|muss|schau|warte|wart) mirs|es|das|mal|erst|
            erstmal|noch|s
        muss|mussen (ich|wir|das|es) (mal|erst|noch|erstmal|im|der) ~4 durchrechnen|besprechen|uberlegen|vorstellen|
            beibringen|klaren|vergleichen
        eilt nicht
        hab|habe|haben|ist ja noch keine zeit|eile|eilig|bis
        keine eile
        noch (nicht|keinen|kein) entschieden|sicher|termin|schlussig
        noch unschlussig
        wir|ich melden|melde uns|mich (dann|wieder)
        sammeln erstmal|noch|erst
        erstmal|erst (nur|mal|die|noch) info|infos|informieren|vorauswahl|umschauen|gucken
        (frag|frage) ich erstmal
        fruhestens nachstes|im|in
        in ruhe
        mit (meinem|meiner|dem|der) mann|frau|chef|partner|vorstand
        vielleicht nachstes|spater|erledigt
        termin (brauche|steht) (ich|noch) (noch) keinen|nicht
        schauen wir (mal)
    """,
    "returning_visitor": """
        wir|ich (hatten|hatte|haben|habe|war|waren) (schon|letzte|bereits) gesprochen|geschrieben|telefoniert|mal|
            woche|kontakt
        wie besprochen|vereinbart|abgesprochen
        ich bins nochmal
        ihr angebot (#|von|vom|liegt)
    """,
    "joking": """
        scherz|spass|witz beiseite|gemacht|von
        war (nur|nen|ein) ein|test|spass|scherz|witz
        haha|hihi|lol nee|nein|gewonnen|ok
        nee|no|nein nur|langweilig|ich
        na klar (ich|und)
        wette|gewettet mit
        geht klar zahl
        wollte (nur|mal) sehen|gucken|vergleichen|wissen
        langweilige mittagspause
        von meinem kurzen
    """,
    "competitor": """
        bin|sind (selber|selbst|auch) ~2 kollege|kollegin|makler|handler|vom
        mitbewerber|konkurrenz
        wollte nur mal vergleichen
    """,
    "sales_pitch": """
        wir (bieten|verhelfen|helfen|bringen|unterstutzen|liefern) ~6 ihnen|sie|praxen|unternehmen|zahnarzten|
            firmen|suchmaschinenoptimierung|webseite|kunden
        unsere kunden (steigern|sparen|verdoppeln)
        platz 1
        (hatten|haben) sie ~4 minuten|zeit
        kostenlose|kostenloses|kostenlosen (vorstellung|analyse|erstgesprach|audit|demo|webinar)
        umsatz|bewerbungen|anfragen (steigern|verdoppeln|mehr|um)
        mein name ist ~4 von
        zusammenarbeit|partnerschaft|kooperation (anbieten|vorstellen|vorschlagen)
        suchmaschinenoptimierung|neukundengewinnung
        wann passt ihnen
    """,
}  # fmt: skip
