"""What tells a firm's name from a person's: legal forms, and the words trades call themselves by (folded)."""

from __future__ import annotations

import re

from leadlight.scoring.phrases import fold

LEGAL = (
    r"(?:Ltd|Limited|GmbH|mbH|AG|Inc|LLC|LLP|PLC|plc|SARL|Sarl|SAS|SASU|EURL|GAEC|SCI|Lda|LDA|Ltda|LTDA|BV|NV"
    r"|KG|OHG|UG|eG|e\.K\.?|e\.V\.?"
    r"|S\.?L\.?U?|SL|SLU|S\.?A\.?|S\.?p\.?A\.?|[Ss]pa|S\.?[Rr]\.?[Ll]\.?s?|s\.?r\.?l\.?s?|[Ss]nc|S\.?n\.?c\.?"
    r"|ME|EIRELI|Co|Corp|& Co\.?|& Sons)"
)
_TRADES = """
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
"""
_WORDS = frozenset(_TRADES.split())
_MARK = re.compile(rf"(?<!\w)(?:{LEGAL}|&)(?!\w)|[a-z][A-Z]")


def looks_like_trade(words: str) -> bool:
    """Whether words in capitals are shaped as a firm's: a legal form, a trade's word, an ampersand, or CamelCase."""
    return bool(_MARK.search(words)) or any(fold(word) in _WORDS for word in words.split())
