"""French phrases of each signal, one a line; the language is explained in scoring/phrases.py."""

SETS: dict[str, str] = {
    "day": "lundi|mardi|mercredi|jeudi|vendredi|samedi",
    "month": "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre",
}
PHRASES: dict[str, str] = {
    "buying_intent": """
        je|j|nous|on (aimerais|aimerions) veux|voudrais|voulons|voudrions|souhaite|souhaitons|souhaiterais|prefere|
            vais|aimerais (bien) acheter|commander|souscrire|signer|payer|inscrire|commencer|reserver|prendre|
            acquerir
        je|on|nous (le|la|les|vous) prends|prend|prenons|commande|achete|signe|valide
        pour l acompte|le virement|la signature
        comment|ou|quand (puis|peut|pouvons|dois) (je|on|nous) payer|regler|signer|commander|signe|inscrire|souscrire
        on|je y va|vais
        bon pour ~1 devis|nous|moi|accord
        je|on|nous (vous) fais|fait|faisons|envoie|verse (le|un|l) virement|acompte|arrhes|paiement
        devis accepte|signe|valide
        je|on (la|le|les|vous) prends|prend|achete|commande|signe|valide|reserve|reservons|prenons|pars
        je|on pars|part avec vous
        on (le|la|les) prend|valide|signe|commande|y
        nous (le|la|les|vous) prenons|validons|acceptons|choisissons|signons
        je|on|nous veux|voudrais|souhaite|souhaitons|aimerais|aimerions|veut|voulons|vais|allons ~3 acheter|
            commander|signer|souscrire|inscrire|abonner|adherer|reserver|prendre|louer|payer|vendre|installer|
            confier|changer
        comment|ou (est ce|puis|peut|on|je|dois) (que|je|on) (payer|regler|paye|signer|signe|inscrit|inscrire|
            commander|fait|verse)
        comment on fait pour
        comment se passe la suite
        envoyez|envoie|envoi|envoyer|transmettez (moi|nous|le|la|les) (moi|le|la) (devis|contrat|lien|lettre|rib|
            facture|bon)
        devis a signer|signe|valide|accepte
        je (vous) verse|regle|paie|paye|fais (un|l|le|la) (acompte|virement|arrhes|depot|caution|la)
        acompte|arrhes|virement|caution ce|demain|possible|aujourd|par
        paiement|payer|regler en|par|3|trois|cb|carte
        on signe|signera|demarre|commence|doit demarrer
        inscrivez|inscris le|la|moi|nous
        passe|passer commande
        appel d offres
        ca rentre dans
        entendu|d accord|ok|allez je|on|envoyez
        je cherche quelqu|un|une pour reprendre|faire|gerer|installer
        c est bon|parti (pour)
        il (me|nous) (la|le|les|faut|faudrait) ~5 pour|avant|des|aujourd|posés|poses
        budget # max|maximum
        pouvez vous (nous) (faire|vous) (une|en) (proposition|occuper)
        mettez moi|nous
        bloquez|reservez|gardez (la|le|moi|nous|les) salle|place|date|pour
        tope|tope la
    """,
    "demo_requested": """
        veux|voudrais|souhaite|souhaiterais|aimerais|pouvez|peut|possible|avoir|planifier|demander|
            organiser ~4 demo|demonstration
        demonstration|demo|presentation (de|du|pour|avant|en)
        presentation de votre
    """,
    "booking_requested": """
        prendre|fixer|caler|planifier|reserver|organiser|convenir (un|une|le|la|d|de) (un) rendez|rdv|visite|appel|
            essai|creneau|place|table|chambre|seance|entretien
        je|on|nous veux|voudrais|souhaite|aimerais|peut|pouvons (se|le|la) reserver|visiter|caler|voir|passer
        puis|peut|pouvons|pourrais je|on|nous (se|le|la|y) visiter|passer|venir|reserver|caler|voir
        reservez|bloquez|gardez moi|nous
        reserver pour
        peut|pouvons|puis|pourrait|pourrions|pouvez|pourriez|possible|aimerais|voudrais|souhaite|
            souhaiterais ~4 visiter|voir|passer|venir|essayer|rencontrer|reserver|envoyer|tester ~4 demain|aujourd|
            samedi|jeudi|mardi|lundi|vendredi|mercredi|semaine|quelqu|matin|soir|rapidement
        avez|auriez|as|reste|y (vous) (encore) ~3 creneau|place|table|chambre|dispo|rdv|disponibilite ~3 (demain|
            aujourd|pour|ce|le|samedi|dans)
        envoyez|envoyer quelqu un
        quand (est) (ce|pouvez|peut|puis|pourriez|pouvons) ~3 venir|passer|commencer|visiter|voir|demarrer
        il faudrait quelqu un
        prendre|fixer|caler|se (un) rdv|rendez|appel|caler|rendez
        on peut se caler|voir|le
        vous prenez sans rdv
        passez quand
        n importe quel matin|jour
        essayer la|le|l ~4 (samedi|demain|possible)
    """,
    "price_asked": """
        combien (ca|cela|est|prenez|pour|vous|coute|par|de) (coute|coutent|vous|ce|temps)
        quel|quels|quelle est|sont|serait (le|les|votre|vos) (le) prix|tarif|tarifs|cout|budget
        prix|tarif|tarifs|devis pour|de|du|des|s
        c est combien
        combien ca|pour|coute|prenez|coutent|est|par|c|je|vous|de|au|tout
        c est|ca combien|coute
        quel|quels (est|sont) (le|les|votre|vos) prix|tarif|tarifs|cout|budget
        prix au|a|pour|de|m2
        tarif|tarifs pour|de|du
        a quel prix
        c cb
    """,
    "budget_stated": """
        budget (est|de|d|max|maximum|environ|autour) ~3 #
        jusqu a $
        maximum|max $
        j|nous|on ai|avons|a (environ) $
        budget (de|max|est|autour|total|d) #|$
        maximum|max|jusqu a|plafond $
        # (euros) max|maximum|pas
        on|j ai|a|avons (un) (budget) $
        dans l enveloppe
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
        avant le|la|noel|fin|l|notre|mars|# (#) (@month)
        pour le|la|samedi|lundi|noel|fin|debut|demain|# (#)
        d ici|des (la|le|#|@month|janvier|lundi|fin)
        a partir du|de|d #|@month|1er|septembre|janvier
        la semaine|mois prochaine|prochain
        le # @month
        le 1er
        rapidement|urgent|asap|urgence
        au plus vite|tard
        ce week|weekend|soir|samedi|mois
        en @month
    """,
    "comparison": """
        comparer|compare|comparons|comparaison|concurrent|concurrents
        autres|autre|deux|trois (autres) devis|prestataires|fournisseurs|offres|ecoles|agences
        par rapport a|aux
        compar*|comparatif
        autre|autres|deux|trois|plusieurs autre|autres (outils|devis|agences|prestataires|fournisseurs|domaines|
            salles|tool)
        hesit* avec|entre
        j hesite|hésite (avec|entre|encore)
        demander un autre devis
        autre outil en lice
        ailleurs c|ils|on|moins
        a paye # ailleurs
        le tour des
        difference entre
    """,
    "evaluating": """
        reflechir|reflechis|reflechissons|hesite|hesitons|envisage|envisageons
        en parler avec|a
        avant de decider|signer|choisir
        reflechir|reflechis|reflechit|reflexion
        discuter|parler|parle|discute (avec|a|en) mon|ma|mes|la|le|notre
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
        rappelez|rappeler|rappelle|appelez|appeler|telephonez|contactez|joindre moi|nous|me
        me|nous rappeler|appeler|rappelle|rappelez|contacter|joindre|ecrire|envoyer
        un appel|rappel
        pouvez|peut|pourrait|pourriez (vous|il) (me|nous|m) rappeler|appeler|contacter|envoyer|joindre|ecrire
        mon numero|tel|telephone|portable
        envoyez (moi|nous|le|la) ~4 mail|adresse|programme|documentation
        invitez aussi
        je vous laisse mon
        j attends votre appel|retour
        passez moi un coup
        par sms|mail|texto
        plutot|prefere|preferons|prefererais (par|le|un|qu) (le|on|vous) (m|nous) telephone|appel|appelle|appeliez
    """,
    "not_buying": """
        juste|simple|simplement (par|une|de|pour|la) curiosite|regarder|info|savoir|curieux|curieuse
        par curiosite
        pas (du|plus) (tout) interesse|interessee|interesses|besoin
        ne (veux|souhaite|cherche|compte) (rien|pas|plus) (a) acheter|besoin|interesse|interessee
        pas l intention
        je|on laisse tomber
        je (regarde|me|voulais) (juste|renseigne|savoir|vous|seulement) prevenir|c
        juste (pour|une|regarder|curieux|les) savoir|curiosite|photos|question|voir
        simple|par curiosite
        non je (suis|regarde) (celibataire|juste)
        je ne (cherche|veux|souhaite) (pas|rien) (acheter|a)
        mauvais|trompe|erreur (de) numero|site
        pour un ami|copain
        pas interesse
        c est tout
    """,
    "withdrawn": """
        change d avis
        deja achete|trouve|signe ailleurs|mieux|un|une|avec
        finalement non|pas
        finalement (on|je|nous|non|c) reste|prend|pris|garde|va|a
        laissez|laisse tomber
        alors non
        je|on reste (a|avec|chez)
        j ai|on (a) trouve (plus|mieux|autre|ailleurs)
        on|j (a|ai) (pris|achete|signe|choisi) celle|un|chez|ailleurs|autre
        (il) faut (les|l|la|le) annuler
        j etais (pret|prete|a)
        dois|souhaite|voudrais|veux annuler|decommander
        non merci vraiment
        change|changer d avis
        on etait interesses
        plus interesse|besoin
        tant pis
    """,
    "support": """
        ne (fonctionne|marche|s) (ouvre|charge|arrive) (pas|plus)
        n arrive|arrivons pas|plus a
        ma|mon commande|colis|facture ~3 pas|jamais|ou|retard|casse
        remboursement|rembourser|panne|reclamation|sav
        mot de passe oublie|perdu
        en panne
        impossible de (me|se|nous) connecter|acceder|payer|ouvrir
        ne (marche|fonctionne|ferme|s|demarre|charge|repond) plus|pas
        mon|ma|notre colis|commande|facture|contrat|abonnement|compte ~3 (pas|marque|jamais|retard|casse|perdu)
        (j) ai|ete preleve|debite|facture (deux|a|en)
        je (veux|voudrais) etre rembourse
        rembourse*|remboursement
        renvoyer|recevoir (ma|une) facture|attestation|copie
        que vous avez (pose|livre|installe|vendu)
        depuis (ce|le|la|lundi|hier|ce) matin|detartrage|mise|panne
        je suis (deja) (adherent|adherente|client|cliente|abonne|abonnee)
        mot de passe
        rien recu
        reclamation|sav|litige
        vous avez trouve
    """,
    "job_seeker": """
        recrutez|recrutement|embauchez|candidature|alternance
        mon cv
        cherche (un|une) emploi|travail|stage|job|poste|alternance
        postuler
        travailler chez|avec|pour vous
        je cherche|recherche (un|une|du) (emploi|travail|job|alternance|stage|poste|apprentissage)
        vous recrutez|embauchez|cherchez
        alternance|candidature|stage (en|a|de|chez)
        mon|envoyer|envoye|deposer (mon) cv
        quel (est) (le) salaire
        me presenter
        disponible|dispo tout de suite
        ans d experience
        poste (de|a) pourvoir
    """,
    "study": """
        memoire|expose|these de|pour|sur
        je suis etudiant|etudiante
        pour mon|mes cours|expose|memoire|etudes
        memoire|these|expose|rapport (de|sur|pour) master|stage|fin|licence
        dans le cadre de (mon|ma|mes)
        je suis etudiant|etudiante|en (bts|licence|master)
        etudiant|etudiante|lyceen|lyceenne en
        pour (un|mon|mes) expose|cours|memoire|devoirs|etudes
        entretien telephonique
    """,
    "press": """
        journaliste|redaction
        je suis journaliste
        journaliste|redaction|reportage|quotidien
        je prepare|nous tournons|on tourne|j ecris (un) (article|sujet|papier|reportage)
        bouclage|diffusion|parution
        citation|interview ecrite|de|avec
    """,
    "spam": """
        referencement|backlink|backlinks
        nous proposons ~3 services|referencement
    """,
    "cancellation": """
        resilier|resiliation|desabonner|desinscrire
        annuler (mon|ma|la|le|notre) abonnement|contrat|commande|reservation|inscription
        resilier|resiliation|desabonner
        annuler (mon|ma|mes|l|notre) abonnement|contrat|rdv|commande|reservation|inscription
        supprimer mon compte
    """,
    "accepted": """
        ca marche|roule|joue
        c est note|parfait|bon|ok
        parfait|super|nickel|top|genial|impeccable (pour|je|a|@day|merci|on) @day|prends|vous|demain|la
        @day (a|matin|soir|apres|aprem) #|midi|nickel|ok|parfait|alors|me
        @day (me|nous) va|convient|ok|nickel|parfait
        a|on @day|demain (alors|matin|vient|passe)
        je|on serai|sera|serons la|present|chez
        on|j arrive (dans|tout)
        je (vous) attends
        ok pour @day|demain|#
        oui (s|si) (il|vous) vous
        au nom de
        d accord pour @day|#|demain
        dites moi combien
    """,
    "deferring": """
        je (vais) reflechis|reflechir|verrai|vois|compare|regarde|mesure
        on|je reviens vers vous
        (je|on) verra|verrons|verra l|plus|bien
        pas (encore|de) date|decide|rendez|rdv|presse|urgence
        rien ne presse
        pas presse|pressés|presses
        pas de rendez vous|rdv
        on (n) (a|est) pas (encore) decide|vendu|de
        pas decide|décidé
        j en parle|discute|parlerai (a|avec|en|au)
        je vais en parler
        on regarde aussi|encore
        peut etre l|un|plus|en (ete|an|jour)
        nous|on prenons|prend (le|notre) temps
        pour l instant|le moment
        tout ca est|reste
    """,
    "returning_visitor": """
        je vous|on avais|avait|ai|s (deja) ecrit|parle|appele|contacte
        comme convenu|discute
        le devis que vous
        suite a notre|mon
        c est encore moi
    """,
    "joking": """
        je plaisante|rigole|deconne|blague
        c etait (de|pour|une) (l|rire|voir|blague|ironie)
        ahah|haha|mdr|ptdr|lol non|ok|c|je|oui
        pour embeter
        non (c|je|mais) etait|plaisante|regarde
        pour voir (vu|si)
        mais bien sur (je|et)
        cheque en bois
    """,
    "competitor": """
        je (tiens|suis|gere) ~3 (garage|agence|salon|confrere) a cote|concurrent
        curiosite professionnelle
        concurrent|confrere
    """,
    "sales_pitch": """
        nous|on (vous) proposons|aidons|accompagnons|realisons|offrons ~6 (votre|agences|entreprises|cabinets|site|
            salles|referencement)
        nos tarifs|offres demarrent|commencent
        sans engagement
        doubler|tripler|augmenter|booster|multiplier ~3 chiffre|ventes|mandats|clients|trafic|visibilite
        seriez|auriez vous (disponible|dix|quinze|10|15|un)
        referencement|backlinks|audit gratuit
        partenariat commercial
        demonstration gratuite
        je suis ~3 de ~4 (aidons|proposons)
        voici mon mail|numero au cas
    """,
}  # fmt: skip
