"""What tells a firm's name from a person's: legal forms, and the words trades call themselves by (folded)."""

from __future__ import annotations

import re

from leadlight.scoring.phrases import fold

LEGAL = (
    r"(?:PartG mbB|mbB|PartGmbB|PartG|GmbH & Co\.? ?KG(?:aA)?|Pty Ltd|Pvt Ltd|S\.?A\.? de C\.?V\.?|Sàrl"
    r"|S\.?à ?r\.?l\.?|sas|srl|Ltd|Limited"
    r"|GmbH|mbH|AG|Inc|LLC|LLP|PLC|plc|SARL|Sarl|SAS|SASU|EURL|GAEC|SCI|Lda|LDA|Ltda|LTDA|BV|NV"
    r"|KG|OHG|UG|eG|e\.K\.?|e\.V\.?"
    r"|S\.?L\.?U?|SL|SLU|S\.?A\.?|S\.?p\.?A\.?|[Ss]pa|S\.?[Rr]\.?[Ll]\.?s?|s\.?r\.?l\.?s?|[Ss]nc|S\.?n\.?c\.?"
    r"|ME|EIRELI|Co|Corp|& Co\.?|& Sons)"
)
ROLES = (
    r"lead|manager|director|head|ceo|cto|cfo|coo|cmo|ciso|founder|co-?founder|owner|engineer|buyer|officer"
    r"|coordinator|assistant"
    r"|teacher|analyst|partner|procurement|purchasing|president|secretary|treasurer|receptionist|accountant"
    r"|supervisor"
    r"|administrator|controller|consultant|planner|chef|editor|producer|einkauf\w*|compras|achats|acquisti"
    r"|responsable"
    r"|responsabile|responsavel|responsável|gerente|gerant\w*|gérant\w*|geschaftsfuhrer\w*|geschäftsführer\w*"
    r"|leiter\w*"
    r"|leitung|inhaber\w*|beauftragte\w*|\w+beauftragte\w*|titular|titolare|director[ae]|direttore|direttrice"
    r"|directeur"
    r"|directrice|diretora?|assistante|assistent\w*|asistente|assistente|amministratore|administrador\w*|fondateur"
    r"|fondatrice"
    r"|socio|socia|sócio|sócia|dueñ[oa]|duen[oa]|don[oa]|propietari[oa]|proprietari[oa]"
    r"|jefe de \w+|jefa de \w+|chef de \w+|chargée? de \w+"
    r"|coordinador\w*"
    r"|coordenador\w*|vertrieb|buchhaltung|sachbearbeiter\w*|referent\w*"
)
"""What people call their own work, as alternatives of a pattern (accents both ways)."""
NOUNS = (
    r"guesthouse|b&b|asso|church|parish|council|hospital|surgery|company|firm|business|shop|store|agency|studio"
    r"|practice|clinic|school"
    r"|restaurant|cafe|café|deli|bakery|brewery"
    r"|hotel|hostel|bar|pub"
    r"|charity|startup|start-up|workshop|garage|gym|salon|farm|winery|brand|nursery|bookshop|consultancy|outfit"
    r"|cooperative|co-op"
    r"|empresa|negocio|tienda|panadería|panaderia|bodega|taller|clínica|clinica|academia|agencia|estudio|restaurante"
    r"|bar|cafetería"
    r"|peluquería|despacho|gestoría|inmobiliaria|asociación|fundación|cooperativa|librería|farmacia|granja"
    r"|autoescuela"
    r"|entreprise|société|societe|boîte|boite|boutique|magasin|agence|cabinet|atelier|ferme|domaine|brasserie"
    r"|boulangerie|association"
    r"|salon|école|ecole|studio|pharmacie|librairie|hôtel|resto|cabinet d['’]\w+|cabinet de \w+"
    r"|azienda|ditta|società|negozio|bottega|officina|palestra|ristorante|trattoria|pizzeria|studio|scuola|libreria"
    r"|farmacia|agriturismo"
    r"|cantina|pasticceria|forno|associazione|albergo|b&b"
    r"|loja|oficina|escritório|escritorio|padaria|clínica|escola|agência|agencia|confeitaria|mercearia|quinta|fábrica"
    r"|fabrica|salão|pousada"
    r"|firma|unternehmen|betrieb|laden|geschäft|agentur|praxis|kanzlei|werkstatt|bäckerei|café|restaurant|schreinerei"
    r"|tischlerei|verein"
    r"|brauerei|weingut|hof|gärtnerei|schule|kita|büro"
)
"""Kinds of firms that people have, as alternatives of a pattern."""
_TRADES = """
    arredamenti igreja iglesia eglise chiesa weingut baugenossenschaft genossenschaft guesthouse fisio physiotherapie
    ristorazione impianti ricambi cooperativa inmuebles floristeria
    municipalidad ayuntamiento comune prefeitura camara stadt gemeinde diputacion papeteries papeterie tacos
    council borough parish church verein sv tsv panaderia restaurants pub tavern inn farmhouse residence
    agence agencia agency agentur agenzia architects architetti arquitectos atelier ateliers auto autohaus bakery
    banca bank bar bau bistro bodega bodegas brewery cabinet cafe cafes cafeteria cantina capital carpenteria
    carpinteria cartiera catering center centre centro cervejaria clinic clinica clinique colegio collective college
    comercial commerce confeccoes conservas construcciones constructions construtora consulting consultores
    consultoria cooperativa cucine deli dental design digital distribuciones distribuidora distribution dynamics
    edilizia editora electric electronics energia energie energy engineering equipment escola escritorio escuela
    espresso estates estudio express fabrica fabrik farm farmacia farmacie farms fashion fenster finance financial
    fitness fleisch food foods freight garage gartenbau gastro gestoria group groupe grupo gruppe gruppo gym hair
    handel haus haustechnik health hogar holding home homes hostel hotel hoteles immobilien imoveis imports impresa
    industria industrias industrie industries ingenieros inmobiliaria innovations institute instituto instruments
    insurance joinery kanzlei kita kitchen lab laboratorio labs laiterie lavanderia legal libreria livraria
    logistica logistics logistik logistique machines market marketing maschinenbau mayorista media menuiserie metal
    metalurgica mobilia moda moebel molkerei motors moveis muebles museum officina oficina oil optica optics optik
    osteria packaging padaria panaderia papelaria papier partners pastry peluqueria pharma pharmacy pizzeria
    plastics plumbing posada pousada praxis press print printing produce production products property publishing
    pumpen queijaria quinta reformas reisen restaurant restaurante retail ristorante roofing salon sanitar school
    schule services servicios servicos shop sistemas software solar soluciones solutions spedition sport sports
    stahl steel steuerberatung store stores studio studios supermercado supplies surf systeme systems taller tapas
    team tech technik technologies technology tecnica tecnologia tienda tischlerei torneria tours trading trans
    transport transporte transportes transports trasporti trattoria travel trust university valley verlag
    veterinaria viagens viajes vineyard vinhos vino vinos wein weingut wines works yachts zahntechnik
        accountants advisers advisors academia academy association asociacion associacao associazione bakers
    boulangerie
    brasserie brothers carrosserie catering ceramica ceramiche charity chocolate cleaning club coffee council
    courier couriers dairy domaine doces editorial electrical fabrics ferme fleet florist foundation fondation
    fondazione fundacao fundacion funds garden gardens grill hardware hotels housing housekeeping hnos
    institut irmaos fratelli freres gebruder interiors kitchens landscapes laundry leather letters lettings library
    lodge mairie marine masonry mechanics medical medien motor movers nursery nurseries office offices opticians
    pastelaria pasticceria pastificio pesca photography physio plants plumbers practice primary prints
    pumps renovations repairs restorations robotics sanitaer seafood seeds shipping soap society solicitors spa
    stables staffing stationers surgery surveyors tailors talleres tax tea textil textiles theatre tools
    toys trattoria upholstery vets veterinary vini vins wealth weaving werbetechnik werkstatt wholesale windows wine
                winery woodwork woodworks workshop workshops officine imprimerie frigorifico redaktion events
    direccion departamento pescheria pescaderia peixaria poissonnerie biscuiterie
    fromagerie sidreria segheria macelleria carniceria boucherie floristeria fiorista ferreteria ferramenta stadtwerke
    reederei spedizioni konditorei metzgerei backerei brauerei zimmerei schreinerei malerbetrieb cantine oficinas
    garages studi ateliers architekten arquitetura arquitectura architecture architektur advogados abogados avocats
    anwalte rechtsanwalte notaires comunicacion comunicacao communication communications conseil consulenza beratung
"""
_NOT_WORK = "it hr sales marketing finance operations compras ventas logistica human people product"
_NOBODYS = """
    freelance freelancer private privat privatperson particular particulier autonomo autonoma selbststandig
    self-employed individual independent independant privato privata libero none personal myself
"""
FUNCTIONS = frozenset(_NOT_WORK.split())
"""What a head or manager is of, where it is no firm."""
NO_FIRM = frozenset(_NOBODYS.split())
"""Answers to the question for a firm that say there is none."""
ARTICLES = frozenset(
    ["the", "chez", "la", "le", "les", "el", "los", "las", "il", "lo", "a", "o", "os", "as", "das", "die", "der"]
)
_LONG = 8
_WORDS = frozenset(_TRADES.split())
_COMPOUND = re.compile(
    r"\w{2,}(?:gasthof|gasthaus|verwaltung|werke?|technik|dienste?|betriebe?|handel|logistik|apotheke|backerei"
    r"|metzgerei"
    r"|schreinerei|brauerei|gartnerei|druckerei|reinigung|spedition|genossenschaft|gesellschaft|verband|kanzlei"
    r"|pflege)"
).fullmatch
"""German names of firms that end as a trade does: "Landgasthof", "Hausverwaltung"."""
_MARK = re.compile(rf"(?<!\w)(?:{LEGAL}|&)(?!\w)|[a-z][A-Z]")


def looks_like_trade(words: str) -> bool:
    """Whether words in capitals are shaped as a firm's: a legal form, a trade's word, an ampersand, or CamelCase."""
    return bool(_MARK.search(words)) or any(
        word in _WORDS or (len(word) > _LONG and _COMPOUND(word)) for word in fold(words).split()
    )
