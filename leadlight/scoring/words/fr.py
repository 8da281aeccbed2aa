"""French phrases of each signal, one a line; the language is explained in scoring/phrases.py."""

SETS: dict[str, str] = {
    "day": "lundi|mardi|mercredi|jeudi|vendredi|samedi",
    "month": "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre",
}
PHRASES: dict[str, str] = {
    "buying_intent": """
        je|j|nous|on (aimerais|aimerions) veux|voudrais|voulons|voudrions|souhaite|souhaitons|souhaiterais|prefere|
            vais|aimerais (bien) acheter|commander|souscrire|signer|payer|inscrire|commencer|reserver|prendre|acquerir
        je|on|nous (le|la|les|vous) prends|prend|prenons|commande|achete|signe|valide
        pour l acompte|le virement|la signature
        comment|ou|quand (puis|peut|pouvons|dois) (je|on|nous) payer|regler|signer|commander|signe|inscrire|souscrire
        on|je y va|vais
        bon pour ~1 devis|nous|moi|accord
        je|on|nous (vous) fais|fait|faisons|envoie|verse (le|un|l) virement|acompte|arrhes|paiement
        devis accepte|signe|valide
    """,
    "demo_requested": """
        veux|voudrais|souhaite|souhaiterais|aimerais|pouvez|peut|possible|avoir|planifier|demander|organiser ~4 demo|
            demonstration
    """,
    "booking_requested": """
        prendre|fixer|caler|planifier|reserver|organiser|convenir (un|une|le|la|d|de) (un) rendez|rdv|visite|appel|
            essai|creneau|place|table|chambre|seance|entretien
        je|on|nous veux|voudrais|souhaite|aimerais|peut|pouvons (se|le|la) reserver|visiter|caler|voir|passer
        puis|peut|pouvons|pourrais je|on|nous (se|le|la|y) visiter|passer|venir|reserver|caler|voir
        reservez|bloquez|gardez moi|nous
        reserver pour
    """,
    "price_asked": """
        combien (ca|cela|est|prenez|pour|vous|coute|par|de) (coute|coutent|vous|ce|temps)
        quel|quels|quelle est|sont|serait (le|les|votre|vos) (le) prix|tarif|tarifs|cout|budget
        prix|tarif|tarifs|devis pour|de|du|des|s
        c est combien
    """,
    "budget_stated": """
        budget (est|de|d|max|maximum|environ|autour) ~3 #
        jusqu a $
        maximum|max $
        j|nous|on ai|avons|a (environ) $
    """,
    "deadline_stated": """
        avant|pour|d|des|a|a partir|fin|debut (du|le|la|l|ici|de|fin) @month|@day|demain|rentree|noel|ete
        # @month
        1er|debut|fin (du|de) (mois) prochain|mois
        cette|ce semaine|mois|weekend
        semaine|mois|lundi|mardi|mercredi|jeudi|vendredi prochaine|prochain
        des que possible
        le plus vite|tot
        urgent|demain
        tout de suite
    """,
    "comparison": """
        comparer|compare|comparons|comparaison|concurrent|concurrents
        autres|autre|deux|trois (autres) devis|prestataires|fournisseurs|offres|ecoles|agences
        par rapport a|aux
    """,
    "evaluating": """
        reflechir|reflechis|reflechissons|hesite|hesitons|envisage|envisageons
        en parler avec|a
        avant de decider|signer|choisir
    """,
    "integration_question": """
        integre|integration|integrations|integrer|compatible|compatibles|connecte|connecter
        fonctionne|marche avec
    """,
    "contact_requested": """
        appelez|rappelez|contactez|ecrivez|recontactez|telephonez moi|nous
        me|m|nous appeler|rappeler|contacter|recontacter|ecrire|joindre
        caler|prevoir|planifier un appel
        vous pouvez me|m appeler|rappeler|joindre
    """,
    "not_buying": """
        juste|simple|simplement (par|une|de|pour|la) curiosite|regarder|info|savoir|curieux|curieuse
        par curiosite
        pas (du|plus) (tout) interesse|interessee|interesses|besoin
        ne (veux|souhaite|cherche|compte) (rien|pas|plus) (a) acheter|besoin|interesse|interessee
        pas l intention
        je|on laisse tomber
    """,
    "withdrawn": """
        change d avis
        deja achete|trouve|signe ailleurs|mieux|un|une|avec
        finalement non|pas
    """,
    "support": """
        ne (fonctionne|marche|s) (ouvre|charge|arrive) (pas|plus)
        n arrive|arrivons pas|plus a
        ma|mon commande|colis|facture ~3 pas|jamais|ou|retard|casse
        remboursement|rembourser|panne|reclamation|sav
        mot de passe oublie|perdu
        en panne
    """,
    "job_seeker": """
        recrutez|recrutement|embauchez|candidature|alternance
        mon cv
        cherche (un|une) emploi|travail|stage|job|poste|alternance
        postuler
        travailler chez|avec|pour vous
    """,
    "study": """
        memoire|expose|these de|pour|sur
        je suis etudiant|etudiante
        pour mon|mes cours|expose|memoire|etudes
    """,
    "press": """
        journaliste|redaction
        je suis journaliste
    """,
    "spam": """
        referencement|backlink|backlinks
        nous proposons ~3 services|referencement
    """,
    "cancellation": """
        resilier|resiliation|desabonner|desinscrire
        annuler (mon|ma|la|le|notre) abonnement|contrat|commande|reservation|inscription
    """,
}  # fmt: skip
