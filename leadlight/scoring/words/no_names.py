"""Everyday words that open a sentence or stand alone where a name could: never taken for a visitor's name (folded)."""

NO_NAMES = """
    c'est home busy away best better mine quick flexible retired late early awake outside inside local reine
    reiner ohne welcher welche nur agradeco agradecido agradecida atte maitre officer procurement bonsoir salut
    account cuenta compte conto konto conta use uso usiamo usamos utilizzo utilizziamo utilizo utilizamos nutze
    nutzen utilise utilisons
    buonasera viva boas hei moinsen servus noel navidad natal natale weihnachten christmas easter pascua pasqua
    paques ostern dunno somos siamo sommes referente segreteria familie herrn idk cumprimentos soi sono soy sou
    im i'm atenciosamente later soon both anytime whenever landlord tenant a aber about abracos abs acho acqua
    afraid agora agosto ahead ahi ahora ai algo alguien algum alguna all allora already also alta am amigo an
    and ano anonymous any anyone april aquel aqui are arrivo as asap ask asking assim at atentamente august aus
    autumn available avec azienda back bad bah barato based bastante be beh best bien bises bitte boa bom
    bonjour boss brilliant budget buena buenas bueno buenos buongiorno but buying bye call calling can casa cela
    ceo certo cfo cheers chez chiaro chuck ciao cinq ciso claro client cliente com coming como con contact coo
    cool cordialement cordiali correct correto could cto cual cuando cuanto current currently customer d da
    danke dann das dass de dear december dein dem demo den der desculpe desde deux dia did die dies diese dieser
    dit do does dois domani domingo donc done dos du e e-mail eh ein eine einen either el ela ele ella email en
    enero entao entendido entonces er era es esta este estou estoy et eu euh even everyone exacto excelente
    excellent fala falls famiglia familia familie famille february fechado feito fico fine for frage frau free
    friday from fruhling genau genial gente gern gerne getting giovedi glad going good gostaria gracas gracias
    grazie great gruss grusse guten haben hallo happy have he hecho hello her herbst herr heute hey hi hier his
    hoje hola holi hoping how hr i ich if ihr il ils immer in inoltre interesada interesado interessada
    interessado interessata interessato interesse interested is ist it its ja january jetzt jueves juin july
    june jusqu just kann keen kein keine kind klar la las later le lei les lg live living livre llc lo logo
    looking los lost ltd lui lundi lunedi lunes ma madame mail maintenant mais man manana march mardi martes mas
    maybe me mein meine merci mercoledi mercredi merda mfg mi mia minha mio mir mit mobile moi moin mon monday
    monsieur morgen moving mr mrs ms muito muy my na nada nah name nao nas need nein nel nessuno new next ni
    nicht niente no nobody noch noi non none nope nos nossa not notre nous november now nueva nuevo number nuovo
    nur obrigada obrigado obvio october oder of off oggi oh ok okay ola on one only ops or os otra otro ou oui
    our out owner para parce parfait pas passt paying pelo per perdon perdu perfect perfecto perfetto pero
    personne phone please pleased pm pois por porque pour prefer pretty prima primavera pronto quanto que quel
    questo qui quiero quinta rahmen rather ready really regards reserva rien right rue sabado sabato sagt sales
    saludo saludos saluti salve samedi samstag saturday schedule schon se see seja sem sempre september ser sera
    service servus seu si sick sie signor signora signore sim sincerely skip so sobre some someone sommer sorry
    sotto speaking spring still stimmt stop student su suis sul summer sunday sur sure ta tarde team tel tem
    tenho terca thank thanks that the their then there they thinking this thursday tired today todo toll
    tomorrow too tous tout tranquilo tre tres trois trying tu tudo tuesday um uma und undecided une uns unser
    urgent urgente using vale valeu vamos vecina vecino vendredi venerdi very vielleicht viernes visto vivo voce
    voglio voisine vom von vorrei vos vou vous vp waiting wann was we wednesday weil well wenn wer what whatsapp
    when where who why wie will winter wir wish with wo won wondering work working would wunderbar y ya yeah yep
    yes yesterday yo you your yours zu zum zwei
"""
NAMES_TOO = "april august hope june may will"
"""Words of that list that are first names too: taken for one only before a family name ("Will Tandy")."""
