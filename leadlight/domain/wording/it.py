"""What the capture says in Italian."""

from __future__ import annotations

from leadlight.domain.wording.contract import Words

WORDS = Words(
    ask={
        "name": ("Qual è il suo nome?", "Posso chiederle il suo nome?", "Con chi parlo?"),
        "email": ("A quale indirizzo e-mail possiamo scriverle?", "Qual è il suo indirizzo e-mail?",
                  "A quale e-mail lo inviamo?"),
        "phone": ("A quale numero possiamo contattarla?", "Qual è il suo numero di telefono?",
                  "A quale numero possiamo chiamarla?"),
        "company": ("Per quale azienda lavora?", "E come si chiama la sua azienda?"),
        "website": ("Ha un sito web che possiamo vedere?", "Qual è il suo sito web?"),
        "choice": ("{label}: {options}?", "{label} – {options}?"),
        "choices": ("{label}: {options} (anche più di una)?", "{label} – {options}, o più di una?"),
        "checkbox": ("{label}, sì o no?", "Solo un sì o un no: {label}?"),
        "consent": ("«{label}» È d’accordo?", "Un’ultima conferma: «{label}» Le va bene?"),
        "*": ("{label}?", "Posso chiederle anche: {label}?", "E {label}?"),
    },
    opens={
        "request": ("Certo, la ricontattiamo noi.", "Volentieri, me ne occupo subito."),
        "given": ("Grazie, ho preso nota.", "Grazie, annotato."),
        "intent": ("Un collega può darle maggiori dettagli.", "Un collega può aiutarla con questo."),
        "messages": ("Se vuole, possiamo ricontattarla.", "Per non perdere il filo, possiamo risentirci."),
        "page": ("Se vuole, le inviamo i dettagli.", "La aiutiamo volentieri."),
        "handoff": ("Prima di passarle un collega:", "Perché un collega possa ricontattarla:"),
        "end": ("Prima di andare:", "Un’ultima cosa prima di finire:"),
    },
    thanks_for=("Grazie.", "Grazie mille.", "Perfetto, grazie."),
    again=("Va bene. Lo chiedo solo per poterle rispondere.", "Capisco. Serve solo per risponderle, a nient’altro."),
    back_to=("E per poterla ricontattare:", "Tornando alla mia domanda:"),
    unclear=("Non sono riuscito a leggerlo bene.", "Mi scusi, non ho capito."),
    by_phone=("Certo, allora la chiamiamo noi.", "Nessun problema, per telefono allora."),
    by_email=("Certo, allora le scriviamo.", "Nessun problema, via e-mail allora."),
    shows=("Lasci qui i suoi dati e la ricontattiamo.", "Compili questo modulo e un collega le risponderà."),
    done=("Grazie. La ricontatteremo.", "È tutto quello che mi serve, grazie. A presto."),
    done_named=("Grazie, {name}. La ricontatteremo.", "È tutto quello che mi serve, {name}. A presto."),
    corrected=("Grazie, ho corretto.", "Annotato, è corretto."),
    let_go=("Nessun problema.", "Va benissimo, non si preoccupi."),
    either="o",
)  # fmt: skip
