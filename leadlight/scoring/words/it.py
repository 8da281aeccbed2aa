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
    """,
    "demo_requested": """
        voglio|vorrei|vorremmo|posso|possiamo|potete|fissare|prenotare|vedere|avere ~4 demo|dimostrazione
    """,
    "booking_requested": """
        posso|possiamo|vorrei|vorremmo|voglio|vogliamo ~2 venire|passare|prenotare|visitare|vederla|vederlo|provarla|
            provarlo|fissare
        prenotare|prenoto|prenotiamo|fissare|fissiamo (un|una|il|la|per) appuntamento|visita|chiamata|tavolo|camera|
            prova|posto|sabato|domani|lunedi|venerdi
        tenetemi|bloccatemi|riservatemi|prenotatemi
    """,
    "price_asked": """
        quanto costa|costano|viene|verrebbe|sarebbe|costerebbe|fate|chiedete|si
        prezzo|prezzi|preventivo|tariffa|tariffe
        che spesa|prezzo
        qual e il prezzo|costo
    """,
    "budget_stated": """
        budget ~3 #
        massimo|max|tetto (di) $|#
        fino a $
        avevamo|abbiamo|ho (circa) $
    """,
    "deadline_stated": """
        entro|per|prima|dal|da|a (il|la|di|del|l|fine) (inizio|fine) @month|@day|domani|mese|estate|natale
        # @month
        questa|questo|prossima|prossimo settimana|mese|sabato|venerdi
        settimana|mese prossima|prossimo
        prima possibile
        appena possibile|potete
        urgente|domani
    """,
    "comparison": """
        confronto|confrontare|confrontando|paragone
        altri|altre|altro (due|tre) preventivi|fornitori|scuole|concessionari|agenzie|preventivo
        guardando|valutando|vedendo|sentendo (anche) altri|altre|un|una|anche
        decidendo|indecisi|indeciso|scegliendo tra|fra
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
    """,
    "contact_requested": """
        chiamatemi|chiamami|contattatemi|contattami|scrivetemi|scrivimi|richiamatemi|richiamami|mandatemelo|
            mandatemi|inviatemi
        mi|ci potete|puo|potreste|puoi chiamare|contattare|richiamare|scrivere
        mi|ci chiamate|chiama|contattate|richiamate|richiama
        potete|puo|potreste chiamarmi|contattarmi|richiamarmi|scrivermi|mandarmi
    """,
    "not_buying": """
        solo|soltanto|semplice (una|per|stavo|sto) curiosita|guardando|curiosando|curioso|guardavo
        per curiosita
        non (mi|ci) interessa|interessano
        non (voglio|cerco|devo|intendo|sono|siamo) (piu) interessato|interessata|interessati|comprare|niente
        lasciamo|lascio perdere
    """,
    "withdrawn": """
        cambiato idea
        gia comprato|preso|trovato|acquistato
        alla fine no
    """,
    "support": """
        non funziona|riesco|riusciamo|parte|carica|arriva|arrivato|entra
        mio|il ordine|pacco ~3 non|mai|dove|arrivato|rotto
        rimborso|guasto|reclamo
        password dimenticata
    """,
    "job_seeker": """
        assumete|candidatura|curriculum|tirocinio
        cerco|cercando|cercate (un) lavoro|personale|impiego|stage
        lavorare con|da|per voi
        posizioni aperte
    """,
    "study": """
        sono (uno|una) studente|studentessa
        tesi|compiti|tesina|ricerca scolastica|di|per (laurea|scuola)
        mia|la tesi su|sul|sulla|di
        per la|una tesi|tesina|scuola
    """,
    "press": """
        giornalista|redazione
    """,
    "spam": """
        offriamo|proponiamo ~3 servizi|seo
        posizionamento google|seo
    """,
    "cancellation": """
        disdire|disdetta|annullare|recedere|cancellare|disattivare (il|l|la|dal|mio|mia|un) (mio|mia) abbonamento|
            contratto|ordine|prenotazione|iscrizione|appuntamento|account
        disdetta
    """,
}  # fmt: skip
