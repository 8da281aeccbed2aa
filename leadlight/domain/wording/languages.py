"""The six languages the capture speaks, how to tell which one a visitor writes, and the built-in labels in each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from leadlight.domain.folding import folded

LANGUAGES: dict[str, str] = {
    "en": "English", "es": "Spanish", "pt": "Portuguese", "fr": "French", "de": "German", "it": "Italian",
}  # fmt: skip
BUILTIN_LABELS: Mapping[str, Mapping[str, str]] = {
    "name": {"es": "Nombre", "pt": "Nome", "fr": "Nom", "de": "Name", "it": "Nome"},
    "email": {
        "es": "Correo electrónico", "pt": "E-mail", "fr": "E-mail", "de": "E-Mail", "it": "E-mail",
    },
    "phone": {"es": "Teléfono", "pt": "Telefone", "fr": "Téléphone", "de": "Telefon", "it": "Telefono"},
    "company": {"es": "Empresa", "pt": "Empresa", "fr": "Entreprise", "de": "Firma", "it": "Azienda"},
    "website": {"es": "Sitio web", "pt": "Site", "fr": "Site web", "de": "Website", "it": "Sito web"},
}  # fmt: skip
_COMMON: dict[str, str] = {
    "en": "the is are you i my we what how do does have can would want need for your with it and this that please"
    " hi hello name price week there me at",
    "es": "el los las es esta yo mi que como tiene puedo quiero necesito para por con una del gracias hola cuanto y"
    " buenos dias buenas me llamo quisiera semana precio usted soy",
    "pt": "os as voce voces eu meu minha tem posso quero preciso para por com uma do da obrigado obrigada ola nao e"
    " bom dia oi chamo gostaria semana preco isso sou",
    "fr": "les est vous je mon ma nous avez puis voudrais besoin pour avec une des merci bonjour combien pas et le"
    " bonsoir semaine cette prix appelle suis aimerais du ai",
    "de": "der die das ist sie ich mein wir haben kann mochte brauche fur mit ein eine danke hallo wie nicht und"
    " guten tag woche diese heisse preis bitte mich gern",
    "it": "il gli sono e io mio che come avete posso vorrei ho bisogno per con una di grazie ciao quanto non della"
    " mi buongiorno salve chiamo settimana questa prezzo mia alla",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def known_language(code: str | None) -> str | None:
    """`pt-BR` → `pt`; None for one that the capture does not speak."""
    short = (code or "").lower().replace("_", "-").partition("-")[0]
    return short if short in LANGUAGES else None


def language_of(texts: Iterable[str], given: str | None = None) -> str:
    """The language a visitor writes in, by its everyday words; where those do not tell, the one `given`, else English.

    What is written says more than what a browser claims, if two words more speak for it.
    """
    counted: Counter[str] = Counter()
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", folded(text)):
            counted.update(language for language, words in _WORDS.items() if word in words)
    first, second = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    claimed = known_language(given)
    if first[1] >= second[1] + 2 and first[1] > counted[claimed or ""] + 1:
        return first[0]
    return claimed or (first[0] if first[1] > second[1] else "en")
