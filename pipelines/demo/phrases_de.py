"""The German phrasebook of the sample bot."""

from __future__ import annotations

from pipelines.demo.phrasebook import Phrasebook, Topic, Words

GERMAN = Phrasebook(
    words=Words(
        days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"),
        months=("Januar", "Februar", "März", "April", "Mai", "Juni",
                "Juli", "August", "September", "Oktober", "November", "Dezember"),
        whens=("Anfang {month}", "Mitte {month}", "Ende {month}"),
    ),
    greetings=("Hallo! Ich bin Tally, der Assistent von Tallyhand. Wie kann ich helfen?",),
    hot=(Topic(
        opens=(
            ("Guten Tag, können wir diese Woche eine Demo buchen? Wir sind {n} Monteure.",
             "Sehr gern, {day} hätten wir Zeit."),
            ("Was kostet der Tarif {plan} für {n} Leute? Wir müssen bis {when} starten.",
             "{plan} kostet {price} € je Nutzer im Monat, zusammen etwa {total} €."),
            ("Unser Vertrag mit {rival} endet {when}. Bitte ein Angebot für {n} Nutzer.",
             "Gern, das bereiten wir heute vor."),
            ("wir wollen noch diesen monat kaufen, {n} lizenzen, geht das auf rechnung?", "Ja, mit 30 Tagen Ziel."),
        ),
        follows=(
            ("Gibt es Rabatt bei jährlicher Zahlung? Wir unterschreiben diese Woche.", "Ja, 15 %."),
            ("Das Budget liegt bei {budget} € im Jahr und ist freigegeben.", "Das reicht gut aus."),
            ("Geht die Demo am {day} um {hour}?", "{day} um {hour} ist frei."),
            ("Wer schickt den Vertrag? Ich bin der, der unterschreibt.", "Der kommt per E-Mail von uns."),
        ),
        asks=("Damit sich jemand meldet: {ask}", "Ich trage das gleich ein. {ask}"),
        leaves=(("ich spreche mit meinem Partner und rufe morgen an", "Gern, wir sind ab acht da."),),
    ),),
    warm=(Topic(
        opens=(
            ("Synchronisiert die Anbindung an {integ} auch Rechnungen?", "Ja, Kunden und Rechnungen."),
            ("Was ist der Unterschied zu {rival}? Wir vergleichen gerade mehrere Anbieter.",
             "Vor allem die Plantafel, und Subunternehmer kosten nichts."),
            ("Wir arbeiten mit {tool}. Kann man Kunden und Aufträge übernehmen?", "Ja, aus einer Exportdatei."),
            ("läuft die app offline? wir sind oft im keller", "Ja, alles wird später übertragen."),
        ),
        follows=(
            ("Gibt es eine API für eigene Aufträge?", "Ja, REST mit Webhooks."),
            ("Sehen Subunternehmer die Preise?", "Nein, nur ihre Aufträge."),
            ("Wo liegen die Daten? Wir brauchen einen AV-Vertrag.", "In der EU, den Vertrag gibt es online."),
            ("Wir haben rund {jobs} Aufträge im Monat, reicht das?", "Ohne Weiteres."),
            ("Wir schwanken noch zwischen Ihnen und {rival}, was können Ihre Berichte mehr?", "Man baut sie selbst."),
        ),
        asks=("Ich kann Ihnen den Vergleich schicken. {ask}", "Soll sich ein Spezialist melden? {ask}"),
        leaves=(("danke, ich bespreche das im Team", "Gern!"), ("ok, ich lese erst die Doku", "Gute Idee!")),
    ),),
    cold=(Topic(
        opens=(
            ("hallo", "Hallo! Wie kann ich helfen?"), ("was ist das hier", "Software zur Einsatzplanung."),
            ("ist die vorlage kostenlos?", "Ja, als Word und PDF."),
            ("ich komme nicht in die App", "Bitte einmal aktualisieren."),
            ("sucht ihr noch Werkstudenten?", "Offene Stellen stehen unter /careers."),
        ),
        follows=(("ach so", "Noch etwas?"), ("ich schau nur", "Gern!")),
        asks=("Ich kann sie Ihnen mailen. {ask}", "Ich gebe das weiter. {ask}"),
        leaves=(("danke, tschüss", "Tschüss!"),),
    ),),
    asks={
        "name": ("Wie heißen Sie?", "Ihr Name?"), "email": ("Und Ihre E-Mail-Adresse?", "An welche Adresse?"),
        "phone": ("Und eine Telefonnummer?",), "company": ("Für welche Firma?",), "team_size": ("Wie viele sind Sie?",),
    },
    answers={
        "name": ("{name}", "ich bin {name}", "mein Name ist {name}"), "email": ("{email}", "gern an {email}"),
        "phone": ("{phone_said}", "ja, {phone_said}"), "company": ("{company}", "für {company}"),
        "team_size": ("{n}", "etwa {n}"),
    },
    refusals=(("das möchte ich nicht angeben", "Kein Problem."), ("nein danke, nur Infos", "Gern!")),
    skips=("lieber nicht", "nicht nötig"),
    at_once=("{name}, {email}", "{name}, bitte an {email}"),
    thanks=("Danke, {first}! Wir melden uns bald.", "Perfekt, {first}, ist notiert."),
    hand_over="Übergeben an {agent}",
    agent=("Hallo, hier ist {agent} von Tallyhand, ich habe alles gelesen.",),
    byes=(("vielen Dank", "Schönen Tag!"), ("super, bis dann", "Bis dann!")),
)  # fmt: skip
