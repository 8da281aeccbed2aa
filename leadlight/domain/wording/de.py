"""What the capture says in German."""

from __future__ import annotations

from leadlight.domain.wording.contract import Words

WORDS = Words(
    ask={
        "name": ("Wie ist Ihr Name?", "Darf ich nach Ihrem Namen fragen?", "Mit wem spreche ich?"),
        "email": ("Unter welcher E-Mail-Adresse erreichen wir Sie?", "Wie lautet Ihre E-Mail-Adresse?",
                  "An welche E-Mail-Adresse dürfen wir schreiben?"),
        "phone": ("Unter welcher Nummer erreichen wir Sie?", "Wie lautet Ihre Telefonnummer?",
                  "Welche Nummer dürfen wir anrufen?"),
        "company": ("Für welche Firma sind Sie tätig?", "Und wie heißt Ihre Firma?"),
        "website": ("Haben Sie eine Website, die wir ansehen können?", "Wie lautet Ihre Website?"),
        "choice": ("{label}: {options}?", "{label} – {options}?"),
        "choices": ("{label}: {options} (auch mehrere)?", "{label} – {options} oder mehrere davon?"),
        "checkbox": ("{label}, ja oder nein?", "Nur ein Ja oder Nein: {label}?"),
        "consent": ("„{label}“ Sind Sie einverstanden?", "Noch zu bestätigen: „{label}“ Ist das für Sie in Ordnung?"),
        "*": ("{label}?", "Darf ich noch fragen: {label}?", "Und {label}?"),
    },
    opens={
        "request": ("Gern, wir melden uns bei Ihnen.", "Das richte ich gern ein."),
        "given": ("Danke, das habe ich notiert.", "Danke, ist notiert."),
        "intent": ("Eine Kollegin oder ein Kollege kann Ihnen mehr dazu sagen.",
                   "Dazu meldet sich gern jemand bei Ihnen."),
        "messages": ("Wenn Sie möchten, melden wir uns dazu.", "Damit das nicht verloren geht, melden wir uns gern."),
        "page": ("Wenn Sie möchten, schicken wir Ihnen die Einzelheiten.", "Dabei helfen wir Ihnen gern."),
        "handoff": ("Bevor ich Sie weiterverbinde:", "Damit sich jemand bei Ihnen melden kann:"),
        "end": ("Bevor Sie gehen:", "Noch eine letzte Frage:"),
    },
    thanks_for=("Danke.", "Vielen Dank.", "Danke, ist notiert."),
    again=("In Ordnung. Ich frage nur, damit wir Ihnen antworten können.",
           "Verstehe. Wir nutzen das nur, um Ihnen zu antworten."),
    back_to=("Und damit wir uns melden können:", "Zurück zu meiner Frage:"),
    unclear=("Das konnte ich nicht richtig lesen.", "Das habe ich leider nicht verstanden."),
    by_phone=("Gern, dann rufen wir Sie an.", "Kein Problem, dann telefonisch."),
    by_email=("Gern, dann schreiben wir Ihnen.", "Kein Problem, dann per E-Mail."),
    shows=("Hinterlassen Sie hier Ihre Daten, wir melden uns.", "Füllen Sie das kurz aus, dann meldet sich jemand."),
    done=("Vielen Dank. Wir melden uns bei Ihnen.", "Mehr brauche ich nicht, danke. Wir melden uns."),
    done_named=("Vielen Dank, {name}. Wir melden uns bei Ihnen.",
                "Mehr brauche ich nicht, {name}. Wir melden uns bald."),
    corrected=("Danke, das habe ich geändert.", "Notiert, das ist berichtigt."),
    let_go=("Kein Problem.", "Das ist völlig in Ordnung."),
    either="oder",
)  # fmt: skip
