"""Who the visitors of the sample bot are: names, firms, addresses on example domains, numbers kept for fiction."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from pipelines.demo.world import Place

STEMS = (
    "Ashdown", "Beacon", "Birch", "Blackwood", "Bluegate", "Bridgewater", "Brightpipe", "Calder", "Castle", "Cedar",
    "Clearwell", "Copperline", "Crown", "Dalton", "Eastgate", "Elm", "Fairview", "Falcon", "Fernhill", "Foxglove",
    "Gable", "Granite", "Greenfield", "Harbour", "Hawthorn", "Highfield", "Holloway", "Ironbridge", "Juniper",
    "Kestrel",
    "Kingsway", "Larch", "Lighthouse", "Maple", "Meridian", "Millbrook", "Moorland", "Nordlift", "Northgate",
    "Oakridge",
    "Orchard", "Pinnacle", "Quarry", "Redfern", "Ridgeway", "Riverside", "Rowan", "Saltmarsh", "Silverton", "Southbank",
    "Stonebridge", "Summit", "Thornbury", "Tidewater", "Union", "Valley", "Westbrook", "Willow", "Windmill", "Yarrow",
)  # fmt: skip
TRADES = (
    ("Plumbing", "plumbing"), ("Heating", "heating"), ("Electrical", "electrical"), ("Lifts", "lift maintenance"),
    ("Roofing", "roofing"), ("Cleaning", "cleaning"), ("Security", "alarms"), ("HVAC", "air conditioning"),
    ("Drains", "drainage"), ("Solar", "solar"), ("Pest Control", "pest control"), ("Grounds", "grounds maintenance"),
    ("Fire Safety", "fire safety"), ("Locksmiths", "lock fitting"), ("Windows", "window fitting"),
    ("Doors", "door fitting"),
    ("Telecoms", "telecoms"), ("Facilities", "facilities"), ("Boilers", "boiler servicing"),
    ("Pools", "pool maintenance"),
    ("Refrigeration", "refrigeration"), ("Scaffolding", "scaffolding"), ("Flooring", "flooring"),
    ("Glazing", "glazing"),
    ("Appliances", "appliance repair"), ("Kitchens", "kitchen fitting"), ("Gates", "gate automation"),
    ("Water", "water treatment"),
    ("Medical", "medical equipment"), ("Waste", "waste collection"), ("Decorating", "decorating"),
    ("Surveys", "surveying"),
    ("Chargers", "EV chargers"), ("Insulation", "insulation"), ("Landscapes", "landscaping"), ("Signs", "signage"),
    ("Calibration", "calibration"), ("Vending", "vending"), ("Removals", "removals"), ("Energy", "energy metering"),
)  # fmt: skip
"""How the firm calls itself, and the trade in a visitor's words."""
FIRMS = len(STEMS) * len(TRADES)

_EN = (
    "Sarah James Emily Tom Olivia Daniel Hannah Michael Grace Liam Chloe Ben Amelia Jack Sophie Ryan Lucy Adam Ella "
    "Aisha Omar Wei Mei Raj Anika Kofi Zainab Declan Niamh Rhys Megan Callum Isla Patrick Fatima Marcus Joanna Kevin "
    "Rachel Derek Tessa Winston Ingrid Femke Sven Gemma Harvey Imogen",
    "Whitfield Barker Okafor Patel Hughes Murray Thompson Walsh Osei Khan Bennett Clarke Doyle Edwards Fletcher "
    "Griffin Hartley Ibrahim Jenkins Kaur Lambert Mensah Norris O'Brien Palmer Quigley Reid Sutton Turner Upton Vance "
    "Watts Young Zhang Chen Singh Cooper Dawson Ellis Foster Graham Holt Irving Jarvis Lloyd Morris Nash Osborne Price "
    "Rowe Shaw Tate Underhill Vaughan Webb Yates Lindqvist Jansen Visser",
)  # fmt: skip
_ES = (
    "María José Lucía Javier Carmen Álvaro Sofía Andrés Inés Iván Raúl Nuria Pilar Óscar Elena Sergio Marta Rubén "
    "Ximena Begoña Íñigo Rocío Tomás Verónica",
    "González Rodríguez Fernández López Martínez Sánchez Pérez Gómez Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez "
    "Romero Navarro Torres Domínguez Vázquez Ramos Gil Serrano Blanco Molina Suárez Ortega Peña",
)
_FR = (
    "Camille Julien Élodie Nicolas Aurélie Thomas Chloé Mathieu Léa Antoine Manon François Inès Rémi Zoé Guillaume "
    "Margaux Étienne Noémie Loïc Clémence Benoît Hélène Yannick",
    "Martin Bernard Dubois Petit Durand Leroy Moreau Laurent Lefèvre Michel Garcia Roux Fournier Girard Bonnet Dupont "
    "Lambert Fontaine Rousseau Vincent Müller Faure André Mercier Blanchet Guérin Boyer Chevalier",
)
_DE = (
    "Anna Jonas Lena Felix Katharina Lukas Jürgen Sabine Björn Greta Stefan Ulrike Matthias Heike Tobias Anke Florian "
    "Svenja Günther Petra Moritz Nele Dieter Franziska",
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf "
    "Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Weiß Yılmaz Nowak",
)
_PT = (
    "João Beatriz Pedro Ana Tiago Inês Rafael Larissa Gonçalo Camila Thiago Fernanda Luís Mariana Caio Letícia Rui "
    "Juliana Vítor Débora Diogo Patrícia Otávio Sílvia",
    "Silva Santos Oliveira Souza Pereira Costa Rodrigues Almeida Nascimento Lima Araújo Ribeiro Carvalho Gomes Lopes "
    "Barbosa Rocha Dias Teixeira Correia Pinto Nogueira Magalhães Simões Brandão Assunção Conceição Vasconcelos",
)
NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    language: (tuple(first.split()), tuple(last.split()))
    for language, (first, last) in {"en": _EN, "es": _ES, "fr": _FR, "de": _DE, "pt": _PT}.items()
}

PHONES: dict[str, tuple[str, str, tuple[tuple[str, int], ...]]] = {
    "GB": ("44", "0", (("7700900", 3), ("2079460", 3), ("1134960", 3), ("1144960", 3), ("1154960", 3), ("1164960", 3),
                       ("1174960", 3), ("1184960", 3), ("1214960", 3), ("1314960", 3), ("1414960", 3), ("1514960", 3),
                       ("1614960", 3), ("1914980", 3), ("2896496", 3), ("2920180", 3))),
    "US": ("1", "",
           tuple((f"{area}55501", 2) for area in range(201, 290)) + tuple((f"{a}55501", 2) for a in range(602, 690))),
    "CA": ("1", "",
           tuple((f"{area}55501", 2) for area in (204, 226, 236, 250, 306, 403, 416, 418, 438, 506, 514, 519, 604, 613,
                                                  647, 778, 780, 902))),
    "IE": ("353", "0", (("20910", 4),)),
    "AU": ("61", "0", (("25550", 4), ("35550", 4), ("27010", 4), ("37010", 4))),
    "DE": ("49", "0",
           (("3023125", 3), ("6990009", 3), ("4066969", 3), ("2214710", 3), ("8999998", 3), ("17604069", 3))),
    "FR": ("33", "0", (("63998", 4), ("19900", 4), ("26191", 4), ("35301", 4), ("46571", 4), ("53649", 4))),
    "ES": ("34", "", (("60000", 4),)),
    "MX": ("52", "", (("555500", 4),)),
    "BR": ("55", "", (("1190000", 4), ("3190000", 4))),
    "PT": ("351", "", (("90000", 4),)),
    "NL": ("31", "0", (("60000", 4),)),
}  # fmt: skip
"""Country: calling code, trunk prefix, (start of the national number, digits that follow).

Ranges kept for fiction where the regulator has some (Ofcom, NANPA 555-01xx, ComReg 020 91x, ACMA, BNetzA, ARCEP);
elsewhere blocks of zeros that no one is served from.
"""
MAILBOXES = ("postbox.example", "mailhaus.example", "inbox.example")
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ı": "i", "ł": "l", "'": ""})


@dataclass(frozen=True, slots=True)
class Person:
    """One visitor who can be named. `phone` is E.164, `phone_said` what they type for it."""

    name: str
    first: str
    email: str
    phone: str
    phone_said: str
    company: str
    website: str
    trade: str


def ascii_fold(text: str) -> str:
    """Lower case without accents, as it stands in an address."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_FOLDED = {name: ascii_fold(name) for names in NAMES.values() for part in names for name in part}


def person(rng: Random, serial: int, place: Place) -> Person:
    """The person behind the lead number `serial`.

    A firm and a name follow from the number, so that no two numbers share an e-mail address up to a million leads
    and nothing has to be remembered: within one firm every number has another name.
    """
    firm, generation = (serial * 1_009 + 17) % FIRMS, serial // FIRMS
    stem, (suffix, trade) = STEMS[firm // len(TRADES)], TRADES[firm % len(TRADES)]
    firsts, lasts = NAMES[place.language]
    pick = (generation + firm * 7_919) % (len(firsts) * len(lasts))
    first, last = firsts[pick % len(firsts)], lasts[pick // len(firsts)]
    slug = f"{stem}-{suffix}".lower().replace(" ", "-")
    phone, said = _phone(rng, serial, place.country)
    return Person(
        name=f"{first} {last}", first=first, email=_email(rng, first, last, firm, generation, f"{slug}.example"),
        phone=phone, phone_said=said, company=f"{stem} {suffix}", website=f"https://www.{slug}.example", trade=trade,
    )  # fmt: skip


def _email(rng: Random, first: str, last: str, firm: int, generation: int, domain: str) -> str:
    given, family = _FOLDED[first], _FOLDED[last]
    if rng.random() < 0.24:
        return f"{given}.{family}{firm}@{MAILBOXES[firm % len(MAILBOXES)]}"
    if generation == 0 and firm % 3 == 0:
        return f"{given}@{domain}"
    return f"{given}_{family}@{domain}" if firm % 5 == 0 else f"{given}.{family}@{domain}"


def _phone(rng: Random, serial: int, country: str) -> tuple[str, str]:
    code, trunk, ranges = PHONES[country]
    start, digits = ranges[serial % len(ranges)]
    tail = (serial // len(ranges) * 7 + 101) % 10**digits
    national = f"{start}{tail:0{digits}d}"
    spaced = re.sub(r"(\d{3})(?=\d{2})", r"\1 ", trunk + national)
    style = rng.random()
    if style < 0.5:
        return f"+{code}{national}", spaced
    return f"+{code}{national}", f"+{code} {national}" if style < 0.8 else trunk + national
