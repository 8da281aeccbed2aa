"""What visitors say, one file a language: the phrases of each signal kind. A new language is one file, named here."""

from leadlight.scoring.words import de, en, es, fr, it, pt

LANGUAGES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    language.__name__.rpartition(".")[2]: (language.PHRASES, language.SETS) for language in (en, es, fr, pt, it, de)
}
"""Language code to (phrases by kind, named sets of words)."""
