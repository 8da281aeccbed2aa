"""Italian phrases of each signal, one a line; the language is explained in scoring/phrases.py."""

SETS: dict[str, str] = {
    "day": "lunedi|martedi|mercoledi|giovedi|venerdi|sabato",
    "month": "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
}
PHRASES: dict[str, str] = {
    "buying_intent": """
        voglio|vogliamo|vorrei|vorremmo|devo|dobbiamo|intendo (subito) comprare|comprarla|comprarlo|acquistare|
            ordinare|firmare|pagare|iscrivermi|iscrivere|procedere|bloccare|prenderla|prenderlo|affittare
        la|lo|li|le prendo|prendiamo|compro|compriamo|blocchiamo|blocco|voglio|vogliamo
        blocchiamo|confermo|confermiamo|procediamo (subito|pure|tutto|con)
        come|dove|quando posso|possiamo|si pagare|paga|firmare|firma|iscrivermi|acquistare|ordinare
        ci stiamo|sto
        faccio|facciamo|mando (il|un|subito) bonifico|ordine|acconto
        verso|versiamo|lascio (la|l|un) caparra|acconto
        come (mi|ci) iscrivo|iscriviamo|pago|paghiamo|ordino
        accetto|accettiamo (il) preventivo|offerta
        lo|la|li|le|ne prendo|prendiamo|compro|compriamo|ordino|blocco|blocchiamo|voglio io|noi|subito|tutti|due
        (mi|ci) iscrivo|iscriviamo|abbono al|a|subito
        procedo|procediamo|procedere|confermo|confermiamo (con|pure|l|il|ordine)
        facciamo (il|un|questo|cosi) pacchetto|ordine|contratto|bonifico
        vorrei|vorremmo|voglio|vogliamo|devo|dobbiamo|desidero (subito|proprio) ~2 comprare|acquistare|ordinare|
            prenotare|firmare|iscrivermi|iscrivere|noleggiare|affittare|vendere|installare|cambiare|pagare|abbonarmi
        come|dove|quando (si|posso|possiamo|devo|faccio) paga|pagare|firmo|firmare|verso|verso|faccio|iscrivermi|
            prenoto|ordino
        dove verso|mando|faccio (l|il) (acconto|bonifico|caparra)
        manda*|mandate|mandami|mandi|inviate|inviami|invii (mi|pure|il|l|la|un) ~2 contratto|iban|link|mandato|
            preventivo|fattura|proforma|modulo
        vengo|passo|veniamo|passiamo ~4 firmare|pagare|ritirare|prenderle|prenderla|prenderlo
        pago|paghiamo|verso|faccio (subito|con|in|l|il|la|un) carta|contanti|acconto|bonifico|caparra|satispay|
            contrassegno
        (ci|mi) serve|servono|servirebbe ~5 entro|preventivo|per|subito|prima
        per noi|me va bene
        accett*|accettiamo|approvato (il|l|la) preventivo|offerta|proposta
        cosa serve da|per (parte|noi|iniziare)
        d accordo (mandate|procediamo|mandi)
        potete|puo|potreste prendere|occuparvene|occuparvi|occuparsene
        abbiamo deciso|scelto
        affare fatto
        (se) (ci|mi) piace|convince ~3 blocchiamo|prendo|firmo|compro
        gara|bando d|di|per
        budget # mila|euro
        bloccatelo|bloccatela|bloccalo|tenetemelo|tenetecela|segnami|segnatemi|mettetemi
        presi|preso|presa
        fai # e vengo
        si puo pagare
    """,
    "demo_requested": """
        voglio|vorrei|vorremmo|posso|possiamo|potete|fissare|prenotare|vedere|avere ~4 demo|dimostrazione
        una demo|dimostrazione|presentazione con|per|del|dal|la|il
        vedere dal vivo
        vedere ~3 funzione|azione|vivo
    """,
    "booking_requested": """
        posso|possiamo|vorrei|vorremmo|voglio|vogliamo ~2 venire|passare|prenotare|visitare|vederla|vederlo|
            provarla|provarlo|fissare
        prenotare|prenoto|prenotiamo|fissare|fissiamo (un|una|il|la|per) appuntamento|visita|chiamata|tavolo|camera|
            prova|posto|sabato|domani|lunedi|venerdi
        tenetemi|bloccatemi|riservatemi|prenotatemi
        possiamo|posso|potrei|potremmo|riuscite|potete|potreste|vorrei|vorremmo|si (puo) ~3 vedere|vederlo|vederla|
            visitare|provare|passare|venire|mandare|prenotare|fissare ~4 oggi|domani|sabato|@day|settimana|subito|
            qualcuno|quando
        avete|c|ci|ce (avete|e|sarebbe|un) ~3 (posto|posti|tavolo|buco|camera|appuntamento) ~4 oggi|domani|stasera|
            per|sabato|alle
        quando (posso|possiamo|viene|venite|potete|passate|puo|passa|hai|avete) passare|venire|qualcuno|vederlo|
            posto|un|iniziare
        (domani|dopodomani|oggi) o dopodomani|domani
        prenot*|prenotare (un|una|per|il|la|da) tavolo|visita|camera|appuntamento
        fissare|prendere (un) appuntamento|incontro
        posso venire|passare (subito|oggi|domani)
        sopralluogo
        siete liberi
    """,
    "price_asked": """
        quanto costa|costano|viene|verrebbe|sarebbe|costerebbe|fate|chiedete|si
        prezzo|prezzi|preventivo|tariffa|tariffe
        che spesa|prezzo
        qual e il prezzo|costo
        quanto|quant costa|costano|viene|vengono|verrebbe|costerebbe|chiedete|pagate|prendete|e|sarebbe|mi|per
        che|qual|quali (e) prezzo|prezzi|costo|costi|spesa|tariffa|sconto
        il prezzo|costo|costi|preventivo|retta|tariffe nella|per|di|totale|al
        prezzo|prezzi per|della|al
        che spesa
    """,
    "budget_stated": """
        budget ~3 #
        massimo|max|tetto (di) $|#
        fino a $
        avevamo|abbiamo|ho (circa) $
        budget (di|massimo|e|max|intorno) #|$
        massimo|max|fino a|tetto $|#
        abbiamo|ho (fino) (a) $
        # mila
    """,
    "deadline_stated": """
        entro|per|prima|dal|da|a (il|la|di|del|l|fine) (inizio|fine) @month|@day|domani|mese|estate|natale
        # @month
        questa|questo|prossima|prossimo settimana|mese|sabato|venerdi
        settimana|mese prossima|prossimo
        prima possibile
        appena possibile|potete
        urgente|domani
        entro (il|la|fine|#|giugno|@month|oggi|venerdi|l|@day) #|@month
        prima (del|dell|di|della) #|estate|@month|natale|fine
        dal|dall|a partire (dal|da) #|@month|lunedi
        per (il|la|sabato|domani|lunedi|settembre|l) #|@month|settimana
        il # @month
        settimana|mese|anno prossima|prossimo
        la prossima|questa settimana
        al piu presto
        subito|urgente|urgentemente|tassativo
        entro fine
        domani|stasera|dopodomani
    """,
    "comparison": """
        confronto|confrontare|confrontando|paragone
        altri|altre|altro (due|tre) preventivi|fornitori|scuole|concessionari|agenzie|preventivo
        guardando|valutando|vedendo|sentendo (anche) altri|altre|un|una|anche
        decidendo|indecisi|indeciso|scegliendo tra|fra
        confront*|confronto|paragon*
        altri|altre|altro|altra due|tre|preventivi|programmi|locali|agenzie|fornitori|posti|nidi|corrieri|
            spedizioniere|clinica
        stiamo|sto guardando|valutando|vedendo|girando anche|altri|altre|un
        meglio ~3 o (il|la|ibrido|fisso)
        giriamo (un) po
        il mio vicino
        tra quelle|questa|voi e
        quella della banca
    """,
    "evaluating": """
        vediamo|valutando|valutiamo|valuto
        ci penso|pensiamo|devo
        devo|dobbiamo pensarci|parlarne|convincere|valutare|decidere
        stiamo|sto decidendo|valutando|pensando
    """,
    "integration_question": """
        integra|integrazione|integrazioni|compatibile|collegare
        funziona con
        si (collega|integra|interfaccia) a|con|alla|al
        importare|esportare|esportabile|importo i|da|in|clienti ~2
        compatibile|integrazione|integrazioni
    """,
    "contact_requested": """
        chiamatemi|chiamami|contattatemi|contattami|scrivetemi|scrivimi|richiamatemi|richiamami|mandatemelo|
            mandatemi|inviatemi
        mi|ci potete|puo|potreste|puoi chiamare|contattare|richiamare|scrivere
        mi|ci chiamate|chiama|contattate|richiamate|richiama
        potete|puo|potreste chiamarmi|contattarmi|richiamarmi|scrivermi|mandarmi
        chiamatemi|chiamami|chiamateci|mi chiami|richiamatemi|richiamami|contattatemi|scrivetemi|scrivimi|
            ricontattatemi|richiamarmi|chiamarmi|contattarmi
        mi chiamate|chiama|chiami|mandi|mandate|manda|scriva|scrivete|richiami|fa|richiamate
        potete|puo|possono|potreste|potrebbe richiamarmi|chiamarmi|contattarmi|scrivermi|mandarmi|inviarmi|chiamare
        mi fa uno squillo
        il mio numero|cellulare|telefono|recapito e|per
        invito|convocate|mandi|mandate|inviate l a|invito|tutto
        mandatemelo|mandamelo|inviatemelo|mandatemi|inviatemi|mandami
        in attesa di (una) (vostra|sua)
        via mail|whatsapp|email
        lascio il (mio) (contatto|numero|recapito)
        meglio|preferisco|preferirei|preferiamo (per|al|una|essere) (il) telefono|telefonata|chiamata|chiamato|chiamati
    """,
    "not_buying": """
        solo|soltanto|semplice (una|per|stavo|sto) curiosita|guardando|curiosando|curioso|guardavo
        per curiosita
        non (mi|ci) interessa|interessano
        non (voglio|cerco|devo|intendo|sono|siamo) (piu) interessato|interessata|interessati|comprare|niente
        lasciamo|lascio perdere
        non (cerco|voglio|devo|ho|mi) comprare|niente|nulla|bisogno|intenzione|interessa
        solo|per|pura|sto curiosita|curiosando|sapere|informazione|guardando
        era (solo|per) curiosita|sapere|dire
        sto solo curiosando
        numero|chat sbagliato|sbagliata
        un tizio
        volevo (solo|soltanto) sapere|dirvi|avvisare
    """,
    "withdrawn": """
        cambiato idea
        gia comprato|preso|trovato|acquistato
        alla fine no
        alla fine (abbiamo|ho|no|non|resto|restiamo) (scelto|preso|trovato|deciso)
        l ho|abbiamo preso|comprato|trovato ora|da|altrove|un|in altra|altro|parte
        lasci*|lasciamo|lasci|lascia stare|perdere
        dobbiamo|devo|vorrei|purtroppo annullare|disdire|rinunciare|disdico
        (cambiato) idea
        non (ci|mi) (interessa|serve) piu|niente|nulla
        stavo (proprio|gia|quasi) per|comprando
        ho risolto
        non se ne fa
    """,
    "support": """
        non funziona|riesco|riusciamo|parte|carica|arriva|arrivato|entra
        mio|il ordine|pacco ~3 non|mai|dove|arrivato|rotto
        rimborso|guasto|reclamo
        password dimenticata
        non (riesco|funziona|va|parte|carica|arriva|si) (ad|piu|a|accende|apre) ~2 accedere|entrare|collegarmi
        il|la|mio|mia pacco|ordine|caldaia|bolletta|fattura|abbonamento|app|codice ~4 non|rotto|perde|arrivato|
            danneggiato|mai|ritardo
        mi avete|hanno addebitato|fatturato|mandato|consegnato|sbagliato
        rivoglio|voglio i|il soldi|rimborso
        rimborso|reclamo|garanzia|assistenza
        (rimandate|rimandarmi|copia|duplicato) (la|della|di) ~2 fattura
        che avete (montato|installato|consegnato|venduto)
        sono gia iscritto|iscritta|cliente|socio|abbonato
        dopo (la|il|l) pulizia|intervento|aggiornamento|otturazione
        (da) (ieri|stamattina) non
        password|credenziali
        sospendo|sospendere|congelare (l|il) abbonamento
    """,
    "job_seeker": """
        assumete|candidatura|curriculum|tirocinio
        cerco|cercando|cercate (un) lavoro|personale|impiego|stage
        lavorare con|da|per voi
        posizioni aperte
        cerco (lavoro|un|impiego) lavoro|come|impiego
        cercate personale|qualcuno|camerieri|gente|collaboratori
        mando|mandato|inviare|inviato|lasciare il|un cv|curriculum
        curriculum|candidatura|tirocinio
        anni di esperienza
        quanto|che pagate|date|stipendio|paga
        (disponibile|libero|libera) da subito
        parlare col titolare
        posso iniziare subito
        assumete|assunzioni
    """,
    "study": """
        sono (uno|una) studente|studentessa
        tesi|compiti|tesina|ricerca scolastica|di|per (laurea|scuola)
        mia|la tesi su|sul|sulla|di
        per la|una tesi|tesina|scuola
        tesi|tesina|ricerca di|sui|magistrale|di|scolastica|per
        (per) (la) mia tesi
        sono uno|una|un studente|studentessa|laureando|laureanda
        compiti|esame di|per|all universita|scuola|casa
    """,
    "press": """
        giornalista|redazione
        giornalista|redazione|giornale|quotidiano
        scrivo|articolo|servizio|inchiesta per|sul|sui|sulle|su ~3
        intervista (al|con|alla) titolare|direttore|responsabile
    """,
    "spam": """
        offriamo|proponiamo ~3 servizi|seo
        posizionamento google|seo
    """,
    "cancellation": """
        disdire|disdetta|annullare|recedere|cancellare|disattivare (il|l|la|dal|mio|mia|un) (mio|mia) abbonamento|
            contratto|ordine|prenotazione|iscrizione|appuntamento|account
        disdetta
        disdire|disdetta|recedere|recesso|rescindere|annullare il|l|la|dal|del|mio|contratto|abbonamento|
            appuntamento ~2
        (come) (faccio|posso) (a) disdire
        cancellare (l|il|la) account|abbonamento|iscrizione
    """,
    "accepted": """
        va (benissimo|bene) per|alle|@day|grazie|allora|domani
        perfetto|ottimo|benissimo|grande (allora|a|per|alle|@day|ci) @day|domani|sabato|le|vediamo
        @day (alle|mattina|pomeriggio|va|ok|perfetto|allora) #|bene|ok
        @day (va|ok|perfetto|benissimo) bene
        a @day|domani|sabato (allora|mattina)
        ci vediamo|sono|saro|saremo|siamo
        (vi|la) aspetto
        arrivo|arriviamo subito|#|tra
        si grazie|certo|perfetto|volentieri|va
        a nome (di)
        ok vi|per|segnami|@day
        alle # (va|perfetto|ok|ci|allora)
        chiedete di
    """,
    "deferring": """
        ci penso|ragiono|rifletto|pensiamo|devo
        devo|dobbiamo prima pensarci|riflettere|sentire|capire|parlarne|convincere|portarlo|misurare|chiedere
        ne parlo|parliamo (col|con|prima|in|a)
        nessuna|senza|non|c fretta|ho|abbiamo fretta
        vi (faccio|fara) sapere
        per ora|adesso|il momento no|niente|nessun|non|sto|solo
        vediamo|vedremo poi|piu|come
        non abbiamo|ho ancora la data|deciso
        sto raccogliendo|guardando|valutando
        se ne riparla
        con calma
        misuro|confronto ~4 vediamo|decido|poi
        lo propongo|confronto|porto|valuto
        l anno prossimo
        magari piu avanti
        stiamo decidendo|valutando|pensando
    """,
    "returning_visitor": """
        avevo|ho|abbiamo|avevamo|ci gia scritto|parlato|chiamato|siamo|chiesto ~3 ieri|settimana|sentiti|voi
        come d accordo|concordato|detto
        (ho) ricevuto il preventivo
        sono sempre io
    """,
    "joking": """
        scherzo|scherzavo|scherzi|battuta
        ahah|ahaha|ahahah|haha ok|no|grazie|bot|magari
        (certo|si) come no
        magari ho|ahah
        era una (prova|battuta)
        vendo un rene
        avevo scommesso
        con la ferrari
        non (stavo) (dicendo) (sul) serio
    """,
    "competitor": """
        sono (un|una|di) (collega|concorrente|altra|altro) ~3 agenzia|studio|officina
        (della) concorrenza
        (di) (un) altra agenzia
    """,
    "sales_pitch": """
        offriamo|portiamo|realizziamo|aiutiamo|proponiamo|forniamo ~6 clienti|pazienti|aziende|siti|come|vostra|
            studi|agenzie
        i nostri prezzi (partono)
        aziende|studi|attivita come la|il vostro|vostra
        (avrebbe|avreste|ha|avete) (dieci|quindici|10|15) minuti
        (demo|analisi|consulenza|audit) gratuita
        senza vincoli|impegno
        aumentare|raddoppiare|triplicare le|il|i|vendite|fatturato|clienti
        rappresento|collaborazione|partnership (la|una|commerciale)
        posizionamento|visibilita (su|seo|online)
    """,
}  # fmt: skip
