"""What the capture says in French."""

from __future__ import annotations

from leadlight.domain.wording.contract import Words

WORDS = Words(
    ask={
        "name": ("Quel est votre nom ?", "Puis-je vous demander votre nom ?", "À qui ai-je l’honneur ?"),
        "email": ("À quelle adresse e-mail pouvons-nous vous écrire ?", "Quelle est votre adresse e-mail ?",
                  "À quel e-mail devons-nous l’envoyer ?"),
        "phone": ("À quel numéro pouvons-nous vous joindre ?", "Quel est votre numéro de téléphone ?",
                  "Quel numéro vous convient pour un appel ?"),
        "company": ("Pour quelle entreprise travaillez-vous ?", "Et comment s’appelle votre entreprise ?"),
        "website": ("Avez-vous un site web à nous montrer ?", "Quel est votre site web ?"),
        "choice": ("{label} : {options} ?", "{label} – {options} ?"),
        "choices": ("{label} : {options} (plusieurs choix possibles) ?", "{label} – {options}, ou plusieurs ?"),
        "checkbox": ("{label}, oui ou non ?", "Un simple oui ou non : {label} ?"),
        "consent": ("« {label} » Êtes-vous d’accord ?", "Une chose à confirmer : « {label} » Cela vous convient-il ?"),
        "*": ("{label} ?", "Puis-je aussi vous demander : {label} ?", "Et {label} ?"),
    },
    opens={
        "request": ("Bien sûr, nous vous recontactons.", "Avec plaisir, je m’en occupe."),
        "given": ("Merci, c’est noté.", "Merci, je l’ai noté."),
        "intent": ("Un collègue peut vous en dire plus.", "Un collègue peut vous aider à ce sujet."),
        "messages": ("Si vous voulez, nous pouvons revenir vers vous.",
                     "Pour ne rien perdre, nous pouvons vous recontacter."),
        "page": ("Si vous voulez, nous vous envoyons les détails.", "Nous vous aidons volontiers."),
        "handoff": ("Avant de vous passer un collègue :", "Pour que mon collègue puisse vous recontacter :"),
        "end": ("Avant de partir :", "Une dernière chose avant de terminer :"),
    },
    thanks_for=("Merci.", "Merci bien.", "C’est noté, merci."),
    again=("Je comprends. C’est seulement pour pouvoir vous répondre.",
           "Pas de souci. Cela ne sert qu’à vous répondre, à rien d’autre."),
    back_to=("Et pour pouvoir vous répondre :", "Pour revenir à ma question :"),
    unclear=("Je n’ai pas bien pu lire.", "Pardon, je n’ai pas compris."),
    by_phone=("Bien sûr, nous vous appelons plutôt.", "Pas de problème, par téléphone alors."),
    by_email=("Bien sûr, nous vous écrivons plutôt.", "Pas de problème, par e-mail alors."),
    shows=("Laissez vos coordonnées ici et nous vous recontactons.", "Remplissez ceci et un collègue vous répondra."),
    done=("Merci. Nous vous recontactons.", "C’est tout ce qu’il me faut, merci. Nous revenons vers vous."),
    done_named=("Merci, {name}. Nous vous recontactons.", "C’est tout ce qu’il me faut, {name}. À très bientôt."),
    corrected=("Merci, c’est corrigé.", "C’est noté, je l’ai changé."),
    let_go=("Aucun problème.", "Très bien, aucun souci."),
    either="ou",
)  # fmt: skip
