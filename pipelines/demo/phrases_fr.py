"""The French phrasebook of the sample bot."""

from __future__ import annotations

from pipelines.demo.phrasebook import Phrasebook, Topic, Words

FRENCH = Phrasebook(
    words=Words(
        days=("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
        months=("janvier", "février", "mars", "avril", "mai", "juin",
                "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        whens=("début {month}", "mi-{month}", "fin {month}"),
    ),
    greetings=("Bonjour ! Je suis Tally, l'assistant de Tallyhand. Que puis-je faire pour vous ?",),
    hot=(Topic(
        opens=(
            ("Bonjour, peut-on réserver une démo cette semaine ? Nous sommes {n} techniciens.",
             "Avec plaisir, {day} par exemple ?"),
            ("Combien coûte la formule {plan} pour {n} personnes ? Il nous la faut avant {when}.",
             "{plan} est à {price} € par utilisateur et par mois, soit environ {total} €."),
            ("Notre contrat avec {rival} se termine {when}, pouvez-vous m'envoyer un devis pour {n} utilisateurs ?",
             "Bien sûr, nous le préparons aujourd'hui."),
            ("on veut démarrer ce mois-ci avec {n} licences, on paie par facture ?", "Oui, sur facture à 30 jours."),
        ),
        follows=(
            ("Une remise si on paie à l'année ? On signe cette semaine.", "Oui, 15 %."),
            ("Le budget est de {budget} € par an, déjà validé.", "C'est largement suffisant."),
            ("La démo {day} à {hour}, c'est possible ?", "{day} à {hour}, c'est libre."),
            ("C'est moi qui signe, vous envoyez le contrat ?", "Oui, par e-mail."),
        ),
        asks=("Pour qu'un spécialiste vous rappelle : {ask}", "Je réserve tout de suite. {ask}"),
        leaves=(("je vois avec mon associé et je vous appelle demain", "Très bien, à demain !"),),
    ),),
    warm=(Topic(
        opens=(
            ("L'intégration {integ} synchronise-t-elle aussi les factures ?", "Oui, factures et clients."),
            ("Quelle différence avec {rival} ? Nous comparons plusieurs solutions.",
             "Surtout le planning, et les sous-traitants sont gratuits."),
            ("Nous utilisons {tool}, peut-on importer nos clients et interventions ?", "Oui, depuis un export."),
            ("l'application marche hors connexion ? on travaille souvent en sous-sol", "Oui, tout est envoyé ensuite."),
        ),
        follows=(
            ("Et une API pour créer les interventions ?", "Oui, REST avec webhooks."),
            ("Les sous-traitants voient-ils les prix ?", "Non, seulement leurs interventions."),
            ("Où sont hébergées les données ?", "Dans l'Union européenne."),
            ("on fait environ {jobs} interventions par mois, ça tient ?", "Sans souci."),
            ("On hésite entre vous et {rival}, qu'avez-vous en plus côté rapports ?", "Des rapports sur mesure."),
        ),
        asks=("Je peux vous envoyer le comparatif. {ask}", "Un spécialiste peut vous écrire. {ask}"),
        leaves=(("merci, j'en parle à l'équipe", "Avec plaisir !"), ("ok je lis la doc", "Bonne lecture !")),
    ),),
    cold=(Topic(
        opens=(
            ("bonjour", "Bonjour ! Que puis-je faire pour vous ?"),
            ("c'est quoi exactement ?", "Un logiciel de planning pour équipes terrain."),
            ("le modèle est vraiment gratuit ?", "Oui, en Word et PDF."),
            ("je n'arrive pas à me connecter", "Mettez à jour l'application, s'il vous plaît."),
            ("vous prenez des stagiaires ?", "Les offres sont sur /careers."),
        ),
        follows=(("ah d'accord", "Autre chose ?"), ("je regarde seulement", "Je vous en prie !")),
        asks=("Je peux vous l'envoyer par e-mail. {ask}", "Je transmets. {ask}"),
        leaves=(("merci, au revoir", "Au revoir !"),),
    ),),
    asks={
        "name": ("Quel est votre nom ?", "À qui ai-je l'honneur ?"),
        "email": ("Et votre e-mail ?", "À quelle adresse vous écrire ?"),
        "phone": ("Et un numéro de téléphone ?",), "company": ("Pour quelle entreprise ?",),
        "team_size": ("Combien êtes-vous ?",),
    },
    answers={
        "name": ("{name}", "je suis {name}", "je m'appelle {name}"), "email": ("{email}", "mon adresse est {email}"),
        "phone": ("{phone_said}", "oui, {phone_said}"), "company": ("{company}", "pour {company}"),
        "team_size": ("{n}", "environ {n}"),
    },
    refusals=(("je préfère ne pas le donner", "Aucun problème."), ("non merci, juste des informations", "Bien sûr !")),
    skips=("je préfère pas", "pas nécessaire"),
    at_once=("{name}, {email}", "je suis {name}, {email}"),
    thanks=("Merci {first} ! Nous revenons vers vous très vite.", "Parfait {first}, c'est noté."),
    hand_over="Conversation transmise à {agent}",
    agent=("Bonjour, {agent} de Tallyhand. J'ai lu ce qui précède.",),
    byes=(("merci beaucoup", "Bonne journée !"), ("parfait, à bientôt", "À bientôt !")),
)  # fmt: skip
